"""Dates, months, years and parts of years.

Values: a date is yyyymmdd, a date without its year mmdd; a month is yyyymm, or mm without its year; a period is its
first and last month (the first six months 106, the second quarter 406), so that nobody takes it for a quantity.
Day stands before month wherever both are numbers, except where only month-day-year makes a date in English.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from assistant.answer import Figure, Language, Qualifier
from assistant.figures.numerals import Numeral
from assistant.figures.words import MONTHS, any_of

_MONTH = rf"(?P<month_name>{any_of(MONTHS)})\b\.?"
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\w/-])", re.ASCII
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\w/-])", re.ASCII)
_DAY_THANG = re.compile(
    r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:(?:\s+năm\s+|\s*/\s*|,\s*)(?P<year>\d{4})\b)?", re.ASCII | re.IGNORECASE
)
_DAY_MONTH_NAME = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}})\b)?", re.IGNORECASE
)
_MONTH_NAME_DAY = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?![\w/])", re.ASCII)
_THANG = re.compile(
    r"tháng\s+(?P<month>\d{1,2})(?:(?:\s+năm\s+|\s*[/-]\s*)(?P<year>\d{4})\b)?(?![/.,]\d)", re.ASCII | re.IGNORECASE
)
_MONTH_NAME_YEAR = re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
_BEFORE_MONTH_NAME = re.compile(rf"\b(?:{any_of(MONTHS)})\b\.?,?\s+$", re.IGNORECASE)
_BEFORE_THANG = re.compile(r"\btháng\s+$", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\bngày\s+$", re.IGNORECASE)

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
             "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}  # fmt: skip
_QUARTER = re.compile(
    r"\bquý\s+(?P<vi>IV|III|II|I|[1-4])\b(?![.,]\d)|\bQ(?P<short>[1-4])\b|\b(?P<en>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?P<en>first|second|last) half(?: of (?:the year|(?=(?:19|20)\d\d\b)))?|\bnửa (?P<vi>đầu|cuối) năm\b", re.IGNORECASE
)
_MONTHS_VI = re.compile(r"\s+tháng\s+(?P<side>đầu|cuối)(?:\s+năm\b)?(?!\s+tiên)", re.IGNORECASE)
_MONTHS_EN = re.compile(r"\s+months(?:\s+of\s+(?:the|this|that)\s+year\b)?", re.IGNORECASE)
_FIRST_OR_LAST = re.compile(r"\b(?:the\s+)?(?P<side>first|last|final)\s+$", re.IGNORECASE)

_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_YEAR_SIDE = re.compile(
    r"(?:\b(?P<vi>đầu|giữa|cuối)\s+(?:năm\s+)?"
    r"|\b(?:the\s+)?(?P<en>beginning|start|middle|end)\s+of\s+(?:the\s+year\s+)?|\b(?P<short>early|mid|late)[\s-])$",
    re.IGNORECASE,
)
_SIDES: dict[str, Qualifier] = {
    "đầu": "start", "beginning": "start", "start": "start", "early": "start",
    "giữa": "middle", "middle": "middle", "mid": "middle",
    "cuối": "end", "end": "end", "late": "end",
}  # fmt: skip
_YEAR_CUE = re.compile(
    r"(?:\b(?:năm|giai đoạn|thời kỳ|nhiệm kỳ|năm học|niên độ|từ|đến|kế hoạch|in|since|for|by|until|year|the|of|to|and)\s+"
    r"|[/(-]\s?)$",
    re.IGNORECASE,
)
_COUNT_CUE = re.compile(
    r"\b(?:có|với|là|được|gồm|trên|hơn|gần|khoảng|nhận|had|has|have|received|were|are|about|nearly|almost|approximately"
    r"|some|more than|at least|total of|supported)\s+$",
    re.IGNORECASE,
)
_NOUN_FOLLOWS = re.compile(r"\s+(?!(?:đến|và|to|and|or|là|của|đạt|với)\b)[^\W\d_]{2,}")


def read_date(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read the date or month that begins at or just before a number; `floor` is where the last figure ended."""
    if numeral.in_words:
        return ()
    start = numeral.start
    before = text[max(floor, start - 20) : start]
    if named := _BEFORE_MONTH_NAME.search(before):
        from_name = start - len(before) + named.start()
        found = _MONTH_NAME_YEAR.match(text, from_name) or _MONTH_NAME_DAY.match(text, from_name)
        return _dated(found)
    if thang := _BEFORE_THANG.search(before):
        return _dated(_THANG.match(text, start - len(before) + thang.start()))
    for pattern in (_DAY_FIRST, _YEAR_FIRST, _DAY_THANG, _DAY_MONTH_NAME):
        if found := pattern.match(text, start):
            return _dated(found)
    if _BEFORE_DAY.search(before):
        return _dated(_DAY_MONTH.match(text, start))
    return ()


