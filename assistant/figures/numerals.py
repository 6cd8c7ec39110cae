"""Where numbers stand in a text, and their values before any unit.

The writing of digits follows the language: Vietnamese groups thousands with "." and marks decimals with ",", English
the other way round. Exactly three digits after a single mark are a group or decimals as the language says; every other
writing has one reading only ("3.49" is 3.49 and "1.234,5" is 1234.5 in both), and is read so in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Language
from assistant.figures.characters import NARROW
from assistant.figures.number_words import english_numbers, vietnamese_numbers

LONGEST = 24  # digits; a longer run is no quantity

# A number may follow a currency directly ("VND5") and a part of the year by a hyphen ("mid-2021"); a number behind any
# other letter is part of a name ("Covid-19").
_FREE = (
    r"(?:(?<!\w)|(?<=VND)|(?<=VNĐ)|(?<=USD)|(?<=EUR)|(?<=GBP))"
    r"(?:(?<![^\W\d_]-)|(?<=[Mm]id-)|(?<=[Ee]nd-)|(?<=[Ee]arly-)|(?<=[Ll]ate-)|(?<=[Pp]re-)|(?<=[Pp]ost-))(?<![0-9][.,])"
)
_DIGITS = re.compile(
    rf"{_FREE}(?:[0-9]{{1,3}}(?:{NARROW}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?<![\w.])\.[0-9]+"
)
_SPACED_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,/-]) *(?=[^\W\d_]|%)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number without its unit: `text[start:end]` is `raw`."""

    start: int
    end: int
    raw: str
    value: Decimal | None  # None where the digits make no number: "1.1.1.1"
    in_words: bool = False


def find_numerals(text: str, language: Language) -> list[Numeral]:
    """Find the numbers of a plain text, in order."""
    numerals: list[Numeral] = []
    position = 0
    while match := _DIGITS.search(text, position):
        grouped = _SPACED_GROUPS.match(text, match.start())
        raw = grouped.group().rstrip() if grouped else match.group()
        position = match.start() + len(raw)
        numerals.append(Numeral(match.start(), position, raw, digits_value(raw, language)))
    written = english_numbers(text) if language == "en" else vietnamese_numbers(text)
    numerals.extend(Numeral(match.start(), match.end(), match.group(), value, True) for match, value in written)
    return sorted(numerals, key=lambda numeral: numeral.start)


def digits_value(raw: str, language: Language) -> Decimal | None:
    """Return what digits with their marks mean in a language, or None where they mean no number."""
    digits = raw.replace(NARROW, "").replace(" ", "")
    if len(digits) > LONGEST:
        return None
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return Decimal(digits)
    decimal_mark = _decimal_mark(digits, marks, language)
    if decimal_mark is None:
        return None
    whole, _, decimals = digits.partition(decimal_mark) if decimal_mark else (digits, "", "")
    groups = re.split("[.,]", whole)
    if len(groups) > 1 and not (0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    return Decimal("".join(groups) + (f".{decimals}" if decimals else ""))


def _decimal_mark(digits: str, marks: list[str], language: Language) -> str | None:
    """Return the decimal mark of a number, "" where it has none, None where the marks contradict each other."""
    if len(marks) == 1:
        mark = marks[0]
        before, _, after = digits.partition(mark)
        is_group = mark == (".," if language == "vi" else ",.")[0]
        could_group = len(after) == 3 and 0 < len(before) <= 3 and not before.startswith("0")
        return "" if could_group and is_group else mark
    if len(set(marks)) == 1:
        return ""
    return marks[-1] if marks.count(marks[-1]) == 1 else None
