"""Which language a question is in, from its words and the spelling of its syllables; no model, no download."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from index.language.fold import fold, is_syllable
from index.language.telex import decode_word
from index.language.words import ENGLISH, OTHERS, VIETNAMESE

Language = Literal["en", "vi", "other"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ONLY_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
_SHORT = 4  # words
_NOT_VIETNAMESE = re.compile("[åäæçëïîñöøœßüûÿčšžřłąęśćż¿¡]")


@lru_cache(maxsize=1_024)
def detect_language(text: str) -> Language:
    """Return the language of a text; "en" where nothing speaks for any language ("GRDP 2020?")."""
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    letters = "".join(words)
    if letters and sum(_is_latin(letter) for letter in letters) < len(letters) / 2:
        return "other"
    shouting = letters.isupper() and len(words) > 2
    words = [word.lower() for word in words] if shouting else words
    vietnamese, english = sum(map(_vietnamese, words)), sum(map(_english, words))
    if _is_other(words, text, vietnamese, english) or (vietnamese > english and _only_looks_vietnamese(words)):
        return "other"
    return "vi" if vietnamese > english else "en"


def english_or_vietnamese(text: str) -> Literal["en", "vi"]:
    """Return which of the two languages that are answered in a text is to be taken for; "en" where it is in neither."""
    return "vi" if detect_language(text) == "vi" else "en"


def tells_language(text: str) -> bool:
    """Whether anything in a text speaks for English or Vietnamese; "PAPI?" and "Berapa dana?" leave it open."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return detect_language(text) != "other" and any(_vietnamese(word) >= 0.5 or _english(word) >= 0.5 for word in words)


def _is_latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")


def _vietnamese(word: str) -> float:
    """Weigh a word's evidence for Vietnamese; a name with its diacritics is little, English sentences hold them too."""
    lower, folded = word.lower(), fold(word)
    if not is_syllable(folded):
        return 0.8 if decode_word(word) and not word.isupper() else 0.0
    if word.isupper() and len(word) > 1 and lower == folded:
        return 0.0
    name = word[0].isupper()
    if _ONLY_VIETNAMESE.search(lower):
        return 0.8 if name else 2.5
    if lower != folded:
        return 0.5 if name else 1.2
    if folded in ENGLISH:
        return 0.5 if folded in VIETNAMESE else 0.1
    if folded in VIETNAMESE:
        return 0.5 if name else 1.2
    return 0.2 if name else 0.7


def _english(word: str) -> float:
    lower = re.split("['’]", word.lower())[0]
    if lower in ENGLISH:
        return 0.7 if lower in VIETNAMESE or is_syllable(lower) else 1.5
    if not lower.isascii() or is_syllable(lower) or word.isupper() or decode_word(word):
        return 0.0
    return 0.2 if word[0].isupper() else 0.8


def _only_looks_vietnamese(words: list[str]) -> bool:
    """Whether a short text has no Vietnamese word, and one that is no syllable or two of another language.

    "Dana" could be the keystrokes of "dân", "qué" and "et" are spelled like syllables.
    """
    folded = [fold(word) for word in words]
    if len(words) > _SHORT or any(
        w in VIETNAMESE or _ONLY_VIETNAMESE.search(o.lower()) for w, o in zip(folded, words, strict=True)
    ):
        return False
    if any(_is_foreign(word, lower) for word, lower in zip(words, folded, strict=True)):
        return True
    return max(sum(word in known for word in folded) for known in OTHERS.values()) > 1


def _is_foreign(word: str, folded: str) -> bool:
    """Say whether a word is neither a Vietnamese syllable, however typed, nor an English word, nor a name."""
    return not (is_syllable(folded) or folded in ENGLISH or decode_word(word) or word.isupper())


def _is_other(words: list[str], text: str, vietnamese: float, english: float) -> bool:
    """Say whether another European language's words speak clearly louder."""
    folded = [fold(word) for word in words]
    foreign = 2.0 * bool(_NOT_VIETNAMESE.search(text.lower()))
    found = {language: sum(word in known for word in folded) for language, known in OTHERS.items()}
    best = max(found.values(), default=0)
    english_words = sum(word in ENGLISH for word in folded)
    if not foreign and not any(_is_foreign(word, lower) for word, lower in zip(words, folded, strict=True)):
        return False  # "de", "le" and "la" alone are Vietnamese syllables as well
    if best + foreign < 2 or english_words >= best + foreign / 2:
        return False
    return not _ONLY_VIETNAMESE.search(text.lower()) and 1.5 * best + foreign > max(vietnamese, 0.5 * english)
