"""A full shelf: the shipped report and reports like it of other provinces and years, asked about each.

python -m eval.bench_shelf --reports 200                 build, measure, ask; in a folder that is thrown away
python -m eval.bench_shelf --reports 200 --home FOLDER   the same in a home that stays, so that asking again is quick

Printed: seconds to index, bytes, memory, seconds after one changed paragraph, milliseconds of a search, and of the
questions that name a report's place and year the share that is answered from that report, from another, or not at all.
How the reports are made: `eval.synthetic`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Answer, Assistant
from assistant.settings import Settings as AssistantSettings
from eval.bench import resident_memory
from eval.bench_search import folder_bytes, search_times
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.synthetic import Told, facts_of, write_reports
from index import ensure_index, open_index, read_report
from index.build import shipped_report
from index.encoder import Encoder
from index.open import load, settings_for
from index.settings import Settings
from index.shelf import Shelf

FACTS = 6  # sentences with figures of its own that each report has
ASKED = 300  # of all the questions about the reports, drawn with a fixed seed
SEARCHES = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered to a question that names its report."""

    told: Told
    answer: Answer

    @property
    def outcome(self) -> str:
        """How it was answered: "right" from the report that it names, "other" from any other too, or "refused"."""
        if not self.answer.answered:
            return "refused"
        cited = {citation.paragraph.report for citation in self.answer.citations}
        return "right" if cited == {self.told.report} else "other"

    @property
    def proven(self) -> bool:
        """Whether the sentence that proves the answer is cited."""
        return any(citation.quote in self.told.sentence for citation in self.answer.citations)


def fill(folder: Path, home: Path, encoder: Encoder, count: int) -> tuple[list[Told], list[tuple[str, float, str]]]:
    """Put the shipped report and `count` - 1 synthetic ones on the shelf of a home.

    Returns the questions about them, and what was measured: what it is, how much, in which unit.
    """
    report = read_report(shipped_report())
    shelf = Shelf.open(home, encoder=encoder)
    filled = len(shelf.ids()) == count
    measured: list[tuple[str, float, str]] = []
    if not filled:
        started = time.perf_counter()
        shelf.add([shipped_report()])
        measured.append(("the shipped report put on the shelf", time.perf_counter() - started, "s"))
    with ensure_index(home, encoder=encoder) as index:
        questions = answered_alone(Assistant(index.only([report.id]), AssistantSettings()))
    written = list(write_reports(folder, report, facts_of(report, questions, FACTS), count - 1))
    if not filled:
        started = time.perf_counter()
        shelf.add([path for path, _ in written], progress=_show)
        measured.append((f"{count - 1} reports added", time.perf_counter() - started, "s"))
    measured.append(("one paragraph of one report changed", changed(shelf, written[0][0]), "s"))
    return [told for _, questions in written for told in questions], measured


def answered_alone(assistant: Assistant) -> list[Question]:
    """Return the questions of the set that the shipped report answers by their evidence: what is tried is the shelf."""
    kept = []
    for question in load_questions(default_question_set()):
        if question.answerable and not question.history and len(question.evidence) == 1:
            quotes = [citation.quote for citation in assistant.ask(question.question).citations]
            if any(question.evidence[0] in quote for quote in quotes):
                kept.append(question)
    return kept


def changed(shelf: Shelf, path: Path) -> float:
    """Change one paragraph of a report, add it again, and return the seconds that took."""
    source = path / "source.txt"
    before = source.read_text("utf-8")
    line = next(line for line in before.splitlines() if "kế hoạch" in line and len(line) > 100)
    source.write_text(before.replace(line, f"{line[:-1]} và quý sau."), "utf-8")
    translation = path / "translation.jsonl"
    records = translation.read_text("utf-8")
    translation.write_text("\n".join(one for one in records.splitlines() if line not in one) + "\n", "utf-8")
    started = time.perf_counter()
    shelf.add([path])
    seconds = time.perf_counter() - started
    source.write_text(before, "utf-8")
    translation.write_text(records, "utf-8")
    shelf.add([path])
    return seconds


def ask_all(home: Path, encoder: Encoder, questions: Sequence[Told]) -> Iterator[Asked]:
    """Ask every question of the whole shelf."""
    with open_index(home, encoder=encoder) as index:
        assistant = Assistant(index, AssistantSettings())
        for told in questions:
            yield Asked(told, assistant.ask(told.question))


def summary(asked: Sequence[Asked]) -> Iterator[str]:
    """Yield a line for all questions and one for each language."""
    for language in ("all", *sorted({one.told.language for one in asked})):
        ours = [one for one in asked if language in ("all", one.told.language)]
        counted = [sum(one.outcome == outcome for one in ours) for outcome in ("right", "other", "refused")]
        shares = ", ".join(
            f"{name} {100 * number / len(ours):.1f} % ({number})"
            for name, number in zip(("that report cited", "another cited", "refused"), counted, strict=True)
        )
        proven = 100 * sum(one.proven for one in ours) / len(ours)
        yield f"{language}: {len(ours)} questions that name a report: {shares}; proven {proven:.1f} %"


def _show(stage: str, done: int, total: int) -> None:
    if done % 4_096 < 64 or done == total:
        print(f"{stage} {done:,} of {total:,}", flush=True)


def run(home: Path, encoder: Encoder, count: int, sample: int) -> list[Asked]:
    """Fill the shelf, measure, ask, and print what came out."""
    with tempfile.TemporaryDirectory() as folder:
        questions, measured = fill(Path(folder), home, encoder, count)
    for name, value, unit in measured:
        print(f"{name}: {value:.1f} {unit}")
    chosen = random.Random(11).sample(questions, min(sample, len(questions)))
    with open_index(home, encoder=encoder) as index:
        size = folder_bytes(home / "index" / index.manifest.build)
        print(
            f"{len(index.reports)} reports, {index.manifest.paragraphs:,} paragraphs, {index.manifest.units:,} vectors"
        )
        print(f"{size / 1e6:.0f} MB a build, {resident_memory(os.getpid()) / 1e9:.2f} GB resident at most")
        median, high = search_times(index, list(dict.fromkeys(told.question for told in chosen))[:SEARCHES])
        print(f"search of the whole shelf: p50 {median:.1f} ms, p95 {high:.1f} ms")
    asked = list(ask_all(home, encoder, chosen))
    seconds = sorted(one.answer.seconds for one in asked)
    print(
        f"answers: p50 {1e3 * statistics.median(seconds):.0f} ms, p95 {1e3 * seconds[int(0.95 * len(seconds))]:.0f} ms"
    )
    for line in summary(asked):
        print(line)
    for one in asked:
        if one.outcome == "other":
            cited = sorted({citation.paragraph.report for citation in one.answer.citations})
            print(f"cites another report: {one.told.question!r} -> {', '.join(cited)}")
        elif one.outcome == "refused":
            print(f"refused: {one.told.question!r}")
    return asked


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200, help="how many reports are on the shelf")
    parser.add_argument("--questions", type=int, default=ASKED, help="how many questions are asked")
    parser.add_argument("--home", type=Path, help="where the shelf stays")
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    encoder = load(settings)
    home = arguments.home or Path(tempfile.mkdtemp())
    try:
        run(settings_for(home, settings, encoder).home, encoder, arguments.reports, arguments.questions)
    finally:
        if arguments.home is None:
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
