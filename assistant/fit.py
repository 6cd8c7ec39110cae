"""Whether a figure or a passage is the kind of answer asked for: pure functions to numbers from 0 to 1."""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import PART_OF_YEAR, SHOWS, Relation
from assistant.facts import Fact
from assistant.figures import read_figures, same_figure
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

_STRONG: frozenset[Relation] = frozenset({"growth", "plan", "share"})
# What counts time, and what asks for such a count; of both languages, folded.
_DURATION = re.compile(
    r"(?:(?:consecutive|straight|successive|running|full|whole) )?"
    r"(?:years?|months?|weeks?|days?|hours?|times?|nam|thang|tuan|ngay|gio|lan)(?!\w)"
)
_ASKS_DURATION = re.compile(
    r"(?<!\w)(?:how (?:many|much)(?: \w+){0,2}|number of|may|bao nhieu|bn|so) "
    + _DURATION.pattern
    + r"|(?<!\w)(?:how (?:long|often)|in a row|running|consecutive|bao lau|lien (?:tuc|tiep)|lien)(?!\w)"
)


# "183 cases were supported" answers how many people were.
_PEOPLE = re.compile(
    r"(?:(?:of|the|more|other) )*(?:people|persons?|individuals|citizens|residents|nguoi|dan(?! so)|luot nguoi)(?!\w)"
)
_CASES = re.compile(r"(?:cases?|recipients?|beneficiar\w+|truong hop|doi tuong|luot nguoi|nguoi)(?!\w)")
_A_CASE_IS_SOMEBODY = 0.6
_OF_THEM = re.compile(r"\s*(?:of (?:them|these|those|which|whom)|trong (?:so )?(?:do|nay))(?!\w)")
_OF_SOMETHING = re.compile(r"\s*(?:của|trong|ở|tại|cho|of|in|for|at|to)(?!\w)")
_TO_A_YEAR = re.compile(r"\s?[-–]\s?(?:19|20)\d\d(?!\d)")
_FROM_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–]\s?$")
_ASKS_PERIOD = re.compile(r"(?<!\w)(?:period|term|years|from .{1,30} to|giai doan|nhiem ky|thoi ky|tu nam)(?!\w)")
_ASKS_CHANGE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bhow (?:far|much|fast|quickly|strongly|steeply)\b.*\b(?:gr[eo]w|ris(?:e|en)|rose|fall|fell|fallen|increase"
        r"|decrease|decline|drop|expand|shrink|climb|(?:go|gone|went|come|came) (?:up|down)|higher|lower)d?\b"
        r"|\b(?:up|down) by how much\b"
        r"|\bby how (?:much|many)\b.*\b(?:gr[eo]w|ris(?:e|en)|rose|fall|fell|fallen|increase|decrease|decline|drop"
        r"|change)d?\b"
    ),
    "vi": re.compile(r"(?<!\w)(?:tang|giam|sut|tut|nhich len|cao hon|thap hon)(?: \w+){0,4} (?:bao nhieu|may)(?!\w)"),
}
_ASKS_RATE = re.compile(r"%|(?<!\w)(?:per ?cent\w*|rate|pace|phan tram|toc do|ty le|ti le)(?!\w)")


def figure_fit(wanted: Wanted, fact: Fact) -> dict[str, float]:
    """Return how well a figure is of the kind, relation, period and direction asked for."""
    relations = fact.relations & _STRONG or fact.either_relations & _STRONG  # a translation may leave a relation out
    asked = wanted.relations & _STRONG
    directions = {"down"} if fact.figure.value < 0 else fact.directions
    period, asked_period = fact.either_periods & PART_OF_YEAR, wanted.periods & PART_OF_YEAR
    return {
        "unit": _unit_fit(wanted, fact),
        "relation": float(bool(relations & asked)),
        "other relation": float(bool(asked and relations and not relations & asked) or _is_level(wanted, fact)),
        "average": float(bool({"average"} & fact.either_relations & wanted.relations)),
        "part": float(bool({"part"} & fact.relations & wanted.relations)),
        "period": float(bool(period & asked_period)),
        "other period": float(period != asked_period),
        "direction": float(bool(directions & wanted.directions)),
        "other direction": float(bool(directions and wanted.directions and not directions & wanted.directions)),
        "noun": noun_fit(wanted, fact),
        "given": float(
            any(same_figure(fact.figure, given) for given in read_figures(wanted.question, wanted.language))
        ),
    }


