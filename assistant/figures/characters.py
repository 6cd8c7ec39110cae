"""A text in the one form the readers know, with the way back to the text as received.

Decomposed letters are composed, invisible characters dropped, full-width forms and the many dashes and spaces made
plain. Nothing else changes, so a figure found here can be cut out of the received text verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

NARROW = "\u00a0"  # any space that does not break a line, after plain()
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME = {
    **_FULL_WIDTH,
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"),
    **dict.fromkeys("\u2007\u2009\u200a\u202f\u2008\u2006\u2005\u2004", NARROW),
    **dict.fromkeys("\u2002\u2003\u3000", " "),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("’‘", "'"),
    "Ð": "Đ",  # the Icelandic letter, typed for the Vietnamese one in many documents
}
_ODD = re.compile(f"[{re.escape(''.join(_SAME))}{_INVISIBLE}]")
_MARK = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made plain; character i of it came from `source[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def plain(source: str) -> Plain:
    """Make a text plain."""
    if not _ODD.search(source) and not _MARK.search(source):
        return Plain(source, range(len(source)), range(1, len(source) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, character in enumerate(source):
        if character in _INVISIBLE:
            continue
        if _MARK.match(character) and letters:
            composed = unicodedata.normalize("NFC", letters[-1] + character)
            if len(composed) == 1:
                letters[-1], ends[-1] = composed, position + 1
                continue
        letters.append(_SAME.get(character, character))
        starts.append(position)
        ends.append(position + 1)
    return Plain("".join(letters), starts, ends)
