"""Figures that are another group's than the question names, or of the other end of what takes time."""

from __future__ import annotations

import re

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


def _ends(folded: str) -> frozenset[str]:
    return frozenset(end for end, cue in _ENDS.items() if cue.search(folded))
