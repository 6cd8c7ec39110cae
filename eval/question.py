"""A question with what is needed to judge an answer to it, and how one is read from a line of a question set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar, get_args

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
    "feedback",  # asked on the page, and not sorted yet
]

_REQUIRED = ("id", "lang", "question", "type", "history", "answerable", "evidence", "figures", "answer")
FEEDBACK = ("verdict", "comment", "answered", "cited", "at")  # what the page writes besides; read by people only
FIELDS = (*_REQUIRED, "fact", "alternatives", "tags", "draft", *FEEDBACK)

_Word = TypeVar("_Word", bound=str)


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
    fact: str  # what is asked, "topic/fact" or "topic"; twins in two languages share it; the id where a line has none
    alternatives: tuple[tuple[str, ...], ...] = ()  # other quotes, each tuple of which proves the answer by itself
    tags: tuple[str, ...] = ()  # "typo", "telex", "injection", ...
    draft: bool = False  # proposed by rule or by a model, and accepted by nobody
    line: int = 0  # in the file, from 1

    @property
    def unfinished(self) -> bool:
        """Whether nobody has said yet what proves the answer, so that no answer can be scored."""
        return self.answerable and not self.evidence

    @property
    def topic(self) -> str:
        """What the fact is about; the unit of the split, so that neighbouring facts stay together."""
        return self.fact.split("/", 1)[0]


def read_question(text: str, line: int, path: str | Path = "") -> Question:
    """Read one line of a question set.

    Raises:
        QuestionSetInvalid: it is not a question; the message names the line, the field and what is wrong.
    """
    try:
        return _question(text, line)
    except _Broken as error:
        raise QuestionSetInvalid(f"{Path(path).name or 'Question set'}, line {line}: {error}") from error


def to_line(question: Question) -> str:
    """Return a question as one line of a question set, without the line end; `read_question` reads it back."""
    return json.dumps(
        {
            "id": question.id,
            "lang": question.lang,
            "question": question.question,
            "type": question.type,
            "history": [dict(turn) for turn in question.history],
            "answerable": question.answerable,
            "evidence": question.evidence,
            "figures": [
                {"value": _number(figure.value), "unit": figure.unit, "text": figure.text}
                for figure in question.figures
            ],
            "answer": question.answer,
            "fact": question.fact,
            **({"alternatives": question.alternatives} if question.alternatives else {}),
            "tags": question.tags,
            **({"draft": True} if question.draft else {}),
        },
        ensure_ascii=False,
    )


def _number(value: Decimal) -> int | float:
    """Return a figure's value as JSON has it; a number of up to fifteen digits comes back as it was."""
    return int(value) if value == value.to_integral_value() else float(value)


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return the names on a line that has been read which no field has: a misspelt name is passed over in reading."""
    return tuple(sorted(set(json.loads(text)) - set(FIELDS)))


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
            answer="" if _is_open(record) else _text(record, "answer"),
            fact=_text(record, "fact") if "fact" in record else _text(record, "id"),
            alternatives=tuple(_texts(quotes, "alternatives") for quotes in _list(record, "alternatives")),
            tags=_texts(record.get("tags", []), "tags"),
            draft=_boolean(record, "draft") if "draft" in record else False,
            line=line,
        )
    except _Broken as error:
        raise _Broken(f"{_id(record)}{error}") from error


def _is_open(record: Mapping[str, object]) -> bool:
    """Tell whether this is an answer called wrong on the page whose right answer is not written yet."""
    return record.get("type") == "feedback" and record.get("answer") == ""


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


def _one_of(record: Mapping[str, object], name: str, allowed: tuple[_Word, ...]) -> _Word:
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
