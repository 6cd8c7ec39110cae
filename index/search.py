"""An open index: a question -> the paragraphs that may answer it, best first.

index = open_index()
hits = index.search("how much COVID support was paid?", k=5)
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import rerank
from index.encoder import Encoder
from index.fusion import FEATURES, Fusion
from index.hit import Hit, Span
from index.language import detect_language, expand_abbreviations
from index.lexical import Keywords, words
from index.manifest import Manifest
from index.means import question_mean
from index.query import Query, Vocabulary, clean
from index.report import Paragraph, Report
from index.store import VectorStore
from index.tokens import TokenBlock, TokenFile, centre
from index.units import LANGUAGES, content_of, language_of, sentence_places
from index.vectors import UnitVectors

if TYPE_CHECKING:
    from index.retriever import ReportRetriever

_CANDIDATES = 50  # paragraphs that are compared token by token
_NEAREST_SENTENCES = 150
_NEAREST_WINDOWS = 60
_KEYWORD_PARAGRAPHS = 30
_REMEMBERED = 256  # questions; one takes about 40 kB


class Index:
    """An open index; any number of threads may search it."""

    def __init__(
        self,
        reports: tuple[Report, ...],
        store: VectorStore,
        vectors: UnitVectors,
        tokens: TokenFile,
        keywords: Mapping[str, Keywords],
        vocabulary: Vocabulary,
        encoder: Callable[[], Encoder],
        manifest: Manifest,
        fusion: Fusion | None = None,
    ) -> None:
        self.reports = reports
        self.manifest = manifest
        self._store = store
        self._vectors = vectors
        self._tokens = tokens
        self._keywords = keywords
        self._vocabulary = vocabulary
        self._encoder = encoder
        self._fusion = fusion or Fusion.shipped()
        self._paragraphs = tuple(paragraph for report in reports for paragraph in report.paragraphs)
        self._positions = {paragraph.id: position for position, paragraph in enumerate(self._paragraphs)}
        self._languages = tuple(language_of(one, text) for one in reports for _ in one.paragraphs for text in (0, 1))
        self._queries: OrderedDict[str, Query] = OrderedDict()
        self._lock = threading.Lock()

    def search(self, question: str, k: int = 5, *, reports: Sequence[str] | None = None) -> list[Hit]:
        """Return at most `k` paragraphs, best first, of these reports or of all; none for a question without a word."""
        query = self.analyse(question)
        if k < 1 or not query.tokens.size:
            return []
        positions = self.candidates(query, reports)
        if not positions:
            return []
        features = self.features(query, positions)
        scores = self._fusion.scores(*features)
        order = np.argsort(-scores, kind="stable")
        confidence = self._fusion.confidences(features[0][order], scores[order])
        hits = []
        for place, sure in zip(order[:k], confidence, strict=False):
            paragraph = self._paragraphs[positions[place]]
            values = self._sentence_scores(query, positions[place])
            best = np.argsort(-values, kind="stable")
            hits.append(
                Hit(
                    paragraph=paragraph,
                    score=float(scores[place]),
                    confidence=float(sure),
                    sentences=tuple(paragraph.sentences[one] for one in best),
                    sentence_scores=tuple(float(values[one]) for one in best),
                )
            )
        return hits

    def analyse(self, question: str) -> Query:
        """Return a question ready for search; the last few hundred are remembered."""
        with self._lock:
            if question in self._queries:
                self._queries.move_to_end(question)
                return self._queries[question]
        query = self._analyse(question)
        with self._lock:
            self._queries[question] = query
            while len(self._queries) > _REMEMBERED:
                self._queries.popitem(last=False)
        return query

    def score_spans(self, question: str, spans: Sequence[Span]) -> list[float]:
        """Score stretches of indexed text by late interaction, from -1 to 1, in their order; comparable to each other."""
        query = self.analyse(question)
        scores = [0.0] * len(spans)
        texts: dict[int, list[int]] = {}
        for place, span in enumerate(spans):
            text = 2 * self._positions[span.paragraph] + (span.text == "translation")
            texts.setdefault(text, []).append(place)
        for text, places in texts.items():
            stretches = [(spans[place].start, spans[place].end) for place in places]
            for place, score in zip(places, rerank.score_spans(query.tokens, self._block(text), stretches), strict=True):
                scores[place] = float(score)
        return scores

    def sentence_scores(self, question: str, paragraph: str) -> list[float]:
        """Score the sentences of a paragraph, in its order; comparable across paragraphs for one question."""
        return [float(value) for value in self._sentence_scores(self.analyse(question), self._positions[paragraph])]

    def paragraph(self, id: str) -> Paragraph:
        """Return a paragraph by its address. Raises KeyError for an unknown one."""
        return self._paragraphs[self._positions[id]]

    def idf(self, word: str, language: str) -> float:
        """Return how rare a word is among the paragraphs in a language, as search reads it; a phrase: its rarest word."""
        keywords = self._keywords[language]
        return max((keywords.idf(part) for part in words(word, language)), default=0.0)

    def frequency(self, word: str, language: str) -> int:
        """Return how many paragraphs hold a word in a language; of a phrase, its rarest word."""
        keywords = self._keywords[language]
        return min((keywords.frequency(part) for part in words(word, language)), default=0)

    def as_retriever(self, k: int = 5) -> ReportRetriever:
        """Return this index as a LangChain retriever."""
        from index.retriever import ReportRetriever

        return ReportRetriever(index=self, k=k)

    def close(self) -> None:
        """Let go of the index's files."""
        self._store.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def candidates(self, query: Query, reports: Sequence[str] | None = None) -> list[int]:
        """Return the positions of the paragraphs worth comparing token by token."""
        found: dict[int, float] = {}
        for level, count in (("sentence", _NEAREST_SENTENCES), ("paragraph", _NEAREST_WINDOWS)):
            for rank, row in enumerate(self._store.nearest(level, query.vector, count, reports)):
                position = int(self._vectors.texts[row]) // 2
                found[position] = max(found.get(position, 0.0), 1 / (10 + rank))
        for language in LANGUAGES:
            for rank, position in enumerate(self._keywords[language].best(query.words_in(language), _KEYWORD_PARAGRAPHS)):
                if reports is None or self._paragraphs[position].report in reports:
                    found[position] = max(found.get(position, 0.0), 1 / (10 + rank))
        return sorted(found, key=lambda position: -found[position])[:_CANDIDATES]

    def features(
        self, query: Query, positions: Sequence[int]
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_]]:
        """Compare paragraphs with a question: (paragraphs, 2, features), which texts there are, which share its language."""
        texts = [text for position in positions for text in (2 * position, 2 * position + 1)]
        features = np.zeros((len(texts), len(FEATURES)), dtype=np.float32)
        blocks = [self._block(text) for text in texts]
        features[:, 0] = rerank.score_blocks(query.tokens, blocks)
        similarities = self._vectors.similarities(query.vector, texts)
        features[:, 1], features[:, 2] = similarities[:, 1], similarities[:, 0]
        languages = [self._languages[text] for text in texts]
        for language in LANGUAGES:
            scores = self._keywords[language].scores(query.words_in(language))
            for place, text in enumerate(texts):
                if languages[place] == language:
                    features[place, 3] = scores[text // 2]
        present = np.array([len(block.offsets) > 0 for block in blocks])
        same = np.array([language == query.language for language in languages])
        return features.reshape(-1, 2, len(FEATURES)), present.reshape(-1, 2), same.reshape(-1, 2)

    def _sentence_scores(self, query: Query, position: int) -> NDArray[np.float32]:
        paragraph = self._paragraphs[position]
        features = np.zeros((len(paragraph.sentences), 2, 3), dtype=np.float32)
        present = np.zeros((len(paragraph.sentences), 2), dtype=bool)
        same = np.zeros_like(present)
        for side, text in enumerate((2 * position, 2 * position + 1)):
            places = sentence_places(paragraph, text)
            content = content_of(paragraph, text)
            if not places or not content:
                continue
            language = self._languages[text]
            features[:, side, 0] = rerank.score_spans(query.tokens, self._block(text), places)
            present[:, side] = [end > start for start, end in places]
            cosines = self._vectors.sentences(query.vector, text)
            features[present[:, side], side, 1] = cosines
            features[:, side, 2] = [
                self._keywords[language].share(query.words_in(language), words(content[start:end], language))
                for start, end in places
            ]
            same[:, side] = language == query.language
        return self._fusion.sentence_scores(features, present, same)

    def _block(self, text: int) -> TokenBlock:
        return self._tokens.block(text)

    def _analyse(self, question: str) -> Query:
        text = clean(question)
        language = "vi" if detect_language(text) == "vi" else "en"
        encoder = self._encoder()
        if not any(character.isalnum() for character in text):
            nothing = np.zeros((0, encoder.dimension), dtype=np.float32)
            return Query(question, language, text, text, (), np.zeros(encoder.dimension, np.float32), nothing)
        restored = self._vocabulary.restorer.restore(text)
        expanded = expand_abbreviations(restored, self._vocabulary.abbreviations)
        [encoded] = encoder.encode([restored], "question")
        return Query(
            text=question,
            language=language,
            restored=restored,
            expanded=expanded,
            words=tuple((each, tuple(words(expanded, each))) for each in LANGUAGES),
            vector=encoded.vector,
            tokens=centre(encoded.tokens, question_mean(encoder, "vi" if language == "vi" else "en")),
        )
