"""Which paragraphs are worth comparing with a question token by token: nearest by vector, or best by keywords."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus
from index.keywords import Keywords
from index.query import Query
from index.store import LEVELS, Level, VectorStore
from index.units import LANGUAGES
from index.vectors import UnitVectors

_MOST = 50  # paragraphs
_NEAREST: Mapping[Level, int] = {"sentence": 150, "paragraph": 60}
_KEYWORD_PARAGRAPHS = 30
_FEW = 8_000  # units, about ten reports; comparing them all takes about 10 ms


class Candidates:
    """Finds candidates in a corpus of any size, or among some of its reports."""

    def __init__(
        self, corpus: Corpus, store: VectorStore, vectors: UnitVectors, keywords: Mapping[str, Keywords]
    ) -> None:
        self._corpus = corpus
        self._store = store
        self._vectors = vectors
        self._keywords = keywords
        self._reports: Sequence[str] | None = None  # None for all
        self._rows: dict[Level, NDArray[np.int64]] = {}  # of a few reports, their units

    def within(self, reports: Sequence[str], keywords: Mapping[str, Keywords]) -> Candidates:
        """Return the same among some reports, with keywords of these."""
        other = copy.copy(self)
        other._reports, other._keywords = reports, keywords
        texts = np.repeat(self._corpus.among(frozenset(reports)), 2)
        few = int(texts[self._vectors.texts].sum()) <= _FEW
        other._rows = {level: self._vectors.rows(texts, place) for place, level in enumerate(LEVELS)} if few else {}
        return other

    def find(self, query: Query) -> list[int]:
        """Return the positions of at most 50 paragraphs, the most promising first."""
        found: dict[int, int] = {}
        for level, count in _NEAREST.items():
            rows = self._nearest(level, query.vector, count)
            _keep_ranks(found, [int(self._vectors.texts[row]) // 2 for row in rows])
        for language in LANGUAGES:
            _keep_ranks(found, self._keywords[language].best(query.words_in(language), _KEYWORD_PARAGRAPHS))
        return sorted(found, key=lambda position: found[position])[:_MOST]

    def _nearest(self, level: Level, vector: NDArray[np.float32], count: int) -> Sequence[int]:
        """The nearest units; of few, all are compared, which is exact and faster than filtering the store."""
        if level in self._rows:
            return self._vectors.nearest(vector, self._rows[level], count)
        return self._store.nearest(level, vector, count, self._reports)


def _keep_ranks(found: dict[int, int], positions: Sequence[int]) -> None:
    """Note each paragraph's best rank in any list."""
    for rank, position in enumerate(dict.fromkeys(positions)):
        found[position] = min(found.get(position, rank), rank)
