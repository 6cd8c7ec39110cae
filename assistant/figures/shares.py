"""Shares and multiples in words: "half of", "two thirds", "một nửa", "doubled", "gấp đôi".

Half is 50 percent; a third is a count of 1 of 3; "doubled" and "gấp đôi" are 2 times.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Figure

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "mười": 10}
_TIMES = {"doubled": "2", "twice": "2", "tripled": "3", "đôi": "2", "rưỡi": "1.5"}
_HALF = re.compile(
    r"\b(?:(?:a|one)\s+)?half(?=\s+(?:of\s+(?!the\s+year|20)|the\s+(?!year)|all\b|its\b|their\b|these\b|those\b))"
    r"|\b(?:một|quá|hơn|phân)\s+nửa\b(?!\s+năm)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<count>a|one|two|three|four)[\s-](?P<part>third|quarter|fifth|tenth)s?(?=\s+of\b)"
    r"|\b(?P<count_vi>một|hai|ba|bốn)\s+phần\s+(?P<part_vi>ba|tư|bốn|năm|mười)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?P<en>doubled|tripled|twice)\b|\bgấp\s+(?:(?:hơn|gần)\s+)?(?P<vi>đôi|rưỡi)\b", re.IGNORECASE
)
_FIRST_HALF = re.compile(r"\b(?:first|second|last|other)\s+$", re.IGNORECASE)


def find_shares(text: str) -> list[Figure]:
    """Find the shares and multiples in words."""
    shares = []
    for found in _HALF.finditer(text):
        if not _FIRST_HALF.search(text, max(0, found.start() - 8), found.start()):
            shares.append(Figure(Decimal(50), "percent", found.group(), *found.span()))
    for found in _PART.finditer(text):
        count = Decimal(_COUNTS[(found["count"] or found["count_vi"]).lower()])
        of = Decimal(_PARTS[(found["part"] or found["part_vi"]).lower()])
        shares.append(Figure(count, "count", found.group(), *found.span(), of=of))
    for found in _MULTIPLE.finditer(text):
        times = Decimal(_TIMES[(found["en"] or found["vi"]).lower()])
        shares.append(Figure(times, "count", found.group(), *found.span(), "lần" if found["vi"] else "times"))
    return shares
