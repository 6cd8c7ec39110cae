"""Read every figure of a text, in order, with where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.answer import Figure, Language
from assistant.figures.characters import plain
from assistant.figures.dates import find_bare_months, read_date, read_year
from assistant.figures.labels import find_marks, is_section, read_code
from assistant.figures.numerals import Numeral, find_numerals
from assistant.figures.periods import find_periods, read_period
from assistant.figures.quantities import read_quantity
from assistant.figures.ranks import find_worded_ranks, read_rank
from assistant.figures.shares import find_shares

_PHRASES = (
    (find_periods, ("quý", "quarter", "half", "nửa", "q1", "q2", "q3", "q4", "h1", "h2")),
    (find_worded_ranks, ("thứ", "khóa", "khoá", "rank", "place", "came", "out of")),
    (find_shares, ("half", "nửa", "phần", "third", "quarter", "fifth", "tenth", "doubled", "tripled", "twice", "gấp")),
)


@lru_cache(maxsize=4096)
def read_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Read the figures of a text, in order and without overlap: `figure.text == text[figure.start:figure.end]`.

    The last many are remembered: every question looks at the same clauses of a report.

    A number that cannot be understood ("1.2,3.4", a run of a hundred digits) is a figure of the unit "none", so that
    a check sees it. Numbers of list items and sections, citation marks ("[1]") and names ("Covid-19") are no figures.
    """
    source = plain(text)
    return tuple(
        replace(figure, text=text[start:end], start=start, end=end)
        for figure in _read(source.text, language)
        for start, end in [(source.starts[figure.start], source.ends[figure.end - 1])]
    )


def _read(text: str, language: Language) -> list[Figure]:
    phrases = _phrases(text, language)
    numerals = [numeral for numeral in _unmarked(text, find_numerals(text, language)) if not is_section(numeral)]
    figures: list[Figure] = []
    floor = next_phrase = 0
    for position, numeral in enumerate(numerals):
        while next_phrase < len(phrases) and phrases[next_phrase].start <= numeral.start:
            if phrases[next_phrase].start >= floor:
                figures.append(phrases[next_phrase])
                floor = figures[-1].end
            next_phrase += 1
        if numeral.start < floor:
            continue
        following = numerals[position + 1] if position + 1 < len(numerals) else None
        limit = min(
            following.start if following else len(text),
            phrases[next_phrase].start if next_phrase < len(phrases) else len(text),
        )
        figures.extend(_read_one(text, numeral, floor, language, following, limit))
        floor = max(floor, figures[-1].end)
    figures.extend(figure for figure in phrases[next_phrase:] if figure.start >= floor)
    return figures


def _phrases(text: str, language: Language) -> list[Figure]:
    """Find the figures that a reader which starts from numbers does not see, in order."""
    lowered = text.lower()
    phrases = [
        figure
        for find, cues in _PHRASES
        if any(cue in lowered for cue in cues)  # looking for the cues first is ten times as fast
        for figure in find(text)
    ]
    if language == "en":
        phrases += find_bare_months(text)
    return sorted(phrases, key=lambda figure: figure.start)


def _unmarked(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """Leave out the numbers that only mark a place."""
    marks = find_marks(text)
    if not marks:
        return numerals
    starts = [start for start, _ in marks]
    return [
        numeral
        for numeral in numerals
        for mark in [bisect_right(starts, numeral.start) - 1]
        if mark < 0 or numeral.start >= marks[mark][1]
    ]


def _read_one(
    text: str, numeral: Numeral, floor: int, language: Language, following: Numeral | None, limit: int
) -> tuple[Figure, ...]:
    if dated := read_date(text, numeral, floor):
        return dated
    if numeral.value is None:
        digits = "".join(character for character in numeral.raw if character.isdigit())
        return (Figure(Decimal(digits), "none", numeral.raw, numeral.start, numeral.end),)
    named = read_period(text, numeral, floor) or read_code(text, numeral, floor) or read_rank(text, numeral, floor)
    if named:
        return named
    quantity = read_quantity(text, numeral, floor, language, following, limit)
    if quantity[0].unit == "count" and quantity[0].of is None and quantity[0].value == numeral.value:
        return read_year(text, numeral, floor) or quantity
    return quantity
