"""Mends what text recognition gets wrong where only one reading is possible: letters inside numbers."""

from __future__ import annotations

import re

# A letter between digits and the signs of numbers was a digit: no word, code or unit is written so.
_LETTER = re.compile(r"(?<=\d)[OoIl|](?=[.,]?\d)|(?<=\d[.,])[OoIl|](?=\d)")


def mend_numbers(text: str) -> str:
    """Return the text with letters that stand for digits inside numbers as digits: "24O.731" -> "240.731"."""
    return _LETTER.sub(lambda found: "0" if found.group() in "Oo" else "1", text)
