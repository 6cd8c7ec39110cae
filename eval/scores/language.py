"""Is the answer in the question's language, and how long is it?

The language is told here without the product's own detector, so that a fault there cannot hide: Vietnamese is known by
its letters, names (capitalised words) and verbatim quotations left aside.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from eval.question import Question
from eval.record import Record
from eval.scores.figures import plain
from eval.scores.score import Score

NAMES = ("right language", "words")

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 4  # words of the answer's own; with fewer, its quotations are what a reader reads
_CLOSED_UP = re.compile("[đăâêôơư]", re.IGNORECASE)


def language_scores(question: Question, record: Record) -> list[Score]:
    """Return one score for each of NAMES: 1 or 0 for the language, a count for the words."""
    wanted = "en" if question.lang == "en" else "vi"
    told = told_language(record)
    right = told in (wanted, None) and record.language == wanted
    return [
        Score("right language", float(right), f"asked in {wanted}, answered in {told or 'figures only'}"),
        Score("words", float(len(plain(record.text).split())), "words of the answer, without its quotations"),
    ]


def told_language(record: Record) -> Literal["en", "vi"] | None:
    """Return the language an answer's text is in; None where it is too short to tell."""
    text = own = unicodedata.normalize("NFC", plain(record.text))
    for cited in record.citations:
        own = own.replace(cited.quote, " ")
    words = _words(own)
    if len(words) < _FEW:
        words = _words(text)
    if not words:
        return None
    vietnamese = sum(_is_vietnamese(word) for word in words) / len(words)
    return "vi" if vietnamese > 0.25 else "en"


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word[0].isupper() and len(word) > 1]


def _is_vietnamese(word: str) -> bool:
    return bool(_CLOSED_UP.search(word)) or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", word))
