"""Numbers that name rather than count: document codes, and the marks of lists, sections and citations."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Figure
from assistant.figures.numerals import LONGEST, Numeral

_UPPER = "A-ZĐƯƠÂĂÊÔ"
_CODE = re.compile(
    rf"(?P<number>[0-9]{{1,6}})(?:/[12][0-9]{{3}}(?=[/-]))?"
    rf"(?P<kind>/[{_UPPER}]{{2,}}\w{{0,9}}(?:[-/][{_UPPER}]\w*)*|-[{_UPPER}]{{1,6}}/[{_UPPER}]\w*)"
)
_NAMED = re.compile(
    r"\b(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|kế hoạch số|công văn|báo cáo số|điều|khoản|mục|phụ lục"
    r"|chương|trang|biểu|bảng|quốc lộ|resolution|decree|decision|directive|circular|article|clause|section|chapter"
    r"|annex|page|table|figure|appendix|paragraph|highway)\s+(?:số\s+|no\.?\s*|number\s+)?$"
    r"|\b(?:số|no\.|number)\s+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:tổng|một|con|đa|dân|chỉ|hệ|trị|doanh|tham|(?:total|a|the|this|that|overall)(?:\s+total)?)\s+(?:số|number)\s+$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?|[hg][0-5][0-9])(?![\w:])")
_MARKS = re.compile(
    r"\[[0-9][0-9, -]{0,40}\](?:\([^()\s]{1,300}\))?"  # citation marks
    r"|\]\([^()\s]{1,300}\)|\bhttps?://\S+|\bwww\.\S+"  # link targets
    r"|(?:^|(?<=\n)|(?<=[:;,.] )|(?<=gồm )|(?<=là )|(?<=và )|(?<=and )|(?<=are )|(?<=include )|(?<=including ))"
    r"\([0-9]{1,2}\)(?=\s*[^\W\d_])"  # enumerations: (1) ...; (2) ...
    r"|[›¶§#]\s?[0-9]+(?:\.[0-9]+)*"  # addresses of paragraphs: I › 3 › 3.2, ¶23
    r"|(?:^|(?<=\n))[^\S\n]*(?:[-+•*#>]{1,6}[ \t])?(?:\*\*)?(?:[0-9]{1,2}[.)](?=[^\S\n]+\S)|[0-9]{1,2}(?:\.[0-9]{1,2})+"
    r"\.?(?=[^\S\n]+(?:\*\*)?[^\W\d_a-zà-ỹ]))"  # numbers of list items and headings
    r"|(?<![\w.])(?:[2-6][GD]\b|[0-9]{1,2}[a-h]\))",  # names: 5G, 3D, 2a)
)
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}")


def find_marks(text: str) -> list[tuple[int, int]]:
    """Find the stretches of a text whose numbers mark a place and say nothing, in order."""
    return [match.span() for match in _MARKS.finditer(text)]


def is_section(numeral: Numeral) -> bool:
    """Whether a number is the number of a section ("3.1.2")."""
    return numeral.value is None and bool(_SECTION.fullmatch(numeral.raw))


def read_code(text: str, numeral: Numeral, floor: int) -> tuple[Figure, ...]:
    """Read a document's number, "42/NQ-CP" or "Resolution 42"; its noun is the kind as printed ("NQ-CP").

    The numbers of articles, pages and tables and times of day are codes too.
    """
    if numeral.in_words:
        return ()
    if found := _CODE.match(text, numeral.start):
        noun = found["kind"].lstrip("/-")
        return (Figure(Decimal(found["number"]), "none", found.group(), *found.span(), noun),)
    if found := _CLOCK.match(text, numeral.start):
        digits = "".join(character for character in found.group() if character.isdigit())
        return (Figure(Decimal(digits), "none", found.group(), *found.span(), "time"),)
    window = max(floor, numeral.start - 24)
    if numeral.value is None or len(numeral.raw) > LONGEST or not _NAMED.search(text, window, numeral.start):
        return ()
    if _COUNTED.search(text, window, numeral.start):
        return ()
    return (Figure(numeral.value, "none", numeral.raw, numeral.start, numeral.end),)
