"""Keywords, by bm25s: how far a paragraph shares the question's words, numbers and document codes.

bm25s computes every score when the index is built and keeps, word by word, the documents that hold it. A question
reads the documents of its rarest words first and stops where it has read enough, so that it costs the same in a corpus
of any size; the few best of those are then scored by all its words.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.lexical import words

if TYPE_CHECKING:
    from bm25s import BM25  # type: ignore[import-untyped]

_ENTRIES = 30_000  # of the words' lists, read at most for the candidates of a question; about 2 ms
_SCORED = 10  # documents scored by all words for each one that is asked for


class Keywords:
    """BM25 over the texts of one language; a document is a text, in the order they were given."""

    def __init__(self, model: BM25 | None, documents: int) -> None:
        self._model = model  # None where no text has a word
        self.documents = documents
        self._vocabulary: Mapping[str, int] = {} if model is None else model.vocab_dict
        # Plain views of the mapped files: reading a numpy.memmap one number at a time is slow.
        scores = {} if model is None else model.scores
        self._starts = np.asarray(scores.get("indptr", [0]))
        self._holders = np.asarray(scores.get("indices", []))
        self._values = np.asarray(scores.get("data", []))

    def within(self, among: NDArray[np.bool_]) -> Keywords:
        """Return these keywords as if only some of the documents were indexed; `among` (documents,) says which.

        Only the mean length of a document stays that of them all.
        """
        return _Within(self, among)

    @classmethod
    def build(cls, texts: Iterable[str], language: str) -> Keywords:
        """Index texts; an empty text is a document that never matches."""
        vocabulary: dict[str, int] = {}
        numbers = [
            array("i", (vocabulary.setdefault(word, len(vocabulary)) for word in words(text, language)))
            for text in texts
        ]
        if not vocabulary:
            return cls(None, len(numbers))
        from bm25s.tokenization import Tokenized  # type: ignore[import-untyped]

        model = _library()(method="lucene", k1=1.2, b=0.6)
        model.index(Tokenized(numbers, vocabulary), create_empty_token=False, show_progress=False)
        return cls(model, len(numbers))

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

    def scores(self, question: Sequence[str], documents: Sequence[int]) -> NDArray[np.float32]:
        """Score documents (documents,), from 0 to about 1: the share of the question's word weight each holds.

        Words the corpus does not know weigh as much as its rarest, so a question in another language scores low.
        """
        wanted = np.asarray(documents, dtype=np.int64)
        scores = np.zeros(len(wanted), dtype=np.float32)
        known = self._known(question)
        for word in known:
            holders, values = self._list(word)
            places = np.minimum(np.searchsorted(holders, wanted), len(holders) - 1)
            scores += np.where(holders[places] == wanted, values[places], 0)
        single = [word for word in question if "_" not in word]
        # Pairs raise the score of a text that has them; a pair the corpus lacks must not lower every text's.
        weight = sum(self.idf(word) for word in single) + 0.5 * sum(self.idf(word) for word in known if "_" in word)
        return scores / np.float32(max(weight, 1e-6))

    def best(self, question: Sequence[str], count: int) -> list[int]:
        """Return the documents with the highest scores above 0, best first."""
        lists: list[tuple[NDArray[np.integer], NDArray[np.float32]]] = []
        read = 0
        for word in sorted(self._known(question), key=self.frequency):
            entries = self.frequency(word)
            if lists and read + entries > _ENTRIES:
                break
            documents, values = self._list(word)
            lists.append((documents[:_ENTRIES], values[:_ENTRIES]))
            read += entries
        if not lists:
            return []
        holders, places = np.unique(np.concatenate([one for one, _ in lists]), return_inverse=True)
        sums = np.bincount(places, np.concatenate([values for _, values in lists]))
        holders = holders[np.sort(np.argsort(-sums, kind="stable")[: count * _SCORED])]
        scores = self.scores(question, holders.tolist())
        return [int(holders[place]) for place in np.argsort(-scores, kind="stable")[:count] if scores[place] > 0]

    def weigh(self, question: Sequence[str]) -> dict[str, float]:
        """Return the share of the question's word weight that each of its single words has; together 1."""
        weights = {word: self.idf(word) for word in question if "_" not in word}
        total = max(sum(weights.values()), 1e-6)
        return {word: weight / total for word, weight in weights.items()}

    def frequency(self, word: str) -> int:
        """Return how many documents hold a word (as `words` writes it)."""
        number = self._vocabulary.get(word)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def idf(self, word: str) -> float:
        """Return the inverse document frequency of a word, by Lucene's formula; highest for an unknown word."""
        return _idf(self.documents, self.frequency(word))

    def _known(self, question: Sequence[str]) -> list[str]:
        return [word for word in question if self.frequency(word)]

    def _list(self, word: str) -> tuple[NDArray[np.integer], NDArray[np.float32]]:
        """The documents that hold a known word, ascending, and the word's score in each."""
        number = self._vocabulary[word]
        part = slice(int(self._starts[number]), int(self._starts[number + 1]))
        return self._holders[part], self._values[part]


class _Within(Keywords):
    """Some documents of other keywords, each word weighed by how rare it is among these."""

    def __init__(self, whole: Keywords, among: NDArray[np.bool_]) -> None:
        super().__init__(whole._model, int(among.sum()))
        self._whole = whole
        self._among = among
        self._lists: dict[str, tuple[NDArray[np.integer], NDArray[np.float32]]] = {}

    def within(self, among: NDArray[np.bool_]) -> Keywords:
        return _Within(self._whole, self._among & among)

    def frequency(self, word: str) -> int:
        return len(self._list(word)[0]) if word in self._vocabulary else 0

    def _list(self, word: str) -> tuple[NDArray[np.integer], NDArray[np.float32]]:
        if word not in self._lists:
            holders, values = super()._list(word)
            ours = self._among[holders]
            weight = _idf(self.documents, int(ours.sum())) / _idf(self._whole.documents, len(holders))
            self._lists[word] = holders[ours], values[ours] * np.float32(weight)
        return self._lists[word]


def _idf(documents: int, frequency: int) -> float:
    return float(np.log(1 + (documents - frequency + 0.5) / (frequency + 0.5)))


def _library() -> type[BM25]:
    from bm25s import BM25

    # It lets its debugging lines through to whatever the program logs to.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return BM25  # type: ignore[no-any-return]
