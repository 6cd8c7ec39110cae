"""What the command line shows: answers, progress, checks. Text of reports and models is shown, never obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer, Citation, Language

if TYPE_CHECKING:
    from rich.progress import Progress

    from assistant.doctor import Check
    from assistant.translate import Refused
    from index.report import Report

WORDS: dict[str, dict[Language, str]] = {
    "translation": {"en": "Unofficial translation", "vi": "Bản dịch không chính thức"},
    "nearest": {"en": "Nearest passages", "vi": "Các đoạn gần nhất"},
    "searched": {"en": "Searched", "vi": "Đã tìm"},
    "quotes": {"en": "quoted", "vi": "trích nguyên văn"},
    "written": {"en": "written by", "vi": "viết bởi"},
}
NEAREST = 3  # passages under a refusal
_NEAREST_CHARACTERS = 160  # of a passage that is only named: two lines of a terminal
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_MARKS = {"good": ("✓", "green"), "note": ("-", "yellow"), "wrong": ("✗", "red")}


def console(*, stderr: bool = False) -> Console:
    """Return the terminal, or a file or pipe that takes plain text without line breaks of ours."""
    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def visible(text: str) -> str:
    """Return a text without what steers a terminal: control characters and direction overrides."""
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}
    )


def styled(text: str) -> Text:
    """Return a text with its **bold** stretches bold; other markup stays as it is."""
    shown, position = Text(), 0
    clean = visible(text)
    for match in _BOLD.finditer(clean):
        shown.append(clean[position : match.start()]).append(match.group(1), style="bold")
        position = match.end()
    return shown.append(clean[position:])


def show_answer(answer: Answer, reports: Sequence[Report]) -> None:
    """Print an answer with its sources; under a refusal the nearest passages."""
    terminal = console()
    titles = {report.id: report.title or report.id for report in reports}
    language = answer.language
    _print(terminal, styled(answer.text))
    for citation in answer.citations:
        _print(terminal, Text())
        _print(terminal, Text(visible(f"[{citation.number}] {_address(citation)}"), "cyan"))
        for line in _evidence(citation, answer):
            _print(terminal, line, indent=4)
    if not answer.answered and answer.hits:
        _print(terminal, Text(f"\n{WORDS['nearest'][language]}:"))
        for hit in answer.hits[:NEAREST]:
            own = hit.paragraph.translation if language == "en" else None
            _print(terminal, Text(f"{hit.paragraph.place}  {_short(own or hit.paragraph.text)}"), indent=2)
    for note in (answer.notice, _footer(answer, titles)):
        if note:
            _print(terminal, Text(f"\n{visible(note)}", "dim"))


def show_growing(answers: Iterable[Answer]) -> Answer:
    """Show an answer as it is written, where somebody watches; return the final one, which is not left on screen."""
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        *_, answer = answers
        return answer
    from rich.live import Live

    with Live(console=terminal, transient=True, refresh_per_second=8) as live:
        for answer in answers:
            live.update(styled(answer.text))
    return answer


@contextmanager
def working(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error that work goes on; yields what an index build reports its progress to."""
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        yield _Lines(terminal)
        return
    with _bar(terminal) as bar:
        task = bar.add_task(title, total=None)

        def report(stage: str, done: int, total: int) -> None:
            bar.update(task, description=_stage(stage), completed=done, total=total)

        yield report


def show_refused(refused: Sequence[Refused]) -> None:
    """Print what a translation leaves out, a line each, with the reason."""
    terminal = console()
    if refused:
        _print(terminal, Text(f"Not translated, because the translation did not pass the checks: {len(refused)}"))
    for one in refused:
        text = " ".join(one.text.split())
        shown = text if len(text) <= _NEAREST_CHARACTERS else f"{text[: _NEAREST_CHARACTERS - 1]}…"
        _print(terminal, Text(visible(f"{shown}  ({one.reason})")), indent=2)


def show_report(report: Report) -> None:
    """Print what was read of a report."""
    kinds = [f"{len(report.paragraphs)} paragraphs"]
    translated = sum(paragraph.translation is not None for paragraph in report.paragraphs)
    if translated:
        kinds.append(f"{translated} of them translated")
    if report.repairs:
        kinds.append(f"{len(report.repairs)} repairs ({_counted([repair.kind for repair in report.repairs])})")
    terminal = console()
    _print(terminal, Text(visible(report.title or report.id), "bold"))
    _print(terminal, Text(f"{report.id}: {', '.join(kinds)}"), indent=2)
    for note in report.notes:
        _print(terminal, Text(visible(note)), indent=2)


def show_checks(checks: Sequence[Check]) -> None:
    """Print what the doctor found, and under what is not good what to do."""
    terminal = console()
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark, colour = _MARKS[check.state]
        _print(terminal, Text.assemble((mark, colour), f" {check.name:<{width}}  {visible(check.value)}"))
        if check.advice:
            _print(terminal, Text(f"→ {visible(check.advice)}"), indent=width + 4)


class _Lines:
    """Progress for a file or a pipe: one line when long work begins."""

    def __init__(self, terminal: Console) -> None:
        self._terminal = terminal
        self._said = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if total and stage not in (self._said, "reading"):
            self._said = stage
            _print(self._terminal, Text(f"{_stage(stage)} ({total:,}), once ..."))


def _bar(terminal: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=terminal, transient=True)


def _stage(stage: str) -> str:
    return {"embedding": "Building the index: sentences and paragraphs read"}.get(stage, stage.capitalize())


def _evidence(citation: Citation, answer: Answer) -> Iterator[Text]:
    """The quotation and its translation, each unless the answer itself already shows it word for word."""
    said = " ".join(answer.text.split())
    quote = " ".join(visible(citation.quote).split())
    if quote not in said:
        yield Text(f"“{quote}”", "italic")
    if citation.translation and answer.language != "vi":
        translation = " ".join(visible(citation.translation).split())
        if translation not in said:
            yield Text(f"{WORDS['translation'][answer.language]}: {translation}", "dim")


def _address(citation: Citation) -> str:
    """The place, after the report's name where there are several; one report is named under the answer."""
    paragraph = citation.paragraph
    name = f"{citation.source}, " if citation.source else ""
    return f"{name}{paragraph.place}" + (f", p. {paragraph.page}" if paragraph.page else "")


def _footer(answer: Answer, titles: Mapping[str, str]) -> str:
    language = answer.language
    written = answer.written_by
    by = WORDS["quotes"][language] if written == "quotes" else f"{WORDS['written'][language]} {written}"
    parts = [*(titles.values() if len(titles) == 1 else ()), by, f"{answer.seconds:.2f} s"]
    if answer.standalone_question != answer.question:
        parts.insert(0, f"{WORDS['searched'][language]}: {answer.standalone_question}")
    return " · ".join(parts)


def _short(text: str) -> str:
    line = " ".join(visible(text).split())
    return line if len(line) <= _NEAREST_CHARACTERS else line[:_NEAREST_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _counted(kinds: Sequence[str]) -> str:
    return ", ".join(f"{kinds.count(kind)} {kind.replace('_', ' ')}" for kind in sorted(set(kinds)))


def _print(terminal: Console, text: Text, indent: int = 0) -> None:
    """Print, breaking lines only for a screen: in a file or a pipe a quotation stays in one piece."""
    if terminal.is_terminal:
        terminal.print(Padding(text, (0, 0, 0, indent)))
    else:
        prefix = " " * indent
        terminal.print("\n".join(prefix + line if line else "" for line in text.plain.split("\n")), soft_wrap=True)
