"""What language a sentence is in, and how much of it another text says too; by words, without a model."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from assistant.answer import Language
from index.language import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_BEYOND = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff]")  # outside the blocks that most Latin letters are in
_ENGLISH = frozenset([
    "the", "of", "and", "to", "in", "for", "was", "were", "is", "are", "with", "by", "on", "at", "from", "that",
    "which", "this", "it", "as", "has", "have", "had", "been", "be", "not", "or", "an", "a", "its", "their", "than",
    "about", "under", "over", "after", "before", "during", "more", "most", "also", "between", "per", "all", "no",
    "did", "do", "does", "will", "would", "there", "who", "what", "when", "where", "out", "up", "down", "into",
    "through", "according", "while", "but", "both", "these", "those", "they",
])  # fmt: skip
_FILLERS = _ENGLISH | frozenset([
    "cua", "va", "la", "trong", "cho", "voi", "duoc", "da", "dang", "se", "co", "cac", "nhung", "mot", "nay", "do",
    "thi", "ma", "tai", "theo", "ve", "tu", "den", "de", "khi", "nhu", "o", "bi", "tren", "so", "con", "cung", "vao",
    "ra", "hon", "nam",
])  # fmt: skip
_MONEY = frozenset({"vnd", "usd", "eur", "dong"})


def language_of(text: str) -> Literal["en", "vi", "other"] | None:
    """Return "en", "vi" or "other", or None where a few names and numbers are too little to tell.

    Only words in lower case count, so that "Bến Tre" in an English sentence does not make it Vietnamese.
    """
    text = unicodedata.normalize("NFC", text)
    beyond = (letter for letter in _BEYOND.findall(text) if letter.isalpha())
    if not all(unicodedata.name(letter, "").startswith("LATIN") for letter in beyond):
        return "other"
    words = [word for word in _WORD.findall(text) if word == word.lower()]
    vietnamese = sum(1 for word in words if _VIETNAMESE.search(word))
    english = sum(1 for word in words if word in _ENGLISH)
    if vietnamese > english:
        return "vi"
    if english:
        return "en"
    if len(words) < 8:
        return None
    return "other"


@lru_cache(maxsize=1024)
def reading_language(text: str) -> Language:
    """Return the language whose number writing a text is read in: Vietnamese where it is, otherwise English."""
    return "vi" if language_of(text) == "vi" else "en"


def stems(text: str) -> frozenset[str]:
    """Return the content words of a text, folded and cut to six letters, so that "supported" meets "support"."""
    words = (
        fold(word).replace("’", "'").removesuffix("'s") for word in _WORD.findall(unicodedata.normalize("NFC", text))
    )
    return frozenset(word[:6] for word in words if len(word) > 1 and word not in _FILLERS)


def share_said(sentence: str, *sources: str) -> float:
    """Return the share of a sentence's content words that the sources say too, 0 to 1; 1 where it has none."""
    words = stems(sentence)
    if not words:
        return 1.0
    said = frozenset().union(*(stems(source) for source in sources))
    return len(words & said) / len(words)


def new_names(sentence: str, *sources: str) -> tuple[str, ...]:
    """Return the capitalised words of a sentence, its first aside, that no source has."""
    said = {fold(word) for source in sources for word in _WORD.findall(unicodedata.normalize("NFC", source))}
    said |= {word.replace("’", "'").removesuffix("'s") for word in said} | _MONEY
    words = [match.group() for match in _WORD.finditer(unicodedata.normalize("NFC", sentence))]
    capitalised = [word for word in words[1:] if word[0].isupper()]
    return tuple(word for word in capitalised if fold(word).replace("’", "'").removesuffix("'s") not in said)
