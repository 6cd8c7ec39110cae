"""Amounts, percentages and counts: a number with its sign, its scale, its unit and what is counted.

Physical units are units of their own ("ha", "km", "tonne", "kWh"); everything else that is counted is a "count" with
its noun as printed. A fraction ("14/23 chỉ tiêu", "14 out of 23") is a count with `of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from assistant.answer import Direction, Figure, Language, Qualifier, Unit
from assistant.figures.nouns import read_noun
from assistant.figures.numerals import Numeral, digits_value
from assistant.figures.words import (
    CURRENCIES,
    DIRECTIONS,
    MONEY_SCALES,
    PHYSICAL,
    QUALIFIERS,
    SCALES,
    any_of,
)

EXACT = Context(prec=80)  # wide enough that no amount is ever rounded

_SCALE = re.compile(rf"[\s-]?(?P<scale>{any_of(SCALES)})\b(?! (?:lệ|trọng|suất|giá)\b)", re.IGNORECASE)
_MONEY_SCALE = re.compile(rf"\s?(?P<scale>{any_of(MONEY_SCALES)})(?![\w])", re.IGNORECASE)
_MONEY_SCALE_DONG = re.compile(r"\s?(?P<scale>tr)\.?\s?(?=đ(?:ồng)?\b)", re.IGNORECASE)
_CURRENCY = re.compile(rf"\s*(?P<currency>{any_of(CURRENCIES)})(?!\w)", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?P<currency>\b(?:VND|VNĐ|USD|US\$|EUR|GBP)|[$₫€£])\s*$", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s*(?P<point>điểm\s+(?:phần\s+trăm|%)|percentage[\s-]points?|%[\s-]points?|pp\b)"
    r"|\s*(?P<percent>%|phần\s+trăm|phan\s+tram|per\s?cent\b|pct\b)|\s*(?P<mille>‰|phần\s+nghìn)",
    re.IGNORECASE,
)
_PHYSICAL = re.compile(rf"\s*(?P<unit>{any_of(PHYSICAL)})(?![\w²³])", re.IGNORECASE)
_SIGN = re.compile(
    r"(?:(?:^|(?<=[\s(:;,~*]))(?P<mark>[-+])|\b(?P<word>âm|negative(?:\s+(?:at|of|by))?|minus)\s+)$", re.IGNORECASE
)
_QUALIFIER = re.compile(rf"\b(?P<qualifier>{any_of(QUALIFIERS)})\s+$", re.IGNORECASE)
_DIRECTION = re.compile(
    rf"\b(?P<direction>{any_of(DIRECTIONS)})\s+(?:by\s+)?(?:bình quân\s+|thêm\s+|an average of\s+)?"
    rf"(?:(?:{any_of(QUALIFIERS)})\s+)?$",
    re.IGNORECASE,
)
_DIRECTION_AFTER = re.compile(
    r"\s+(?P<direction>increase|rise|growth|decrease|fall|drop|decline|reduction|higher|lower)\b", re.IGNORECASE
)
_OF = re.compile(
    r"(?:\s?/\s?|\s+(?:out\s+of(?:\s+the)?|of(?:\s+the)?|trên(?:\s+tổng\s+số)?|trong(?:\s+tổng)?\s+số)\s+)"
    r"(?P<of>[0-9]+(?:[.,][0-9]+)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?-\s?|\s+(?:đến|to|and|và|tới)\s+", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s?/\s?(?:19|20)[0-9]{2}")
_RANGE_LED = re.compile(r"\b(?:từ|from|between)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands behind a number: its scale (a power of ten), its unit, and where they end."""

    exponent: int
    unit: Unit
    end: int


def read_quantity(
    text: str, numeral: Numeral, floor: int, language: Language, following: Numeral | None, limit: int
) -> tuple[Figure, ...]:
    """Read an amount, a percentage or a count; two figures where the number begins a range that shares its unit."""
    if numeral.value is None:
        return ()
    measure = _measure(text, numeral, floor)
    if measure.exponent and following and (compound := _compound(text, numeral, measure, following, floor, language)):
        return (compound,)
    shared = _shared(text, numeral, measure, following)
    if following is None or shared is None:
        return (_figure(text, numeral, measure, floor, language, limit),)
    currency = measure.unit if measure.unit != "count" else ""
    unit = currency or shared.unit
    first = _figure(text, numeral, Measure(shared.exponent, unit, numeral.end), floor, language, limit)
    second = _figure(text, following, Measure(shared.exponent, unit, shared.end), following.start, language, limit)
    return (first, second)


def _compound(
    text: str, numeral: Numeral, measure: Measure, following: Numeral, floor: int, language: Language
) -> Figure | None:
    """Read "2 tỷ 500 triệu đồng", two numbers that make one amount."""
    if measure.unit != "count" or text[measure.end : following.start].strip() or following.start == measure.end:
        return None
    second = _measure(text, following, following.start)
    if following.value is None or not second.exponent or second.exponent >= measure.exponent:
        return None
    first = _figure(text, numeral, Measure(measure.exponent, second.unit, second.end), floor, language, len(text))
    return replace(first, value=first.value + in_base_units(following.value, second.exponent))


