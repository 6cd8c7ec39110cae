"""How much of a text is spelled like Vietnamese: tells the right reading of its bytes from the wrong ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.language.fold import fold, is_syllable

_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~…“”‘’„–—•«»°²³½±×\u00a0]+")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TONES = {"\u0301", "\u0300", "\u0309", "\u0303", "\u0323"}
_STOPPED_TONES = {"\u0301", "\u0323"}
_SHAPES = {"\u0302", "\u0306", "\u031b"}
_OPEN = re.compile(r"[âă]$")  # no syllable ends in these


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a text that have letters beyond ASCII: how many, and how many of them are Vietnamese syllables."""

    good: int
    words: int

    @property
    def share(self) -> float:
        """The part of those words that is Vietnamese; 1 where there are none."""
        return self.good / self.words if self.words else 1.0


def spelling(texts: Iterable[str]) -> Spelling:
    """Count the words with letters beyond ASCII, and those of them spelled like Vietnamese syllables.

    A sign alone is no word: the "£" of "£48 million" would be an "Ê" in the letters of an old font.
    """
    words = [word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text)) if _is_word(word)]
    return Spelling(sum(map(_is_vietnamese, words)), len(words))


def _is_word(word: str) -> bool:
    return not word.isascii() and any(letter.isalpha() for letter in word)


def _is_vietnamese(word: str) -> bool:
    """Say whether a word with diacritics is a syllable: one tone, one that its end allows, letters that exist."""
    lower = word.lower()
    parts = unicodedata.normalize("NFD", lower)
    marks = [letter for letter in parts if unicodedata.combining(letter)]
    tones = [mark for mark in marks if mark in _TONES]
    if len(tones) > 1 or any(mark not in _TONES | _SHAPES for mark in marks):
        return False
    plain = fold(lower)
    if not plain.isascii() or not is_syllable(plain) or _OPEN.search(unicodedata.normalize("NFC", _toneless(parts))):
        return False
    return not _STOPPED.search(plain) or bool(set(tones) & _STOPPED_TONES)


def _toneless(parts: str) -> str:
    return "".join(letter for letter in parts if letter not in _TONES)
