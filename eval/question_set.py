"""A question set on disk -> Questions: one JSON object a line, checked for its shape as it is read.

    questions = load_questions(default_question_set())
    fit, held_out = split(questions)

What a line's fields mean is written at Question; whether its quotes and figures are true is checked in eval.validate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

from eval.question import GoldFigure, Question, QuestionLanguage, QuestionType, read_question
from index.errors import QuestionSetInvalid

__all__ = [
    "GoldFigure",
    "Part",
    "Question",
    "QuestionLanguage",
    "QuestionType",
    "default_question_set",
    "drafts_in",
    "load_questions",
    "part_of",
    "read_lines",
    "split",
]

Part = Literal["fit", "held-out"]

# Any prefix gives a fixed split. This one, of a few tried before anything was scored, halves every type of question.
_SPLIT_PREFIX = "fact:"


def default_question_set(report: str = "ben-tre-2020") -> Path:
    """Return the path of the question set that ships for a report.

    Raises:
        QuestionSetInvalid: none ships for it.
    """
    folder = Path(str(files("eval"))) / "questions"
    path = folder / f"{report}.jsonl"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.jsonl")))
        raise QuestionSetInvalid(f"No question set ships for the report {report!r}. Give a file, or one of: {known}.")
    return path


def load_questions(path: str | Path) -> tuple[Question, ...]:
    """Read a question set.

    Raises:
        QuestionSetInvalid: the file cannot be read or is empty, a line is broken (the first is named), or it holds
            drafts that nobody has accepted.
    """
    questions = tuple(read_question(text, line, path) for line, text in read_lines(path))
    if not questions:
        raise QuestionSetInvalid(f"{str(path)!r} holds no questions. Put one JSON object on each line.")
    if waiting := drafts_in(questions):
        raise QuestionSetInvalid(f"{Path(path).name}: {waiting}")
    return questions


def drafts_in(questions: Iterable[Question]) -> str:
    """Return what to do about the drafts among questions, in one line; "" where there are none."""
    asked = tuple(questions)
    drafts = [question for question in asked if question.draft]
    if not drafts:
        return ""
    return (
        f"{len(drafts)} of {len(asked)} questions are drafts that nobody has accepted (the first on line "
        f"{drafts[0].line}); accept them in the page that was written beside them, and use the file it saves"
    )


def read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, each with its number from 1.

    Raises:
        QuestionSetInvalid: the file is missing, unreadable, or not UTF-8.
    """
    try:
        text = Path(path).expanduser().read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QuestionSetInvalid(f"The question set {str(path)!r} cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise QuestionSetInvalid(f"The question set {str(path)!r} is not UTF-8. Save it as UTF-8.") from error
    for line, content in enumerate(text.split("\n"), 1):
        if content.strip():
            yield line, content


def part_of(question: Question) -> Part:
    """Return the part a question belongs to, fixed by its topic alone."""
    digest = hashlib.sha256((_SPLIT_PREFIX + question.topic).encode("utf-8")).digest()
    return "held-out" if digest[0] % 2 else "fit"


def split(questions: Iterable[Question]) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Return (fit, held_out): about half each, no topic in both, the same for every set that holds the question."""
    kept = tuple(questions)
    fit = tuple(question for question in kept if part_of(question) == "fit")
    return fit, tuple(question for question in kept if part_of(question) == "held-out")
