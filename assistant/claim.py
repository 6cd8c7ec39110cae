"""What a yes-or-no question claims of a figure: a rank, a plan met, a number passed, a rise or a fall.

Such a claim is settled by figures (`assistant.settled`), never by words in common: "reached" and "the plan" stand in a
sentence whether 90 % or 110 % of the plan was reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.answer import Figure, Language, Qualifier
from assistant.cues import CLAIMS, DIRECTIONS, PERIODS, RELATIONS, Direction, plain
from assistant.figures import read_figures
from assistant.question import Wanted
from index.lexical import words

Kind = Literal["rank", "plan", "threshold", "change", "comparison"]
Level = Literal["met", "exceeded", "missed"]
_LEVELS: tuple[Level, ...] = ("exceeded", "missed", "met")
_MEASURED = frozenset({"VND", "USD", "percent", "percentage_point", "count"})
_QUALIFIERS: dict[str, Qualifier] = {"over": "over", "under": "under", "reached": "at least"}
_NUMBER = re.compile(r"\d[\d.,]*")
_NEAR = 24  # characters: "exceed", "cao hơn" stand this near before their number


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed."""

    kind: Kind
    figure: Figure | None = None  # the rank; the number, with its qualifier: "over", "at least", "under", "at most"
    level: Level = "met"  # of a plan
    direction: Direction = "up"  # of a change


def read_claim(wanted: Wanted, asked: str) -> Claim | None:
    """Return what a question claims of a figure, None where it claims nothing of any.

    Args:
        asked: the words that ask, with their diacritics; of a follow-up its own part.
    """
    folded, language = plain(asked), wanted.language
    cues = CLAIMS[language]
    figures = [figure for figure in read_figures(asked, language) if figure.unit != "year"]
    if claim := _rank(folded, figures, language):
        return claim
    if claim := _threshold(asked, figures, language):
        return claim
    if cues["plan"].search(folded):
        for level in _LEVELS:
            if cues[level].search(folded):
                return Claim("plan", level=level)
    if cues["negative"].search(folded):
        return Claim("change", direction="down")
    if cues["than"].search(cues["before"].sub(" ", folded)):
        return Claim("comparison")
    return Claim("change", direction=next(iter(wanted.directions))) if len(wanted.directions) == 1 else None


def cue_words(wanted: Wanted, claim: Claim) -> frozenset[str]:
    """Return the search words, single ones, by which a question claims something: they name no subject."""
    language, folded = wanted.language, plain(wanted.question)
    patterns = [*CLAIMS[language].values(), *PERIODS[language].values(), *DIRECTIONS[language].values()]
    patterns += [RELATIONS[language]["plan"], RELATIONS[language]["growth"]]
    spans = [match.group() for pattern in patterns for match in pattern.finditer(folded)]
    if claim.figure:  # its number; what it counts is the subject
        spans += _NUMBER.findall(claim.figure.text) if claim.figure.unit == "count" else [plain(claim.figure.text)]
    return frozenset(word for span in spans for word in (*words(span, language), *span.split()) if "_" not in word)


def _rank(folded: str, figures: list[Figure], language: Language) -> Claim | None:
    cues = CLAIMS[language]
    if top := cues["top"].search(folded):
        return Claim("rank", Figure(Decimal(top[1]), "rank", top[1], qualifier="at most"))
    ranks = [figure for figure in figures if figure.unit == "rank"]
    if len(ranks) == 1:
        return Claim("rank", ranks[0])
    return Claim("rank", Figure(Decimal(1), "rank", "1")) if cues["leads"].search(folded) else None


def _threshold(asked: str, figures: list[Figure], language: Language) -> Claim | None:
    for figure in figures:
        if figure.unit not in _MEASURED:
            continue
        before = plain(asked[max(0, figure.start - _NEAR) : figure.start])
        if figure.qualifier in ("over", "under", "at least", "at most"):
            return Claim("threshold", figure)
        for name, qualifier in _QUALIFIERS.items():
            if CLAIMS[language][name].search(before):
                return Claim("threshold", replace(figure, qualifier=qualifier))
    return None
