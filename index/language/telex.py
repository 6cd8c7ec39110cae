"""Turns Telex keystrokes that were never converted into the letters they stand for.

Telex types diacritics as letters: aa â, aw ă, dd đ, ee ê, oo ô, ow ơ, uw ư, and the tones s f r x j after the vowel.
"""

from __future__ import annotations

import re
import unicodedata

from index.language.fold import fold, is_syllable
from index.language.words import ENGLISH

_WORD = re.compile(r"[A-Za-z]{2,10}")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VOWELS = "aăâeêioôơuưy"


def decode_telex(text: str) -> str:
    """Return the text with Telex leftovers decoded ("ho trowj nguwoif" -> "ho trợ người"); other words stay."""
    return _WORD.sub(lambda match: decode_word(match.group()) or match.group(), text)


def decode_word(word: str) -> str:
    """Return what a word's keystrokes stand for, or "" where the word is not Telex."""
    lower = word.lower()
    if not lower.isascii() or is_syllable(lower) or lower in ENGLISH:
        return ""
    tone = ""
    letters = lower
    for position in range(len(lower) - 1, 0, -1):
        if lower[position] in _TONES and _is_after_vowel(lower, position):
            tone, letters = _TONES[lower[position]], lower[:position] + lower[position + 1 :]
            break
    shaped = _shape(letters)
    if (not tone and shaped == lower) or not is_syllable(fold(shaped)):
        return ""
    decoded = unicodedata.normalize("NFC", _put_tone(shaped, tone))
    return (
        decoded.upper() if word.isupper() and len(word) > 1 else decoded.capitalize() if word[0].isupper() else decoded
    )


def _is_after_vowel(word: str, position: int) -> bool:
    """Say whether a tone letter stands where a tone is typed: after the vowel, with at most a final after it."""
    return any(letter in _VOWELS for letter in word[:position]) and word[position + 1 :] in _FINALS


_FINALS = frozenset(["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "w", "i", "u", "o", "y"])


def _shape(letters: str) -> str:
    """Apply the letters that change another's shape."""
    if letters.startswith("dd"):
        letters = "đ" + letters[2:]
    elif letters.startswith("d") and letters.endswith("d") and len(letters) > 2:
        letters = "đ" + letters[1:-1]
    if "w" in letters:
        bare = letters.replace("w", "", 2)
        if "uo" in bare:
            letters = bare.replace("uo", "ươ", 1)
        else:
            for plain, shaped in (("u", "ư"), ("o", "ơ"), ("a", "ă")):
                if plain in bare:
                    at = bare.rfind(plain)
                    letters = bare[:at] + shaped + bare[at + 1 :]
                    break
    for plain, shaped in (("a", "â"), ("e", "ê"), ("o", "ô")):
        letters = re.sub(rf"{plain}{plain}", shaped, letters, count=1)
        letters = re.sub(rf"{plain}([cmnptuiy]?[gh]?){plain}$", rf"{shaped}\1", letters, count=1)
    return letters


def _put_tone(word: str, tone: str) -> str:
    """Put a tone on the vowel that carries it, old style ("hòa"), as the reports do."""
    if not tone:
        return word
    start = 2 if word.startswith(("qu", "gi")) and len(word) > 2 and word[2] in _VOWELS else 0
    places = [at for at in range(start, len(word)) if word[at] in _VOWELS]
    if not places:
        return word
    shaped = [at for at in places if word[at] in "ăâêôơư"]
    if shaped:
        place = shaped[-1]
    elif places[-1] < len(word) - 1 or len(places) == 3:
        place = places[1] if len(places) == 3 else places[-1]
    else:
        place = places[0]
    return word[: place + 1] + tone + word[place + 1 :]