def _dated(found: re.Match[str] | None) -> tuple[Figure, ...]:
    if found is None:
        return ()
    parts = found.groupdict()
    name = parts.get("month_name")
    month = MONTHS[name.lower()] if name else int(parts["month"])
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    if day is not None and month > 12 >= day:
        day, month = month, day
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return (Figure(Decimal(0), "none", found.group(), found.start(), found.end()),)
    value = (year or 0) * 100 + month
    if day is None:
        return (Figure(Decimal(value), "month", found.group(), found.start(), found.end()),)
    return (Figure(Decimal(value * 100 + day), "date", found.group(), found.start(), found.end()),)


def read_period(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read "6 tháng đầu năm" or "the first six months" around a number of months."""
    if numeral.value is None or not 1 <= numeral.value <= 12 or numeral.value % 1:
        return ()
    months = int(numeral.value)
    start = max(floor, numeral.start - 12)
    if found := _MONTHS_VI.match(text, numeral.end):
        side, first = found["side"].lower(), numeral.start
    elif (found := _MONTHS_EN.match(text, numeral.end)) and (led := _FIRST_OR_LAST.search(text[start : numeral.start])):
        side, first = led["side"].lower(), start + led.start()
    else:
        return ()
    value = 100 + months if side in ("đầu", "first") else (13 - months) * 100 + 12
    return (Figure(Decimal(value), "period", text[first : found.end()], first, found.end()),)


def find_periods(text: str) -> list[Figure]:
    """Find the quarters and halves of a year, which hold no number a reader starts from."""
    periods = []
    for found in _QUARTER.finditer(text):
        quarter = _quarter(found)
        value = Decimal((3 * quarter - 2) * 100 + 3 * quarter)
        periods.append(Figure(value, "period", found.group(), found.start(), found.end()))
    for found in _HALF.finditer(text):
        first = (found["en"] or found["vi"]).lower() in ("first", "đầu")
        periods.append(Figure(Decimal(106 if first else 712), "period", found.group(), found.start(), found.end()))
    return sorted(periods, key=lambda figure: figure.start)


def _quarter(found: re.Match[str]) -> int:
    name = (found["vi"] or found["short"] or found["en"]).lower()
    return _QUARTERS.get(name) or int(name[0])


def read_year(text: str, numeral: Numeral, floor: int, language: Language) -> tuple[Figure, ...]:
    """Read a bare four-digit year, with "cuối năm" or "the end of" where that stands before it."""
    if not _PLAIN_YEAR.fullmatch(numeral.raw):
        return ()
    window = max(floor, numeral.start - 28)
    before = text[window : numeral.start]
    if _COUNT_CUE.search(before) and _NOUN_FOLLOWS.match(text, numeral.end) and not _YEAR_CUE.search(before):
        return ()
    side = _YEAR_SIDE.search(before)
    start = window + side.start() if side else numeral.start
    qualifier = _SIDES[(side["vi"] or side["en"] or side["short"]).lower()] if side else ""
    value = Decimal(numeral.raw)
    return (Figure(value, "year", text[start : numeral.end], start, numeral.end, qualifier=qualifier),)
