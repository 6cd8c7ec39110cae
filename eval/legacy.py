"""Vietnamese written the way old fonts and code pages hold it, to try readers on: the tables of reading, backwards.

The letters of a TCVN3 font have no capitals with a tone, so those come out small, as they did for typists then.
"""

from __future__ import annotations

import unicodedata

from index.read.legacy import FROM_FONT

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_LETTERS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_WESTERN = "".join(chr(code) for code in range(0xA1, 0x100))


def to_tcvn3(text: str) -> str:
    """Return a text in the letters of a TCVN3 font."""
    places = {FROM_FONT["TCVN3"](place): place for place in _WESTERN}
    text = unicodedata.normalize("NFC", text)
    return "".join(places.get(letter) or places.get(letter.lower(), letter) for letter in text)


def to_vni(text: str) -> str:
    """Return a text in the letters of a VNI font."""
    convert = FROM_FONT["VNI"]
    places = {convert(place): place for place in _WESTERN if convert(place) != place}
    bases = [*"aeiouyAEIOUY", *(places[letter] for letter in "ơưƠƯ")]
    for base in bases:
        for sign in _WESTERN:
            letter = convert(base + sign)
            if len(letter) == 1 and sign.isupper() == base.isupper():
                places.setdefault(letter, base + sign)
    return "".join(places.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def to_windows_1258(text: str) -> bytes:
    """Return a text in windows-1258, whose letters are followed by their tones."""
    written: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in _TONES]
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        written += [base, *tones] if tones and base in _LETTERS else [letter]
    return "".join(written).encode("cp1258")
