"""Dates, months and years.

Values: a date is yyyymmdd, a date without its year mmdd; a month is yyyymm, or mm without its year. Day stands before
month wherever both are numbers, except where only month-day-year makes a date ("10/31/2019").
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from assistant.answer import Figure, Qualifier
from assistant.figures.numerals import Numeral
from assistant.figures.words import MONTHS, any_of

# Month names as they are printed, so that "9 may be" is no date.
_NAMES = any_of([name.capitalize() for name in MONTHS] + [name.upper() for name in MONTHS])
_NAME = rf"(?P<name>{_NAMES})\b\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY_FIRST = re.compile(rf"{_DAY}(?P<mark>[/.-]){_MONTH}(?P=mark){_YEAR}(?![\w/])")
_DAY_FIRST_SHORT = re.compile(rf"{_DAY}/{_MONTH}/(?P<year>[0-9]{{2}})(?![\w/])")
_YEAR_FIRST = re.compile(rf"{_YEAR}(?P<mark>[/-]){_MONTH}(?P=mark){_DAY}(?![\w/-])")
_DAY_THANG = re.compile(rf"{_DAY}\s+[Tt]háng\s+{_MONTH}(?![0-9])(?:(?:\s+năm\s+|\s?/\s?|,\s+){_YEAR}(?!\w))?")
_DAY_NAME = re.compile(rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?\s+{_NAME}(?:,?\s+{_YEAR}(?!\w))?")
_NAME_DAY = re.compile(rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?(?!\w)(?:,?\s+{_YEAR}(?!\w))?")
_NAME_YEAR = re.compile(rf"{_NAME},?\s+{_YEAR}(?!\w)")
_THANG = re.compile(rf"[Tt]háng\s+{_MONTH}(?:(?:\s+năm\s+|\s?[/-]\s?){_YEAR}(?!\w))?(?![/.,]?[0-9])")
_MONTH_YEAR = re.compile(rf"{_MONTH}/(?P<year>(?:19|20)[0-9]{{2}})(?![\w/-])")
_DAY_MONTH = re.compile(rf"{_DAY}[/-]{_MONTH}(?![\w/])")
_STARTING = (_DAY_FIRST, _DAY_FIRST_SHORT, _YEAR_FIRST, _DAY_THANG, _DAY_NAME)
_DAY_TO_DATE = re.compile(r"[0-9]{1,2}(?:\s?-\s?|\s+(?:đến|và|to|and)\s+)(?:ngày\s+)?(?=[0-9])")
_BEFORE_NAME = re.compile(rf"\b(?:{_NAMES})\b\.?,?\s+$")
_BEFORE_THANG = re.compile(r"\b[Tt]háng\s+$")
_BEFORE_DAY = re.compile(r"\b(?:ngày|tính đến|(?:đến|từ) hết|hết ngày)\s+$", re.IGNORECASE)
_BEFORE_RANK = re.compile(r"\b(?:thứ|hạng|vị trí)\s+$", re.IGNORECASE)
_LONG_NAMES = any_of([name.capitalize() for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")])
_BARE_NAME = re.compile(rf"(?<![0-9] )(?<![0-9][a-z]{{2}} )\b(?P<name>{_LONG_NAMES})\b(?!,?\s+[0-9])")
_MAY_BE_A_VERB = ("may", "march")
_IN = re.compile(r"(?:\b(?:in|of|by|since|until|from|to|during|early|late|last|this)\s|\bmid-)$", re.IGNORECASE)

_BARE_YEAR = re.compile(r"(?:1[89]|20|21)[0-9]{2}")
_SHORT_YEAR = re.compile(r"[-/]([0-9]{2})(?![\w.,/-]*[0-9])(?!\s?%)")
_YEAR_SIDE = re.compile(
    r"(?:\b(?P<vi>đầu|giữa|cuối)\s+(?:năm\s+)?|\b(?:the\s+)?(?P<en>beginning|start|middle|end)\s+of\s+(?:the\s+year\s+)?"
    r"|\b(?P<short>early|mid|late|end)[\s-])$",
    re.IGNORECASE,
)
_SIDES: dict[str, Qualifier] = {
    **dict.fromkeys(("đầu", "beginning", "start", "early"), "start"),
    **dict.fromkeys(("giữa", "middle", "mid"), "middle"),
    **dict.fromkeys(("cuối", "end", "late"), "end"),
}
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
    start, window = numeral.start, max(floor, numeral.start - 20)
    if named := _BEFORE_NAME.search(text, window, start):
        return _dated(_NAME_YEAR.match(text, named.start()) or _NAME_DAY.match(text, named.start()))
    if thang := _BEFORE_THANG.search(text, window, start):
        return _dated(_THANG.match(text, thang.start()))
    for pattern in _STARTING:
        if found := pattern.match(text, start):
            return _dated(found)
    if (found := _MONTH_YEAR.match(text, start)) and not _BEFORE_RANK.search(text, window, start):
        return _dated(found)
    if ranged := _DAY_TO_DATE.match(text, start):
        return _day_range(text, numeral, ranged.end())
    if _BEFORE_DAY.search(text, window, start):
        return _dated(_DAY_MONTH.match(text, start))
    return ()


def _day_range(text: str, numeral: Numeral, second: int) -> tuple[Figure, ...]:
    """Read "9-12 April 2020", where the first day shares the second's month."""
    for pattern in (_DAY_FIRST, _DAY_THANG, _DAY_NAME):
        if (found := pattern.match(text, second)) and (last := _dated(found)) and last[0].unit == "date":
            if not 0 < int(numeral.raw) < last[0].value % 100:
                return ()
            first = last[0].value // 100 * 100 + int(numeral.raw)
            return (Figure(first, "date", numeral.raw, numeral.start, numeral.end), *last)
    return ()


