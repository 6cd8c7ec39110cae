"""Numbers that name rather than count: document codes, ranks, the numbers of lists, sections and citations."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Figure
from assistant.figures.numerals import Numeral

_UPPER = "A-ZĐƯƠÂĂÊÔ"
_CODE = re.compile(
    rf"(?P<number>[0-9]{{1,6}})(?:/[12][0-9]{{3}}(?=[/-]))?"
    rf"(?P<kind>/[{_UPPER}]{{2,}}[0-9]{{0,3}}\w{{0,4}}(?:[-/][{_UPPER}]\w*)*|-[{_UPPER}]{{1,6}}/[{_UPPER}]\w*)"
)
_NAMED = re.compile(
    r"\b(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|kế hoạch số|công văn|báo cáo số|điều|khoản|mục|phụ lục"
    r"|chương|trang|biểu|bảng|quốc lộ|resolution|decree|decision|directive|circular|article|clause|section|chapter|annex"
    r"|page|table|figure|appendix|paragraph|highway)\s+(?:số\s+|no\.?\s*|number\s+)?$"
    r"|\b(?:số|no\.|number)\s+$|[¶§#]\s?$",
    re.IGNORECASE,
)
_SO_COUNTS = re.compile(r"\b(?:tổng|một|con|đa|dân|chỉ|hệ|trị|doanh|tham|total|a)\s+(?:số|number)\s+$", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"[0-9]{1,2}(?:[.)](?=\s|$)|(?:\.[0-9]{1,2})+\.?(?=\s+[^\W\d_a-zà-ỹ]))")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}")
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*(?:[-+•*#>]+\s+)?(?:\*\*)?$")
_ENGLISH_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?:\s*/\s*|\s+(?:out\s+of|of(?:\s+the)?|trên(?:\s+tổng\s+số)?|trong(?:\s+tổng)?\s+số|among)\s+)(?P<of>[0-9]{1,5})(?![\w.,]*[0-9])(?!\s*%)",
    re.IGNORECASE,
)
_RANK_VI = re.compile(r"(?:\b(?:thứ(?:\s+hạng)?|hạng|vị\s+trí(?:\s+thứ)?)(?:\s+số)?\s+)$", re.IGNORECASE)
_RANK_EN = re.compile(r"\b(?:rank(?:ed|ing|s)?|position|place)\s+(?:at\s+)?(?:number\s+|no\.\s*|#)?$", re.IGNORECASE)
_RANK_WORDS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
               "chín": 9, "mười": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
               "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_WORDED_RANK = re.compile(
    r"\b(?:xếp|đứng|vị trí|hạng)\s+(?:vị trí\s+|hạng\s+)?(?P<vi>thứ\s+(?P<vi_word>nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b"
    r"|\b(?:rank(?:ed|ing|s)?|came|placed|in)\s+(?P<en>(?P<en_word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?=\s+(?:out of|of|among|place|in the|nationwide|nationally)\b|[.,;)]|$))"
    r"|\b(?P<place>(?P<place_word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=\s+(?:place|out of)\b))",
    re.IGNORECASE,
)


def is_mark(text: str, numeral: Numeral) -> bool:
    """Whether a number only marks a place: a list item, a section, a citation, a label such as "5G"."""
    before, after = text[max(0, numeral.start - 1) : numeral.start], text[numeral.end : numeral.end + 1]
    if before == "[" and re.match(r"[0-9, -]*\]", text[numeral.start : numeral.start + 40]):
        return True
    if before in "[," and re.search(r"\[[0-9, ]*$", text[max(0, numeral.start - 30) : numeral.start]):
        return True
    if before + after == "()" and len(numeral.raw) <= 2:
        return True
    line = text[max(0, numeral.start - 12) : numeral.start]
    at_start = _LINE_START.search(line) and (numeral.start <= 12 or "\n" in line)
    if at_start and _LIST_NUMBER.match(text, numeral.start):
        return True
    return numeral.value is None and bool(_SECTION.fullmatch(numeral.raw))


def read_code(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read a document's number, "42/NQ-CP" or "Resolution 42"; its noun is the kind as printed ("NQ-CP")."""
    if numeral.in_words:
        return ()
    if found := _CODE.match(text, numeral.start):
        noun = found["kind"].lstrip("/-")
        return (Figure(Decimal(found["number"]), "none", found.group(), found.start(), found.end(), noun),)
    before = text[max(floor, numeral.start - 24) : numeral.start]
    if numeral.raw.isdigit() and _NAMED.search(before) and not _SO_COUNTS.search(before):
        return (Figure(Decimal(numeral.raw[:24]), "none", numeral.raw, numeral.start, numeral.end),)
    return ()


def read_rank(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read a rank: "thứ 7/63", "hạng 7", "7th out of 63", "ranked 7 of 63"."""
    if numeral.value is None or numeral.value % 1 or numeral.in_words:
        return ()
    window = max(floor, numeral.start - 24)
    before = text[window : numeral.start]
    start, end = numeral.start, numeral.end
    if led := _RANK_VI.search(before):
        start = window + led.start()
        thu = before.lower().rfind("thứ", led.start())
        start = window + thu if thu >= 0 else start
    elif suffix := _ENGLISH_ORDINAL.match(text, end):
        end = suffix.end()
    elif not _RANK_EN.search(before):
        return ()
    out_of = _OUT_OF.match(text, end)
    end = out_of.end() if out_of else end
    of = Decimal(out_of["of"]) if out_of else None
    return (Figure(numeral.value, "rank", text[start:end], start, end, of=of),)


def find_worded_ranks(text: str) -> list[Figure]:
    """Find the ranks in words: "xếp thứ nhất", "ranked first out of 63"."""
    ranks = []
    for found in _WORDED_RANK.finditer(text):
        kind = "vi" if found["vi"] else "en" if found["en"] else "place"
        start, end = found.span(kind)
        out_of = _OUT_OF.match(text, end)
        end = out_of.end() if out_of else end
        value = Decimal(_RANK_WORDS[found[f"{kind}_word"].lower()])
        ranks.append(Figure(value, "rank", text[start:end], start, end, of=Decimal(out_of["of"]) if out_of else None))
    return ranks
