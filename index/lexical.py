"""Keywords, by bm25s: how far a paragraph shares the question's words, numbers and document codes.

Each language has its own words: Vietnamese without diacritics, as single syllables and as pairs of neighbours;
English stemmed, without stop words. Numbers and codes are kept whole and written one way ("3,49%" is "3.49%").
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.language import fold
from index.language.glossary import MARK, concepts

if TYPE_CHECKING:
    from bm25s import BM25  # type: ignore[import-untyped]

# A code ("42/NQ-CP", "14/23"), a number with its separators and percent sign ("10.135", "3,49%"), or a word.
_TOKEN = re.compile(r"\d+(?:/[\w.-]*\w)+|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:-\d+)?|\w+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH_STOP_WORDS = _set(
    """a about according all also an and any are as at be been being both but by can could did do does doing each for
    from had has have having how however i if in into is it its itself just like many me more most much my no nor
    not of off on once only or other our out over own please said same say says she should so some such tell than
    that the their them then there these they this those through to too under up us very was we were what when where
    which while who whom whose why will with would you your"""
)
# Grammatical syllables, and the words questions are made of ("how much", "is it", "who").
VIETNAMESE_STOP_WORDS = _set(
    "ai à a ạ bao bị bởi cả các cái cần cho có con của cũng đã đang đây đấy để đến đi do đó được gì giờ hả hay khi "
    "không là lại làm lắm lúc mà mấy mỗi nào này nên nếu nhé nhỉ nhiêu nhiều như nhưng những nơi ở ra rằng rất rồi sao "
    "sẽ tại thế thì tôi từ từng tự và vẫn vào vậy về vì với ư"
)
_FOLDED_STOP_WORDS = frozenset(fold(word) for word in VIETNAMESE_STOP_WORDS)


def words(text: str, language: str) -> list[str]:
    """Return the search words of a text in its order, stop words left out."""
    if language == "vi":
        return _with_pairs(_vietnamese(text, _has_diacritics(text))) + concepts(text, language)
    tokens = [_word(match.group()) for match in _TOKEN.finditer(fold(text).lower())]
    own = [_stem(token) if token.isalpha() else token for token in tokens if token not in ENGLISH_STOP_WORDS]
    return own + concepts(text, language)


def placed_words(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return the single search words of a text with where each stands in it, stop words left out."""
    found = []
    accented = _has_diacritics(text)
    for match in _TOKEN.finditer(text):
        if language == "vi":
            single = [word for word, stop in _vietnamese(match.group(), accented) if not stop]
        else:
            single = [word for word in words(match.group(), language) if word[0] != MARK]
        found += [(match.start(), match.end(), word) for word in single[:1]]
    return found


def _has_diacritics(text: str) -> bool:
    return fold(text) != unicodedata.normalize("NFC", text.lower())


def _vietnamese(text: str, accented: bool) -> list[tuple[str, bool]]:
    """Return the syllables of a text, folded, each with whether it is a stop word.

    Without diacritics "vay" may be a particle or a loan; in a text that has diacritics it can only be the loan.
    """
    found = []
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text.lower())):
        syllable, token = match.group(), _word(fold(match.group()))
        found.append((token, syllable in VIETNAMESE_STOP_WORDS if accented else token in _FOLDED_STOP_WORDS))
    return found


def _with_pairs(tokens: Sequence[tuple[str, bool]]) -> list[str]:
    """Vietnamese words are mostly two syllables, so neighbours count as a word as well."""
    single = [token for token, stop in tokens if not stop]
    pairs = [f"{first}_{second}" for (first, one), (second, other) in pairwise(tokens) if not (one and other)]
    return single + pairs


def _word(token: str) -> str:
    """Write a number one way: no thousands separators, a decimal point."""
    if not token[0].isdigit() or "/" in token:
        return token
    percent = "%" if token.endswith("%") else ""
    digits = token.removesuffix("%")
    if _GROUPED.fullmatch(digits):
        return re.sub(r"[.,]", "", digits) + percent
    return digits.replace(",", ".") + percent


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    import Stemmer  # type: ignore[import-not-found]

    # A stemmer is not thread-safe and costs nothing to make; the cache makes it rare.
    return str(Stemmer.Stemmer("english").stemWord(word))


class Keywords:
    """BM25 over the texts of one language; a document is a text, in the order they were given."""

    def __init__(self, model: BM25 | None, documents: int) -> None:
        self._model = model  # None where no text has a word
        self.documents = documents

    @classmethod
    def build(cls, texts: Iterable[str], language: str) -> Keywords:
        """Index texts; an empty text is a document that never matches."""
        tokens = [words(text, language) for text in texts]
        if not any(tokens):
            return cls(None, len(tokens))
        model = _library()(method="lucene", k1=1.2, b=0.6)
        model.index(tokens, create_empty_token=False, show_progress=False)
        return cls(model, len(tokens))

    @classmethod
    def load(cls, folder: Path, documents: int) -> Keywords:
        """Open what `save` wrote; the scores stay on disk."""
        if not folder.is_dir():
            return cls(None, documents)
        return cls(_library().load(folder, mmap=True, show_progress=False), documents)

    def save(self, folder: Path) -> None:
        """Write the keywords into a new folder; nothing where there are none."""
        if self._model is not None:
            self._model.save(folder, show_progress=False)

    def scores(self, question: Sequence[str]) -> NDArray[np.float32]:
        """Score every document (documents,), from 0 to about 1: the share of the question's word weight it holds.

        Words the corpus does not know weigh as much as its rarest, so a question in another language scores low.
        """
        found = self._known(question)
        if self._model is None or not found:
            return np.zeros(self.documents, dtype=np.float32)
        single = [word for word in question if "_" not in word]
        # Pairs raise the score of a text that has them; a pair the corpus lacks must not lower every text's.
        weight = sum(self.idf(word) for word in single) + 0.5 * sum(self.idf(word) for word in found if "_" in word)
        scores = self._model.get_scores_from_ids([self._model.vocab_dict[word] for word in found])
        return np.asarray(scores, dtype=np.float32) / np.float32(max(weight, 1e-6))

    def best(self, question: Sequence[str], count: int) -> list[int]:
        """Return the documents with the highest scores above 0, best first."""
        scores = self.scores(question)
        count = min(count, self.documents)
        top = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=np.int64)
        return [int(place) for place in top[np.argsort(-scores[top], kind="stable")] if scores[place] > 0]

    def weigh(self, question: Sequence[str]) -> dict[str, float]:
        """Return the share of the question's word weight that each of its single words has; together 1."""
        weights = {word: self.idf(word) for word in question if "_" not in word}
        total = max(sum(weights.values()), 1e-6)
        return {word: weight / total for word, weight in weights.items()}

    def frequency(self, word: str) -> int:
        """Return how many documents hold a word (as `words` writes it)."""
        if self._model is None or word not in self._model.vocab_dict:
            return 0
        token = self._model.vocab_dict[word]
        starts = self._model.scores["indptr"]
        return int(starts[token + 1] - starts[token])

    def idf(self, word: str) -> float:
        """Return the inverse document frequency of a word, by Lucene's formula; highest for an unknown word."""
        frequency = self.frequency(word)
        return float(np.log(1 + (self.documents - frequency + 0.5) / (frequency + 0.5)))

    def _known(self, question: Sequence[str]) -> list[str]:
        return [] if self._model is None else [word for word in question if word in self._model.vocab_dict]


def _library() -> type[BM25]:
    from bm25s import BM25

    # It lets its debugging lines through to whatever the program logs to.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return BM25  # type: ignore[no-any-return]