def _dated(found: re.Match[str] | None) -> tuple[Figure, ...]:
    if found is None:
        return ()
    parts = found.groupdict()
    month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000
    if day is not None and month > 12 >= day:
        day, month = month, day
    try:
        date(year or 2000, month, 1 if day is None else day)
    except ValueError:
        digits = "".join(character for character in found.group() if character.isdigit())
        return (Figure(Decimal(digits), "none", found.group(), found.start(), found.end()),)
    value = (year or 0) * 100 + month
    unit = "month" if day is None else "date"
    return (Figure(Decimal(value if day is None else value * 100 + day), unit, found.group(), *found.span()),)


def find_bare_months(text: str) -> list[Figure]:
    """Find the English months that stand without day and year: "in April"."""
    return [
        Figure(Decimal(MONTHS[found["name"].lower()]), "month", found["name"], *found.span("name"))
        for found in _BARE_NAME.finditer(text)
        if found["name"].lower() not in _MAY_BE_A_VERB or _IN.search(text, max(0, found.start() - 8), found.start())
    ]


def read_year(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read a bare four-digit year, with "cuối năm" or "the end of" before it; two where a range shortens the second."""
    if not _BARE_YEAR.fullmatch(numeral.raw):
        return ()
    window = max(floor, numeral.start - 28)
    if _COUNT_CUE.search(text, window, numeral.start) and _NOUN_FOLLOWS.match(text, numeral.end):
        return ()
    side = _YEAR_SIDE.search(text, window, numeral.start)
    start = side.start() if side else numeral.start
    qualifier = _SIDES[(side["vi"] or side["en"] or side["short"]).lower()] if side else ""
    first = Figure(Decimal(numeral.raw), "year", text[start : numeral.end], start, numeral.end, qualifier=qualifier)
    short = _SHORT_YEAR.match(text, numeral.end)
    if short and int(short[1]) > int(numeral.raw[2:]):
        return (first, Figure(Decimal(numeral.raw[:2] + short[1]), "year", short[1], *short.span(1)))
    return (first,)
