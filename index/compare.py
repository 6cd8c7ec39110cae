"""Everything that is compared between a question and the texts of paragraphs and sentences, as plain features.

Position n in a report's paragraphs has the texts 2n (original) and 2n + 1 (translation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import rerank
from index.lexical import Keywords, words
from index.query import Query
from index.report import Paragraph
from index.tokens import TokenFile
from index.units import LANGUAGES, content_of, sentence_places
from index.vectors import UnitVectors

# Of a paragraph's text: late interaction with all of it and with its best sentence, its best sentence's vector, its
# share of the question's words.
PARAGRAPH_FEATURES = ("late", "late_sentence", "sentence", "keywords")
# Of a sentence's text: late interaction with its tokens, its vector, its share of the question's words.
SENTENCE_FEATURES = ("late", "sentence", "keywords")


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
        paragraphs: Sequence[Paragraph],
        languages: Sequence[str],
        vectors: UnitVectors,
        tokens: TokenFile,
        keywords: Mapping[str, Keywords],
    ) -> None:
        self._paragraphs = paragraphs
        self._languages = languages  # of each text
        self._vectors = vectors
        self._tokens = tokens
        self._keywords = keywords

    def paragraphs(self, query: Query, positions: Sequence[int]) -> Features:
        """Compare a question with paragraphs: one row each, in their order."""
        texts = [text for position in positions for text in (2 * position, 2 * position + 1)]
        values = np.zeros((len(texts), len(PARAGRAPH_FEATURES)), dtype=np.float32)
        starts = [self._sentence_starts(text) for text in texts]
        values[:, :2] = rerank.score_texts(query.tokens, self._tokens, texts, starts)
        values[:, 2] = self._vectors.similarities(query.vector, texts)
        languages = np.array([self._languages[text] for text in texts])
        for language in LANGUAGES:
            ours = np.flatnonzero(languages == language)
            scores = self._keywords[language].scores(query.words_in(language))
            values[ours, 3] = scores[[texts[place] // 2 for place in ours]]
        present = np.array([self._tokens.count(text) > 0 for text in texts])
        return _features(values, present, languages == query.language)

    def sentences(self, query: Query, position: int) -> Features:
        """Compare a question with the sentences of one paragraph: one row each, in their order."""
        paragraph = self._paragraphs[position]
        values = np.zeros((len(paragraph.sentences), 2, len(SENTENCE_FEATURES)), dtype=np.float32)
        present = np.zeros((len(paragraph.sentences), 2), dtype=bool)
        same = np.zeros_like(present)
        for side, text in enumerate((2 * position, 2 * position + 1)):
            language = self._languages[text]
            places, content = sentence_places(paragraph, text), content_of(paragraph, text)
            here = np.array([start < end <= len(content) for start, end in places], dtype=bool)
            if not here.any():
                continue
            present[:, side], same[:, side] = here, language == query.language
            values[:, side, 0] = self.tokens(query, [(text, *place) for place in places]) @ query.tokens.weights
            values[here, side, 1] = self._vectors.sentences(query.vector, text)
            question = query.words_in(language)
            values[:, side, 2] = [
                self._keywords[language].share(question, words(content[start:end], language)) for start, end in places
            ]
        return Features(values, present, same)

    def _sentence_starts(self, text: int) -> NDArray[np.int64]:
        places = sentence_places(self._paragraphs[text // 2], text)
        return np.sort(np.array([start for start, end in places if start < end], dtype=np.int64))

    def spans(self, query: Query, spans: Sequence[tuple[int, int, int]]) -> list[float]:
        """Score stretches (text, start, end) by late interaction, in their order."""
        return [float(score) for score in self.tokens(query, spans) @ query.tokens.weights]

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


def _features(values: NDArray[np.float32], present: NDArray[np.bool_], same: NDArray[np.bool_]) -> Features:
    return Features(values.reshape(-1, 2, values.shape[1]), present.reshape(-1, 2), same.reshape(-1, 2))