def _shared(text: str, numeral: Numeral, measure: Measure, following: Numeral | None) -> Measure | None:
    """Return what the second number of a range has behind it, where the first shares it: "5-7%"."""
    if following is None or following.value is None or measure.end != numeral.end:
        return None
    between = _RANGE.fullmatch(text, numeral.end, following.start)
    led = measure.unit != "count" or _RANGE_LED.search(text, max(0, numeral.start - 30), numeral.start)
    if between is None or not (led or "-" in between.group()):
        return None
    second = _measure(text, following, following.start)
    return second if second.exponent or second.unit not in ("count", measure.unit) else None


def _currency_before(text: str, numeral: Numeral, floor: int) -> Unit:
    found = _CURRENCY_BEFORE.search(text, max(floor, numeral.start - 8), numeral.start)
    return _currency(found["currency"]) if found else ""


def _currency(word: str) -> Unit:
    return CURRENCIES[" ".join(word.lower().split())]


def _measure(text: str, numeral: Numeral, floor: int) -> Measure:
    """Read the scale and unit behind a number."""
    before = _currency_before(text, numeral, floor)
    if found := _PERCENT.match(text, numeral.end):
        unit = "percentage_point" if found["point"] else "percent" if found["percent"] else "per_mille"
        return Measure(0, unit, found.end())
    exponent, end = _scale(text, numeral.end)
    if not exponent and (scaled := _MONEY_SCALE_DONG.match(text, end) or (before and _MONEY_SCALE.match(text, end))):
        exponent, end = MONEY_SCALES[scaled["scale"].lower()], scaled.end()
    if before:
        return Measure(exponent, before, end)
    if found := _CURRENCY.match(text, end):
        return Measure(exponent, _currency(found["currency"]), found.end())
    if found := _PHYSICAL.match(text, end):
        return Measure(exponent, PHYSICAL[found["unit"].lower()], found.end())
    return Measure(exponent, "count", end)


def _scale(text: str, position: int) -> tuple[int, int]:
    """Read the scale words behind a number: their power of ten and where they end."""
    exponent = 0
    for _ in range(3):
        found = _SCALE.match(text, position)
        if found is None:
            break
        exponent += SCALES[found["scale"].lower()]
        position = found.end()
    return exponent, position


def _figure(text: str, numeral: Numeral, measure: Measure, floor: int, language: Language, limit: int) -> Figure:
    assert numeral.value is not None
    value, end, noun, of = in_base_units(numeral.value, measure.exponent), measure.end, "", None
    if measure.unit == "count":
        if not measure.exponent and (fraction := _OF.match(text, end)):
            of = _whole(digits_value(fraction["of"], language), value)
            of = None if _YEARS.fullmatch(text, numeral.start, fraction.end()) else of
            end = fraction.end() if of is not None else end
        limit = max(limit, len(text) if of is not None else 0)
        noun, end = read_noun(text, end, language, limit, value == 1)
    start, window = numeral.start, max(floor, numeral.start - 48)
    if currency := _CURRENCY_BEFORE.search(text, window, start):
        start = currency.start()
    negative = False
    if (sign := _SIGN.search(text, window, start)) and not (measure.unit == "count" and _bullet(text, start)):
        negative, start = sign["mark"] != "+", sign.start()
    before = text[window:start]
    return Figure(
        -value if negative else value, measure.unit, text[start:end], start, end, noun, of,
        qualifier=_qualifier(before), direction=_direction(before, text, end),
    )  # fmt: skip


def _whole(of: Decimal | None, value: Decimal) -> Decimal | None:
    """Return the total of a fraction, or None where it is smaller than its part ("24/7")."""
    return of if of is not None and of >= value else None


def in_base_units(value: Decimal, exponent: int) -> Decimal:
    """Return value x 10^exponent, exactly, with no exponent in its own writing."""
    product = EXACT.scaleb(value, exponent)
    return EXACT.quantize(product, Decimal(1)) if product == product.to_integral_value() else product


def _bullet(text: str, start: int) -> bool:
    return not text[max(0, text.rfind("\n", 0, start - 1) + 1) : max(0, start - 1)].strip()


def _qualifier(before: str) -> Qualifier:
    found = _QUALIFIER.search(before)
    return QUALIFIERS[found["qualifier"].lower()] if found else ""


def _direction(before: str, text: str, end: int) -> Direction:
    if found := _DIRECTION.search(before):
        return DIRECTIONS[found["direction"].lower()]
    if found := _DIRECTION_AFTER.match(text, end):
        return "up" if found["direction"].lower() in ("increase", "rise", "growth", "higher") else "down"
    return ""
