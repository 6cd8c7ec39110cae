"""What reading keeps: the shipped report in some thirty files, each read, searched and asked like the text version.

python -m eval.formats                      every file, every question
python -m eval.formats --questions 60 pdf   files whose name holds "pdf", 60 questions spread over the set

A file of its own has no translation, so the text version it is compared with has none either. Paragraphs count as
recovered when their text is the same to the letter, white space aside. A question's evidence is looked for in the
paragraph that stands for the original one. "Figures" is the share of the questions that ask for figures whose figures
are all in the answer; a refusal has none. Files that read the same are asked once.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.corpus import Corpus
from eval.format_files import Writer, markup_files, text_files, word_files
from eval.format_pages import FONT, page_files, picture_files, scan_files
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.record import Ranked, Record
from eval.run import ask
from eval.scores.figures import figure_scores
from eval.scores.gold import gold_of
from eval.scores.retrieval import retrieval_scores
from index.build import build_index, shipped_report
from index.errors import ReportAssistantError
from index.read import read_report
from index.read.recognise import languages
from index.report import Report
from index.settings import Settings

_PICTURES = (".png", ".jpg")  # of one page: most of the evidence is not in them
_ALIKE = 0.6  # of two paragraphs' letters: less is not the same paragraph
_REPORT = "report"  # the name of every file, and so the id of every report


@dataclass(frozen=True, slots=True)
class Asked:
    """How well questions were answered, as shares of 1."""

    found: float  # R@5
    figures: float


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one file."""

    name: str
    paragraphs: int  # recovered to the letter
    of: int
    repairs: int
    seconds: float  # of reading
    asked: Asked | None = None
    error: str = ""


def files() -> dict[str, Writer]:
    """Return the writers of every file that can be made and read here, by name."""
    made = {**text_files(), **markup_files(), **word_files()}
    if FONT.exists():
        made |= page_files()
        if "vie" in languages():
            made |= {**picture_files(), **scan_files()}
    return made


def recovered(original: Report, read: Report) -> int:
    """Return how many of the original's paragraphs are in the other to the letter, white space aside."""
    texts = {" ".join(paragraph.text.split()) for paragraph in read.paragraphs}
    return sum(" ".join(paragraph.text.split()) in texts for paragraph in original.paragraphs)


def counterparts(original: Report, read: Report) -> dict[str, str]:
    """Return, for each paragraph of what was read that stands for one of the original's, that one's id."""
    found: dict[str, str] = {}
    same = {" ".join(paragraph.text.split()): paragraph.id for paragraph in original.paragraphs}
    for paragraph in read.paragraphs:
        text = " ".join(paragraph.text.split())
        if text in same:
            found[paragraph.id] = same[text]
            continue
        ratios = [
            (SequenceMatcher(None, text, other, autojunk=False).quick_ratio(), other, id) for other, id in same.items()
        ]
        near = sorted(ratios, reverse=True)[:3]
        ratio, id = max((SequenceMatcher(None, text, other, autojunk=False).ratio(), id) for _, other, id in near)
        if ratio >= _ALIKE:
            found[paragraph.id] = id
    return found


def score(questions: Sequence[Question], records: Sequence[Record], original: Report) -> Asked:
    """Score records whose hits name the original's paragraphs."""
    corpus = Corpus.of([original])
    found: list[float] = []
    figures: list[float] = []
    for question, record in zip(questions, records, strict=True):
        values = {score.name: score.value for score in retrieval_scores(record, gold_of(question, corpus))}
        if values["R@5"] is not None:
            found.append(values["R@5"])
        if question.figures:
            right = next(one.value for one in figure_scores(question, record, corpus) if one.name == "figures right")
            figures.append(float(right == 1.0))
    return Asked(_mean(found), _mean(figures))


