"""A question as search reads it: cleaned, in its language, its diacritics restored, its words and vectors ready."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.rerank import QuestionTokens

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\\x00-\\x08\\x0b-\\x1f\\x7f]")
_WORD = re.compile(r"\w+(?:[-/.,]\w+)*%?")
_SPACE = re.compile(r"\s+")
_LONGEST = 2_000  # characters; an encoder reads fewer, and more would only cost time


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question, analysed once for everything that is asked of the index about it."""

    text: str  # as typed
    language: str  # "en" or "vi"
    restored: str  # with its typing slips put right and its diacritics
    words: tuple[tuple[str, tuple[str, ...]], ...]  # for each language of the index, the words of the keyword leg
    vector: NDArray[np.float32]  # (dimension,)
    tokens: QuestionTokens  # of what the encoder read: the place that all is about is left out
    offsets: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int32))  # into `restored`

    @property
    def spelled(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The words of the question as typed (diacritics restored), each with the tokens it is made of."""
        starts, ends = self.offsets[:, 0], self.offsets[:, 1]
        found = []
        for match in _WORD.finditer(self.restored):
            inside = np.flatnonzero((starts < match.end()) & (ends > match.start()))
            if len(inside):
                found.append((match.group(), tuple(int(token) for token in inside)))
        return tuple(found)

    def words_in(self, language: str) -> tuple[str, ...]:
        """Return the question's search words as a language writes them."""
        return dict(self.words).get(language, ())


def clean(question: str) -> str:
    """Return a question in NFC with single spaces, without control and zero-width characters, cut at 2,000."""
    text = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", question[: 4 * _LONGEST]))
    # A lone surrogate has no encoding and would stop the tokeniser.
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return _SPACE.sub(" ", text).strip()[:_LONGEST]
