"""Read every figure of a text, in order, with where it stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.answer import Figure, Language
from assistant.figures.characters import plain
from assistant.figures.dates import find_periods, read_date, read_period, read_year
from assistant.figures.labels import find_worded_ranks, is_mark, read_code, read_rank
from assistant.figures.numerals import Numeral, find_numerals
from assistant.figures.quantities import read_quantity


def read_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Read the figures of a text, in order and without overlap: `figure.text == text[figure.start:figure.end]`.

    A number that cannot be understood ("1.2,3.4", a run of a hundred digits) is a figure of the unit "none", so that
    a check sees it. Numbers of list items and sections, citation marks ("[1]") and names ("Covid-19") are no figures.
    """
    source = plain(text)
    found = _read(source.text, language)
    return tuple(
        replace(figure, text=text[start:end], start=start, end=end)
        for figure in found
        for start, end in [(source.starts[figure.start], source.ends[figure.end - 1])]
    )


def _read(text: str, language: Language) -> list[Figure]:
    without_digits = [*find_periods(text), *find_worded_ranks(text)]
    without_digits.sort(key=lambda figure: figure.start)
    numerals = find_numerals(text, language)
    figures: list[Figure] = []
    floor = 0
    for position, numeral in enumerate(numerals):
        while without_digits and without_digits[0].start <= numeral.start:
            figure = without_digits.pop(0)
            if figure.start >= floor:
                figures.append(figure)
                floor = figure.end
        if numeral.start < floor or is_mark(text, numeral):
            continue
        following = numerals[position + 1] if position + 1 < len(numerals) else None
        limit = following.start if following else len(text)
        read = _read_one(text, numeral, floor, language, following, limit)
        figures.extend(read)
        floor = max([floor, *(figure.end for figure in read)])
    figures.extend(figure for figure in without_digits if figure.start >= floor)
    return figures


def _read_one(
    text: str, numeral: Numeral, floor: int, language: Language, following: Numeral | None, limit: int
) -> tuple[Figure, ...]:
    if numeral.value is None:
        digits = "".join(character for character in numeral.raw if character.isdigit())
        return read_date(text, numeral, floor) or (
            Figure(Decimal(digits), "none", numeral.raw, numeral.start, numeral.end),
        )
    return (
        read_date(text, numeral, floor)
        or read_period(text, numeral, floor)
        or read_code(text, numeral, floor)
        or read_rank(text, numeral, floor)
        or _read_year_or_quantity(text, numeral, floor, language, following, limit)
    )


def _read_year_or_quantity(
    text: str, numeral: Numeral, floor: int, language: Language, following: Numeral | None, limit: int
) -> tuple[Figure, ...]:
    quantity = read_quantity(text, numeral, floor, language, following, limit)
    if quantity and quantity[0].unit == "count" and not quantity[0].of and quantity[0].value == numeral.value:
        return read_year(text, numeral, floor, language) or quantity
    return quantity
