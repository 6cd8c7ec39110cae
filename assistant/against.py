"""A follow-up that sets what was answered last beside the year before, the start of the year or a plan.

"And how does that compare with the year before?" has no word of the sentence that answers it: what answers says of the
very figure that was given last by how much it rose, or how much of its plan it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Language
from assistant.cues import DIRECTIONS, GENERIC, INTERROGATIVES, Relation, plain
from assistant.earlier import Given
from assistant.facts import Fact
from assistant.leaning import YEAR, content_of
from assistant.matched import Matched, Searched
from assistant.question import Wanted
from assistant.select import Choice
from assistant.years import years_in
from index.language import fold
from index.report import report_holding

Base = Literal["before", "start", "plan"]

_ASIDE = {"en": 2, "vi": 3}  # words (syllables) that tell one plan from another: "the ministry's"
_IT = r"(?:that|this|it|they|these|those|the (?:figure|number|total|amount|result)s?)"
# What sets a figure beside another, without saying which.
_COMPARES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"^(?:and |but |so |then |or )*"
        rf"(?:how (?:does|did|do|is|was|were) {_IT} (?:compared?|stand|stack up|measure up|look|differ|change)"
        rf"|(?:is|was|were|are) {_IT} (?:more|less|fewer|(?:high|low|larg|small|bigg|bett)er|worse|up|down|above|below"
        rf"|over|under)"
        rf"|compared?|in comparison|versus|vs\.?|against|relative to|up or down"
        rf"|how much (?:more|less|higher|lower|better|worse) (?:is|was|were) {_IT})(?!\w)"
    ),
    "vi": re.compile(
        r"^(?:(?:the|vay|con|va|roi|nhu vay|muc do|so do|con so do|no|phia \w+|\w+ thi) )*(?:thi )?"
        r"(?:tang hay giam |cao hay thap |hon hay kem )?"
        r"(?:so(?: sanh)?(?: voi)?|(?:nhieu |cao |lon |it |thap )?hon|kem)(?!\w)"
    ),
}
_BASES: dict[Language, dict[Base, re.Pattern[str]]] = {
    "en": {
        "start": re.compile(r"\b(?:the )?(?:start|beginning) of (?:the |last )?year\b"),
        "before": re.compile(
            r"\b(?:the |a |in )*(?:year (?:before|earlier|ago|prior)|(?:previous|prior|preceding|last|past) year(?:'s)?"
            r"|same period(?: (?:of )?(?:last|the previous) year)?|year on year)\b"
        ),
        "plan": re.compile(
            r"\b(?:the |its |their |our |a )*(?:plan(?:s|ned)?|targets?|goals?|estimates?|budget(?:ed)?|forecasts?"
            r"|quotas?|(?:(?:was|were|had) )*(?:allowed|assigned|approved|allotted|set|expected|hoped for|aimed at))"
            r"\b"
        ),
    },
    "vi": {
        "start": re.compile(r"(?<!\w)(?:hoi |luc )?dau nam(?: nay)?(?!\w)"),
        "before": re.compile(
            r"(?<!\w)(?:cung ky(?: nam (?:truoc|ngoai|roi))?|(?:hoi )?nam (?:truoc do|truoc|ngoai|roi)|truoc do)(?!\w)"
        ),
        "plan": re.compile(
            r"(?<!\w)(?:ke hoach|du toan|chi tieu|muc tieu|giao(?! (?:thong|duc|vien|dich|luu))|duoc giao|de ra|dat ra)"
            r"(?!\w)"
        ),
    },
}
_IDLE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:{_IT}|what|how|does|did|do|is|was|were|are|than|with|against|to|on|from|of|for|the|in|year|by|much|it|and)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:thi|la|duoc|dat|bang|bao nhieu|may|phan|tram|sao|the nao|ra sao|nhu|cua|voi|so|muc|nam|thuc hien"
        r"|the|khong|a|vay|hay|tinh|hon|kem|roi|phia|thu|chi)(?!\w)"
    ),
}


@dataclass(frozen=True, slots=True)
class Against:
    """What a figure is set beside."""

    base: Base
    years: frozenset[int]  # named for it
    words: str  # that tell one plan from another, "" for none


def set_against(own: str, language: Language) -> Against | None:
    """Return what a follow-up sets the last figure beside; None where it asks anything more, or nothing of the kind."""
    folded = plain(own).strip(" ?.!,")
    compares = _COMPARES[language].search(folded)
    rest = folded[compares.end() :] if compares else folded
    base, rest = _base(rest, language)
    years = years_in(own)
    if base is None and compares and years:
        base, rest = "before", YEAR.sub(" ", rest)
    if base is None or (not compares and (base != "before" or years)):
        return None
    for pattern in (_IDLE[language], INTERROGATIVES[language], *DIRECTIONS[language].values()):
        rest = pattern.sub(" ", rest)
    left = [word for word in content_of(YEAR.sub(" ", rest), language) if word not in GENERIC[language]]
    if len(left) > (_ASIDE[language] if compares and base == "plan" else 0):
        return None
    return Against(base, years, " ".join(rest.split()) if left else "")


def _base(rest: str, language: Language) -> tuple[Base | None, str]:
    for base, pattern in _BASES[language].items():
        if pattern.search(rest):
            return base, pattern.sub(" ", rest)
    return None, rest


def said_beside(
    wanted: Wanted, against: Against, figures: Sequence[Choice], given: Given, index: Searched
) -> list[Choice]:
    """Return the figure that says how the last one stands to what a follow-up sets it beside; none where none does."""
    fitting = [
        one for one in figures if one.fact and _is_against(one.fact, against, index) and _is_of_last(one.fact, given)
    ]
    named = [one for one in fitting if _names(one, against, wanted, index)]
    beside_share = any(last.figure.unit == "percent" for last in given.facts)
    if len(named) > 1 and beside_share:  # of which subject, nothing tells
        return []
    return sorted(named, key=lambda one: one.fact.source.start if one.fact else 0)[:1]


def _is_against(fact: Fact, against: Against, index: Searched) -> bool:
    """Whether a figure is set beside the same: a change from the same time, or a share of a plan."""
    if against.base == "plan":
        return "plan" in fact.either_relations and fact.figure.unit == "percent"
    said = " ".join(one.text[slice(*one.phrase)] for one in fact.both)
    from_start = any(_BASES[language]["start"].search(fold(said)) for language in _BASES)
    if "growth" not in fact.either_relations or from_start != (against.base == "start"):
        return False
    year = report_holding(fact.paragraph, index.reports).year
    return against.years <= (years_in(said) | ({year - 1} if year else set()))


def _is_of_last(fact: Fact, given: Given) -> bool:
    """Whether a figure is said of what one that was given last is said of."""
    return any(_goes_with(_original(fact), last, is_new=bool(given.figures)) for last in given.facts)


def _goes_with(own: Fact, last: Fact, *, is_new: bool) -> bool:
    """Whether two figures are of one statement and one period, and no other amount is given between them.

    Args:
        is_new: whether the last figure has been shown: it is not shown again.
    """
    if last.paragraph.id != own.paragraph.id or last.either_periods != own.either_periods:
        return False
    if last.source.start == own.source.start:
        return not is_new
    if last.figure.unit == "percent":  # a rise is set beside nothing further, a share of a plan may be
        is_told = "growth" in last.either_relations and "growth" in own.either_relations
        return _original(last).statement[0] == own.statement[0] and not is_told
    between = (one for one in own.before if one.start > last.source.start)
    is_behind = own.statement[0] <= last.source.start < own.source.start
    return is_behind and all(one.unit != last.figure.unit for one in between)


def _original(fact: Fact) -> Fact:
    """Return a fact as the report's own text gives it."""
    return next((one for one in fact.both if not one.translated), fact)


def _names(choice: Choice, against: Against, wanted: Wanted, index: Searched) -> bool:
    """Whether a figure is said of the plan that a follow-up names by more than that it is one."""
    if not against.words or choice.fact is None:
        return True
    spans = [one.span(one.phrase) for one in choice.fact.both]
    matched = Matched(against.words, wanted.language, spans, index)
    words = [word for word in matched.asked.words if word.isalnum() and word not in GENERIC[wanted.language]]
    return matched.share_met(choice.passage.paragraph, spans, words) == 1.0


def asked_beside(wanted: Wanted, against: Against) -> Wanted:
    """Return what is wanted where a follow-up sets the last figure beside another: any figure, of that relation."""
    relations: frozenset[Relation] = frozenset({"plan" if against.base == "plan" else "growth"})
    return replace(wanted, kinds=("quantity",), relations=relations, years=frozenset(), base_years=frozenset())