def ask_all(report: Report, original: Report, questions: Sequence[Question], settings: Settings) -> Asked:
    """Index what was read, ask every question, and score the answers by the original."""
    from assistant.respond import Assistant
    from assistant.settings import Settings as AssistantSettings

    with build_index([report], settings=settings) as index:
        # Paragraphs are called as in the index, where an edited one keeps the number that the file before gave it.
        names = counterparts(original, index.reports[0])
        assistant = Assistant(index, AssistantSettings())
        records = [_renamed(ask(assistant, question, ""), names) for question in questions]
    return score(questions, records, original)


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    hits = tuple(Ranked(names.get(hit.paragraph, hit.paragraph + "?"), hit.score) for hit in record.hits)
    return replace(record, hits=hits)


def measure(
    folder: Path, writers: Mapping[str, Writer], questions: Sequence[Question], settings: Settings
) -> list[Row]:
    """Write, read and ask every file, telling each as it is done; the first row is the text version."""
    original = read_report(shipped_report())
    asked: dict[tuple[str, ...], Asked] = {}
    rows: list[Row] = []
    for name, write in {"utf-8.txt": text_files()["utf-8.txt"], **writers}.items():
        path = folder / name / f"{_REPORT}{Path(name).suffix}"
        path.parent.mkdir()
        write(path, original)
        row, report = _read(name, path, original)
        if report is not None and questions and path.suffix not in _PICTURES:
            key = tuple(f"{paragraph.place} {paragraph.text}" for paragraph in report.paragraphs)
            if key not in asked:
                asked[key] = ask_all(report, original, questions, settings)
            row = replace(row, asked=asked[key])
        rows.append(row)
        print(line(row, rows[0]), flush=True)
    return rows


def _read(name: str, path: Path, original: Report) -> tuple[Row, Report | None]:
    started, count = time.perf_counter(), len(original.paragraphs)
    try:
        report = read_report(path)
    except ReportAssistantError as error:
        return Row(name, 0, count, 0, time.perf_counter() - started, error=str(error)), None
    seconds = time.perf_counter() - started
    return Row(name, recovered(original, report), count, len(report.repairs), seconds), report


def line(row: Row, text: Row) -> str:
    """Return a row as a line of a Markdown table, with the differences from the text version in points."""
    shown = f"| {row.name} | {row.paragraphs} of {row.of} | {row.repairs} | {row.seconds:.1f} |"
    if row.error or row.asked is None or text.asked is None:
        return f"{shown} {row.error or '-'} | - |"
    found, figures = (100 * (one - other) for one, other in _pairs(row.asked, text.asked))
    return f"{shown} {row.asked.found:.3f} ({found:+.1f}) | {row.asked.figures:.3f} ({figures:+.1f}) |"


def _pairs(one: Asked, other: Asked) -> tuple[tuple[float, float], tuple[float, float]]:
    return (one.found, other.found), (one.figures, other.figures)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a PDF or Word file is more than 2 points off the text version, or a scan 10."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of file names; every file where none is given")
    parser.add_argument("--questions", type=int, help="how many, spread over the set; 0 asks none")
    given = parser.parse_args(arguments)
    questions = load_questions(default_question_set())
    if given.questions is not None:
        questions = questions[:: max(1, len(questions) // given.questions)] if given.questions else ()
    writers = {name: write for name, write in files().items() if _chosen(name, given.names)}
    print(f"{len(writers)} files, {len(questions)} questions", file=sys.stderr)
    print("| file | paragraphs | repairs | seconds | R@5 | figures |\n|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        settings = replace(Settings.from_environment(), shelf="formats")
        rows = measure(Path(folder), writers, questions, settings)
    wide = [row.name for row in rows if _too_far(row, rows[0])]
    print(f"further from the text version than allowed: {', '.join(wide) or 'none'}", file=sys.stderr)
    return bool(wide)


def _chosen(name: str, parts: Sequence[str]) -> bool:
    return name != "utf-8.txt" and (not parts or any(part in name for part in parts))


def _too_far(row: Row, text: Row) -> bool:
    if row.asked is None or text.asked is None:
        return bool(row.error)
    allowed = 10.0 if row.name.startswith("scan") else 2.0
    return any(100 * (other - one) > allowed for one, other in _pairs(row.asked, text.asked))


if __name__ == "__main__":
    sys.exit(main())