def _is_level(wanted: Wanted, fact: Fact) -> bool:
    """Whether it is asked how far something rose or fell, and a figure only tells where it stands."""
    if "plan" in wanted.relations or "growth" in fact.either_relations or fact.figure.value < 0:
        return False
    return bool(_ASKS_CHANGE[wanted.language].search(fold(wanted.focus or wanted.question)))


def _unit_fit(wanted: Wanted, fact: Fact) -> float:
    fit = wanted.unit_fit(fact.figure.unit)
    if _another_duration(wanted, fact) or (_is_end_of_period(fact) and not _ASKS_PERIOD.search(fold(wanted.question))):
        return min(fit, 0.3)
    if _is_change_asked(wanted, fact):
        return 1.0
    if wanted.kind == "count" and fact.figure.unit == "count" and not fact.figure.noun and not noun_fit(wanted, fact):
        behind = fold(fact.text[fact.figure.end : fact.phrase[1]])
        return fit if _OF_THEM.match(behind) else min(fit, 0.3)  # "dose 2", "level 4": a label, mostly
    return fit


def _is_change_asked(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure tells by how many things the count of them changed, and the question asks just that."""
    if fact.figure.unit != "count" or "growth" not in fact.relations or _ASKS_RATE.search(fold(wanted.question)):
        return False
    named = set(words(fact.figure.noun, wanted.language))
    asked = wanted.focus or wanted.question
    return (
        bool(named)
        and named <= set(words(asked, wanted.language))
        and bool(_ASKS_CHANGE[wanted.language].search(fold(asked)))
    )


def _is_end_of_period(fact: Fact) -> bool:
    """Whether a year is the first or last of several: "2021" of "2021-2030" is not when anything happens."""
    start, end = fact.figure.start, fact.figure.end
    around = fact.text[max(0, start - 7) : start], fact.text[end : end + 7]
    return fact.figure.unit == "year" and bool(_TO_A_YEAR.match(around[1]) or _FROM_A_YEAR.search(around[0]))


def until(fact: Fact) -> str:
    """Return how a text goes on from a year to the last of several ("-2030" behind "2021"), "" where it does not."""
    to = _TO_A_YEAR.match(fact.text, fact.figure.end) if fact.figure.unit == "year" else None
    return to[0] if to else ""


def _another_duration(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure counts years or times and the question asks for no such count."""
    if fact.figure.unit != "count" or not _DURATION.match(fold(fact.figure.noun)):
        return False
    return not _ASKS_DURATION.search(fold(wanted.question))


def noun_fit(wanted: Wanted, fact: Fact) -> float:
    """Return how far what a figure counts is what the question asks to have counted, 0 to 1."""
    if not wanted.counted or fact.figure.unit != "count":
        return 0.0
    behind = fact.text[fact.figure.end : fact.phrase[1]]
    if not fact.figure.noun and _OF_SOMETHING.match(behind):
        return 0.0  # "dose 2 of the children": a label of something
    counted = set(words(fact.figure.noun or behind, wanted.language))
    asked = [word for word in words(wanted.counted, wanted.language) if "_" not in word]
    counted = {word for word in counted if "_" not in word}
    shared = sum(word in counted for word in asked)
    if not shared and asks_for_people(wanted.counted) and _CASES.match(fold(fact.figure.noun)):
        return _A_CASE_IS_SOMEBODY
    return 2 * shared / (len(asked) + len(counted)) if shared else 0.0


def asks_for_people(counted: str) -> bool:
    """Whether what is asked to be counted are people, whoever they are."""
    return bool(_PEOPLE.match(fold(counted)))


def kind_fit(wanted: Wanted, text: str, language: Language) -> float:
    """Return whether a text shows the kind of answer asked for, 0 or 1."""
    if wanted.kind in SHOWS[language]:
        return float(bool(SHOWS[language][wanted.kind].search(text.lower())))
    if wanted.wants_figure:
        return max((wanted.unit_fit(figure.unit) for figure in read_figures(text, language)), default=0.0)
    return 0.0
