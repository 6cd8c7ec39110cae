"""Everything that is compared between a question and the texts of paragraphs and sentences, as plain features.

Position n in a report's paragraphs has the texts 2n (original) and 2n + 1 (translation).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import rerank
from index.corpus import Corpus
from index.keywords import Keywords
from index.lexical import words
from index.query import Query
from index.tokens import TokenFile
from index.units import LANGUAGES, content_of, sentence_places
from index.vectors import UnitVectors

# Of a paragraph's text: late interaction with all of it and with its best sentence, its best sentence's vector, its
# share of the question's words.
PARAGRAPH_FEATURES = ("late", "late_sentence", "sentence", "keywords")
# Of a sentence's text: late interaction with its tokens, its vector, its share of the question's words.
SENTENCE_FEATURES = ("late", "sentence", "keywords")


_REMEMBERED = 4_096  # texts; the words of one take about 10 kB


@dataclass(frozen=True, slots=True)
class Features:
    """Features of things that have two texts each."""

    values: NDArray[np.float32]  # (things, 2, features); 0 where there is no such text
    present: NDArray[np.bool_]  # (things, 2): whether there is such a text
    same: NDArray[np.bool_]  # (things, 2): whether it is in the question's language


class Comparison:
    """Compares questions with the indexed texts; any number of threads may use one."""

    def __init__(
        self,
        corpus: Corpus,
        vectors: UnitVectors,
        tokens: TokenFile,
        keywords: Mapping[str, Keywords],
    ) -> None:
        self._corpus = corpus
        self._vectors = vectors
        self._tokens = tokens
        self._keywords = keywords
        self._known_words: dict[int, tuple[frozenset[str], ...]] = {}

    def within(self, keywords: Mapping[str, Keywords]) -> Comparison:
        """Return this comparison with other keywords, over the same texts and vectors."""
        other = copy.copy(self)
        other._keywords = keywords
        return other

    def paragraphs(self, query: Query, positions: Sequence[int], every: bool = False) -> Features:
        """Compare a question with paragraphs: one row each, in their order.

        A paragraph that has a text in the question's language is compared by that text alone, unless `every` is asked
        for: the other text adds nothing that can be measured, and costs as much again.
        """
        texts = [text for position in positions for text in (2 * position, 2 * position + 1)]
        languages = np.array([self._corpus.language(text) for text in texts])
        same = languages == query.language
        present = np.array([self._tokens.count(text) > 0 for text in texts], dtype=bool)
        if not every:
            present &= same | ~np.repeat((present & same).reshape(-1, 2).any(axis=1), 2)
        values = np.zeros((len(texts), len(PARAGRAPH_FEATURES)), dtype=np.float32)
        chosen = [texts[place] for place in np.flatnonzero(present)]
        starts = [self._vectors.sentence_starts(text) for text in chosen]
        values[present, :2] = rerank.score_texts(query.tokens, self._tokens, chosen, starts)
        values[present, 2] = self._vectors.similarities(query.vector, chosen)
        for language in LANGUAGES:
            ours = np.flatnonzero(present & (languages == language))
            if len(ours):
                documents = [texts[place] // 2 for place in ours]
                values[ours, 3] = self._keywords[language].scores(query.words_in(language), documents)
        return Features(values.reshape(-1, 2, values.shape[1]), present.reshape(-1, 2), same.reshape(-1, 2))

    def sentences(self, query: Query, position: int, every: bool = False) -> Features:
        """Compare a question with the sentences of one paragraph: one row each, in their order."""
        count = len(self._corpus[position].sentences)
        values = np.zeros((count, 2, len(SENTENCE_FEATURES)), dtype=np.float32)
        present = np.zeros((count, 2), dtype=bool)
        same = np.zeros_like(present)
        sides = sorted((0, 1), key=lambda side: self._corpus.language(2 * position + side) != query.language)
        for side in sides:
            text = 2 * position + side
            here = np.array([start < end for start, end in self._places(text)], dtype=bool)
            if not here.any() or (present.any(axis=1).all() and not every):
                continue
            present[:, side], same[:, side] = here, self._corpus.language(text) == query.language
            values[:, side, 0] = (
                self.tokens(query, [(text, *place) for place in self._places(text)]) @ query.tokens.weights
            )
            values[here, side, 1] = self._vectors.sentences(query.vector, text)
            values[:, side, 2] = self._shares(query, text)
        return Features(values, present, same)

    def _shares(self, query: Query, text: int) -> list[float]:
        """The share of the question's word weight that each sentence of a text holds."""
        language = self._corpus.language(text)
        weighed = self._keywords[language].weigh(query.words_in(language))
        return [sum(weight for word, weight in weighed.items() if word in held) for held in self._words(text)]

    def _words(self, text: int) -> tuple[frozenset[str], ...]:
        """The search words of each sentence of a text; those of the last few thousand texts are remembered."""
        known = self._known_words.get(text)
        if known is None:
            content, language = content_of(self._corpus[text // 2], text), self._corpus.language(text)
            known = tuple(frozenset(words(content[start:end], language)) for start, end in self._places(text))
            if len(self._known_words) >= _REMEMBERED:
                self._known_words.clear()
            self._known_words[text] = known
        return known

    def _places(self, text: int) -> list[tuple[int, int]]:
        return sentence_places(self._corpus[text // 2], text)

    def tokens(self, query: Query, spans: Sequence[tuple[int, int, int]]) -> NDArray[np.float32]:
        """Return how well each stretch (text, start, end) matches each question token: (spans, question tokens)."""
        scores = np.zeros((len(spans), len(query.tokens)), dtype=np.float32)
        texts: dict[int, list[int]] = {}
        for place, (text, _, _) in enumerate(spans):
            texts.setdefault(text, []).append(place)
        for text, places in texts.items():
            stretches = [spans[place][1:] for place in places]
            scores[places] = rerank.match_tokens(query.tokens, self._tokens.block(text), stretches)
        return scores
