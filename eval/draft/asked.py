"""What a rule makes of one clause: a question, and the words that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Figure
from assistant.figures.words import QUALIFIERS, any_of
from eval.question import QuestionType

_HARD = re.compile(r"[;:](?=\s|$)|[.?!](?=\s)|\s[–—]\s")
_HEDGE = re.compile(rf"(?<!\w)(?:{any_of([*QUALIFIERS, 'an estimated', 'an average of'])}) $", re.IGNORECASE)
_SOFT = re.compile(r",(?=\s)")
_BRACKETS = re.compile(r"\((?![A-ZĐ][A-ZĐ &-]{1,14}\))[^()]*\)")  # but those around an abbreviation


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that one clause answers."""

    question: str
    type: QuestionType
    answer: str  # in the clause's own words
    subject: str  # whose figure it is, in the clause's own words; "" where nothing else could be meant
    figure: Figure | None = None  # offsets into the sentence


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two commas; brackets are blank, all else is `sentence[start:end]`."""

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]

    def before(self, figure: Figure) -> str:
        """Return what stands before a figure."""
        return self.text[: figure.start - self.start]

    def after(self, figure: Figure) -> str:
        """Return what stands behind a figure."""
        return self.text[figure.end - self.start :]

    def next_figure(self, figure: Figure) -> Figure | None:
        """Return the figure that follows, None behind the last."""
        return next((other for other in self.figures if other.start >= figure.end), None)


def clauses_of(sentence: str, figures: tuple[Figure, ...]) -> Iterator[tuple[Segment, ...]]:
    """Yield each clause between semicolons, colons and full stops as its segments between commas.

    What stands in brackets belongs to no segment. A figure is `shown` with what limits it: "more than 14,000".
    """
    figures = tuple(replace(figure, shown=_hedged(sentence, figure)) for figure in figures)
    sentence = _BRACKETS.sub(lambda found: " " * len(found.group()), sentence)
    for start, end in _between(_HARD, sentence, 0, len(sentence)):
        yield tuple(
            Segment(
                sentence[left:right],
                left,
                right,
                tuple(
                    figure
                    for figure in figures
                    if left <= figure.start and figure.end <= right and not sentence[figure.start].isspace()
                ),
            )
            for left, right in _between(_SOFT, sentence, start, end)
            if left < right
        )


def _hedged(sentence: str, figure: Figure) -> str:
    hedge = _HEDGE.search(sentence, max(0, figure.start - 24), figure.start)
    return f"{hedge.group()}{figure.text}" if hedge else figure.text


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what stands between marks, without the white space around it."""
    marks = [match.span() for match in mark.finditer(text, start, end)]
    for left, right in zip([start, *(last for _, last in marks)], [*(first for first, _ in marks), end], strict=True):
        piece = text[left:right]
        yield left + len(piece) - len(piece.lstrip()), right - len(piece) + len(piece.rstrip())


def capital(text: str) -> str:
    """Return words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def spaced(text: str) -> str:
    """Return words with one space between them."""
    return " ".join(text.split())
