"""Ranks and ordinals: "thứ 7/63", "hạng 7", "7th out of 63", "ranked first", "lần thứ XI"."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Figure
from assistant.figures.numerals import Numeral

_WORDS = {
    **{"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9},
    **{"mười": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10},
}
_ENGLISH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?:\s?/\s?|\s+(?:out\s+of|of|trên(?:\s+tổng\s+số)?|trong(?:\s+tổng)?\s+số|among)\s+(?:the\s+|all\s+)?)"
    r"(?P<of>[0-9]{1,5})(?![0-9]|[.,][0-9]|\s?%)",
    re.IGNORECASE,
)
_RANK_VI = re.compile(r"\b(?:vị\s+trí\s+)?(?:thứ(?:\s+hạng)?|hạng|vị\s+trí)(?:\s+số)?\s+$", re.IGNORECASE)
_RANK_EN = re.compile(r"\b(?:rank(?:ed|ing|s)?|position|place)\s+(?:at\s+)?(?:number\s+|no\.\s*)?$", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\b(?:xếp|đứng|vị trí|hạng)\s+(?:vị trí\s+|hạng\s+)?(?P<vi>thứ\s+"
    r"(?P<vi_word>nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b"
    rf"|\b(?:rank(?:ed|ing|s)?|came|placed)\s+(?P<en>(?P<en_word>{_ENGLISH}))\b"
    rf"|\b(?P<place>(?P<place_word>{_ENGLISH})(?=\s+(?:place\b|out\s+of\s+(?:the\s+)?[0-9])))",
    re.IGNORECASE,
)
_IN_ROMAN = re.compile(r"\b(?:lần\s+thứ|thứ|[Kk]hóa|[Kk]hoá)\s+(?P<roman>[IVXL]{1,7})\b")


def read_rank(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read a rank around a number; `of` is among how many."""
    if numeral.value is None or numeral.value % 1 or numeral.in_words:
        return ()
    window, start, end = max(floor, numeral.start - 24), numeral.start, numeral.end
    if led := _RANK_VI.search(text, window, start):
        start = led.start() + max(led.group().lower().find("thứ"), 0)
    elif suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    elif not _RANK_EN.search(text, window, start):
        return ()
    return (_ranked(numeral.value.to_integral_value(), text, start, end),)


def _ranked(value: Decimal, text: str, start: int, end: int) -> Figure:
    out_of = _OUT_OF.match(text, end)
    end = out_of.end() if out_of else end
    return Figure(value, "rank", text[start:end], start, end, of=Decimal(out_of["of"]) if out_of else None)


def find_worded_ranks(text: str) -> list[Figure]:
    """Find the ranks without digits: "xếp thứ nhất", "ranked first out of 63", "lần thứ XI"."""
    ranks = []
    for found in _IN_WORDS.finditer(text):
        kind = "vi" if found["vi"] else "en" if found["en"] else "place"
        ranks.append(_ranked(Decimal(_WORDS[found[f"{kind}_word"].lower()]), text, *found.span(kind)))
    for found in _IN_ROMAN.finditer(text):
        ranks.append(Figure(Decimal(_roman(found["roman"])), "rank", found["roman"], *found.span("roman")))
    return ranks


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if position + 1 < len(values) and value < values[position + 1] else value
        for position, value in enumerate(values)
    )
