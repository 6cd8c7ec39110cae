"""Parts of a year: "6 tháng đầu năm", "the first six months", "quý I", "the second half of the year".

The value of a period is its first and last month (the first six months are 106, the second quarter is 406), so that
nobody takes it for a quantity and "6 tháng đầu năm" equals "the first half of the year".
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Figure
from assistant.figures.numerals import Numeral

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_QUARTER = re.compile(
    r"\bquý\s+(?P<vi>IV|III|II|I|[1-4])\b(?![.,][0-9])|\bQ(?P<short>[1-4])\b"
    r"|\b(?:the )?(?P<en>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:the )?(?P<en>first|second|last) half(?: of the year)?\b"
    r"|\bnửa (?P<vi>đầu|cuối) năm\b|\bH(?P<short>[12])\b",
    re.IGNORECASE,
)
_THANG = re.compile(r"\s+tháng\s+(?P<side>đầu|cuối)(?:\s+năm\b)?(?!\s+tiên)", re.IGNORECASE)
_MONTHS = re.compile(r"\s+months(?:\s+of\s+(?:the|this|that)\s+year\b)?", re.IGNORECASE)
_FIRST_OR_LAST = re.compile(r"\b(?:the\s+)?(?P<side>first|last|final)\s+$", re.IGNORECASE)


def read_period(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read "6 tháng đầu năm" or "the first six months" around a number of months."""
    if numeral.value is None or not 1 <= numeral.value <= 12 or numeral.value % 1:
        return ()
    start = numeral.start
    if found := _THANG.match(text, numeral.end):
        side = found["side"].lower()
    elif (found := _MONTHS.match(text, numeral.end)) and (
        led := _FIRST_OR_LAST.search(text, max(floor, start - 12), start)
    ):
        side, start = led["side"].lower(), led.start()
    else:
        return ()
    months = int(numeral.value)
    value = 100 + months if side in ("đầu", "first") else (13 - months) * 100 + 12
    return (Figure(Decimal(value), "period", text[start : found.end()], start, found.end()),)


def find_periods(text: str) -> list[Figure]:
    """Find the quarters and halves of a year, which a reader that starts from digits does not see."""
    quarters = [
        Figure(Decimal((3 * quarter - 2) * 100 + 3 * quarter), "period", found.group(), *found.span())
        for found in _QUARTER.finditer(text)
        for quarter in [_quarter((found["vi"] or found["short"] or found["en"]).lower())]
    ]
    halves = [
        Figure(Decimal(106 if side in ("first", "đầu", "1") else 712), "period", found.group(), *found.span())
        for found in _HALF.finditer(text)
        for side in [(found["en"] or found["vi"] or found["short"]).lower()]
    ]
    return quarters + halves


def _quarter(name: str) -> int:
    return _QUARTERS.get(name) or int(name[0])
