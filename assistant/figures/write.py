"""Write a figure in English or Vietnamese, at the scale of the source."""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.answer import Figure, Language, Qualifier
from assistant.figures.words import SCALES, any_of

_SCALE_RUN = re.compile(
    rf"(?:(?<=\d)|(?<=\d\s))(?:{any_of(SCALES)})\b(?:[\s\u00a0]+(?:{any_of(SCALES)})\b)*", re.IGNORECASE
)
_SCALE_NAMES: dict[int, dict[Language, str]] = {
    2: {"en": "hundred", "vi": "trăm"},
    3: {"en": "thousand", "vi": "nghìn"},
    6: {"en": "million", "vi": "triệu"},
    9: {"en": "billion", "vi": "tỷ"},
    12: {"en": "trillion", "vi": "nghìn tỷ"},
}
_MONTH_AND_YEAR = {"en": "MMMM y", "vi": "'tháng' M 'năm' y"}
_QUALIFIERS: dict[Qualifier, dict[Language, str]] = {
    "over": {"en": "more than", "vi": "trên"},
    "under": {"en": "less than", "vi": "dưới"},
    "about": {"en": "about", "vi": "khoảng"},
    "nearly": {"en": "nearly", "vi": "gần"},
    "at least": {"en": "at least", "vi": "ít nhất"},
    "at most": {"en": "at most", "vi": "nhiều nhất"},
    "start": {"en": "the beginning of", "vi": "đầu năm"},
    "middle": {"en": "the middle of", "vi": "giữa năm"},
    "end": {"en": "the end of", "vi": "cuối năm"},
}
_ROMAN = ("I", "II", "III", "IV")
_EXACT = Context(prec=80)


def write_figure(figure: Figure, language: Language, noun: str = "") -> str:
    """Write a figure in a language, at the scale its text has: "24.500 triệu đồng" is "VND 24,500 million".

    `noun` is what is counted, in that language; without it a count is written as its number alone.
    """
    written = _write(figure, language)
    if noun:
        written = f"{written} {noun}"
    if figure.qualifier:
        return f"{_QUALIFIERS[figure.qualifier][language]} {written}"
    return written


def _write(figure: Figure, language: Language) -> str:
    if figure.unit in ("date", "month", "year", "period"):
        return _write_time(figure, language)
    if figure.unit == "rank":
        return _write_rank(figure, language)
    if figure.unit == "none":
        return figure.text or str(figure.value)
    return _write_quantity(figure, language)


def _write_quantity(figure: Figure, language: Language) -> str:
    sign = ""
    if figure.value < 0:
        sign = "âm " if language == "vi" else "-"
    number = _scaled(figure, language)
    if figure.of is not None:
        between = "/" if language == "vi" else " of "
        number = f"{number}{between}{write_number(figure.of, language)}"
    if figure.unit in ("VND", "USD", "EUR", "GBP"):
        if language == "en":
            return f"{sign}{figure.unit} {number}"
        return f"{sign}{number} {'đồng' if figure.unit == 'VND' else figure.unit}"
    if figure.unit == "percent":
        return f"{sign}{number}%"
    if figure.unit == "per_mille":
        return f"{sign}{number}‰"
    if figure.unit == "percentage_point":
        return f"{sign}{number} {'điểm phần trăm' if language == 'vi' else 'percentage points'}"
    if figure.unit == "count":
        return f"{'minus ' if sign == '-' else sign}{number}"  # "-10" at the start of a line is a list item
    unit = {"tonne": "tấn"}.get(figure.unit, figure.unit) if language == "vi" else figure.unit
    return f"{sign}{number} {'tonnes' if unit == 'tonne' else unit}"


def _scaled(figure: Figure, language: Language) -> str:
    found = _SCALE_RUN.search(figure.text)
    exponent = sum(SCALES[word.lower()] for word in found.group().split()) if found else 0
    if exponent not in _SCALE_NAMES:
        return write_number(abs(figure.value), language)
    number = write_number(_EXACT.scaleb(abs(figure.value), -exponent), language)
    return f"{number} {_SCALE_NAMES[exponent][language]}"


def write_number(value: Decimal, language: Language) -> str:
    """Write a number with a language's marks, exactly: no digit is rounded away."""
    return str(format_decimal(value, "#,##0.###", locale=language, decimal_quantization=False))


def _write_rank(figure: Figure, language: Language) -> str:
    number = f"{figure.value:f}"
    if language == "vi":
        return f"thứ {number}" + (f"/{figure.of:f}" if figure.of is not None else "")
    teens = number[-2:] in ("11", "12", "13")
    suffix = "th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{suffix}" + (f" of {figure.of:f}" if figure.of is not None else "")


def _write_time(figure: Figure, language: Language) -> str:
    value = int(figure.value)
    if figure.unit == "year":
        return str(value)
    if figure.unit == "period":
        return _write_period(value, figure.text, language)
    if figure.unit == "month":
        year, month = divmod(value, 100)
        if year:
            return str(format_date(date(year, month, 1), _MONTH_AND_YEAR[language], locale=language))
        return f"tháng {month}" if language == "vi" else str(format_date(date(2000, month, 1), "MMMM", locale="en"))
    year, month_and_day = divmod(value, 10_000)
    day = date(year or 2000, *divmod(month_and_day, 100))
    if language == "vi":
        return str(format_date(day, "d/M/y", locale="vi")) if year else f"ngày {day.day}/{day.month}"
    return str(format_date(day, "d MMMM y" if year else "d MMMM", locale="en"))


def _write_period(value: int, text: str, language: Language) -> str:
    first, last = divmod(value, 100)
    if last - first == 2 and first % 3 == 1 and not re.search(r"tháng|month", text, re.IGNORECASE):
        quarter = last // 3
        ordinal = ("first", "second", "third", "fourth")[quarter - 1]
        return f"quý {_ROMAN[quarter - 1]}" if language == "vi" else f"the {ordinal} quarter"
    months = last - first + 1
    if language == "vi":
        return f"{months} tháng {'đầu' if first == 1 else 'cuối'} năm"
    return f"the {'first' if first == 1 else 'last'} {months} months of the year"
