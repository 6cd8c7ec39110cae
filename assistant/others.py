"""Figures that are another group's than the question names, or of the other end of what takes time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import TIME_UNITS
from assistant.counted import are_people, role_of, speaks_of
from assistant.cues import plain
from assistant.facts import Fact
from assistant.question import Wanted
from index.language import fold
from index.language.glossary import concepts, placed_concepts

# The two ends of what takes time, in both languages.
_ENDS = {
    "begins": re.compile(
        r"\b(?:beg[aiu]n\w*|start\w*|launch\w*|commenc\w*|broke ground|ground-?breaking)\b"
        r"|(?<!\w)(?:khoi cong|bat dau|khoi dong|dong tho)(?!\w)"
    ),
    "ends": re.compile(
        r"\b(?:complet\w*|finish\w*|open(?:s|ed|ing)?|ready|inaugurat\w*|hand(?:ed)? over|in (?:use|operation))\b"
        r"|(?<!\w)(?:thong xe|hoan thanh|hoan tat|khanh thanh|xong|nghiem thu|ban giao"
        r"|dua vao (?:su dung|hoat dong|van hanh|khai thac))(?!\w)"
    ),
}
# Right before a figure: it is what another one is set against.
_COMPARED_WITH = re.compile(
    r"(?:\b(?:compared (?:with|to)|against|up from|down from|versus)|(?<!\w)so voi)"
    r" (?:the |only |just |about |chi |khoang )*$"
)
_BEFORE = re.compile(
    r"\b(?:previous|last|before|earlier|preceding|prior|ago)\b|(?<!\w)(?:truoc|ngoai|cung ky)(?!\w)"
)  # the time before is asked about


def is_of_others(wanted: Wanted, fact: Fact) -> bool:
    """Whether a group of people is asked about that a figure's paragraph does not name: poor households, pupils."""
    if wanted.focus or len(wanted.parts) > 1 or not wanted.wants_figure:
        return False
    asked = {}
    for start, end, concept in placed_concepts(wanted.question, wanted.language):
        phrase = plain(wanted.question[start:end])
        if are_people(phrase, wanted.language):
            asked[concept] = role_of(phrase, wanted.language)
    if not asked:
        return False
    texts = (fact.paragraph.text, fact.paragraph.translation or "", *fact.paragraph.headings)
    named = {concept for text in texts for language in ("vi", "en") for concept in concepts(text, language)}
    roles = [role for role in asked.values() if role]
    return named.isdisjoint(asked) and not any(speaks_of(fold(text), role) for text in texts for role in roles)


def is_other_end(wanted: Wanted, fact: Fact) -> bool:
    """Whether the day is asked on which something ends and a figure is that of its beginning, or the reverse."""
    if wanted.kind != "date" or fact.figure.unit not in TIME_UNITS:
        return False
    asked = _ends(plain(wanted.focus or wanted.question))
    said = frozenset[str]().union(*(_ends(plain(one.text[slice(*one.statement)])) for one in fact.both))
    return len(asked) == 1 and bool(said) and asked.isdisjoint(said)


def lacks_end(wanted: Wanted, fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether the day is asked on which something ends, and only another time of the paragraph is said to be that.

    "The plan looks to 2050; it is to be completed in 2027" is completed in 2027.
    """
    if wanted.kind != "date" or fact.figure.unit not in TIME_UNITS:
        return False
    asked = _ends(plain(wanted.focus or wanted.question))
    if asked != {"ends"} or asked <= _ends_right_before(fact):
        return False
    times = (one for one in others if one.paragraph.id == fact.paragraph.id and one.figure.unit in TIME_UNITS)
    return any(asked <= _ends_right_before(one) for one in times)


def _ends_right_before(fact: Fact) -> frozenset[str]:
    """Return which ends the phrase of a time speaks of, up to the time itself."""
    said = (_ends(plain(one.text[one.phrase[0] : one.figure.end])) for one in fact.both)
    return frozenset[str]().union(*said)


def is_compared_with(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure is what another is compared with ("29 deaths, compared with 36 the year before").

    Not where the question compares too, asks about a plan or about another time than the report's.
    """
    if wanted.base_years or wanted.focus or {"growth", "plan"} & wanted.relations or "comparison" in wanted.kinds:
        return False
    if _BEFORE.search(plain(wanted.question)):
        return False
    return any(_COMPARED_WITH.search(fold(one.text[one.phrase[0] : one.figure.start])) for one in fact.both)


def _ends(folded: str) -> frozenset[str]:
    return frozenset(end for end, cue in _ENDS.items() if cue.search(folded))
