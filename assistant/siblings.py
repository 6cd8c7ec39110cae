"""Subjects that come in two: revenue and spending, exports and imports, births and deaths.

They are alike in meaning and stand side by side in reports, so that nothing but their names tells whose a figure is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answer import Language
from assistant.cues import SIBLINGS
from assistant.facts import Fact
from assistant.question import Wanted
from index.language import fold


@dataclass(frozen=True, slots=True)
class _Pair:
    subject: str  # the same in each language
    forms: tuple[tuple[str, ...], tuple[str, ...]]  # of the two, in parallel
    named: tuple[re.Pattern[str], re.Pattern[str]]
    apart: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Named:
    side: int
    start: int
    end: int


@cache
def _pairs(language: Language, *, folded: bool) -> tuple[_Pair, ...]:
    found = []
    for row in SIBLINGS[language]:
        apart = row.apart + (row.apart_folded if folded else ())
        one, other = (tuple(fold(form) if folded else form for form in side) for side in (row.one, row.other))
        named = _either(one), _either(other)
        found.append(_Pair(row.subject, (one, other), named, _either([fold(t) if folded else t for t in apart])))
    return tuple(found)


def _either(texts: Sequence[str]) -> re.Pattern[str]:
    """Compile patterns of whole words, the longest first; none match nothing."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(set(texts), key=len, reverse=True)) or '(?!)'})(?!\w)")


def _named(text: str, language: Language) -> list[tuple[_Pair, list[_Named]]]:
    """Return where a text names one of two, pair by pair."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return []
    found = []
    for pair in _pairs(language, folded=language == "vi" and fold(text) == lowered):
        read = pair.apart.sub(lambda match: "·" * len(match[0]), lowered)
        places = [
            _Named(side, match.start(), match.end())
            for side, pattern in enumerate(pair.named)
            for match in pattern.finditer(read)
        ]
        if places:
            found.append((pair, sorted(places, key=lambda place: place.start)))
    return found


def _side(places: list[_Named]) -> int | None:
    """Return which of two is named, None where both are."""
    sides = {place.side for place in places}
    return sides.pop() if len(sides) == 1 else None


def turned(own: str, before: str, language: Language) -> str | None:
    """Return an earlier question with the one of two put for the other, where its follow-up names that one."""
    asked = {pair.subject: _side(places) for pair, places in _named(own, language)}
    for pair, places in _named(before, language):
        side = _side(places)
        if side is None or asked.get(pair.subject) != 1 - side:
            continue
        ends = [0, *(place.end for place in places)]
        kept = [before[end : place.start] for end, place in zip(ends, places, strict=False)]
        new = [_like(before[place.start : place.end], pair, side) for place in places]
        return "".join(text for both in zip(kept, new, strict=True) for text in both) + before[ends[-1] :]
    return None


def _like(form: str, pair: _Pair, side: int) -> str:
    """Return the other's form for one of the two's, as it is written."""
    new = pair.forms[1 - side][pair.forms[side].index(form.lower())]
    return new[0].upper() + new[1:] if form[0].isupper() else new


def is_of_sibling(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure is said of the other of two than the one that is asked about: of spending, not of revenue."""
    asked = _sides_in(wanted.focus, wanted.language) or _sides_in(wanted.question, wanted.language)
    if not asked:
        return False
    said = [_sides_in(one.text[slice(*one.statement)], one.language) for one in fact.both]
    return any(_is_other(pair, side, said) for pair, side in asked.items())


def _sides_in(text: str, language: Language) -> dict[str, int | None]:
    """Return which of each two a text names, by the subject of the pair; None where it names both."""
    return {pair.subject: _side(places) for pair, places in _named(text, language)}


def _is_other(pair: str, side: int | None, said: Sequence[Mapping[str, int | None]]) -> bool:
    named = [sides[pair] for sides in said if pair in sides]
    return side is not None and bool(named) and all(one == 1 - side for one in named)
