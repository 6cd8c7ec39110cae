"""A question set on disk -> Questions: one JSON object a line, checked for its shape as it is read.

    questions = load_questions(default_question_set())
    fit, held_out = split(questions)

What a line's fields mean is written at Question; whether its quotes and figures are true is checked in eval.validate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, Literal, get_args

from index.errors import QuestionSetInvalid

QuestionLanguage = Literal["en", "vi", "vi-nodiac"]
QuestionType = Literal[
    "figure",
    "comparison",
    "rank",
    "date",
    "person_org",  # a name: of a person, an organisation, a place, a fund, an app, a slogan
    "list",
    "reason",
    "yesno",
    "multi",  # needs several paragraphs
    "followup",  # needs its history
    "unanswerable_near",  # the report speaks of it and does not say
    "unanswerable_far",  # the report does not speak of it
]
Part = Literal["fit", "held-out"]

# Any fixed prefix gives a fixed split; this one, of a few tried before anything was scored, halves every kind of question.
_SPLIT_PREFIX = "fact:"
_REQUIRED = ("id", "lang", "question", "type", "history", "answerable", "evidence", "figures", "answer", "fact")
_OPTIONAL = ("alternatives", "tags")


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure the answer has to give, in base units, as it stands in a quote."""

    value: Decimal  # dong, not millions; dates as yyyymmdd; a rank's position; a document's number
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with everything that is needed to judge an answer to it."""

    id: str
    lang: QuestionLanguage
    question: str
    type: QuestionType
    history: tuple[Mapping[str, str], ...]  # earlier turns: role ("user" or "assistant") and content
    answerable: bool
    evidence: tuple[str, ...]  # verbatim quotes of the report that together prove the answer
    figures: tuple[GoldFigure, ...]
    answer: str  # reference answer, in the question's language
    fact: str  # what is asked, "topic/fact" or "topic"; twins in two languages share it
    alternatives: tuple[tuple[str, ...], ...] = ()  # other quotes, each tuple of which proves the answer by itself
    tags: tuple[str, ...] = ()  # "typo", "telex", "injection", ...
    line: int = 0  # in the file, from 1

    @property
    def topic(self) -> str:
        """What the fact is about; the unit of the split, so that neighbouring facts stay together."""
        return self.fact.split("/", 1)[0]


Word = TypeVar("Word", bound=str)


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
        QuestionSetInvalid: the file cannot be read or is empty, or a line is broken (the first is named).
    """
    questions = tuple(read_question(text, line, path) for line, text in read_lines(path))
    if not questions:
        raise QuestionSetInvalid(f"{str(path)!r} holds no questions. Put one JSON object on each line.")
    return questions


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


def read_question(text: str, line: int, path: str | Path = "") -> Question:
    """Read one line of a question set.

    Raises:
        QuestionSetInvalid: it is not a question; the message names the line, the field and what is wrong.
    """
    try:
        return _question(text, line)
    except _Broken as error:
        raise QuestionSetInvalid(f"{Path(path).name or 'Question set'}, line {line}: {error}") from error


def part_of(question: Question) -> Part:
    """Return the part a question belongs to, fixed by its topic alone."""
    digest = hashlib.sha256((_SPLIT_PREFIX + question.topic).encode("utf-8")).digest()
    return "held-out" if digest[0] % 2 else "fit"


def split(questions: Iterable[Question]) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Return (fit, held_out): about half each, no topic in both, the same for every set that holds the question."""
    kept = tuple(questions)
    fit = tuple(question for question in kept if part_of(question) == "fit")
    return fit, tuple(question for question in kept if part_of(question) == "held-out")


class _Broken(Exception):
    """What is wrong with a line."""


def _question(text: str, line: int) -> Question:
    try:
        record = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise _Broken(f"not JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(record, dict):
        raise _Broken("not a JSON object")
    missing = [name for name in _REQUIRED if name not in record]
    if missing:
        raise _Broken(f"{_id(record)}missing {', '.join(map(repr, missing))}")
    unknown = sorted(set(record) - {*_REQUIRED, *_OPTIONAL})
    if unknown:
        raise _Broken(f"{_id(record)}unknown field {', '.join(map(repr, unknown))}")
    try:
        return Question(
            id=_text(record, "id"),
            lang=_one_of(record, "lang", get_args(QuestionLanguage)),
            question=_text(record, "question"),
            type=_one_of(record, "type", get_args(QuestionType)),
            history=tuple(_turn(turn) for turn in _list(record, "history")),
            answerable=_boolean(record, "answerable"),
            evidence=_texts(record["evidence"], "evidence"),
            figures=tuple(_figure(figure) for figure in _list(record, "figures")),
            answer=_text(record, "answer"),
            fact=_text(record, "fact"),
            alternatives=tuple(_texts(quotes, "alternatives") for quotes in _list(record, "alternatives")),
            tags=_texts(record.get("tags", []), "tags"),
            line=line,
        )
    except _Broken as error:
        raise _Broken(f"{_id(record)}{error}") from error


def _id(record: Mapping[str, object]) -> str:
    return f"{record['id']}: " if isinstance(record.get("id"), str) else ""


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Broken(f"{name!r} has to be text and not empty, not {_shown(value)}")
    return value


def _boolean(record: Mapping[str, object], name: str) -> bool:
    value = record[name]
    if not isinstance(value, bool):
        raise _Broken(f"{name!r} has to be true or false, not {_shown(value)}")
    return value


def _one_of(record: Mapping[str, object], name: str, allowed: tuple[Word, ...]) -> Word:
    for word in allowed:
        if record[name] == word:
            return word
    raise _Broken(f"unknown {name!r} {_shown(record[name])}; one of: {', '.join(allowed)}")


def _list(record: Mapping[str, object], name: str) -> list[object]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise _Broken(f"{name!r} has to be a list, not {_shown(value)}")
    return value


def _texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _Broken(f"{name!r} has to be a list of texts that are not empty, not {_shown(value)}")
    return tuple(value)


def _turn(turn: object) -> Mapping[str, str]:
    if not isinstance(turn, dict) or set(turn) != {"role", "content"}:
        raise _Broken(f"a turn of 'history' has to hold 'role' and 'content', not {_shown(turn)}")
    return {
        "role": _one_of(turn, "role", ("user", "assistant")),
        "content": _text(turn, "content"),
    }


def _figure(figure: object) -> GoldFigure:
    if not isinstance(figure, dict) or set(figure) != {"value", "unit", "text"}:
        raise _Broken(f"a figure has to hold 'value', 'unit' and 'text', not {_shown(figure)}")
    value = figure["value"]
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _Broken(f"a figure's 'value' has to be a number, not {_shown(value)}")
    return GoldFigure(Decimal(value), _text(figure, "unit"), _text(figure, "text"))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
