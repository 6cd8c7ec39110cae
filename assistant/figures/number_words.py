"""Numbers written in words: "twelve communes", "twenty-five percent", "mười hai xã", "hai mươi lăm phần trăm".

Precision before recall, because a false figure makes a check refuse good prose: "one" and "một" are articles and
pronouns, "năm" is a year, "the two" points back. They are read only inside a longer number, and a short Vietnamese
number only before something that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.figures.words import VIETNAMESE_COUNTED, any_of, words

_ENGLISH_UNITS = {word: number for number, word in enumerate(words("one two three four five six seven eight nine"), 1)}
_ENGLISH_TEENS = {
    word: number
    for number, word in enumerate(
        words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), 10
    )
}
_ENGLISH_TENS = {
    word: 10 * number for number, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_ENGLISH = {**_ENGLISH_UNITS, **_ENGLISH_TEENS, **_ENGLISH_TENS, "hundred": 100, "a": 1}
_BELOW_HUNDRED = (
    rf"(?:(?:{any_of(_ENGLISH_TENS)})(?:[ -](?:{any_of(_ENGLISH_UNITS)}))?|{any_of(_ENGLISH_TEENS | _ENGLISH_UNITS)})"
)
_ENGLISH_NUMBER = re.compile(
    rf"(?<![\w-])(?:(?:a|{any_of(_ENGLISH_TEENS | _ENGLISH_UNITS)}) hundred(?: (?:and )?{_BELOW_HUNDRED})?"
    rf"|(?:a|one)(?= (?:thousand|million|billion|trillion)\b)|{_BELOW_HUNDRED})"
    r"(?!\w)(?!-(?!(?:years?|months?|weeks?|days?|hours?|fold|points?|percent|person|term)\b))",
    re.IGNORECASE,
)
_SCALE_FOLLOWS = re.compile(r" (?:thousand|million|billion|trillion)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(?:\b(?:the|these|those|other|both|or)|-) $", re.IGNORECASE)

_VIETNAMESE_UNITS = {
    **{word: number for number, word in enumerate(words("một hai ba bốn năm sáu bảy tám chín"), 1)},
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
}  # fmt: skip
_VIETNAMESE_UNIT = any_of(_VIETNAMESE_UNITS)
_VIETNAMESE_LAST = any_of(_VIETNAMESE_UNITS.keys() - {"năm"})  # "mười năm" is ten years; fifteen is "mười lăm"
_VIETNAMESE_NUMBER = re.compile(
    r"(?<!\w)(?<!thứ )(?<!tháng )(?:"
    rf"(?:(?:(?:{_VIETNAMESE_UNIT}) trăm )?(?:(?:{_VIETNAMESE_UNIT}) mươi|mười)"
    rf"(?: (?:{_VIETNAMESE_LAST})(?!\w))?)(?!\w)"
    r"|một(?= (?:trăm|nghìn|ngàn|triệu|tỷ(?! lệ| trọng| suất| số| giá)|tỉ(?! lệ| trọng| suất| số| giá))(?!\w))"
    rf"|(?:hai|ba|bốn|sáu|bảy|bẩy|tám|chín)(?= (?:{VIETNAMESE_COUNTED})(?!\w)))",
    re.IGNORECASE,
)
_MUOI_ALONE = re.compile(rf" (?:{VIETNAMESE_COUNTED})(?!\w)", re.IGNORECASE)


def english_numbers(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Find the numbers in English words, with their values."""
    for match in _ENGLISH_NUMBER.finditer(text):
        word = match.group().lower()
        if word == "one" and not _SCALE_FOLLOWS.match(text, match.end()):
            continue
        if word == "two" and _POINTS_BACK.search(text, max(0, match.start() - 8), match.start()):
            continue
        yield match, Decimal(_value(word))


def _value(word: str) -> int:
    total = 0
    for part in re.split("[ -]", word):
        if part == "hundred":
            total *= 100
        elif part != "and":
            total += _ENGLISH[part]
    return total


def vietnamese_numbers(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Find the numbers in Vietnamese words, with their values."""
    for match in _VIETNAMESE_NUMBER.finditer(text):
        word = match.group().lower()
        if word == "mười" and not _MUOI_ALONE.match(text, match.end()):
            continue
        yield match, Decimal(_vietnamese_value(word))


def _vietnamese_value(word: str) -> int:
    total = last = 0
    for part in word.split():
        if part in ("trăm", "mươi"):
            total += last * (100 if part == "trăm" else 10)
            last = 0
        elif part == "mười":
            total += 10
        else:
            last = _VIETNAMESE_UNITS[part]
    return total + last
