"""A figure of an English sentence with the words around it, as the rules look at it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Figure
from assistant.figures.words import CURRENCIES
from eval.draft.asked import Asked, Segment, capital, spaced
from eval.draft.english_words import (
    CUT,
    ENDS,
    ESTIMATED,
    HEDGES,
    LEADS,
    LEVEL,
    LOOSE,
    MOVE,
    NO_SUBJECT,
    OTHER,
    PRONOUN,
    UNITS,
    YEAR,
)
from eval.question import QuestionType

TIMES = ("year", "month", "period", "none", "date")
_ARTICLES = ("The", "A", "An", "Its", "These", "This", "At", "In", "By", "During", "On", "Since")
_LONGEST = 16  # words of a subject


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with what stands around it in its segment."""

    before: str
    after: str  # with a leading space
    led: str | None  # what stands before the segment's first figure, where this is a later one
    subject: str  # of the segments before
    figure: Figure
    names: frozenset[str]

    def asked(self, question: str, subject: str, type: QuestionType = "figure", answer: str = "") -> Asked | None:
        """Return the question, where its subject can be understood by itself."""
        if not is_subject(subject) or PRONOUN.search(question):
            return None
        said = answer or f"{spaced(f'{self.before} {self.figure.shown}{self.after}')}."
        return Asked(f"{capital(spaced(question))}?", type, capital(said), f"{subject}{self.after}", self.figure)

    def small(self, subject: str) -> str:
        """Return a subject as it stands within a question."""
        return small(subject, self.names)


def how_many(figure: Figure) -> str:
    """Return how a question asks for a figure: "How much", "How many homes"; "" where it cannot be told."""
    if figure.unit in CURRENCIES.values():
        return "How much"
    if figure.unit in UNITS:
        return f"How many {UNITS[figure.unit]}"
    if figure.unit == "count" and figure.noun:
        return f"How many {figure.noun}"
    return ""


def before(segment: Segment, figure: Figure) -> str:
    """Return the words before a figure, from the figure before where there is one that counts."""
    earlier = [other for other in segment.figures if other.end <= figure.start and other.unit not in TIMES]
    start = earlier[-1].end - segment.start if earlier else 0
    text = LEADS.sub("", spaced(segment.text[start : figure.start - segment.start]))
    return HEDGES.sub("", text)


def after(segment: Segment, figure: Figure) -> str:
    """Return what belongs to a figure behind it ("of its budget", "in 2023"), with a leading space."""
    following = next((each for each in segment.figures if each.start >= figure.end and each.unit not in TIMES), None)
    rest = segment.after(figure)
    if following is not None:
        between = rest[: following.start - figure.end]
        rest = between if OTHER.search(f"{between.rstrip()} ") else rest
    rest = LOOSE.sub("", f" {spaced(until_end(rest.rstrip(' .;:')))}")
    return rest if rest[1:2].isalpha() and len(rest.split()) <= 14 else ""


def until_end(text: str) -> str:
    """Return words up to where a reason, a comparison or another clause begins."""
    end = ENDS.search(f" {text} ")
    return text[: max(0, end.start() - 1)] if end else text


def is_subject(text: str) -> bool:
    """Whether words can be asked about by themselves."""
    words = text.split()
    whole = not CUT.search(text) and not NO_SUBJECT.match(text)
    return whole and 0 < len(words) <= _LONGEST and not re.search(r"\b(?:which|who|that)\b|\d{3}", YEAR.sub("", text))


def small(words: str, names: frozenset[str]) -> str:
    """Return words as they stand within a sentence: the first letter small, but of a name."""
    first = words.split()[0] if words else ""
    second = words.split()[1] if " " in words else ""
    name = first in names or first.isupper() or (second[:1].isupper() and first not in _ARTICLES)
    return words if name else words[:1].lower() + words[1:]


def names_in(sentences: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a capital within sentences, and never small."""
    read = tuple(sentences)
    capital = {word for sentence in read for word in re.findall(r"(?<=[a-z,] )[A-Z][\w'’-]*", sentence)}
    small = {word for sentence in read for word in sentence.split() if word.islower()}
    return frozenset(word for word in capital if word.lower() not in small)


def subject_of(before: str) -> str:
    """Return what a figure is of, as far as the words before it tell."""
    found = ESTIMATED.match(before) or LEVEL.match(before) or MOVE.match(before)
    return found["subject"] if found and is_subject(found["subject"]) else ""
