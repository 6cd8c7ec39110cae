"""Yes or no by figures: what a question claims (`assistant.claim`) against the figures of the passage that is quoted.

A figure speaks for or against a claim only where its statement names all of the question's subject; where several do,
they must agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Figure
from assistant.claim import Claim, Level, cue_words
from assistant.cues import CLAIMS, GENERIC, PART_OF_YEAR
from assistant.facts import Fact, read_facts
from assistant.features import words_of
from assistant.matched import Matched, Searched, report_languages
from assistant.passages import Passage
from assistant.question import Wanted
from index.hit import Span
from index.language import fold
from index.language.glossary import MARK

_RARE = 0.3  # the least weight (inverse document frequency) of a word that names a subject
_MEANT = 0.8  # how far a word of the subject must be met where it does not stand there itself
_BREAK = re.compile(r"[;.:](?=\s)")
_CHANGES = frozenset({"percent", "percentage_point", "count", "VND", "USD"})


class Subject:
    """What a yes-or-no question is about, and whether stretches of a passage are about it too."""

    def __init__(self, wanted: Wanted, claim: Claim, spans: Sequence[Span], index: Searched) -> None:
        self._matched = Matched(wanted.question, wanted.language, spans, index)
        cues = cue_words(wanted, claim) | GENERIC[wanted.language]
        self._language = wanted.language
        self._words = [
            word
            for word, weight in self._matched.asked.words.items()
            if "_" not in word and word not in cues and (weight >= _RARE or not index.frequency(word, wanted.language))
        ]

    def is_named(self, passage: Passage, spans: Sequence[Span]) -> bool:
        """Whether a stretch has every word of the subject, as it stands or in meaning; not where there is none.

        A term must be named: revenue and spending are alike in meaning.
        """
        held = self._matched.held(passage.paragraph, spans)
        degrees = self._matched.asked.degrees(self._matched.best(passage.paragraph, spans))
        return bool(self._words) and all(
            word in held or (not word.startswith(MARK) and degrees.get(word, 0.0) >= _MEANT) for word in self._words
        )

    def closest(self, passage: Passage, facts: Sequence[Fact]) -> list[Fact]:
        """Return the figures that are said of the subject: of several, those whose statement has it word for word.

        The plan of one level of government is alike in meaning to that of another.
        """
        named = [fact for fact in facts if self.is_named(passage, spans_of(fact))]
        return [fact for fact in named if self._stands(passage, spans_of(fact))] or named

    def _stands(self, passage: Passage, spans: Sequence[Span]) -> bool:
        held = self._matched.held(passage.paragraph, spans)
        return all(word in held for word in self._words)

    def is_touched(self, text: str) -> bool:
        """Whether a text has any of the subject's words."""
        return not words_of(text, self._language).isdisjoint(self._words)


def facts_of(passage: Passage, wanted: Wanted, index: Searched) -> list[Fact]:
    """Return the figures of a passage with what is said of them."""
    language = report_languages(index)[passage.paragraph.report]
    return [
        fact
        for sentence in passage.paragraph.sentences
        for fact in read_facts(passage.paragraph, sentence, wanted.language, language)
        if passage.start <= fact.source.start < passage.end
    ]


def spans_of(fact: Fact) -> tuple[Span, ...]:
    """Return where a figure's statement stands, in both texts; what stands before a semicolon is said of another."""
    return tuple(one.span((_clause_start(one), one.statement[1])) for one in fact.both)


def _clause_start(fact: Fact) -> int:
    breaks = [match.end() for match in _BREAK.finditer(fact.text, fact.statement[0], fact.figure.start)]
    return max(breaks, default=fact.statement[0])


def settle_by_figures(claim: Claim, wanted: Wanted, facts: Sequence[Fact]) -> bool | None:
    """Return whether figures, all of the question's subject, bear a claim out; None where none does or they differ."""
    if claim.kind == "rank":  # "4th in one index and 1st in another": the first that is of the subject
        facts = [fact for fact in facts if fact.figure.unit == "rank"][:1]
    said = [_says(claim, wanted, fact) for fact in facts]
    known = {one for one in said if one is not None}
    return next(iter(known)) if len(known) == 1 else None


def _says(claim: Claim, wanted: Wanted, fact: Fact) -> bool | None:
    if claim.kind == "rank" and claim.figure and fact.figure.unit == "rank":
        if claim.figure.qualifier == "at most":
            return fact.figure.value <= claim.figure.value
        return fact.figure.value == claim.figure.value
    if (wanted.periods & PART_OF_YEAR) != (fact.either_periods & PART_OF_YEAR):
        return None
    if claim.kind == "threshold" and claim.figure:
        return _passes(claim.figure, fact, wanted)
    if claim.kind == "plan":
        share = _share_of_plan(fact, wanted)
        return None if share is None else _reaches(share, claim.level)
    if claim.kind == "change" and fact.figure.unit in _CHANGES and "growth" in fact.either_relations:
        directions = {"down"} if fact.figure.value < 0 else fact.directions or (fact.twin or fact).directions
        return claim.direction in directions if len(directions) == 1 else None
    return None


def _passes(claimed: Figure, fact: Fact, wanted: Wanted) -> bool | None:
    """Return whether a figure is over (or under) the number claimed, as far as "over" and "about" leave it certain."""
    figure, value = fact.figure, fact.figure.value
    grown = claimed.unit == "percent" and "growth" in wanted.relations
    if figure.unit != claimed.unit or figure.qualifier == "about" or grown != ("growth" in fact.either_relations):
        return None
    if figure.unit == "count" and not set(fold(figure.noun).split()) & set(fold(claimed.noun).split()):
        return None
    if claimed.unit == "percent" and "plan" in fact.relations:
        share = _share_of_plan(fact, wanted)
        if share is None:
            return None
        value = share
    low = None if figure.qualifier in ("under", "at most", "nearly") else value
    high = None if figure.qualifier in ("over", "at least") else value
    above = claimed.qualifier in ("over", "at least")
    inclusive = claimed.qualifier in ("at least", "at most")
    if low is not None and (low > claimed.value or (low == claimed.value and (high is None or above == inclusive))):
        return above
    if high is not None and (high < claimed.value or (high == claimed.value and (low is None or above != inclusive))):
        return not above
    return None


def _reaches(share: Decimal, level: Level) -> bool:
    return share >= 100 if level == "met" else share > 100 if level == "exceeded" else share < 100


def _share_of_plan(fact: Fact, wanted: Wanted) -> Decimal | None:
    """Return how many percent of its plan a figure says were reached."""
    if fact.figure.unit != "percent" or "plan" not in fact.relations:
        return None
    said, cues = fold(fact.text[slice(*fact.phrase)]), CLAIMS[wanted.language]
    if cues["exceeded"].search(said):
        return 100 + fact.figure.value
    if cues["missed"].search(said):
        return 100 - fact.figure.value
    return None if "growth" in fact.relations else fact.figure.value
