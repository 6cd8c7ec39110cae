"""One line of a run's results: what a product answered to one question, as plain values.

A record holds everything that scoring and the page need except the report itself, so that scoring is pure and instant
and a run is never repeated to score it another way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.answer import Answer


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation of the answer; `start` and `end` are offsets into the cited paragraph's text."""

    number: int
    paragraph: str  # the paragraph's id
    quote: str
    start: int
    end: int
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the product says its answer holds."""

    value: Decimal
    unit: str
    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph that was found, with its fused score."""

    paragraph: str
    score: float


@dataclass(frozen=True, slots=True)
class Record:
    """One result of a run."""

    id: str  # the question's
    key: str  # what the result depends on; see `eval.cache`
    answered: bool
    text: str
    language: str
    standalone_question: str = ""
    written_by: str = "quotes"
    seconds: float = 0.0
    kind: str = ""
    notice: str = ""
    citations: tuple[Quoted, ...] = ()
    figures: tuple[Stated, ...] = ()
    hits: tuple[Ranked, ...] = ()  # best first
    error: str = ""  # the one line that a user would have seen instead of an answer
    tokens_in: int | None = None  # of a chat model, where known
    tokens_out: int | None = None
    first_seconds: float = 0.0  # until something of the answer was shown
    reading_seconds: float | None = None  # of a chat model: until its first word
    writing_seconds: float | None = None  # and from there to its last

    def to_line(self) -> str:
        """Return the record as one line of JSON, without the line end."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str, sort_keys=True)

    @classmethod
    def from_line(cls, line: str) -> Record:
        """Read what `to_line` wrote; raises ValueError where the line is not a whole record."""
        values = json.loads(line)
        try:
            return cls(**{**values, **_nested(values)})
        except (TypeError, KeyError, InvalidOperation, AttributeError) as error:
            raise ValueError(f"not a result: {error}") from error


def record_of(answer: Answer, id: str, key: str, seconds: float, first_seconds: float | None = None) -> Record:
    """Flatten an answer; `seconds` is the time measured around the call, `first_seconds` that until its beginning."""
    return Record(
        id=id,
        key=key,
        answered=answer.answered,
        text=answer.text,
        language=answer.language,
        standalone_question=answer.standalone_question,
        written_by=answer.written_by,
        seconds=round(seconds, 4),
        kind=answer.kind,
        notice=answer.notice,
        citations=tuple(
            Quoted(cited.number, cited.paragraph.id, cited.quote, cited.start, cited.end, cited.translation)
            for cited in answer.citations
        ),
        figures=tuple(Stated(figure.value, figure.unit, figure.text, figure.shown) for figure in answer.figures),
        hits=tuple(Ranked(hit.paragraph.id, round(float(hit.score), 6)) for hit in answer.hits),
        tokens_in=answer.usage.input_tokens if answer.usage else None,
        tokens_out=answer.usage.output_tokens if answer.usage else None,
        first_seconds=round(seconds if first_seconds is None else first_seconds, 4),
        reading_seconds=round(answer.usage.reading_seconds, 3) if answer.usage else None,
        writing_seconds=round(answer.usage.writing_seconds, 3) if answer.usage else None,
    )


def _nested(values: Mapping[str, Any]) -> dict[str, object]:
    return {
        "citations": tuple(Quoted(**cited) for cited in values["citations"]),
        "figures": tuple(
            Stated(Decimal(figure["value"]), figure["unit"], figure["text"], figure["shown"])
            for figure in values["figures"]
        ),
        "hits": tuple(Ranked(**hit) for hit in values["hits"]),
    }
