"""An open index: a question -> the paragraphs that may answer it, best first.

index = open_index()
hits = index.search("how much COVID support was paid?", k=5)
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analyse import Analyser
from index.candidates import Candidates
from index.compare import Comparison, Features
from index.corpus import Corpus
from index.encoder import Encoder
from index.errors import ReportUnknown
from index.fusion import Fusion
from index.hit import Hit, Span
from index.keywords import Keywords
from index.language.glossary import MARK
from index.lease import Lease
from index.lexical import words
from index.manifest import Manifest
from index.query import Query
from index.report import Paragraph
from index.store import VectorStore
from index.subject import Subject
from index.vectors import UnitVectors

if TYPE_CHECKING:
    from index.retriever import ReportRetriever

_VIEWS = 64  # remembered


class Index:
    """An open index; any number of threads may search it."""

    def __init__(
        self,
        corpus: Corpus,
        manifest: Manifest,
        store: VectorStore,
        vectors: UnitVectors,
        keywords: Mapping[str, Keywords],
        comparison: Comparison,
        analyser: Analyser,
        fusion: Fusion,
        lease: Lease | None = None,
    ) -> None:
        self.reports = corpus.reports
        self.manifest = manifest
        self._corpus = corpus
        self._store = store
        self._keywords = keywords
        self._candidates = Candidates(corpus, store, vectors, keywords)
        self._comparison = comparison
        self._analyser = analyser
        self._fusion = fusion
        self._lease = lease
        self._views: dict[frozenset[str], Index] = {}
        self._lock = threading.Lock()

    def with_fusion(self, fusion: Fusion) -> Index:
        """Return this index with other weights, over the same files."""
        other = copy.copy(self)
        other._fusion = fusion
        other._views = {}
        return other

    @property
    def encoder(self) -> Encoder:
        """What reads the questions; other indexes may use it too. Loaded on first use."""
        return self._analyser.encoder

    def as_typed(self) -> Index:
        """Return this index without the correction of typing slips, over the same files."""
        other = copy.copy(self)
        other._analyser = self._analyser.as_typed()
        other._views = {}
        return other

    def only(self, reports: Sequence[str]) -> Index:
        """Return this index as if only these of its reports, given by their ids, were in it; it shares its files.

        Raises:
            ReportUnknown: it has no report of that id.
        """
        chosen = frozenset(reports)
        if unknown := sorted(chosen - {report.id for report in self.reports}):
            names = ", ".join(report.id for report in self.reports)
            raise ReportUnknown(f"No report on the shelf is called {unknown[0]!r}; there are: {names}.")
        if len(chosen) == len(self.reports):
            return self
        with self._lock:
            if chosen not in self._views:
                while len(self._views) >= _VIEWS:
                    del self._views[next(iter(self._views))]
                self._views[chosen] = self._view(chosen)
            return self._views[chosen]

    def _view(self, chosen: frozenset[str]) -> Index:
        other = copy.copy(self)
        among = self._corpus.among(chosen)
        other.reports = tuple(report for report in self.reports if report.id in chosen)
        other._keywords = {language: keywords.within(among) for language, keywords in self._keywords.items()}
        other._candidates = self._candidates.within([report.id for report in other.reports], other._keywords)
        other._comparison = self._comparison.within(other._keywords)
        other._analyser = self._analyser.within(other._keywords, Subject.of(other.reports))
        other._views = {}
        return other

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return at most `k` paragraphs, best first; none for a question without a word."""
        query = self.analyse(question)
        if k < 1 or not len(query.tokens):
            return []
        positions = self._candidates.find(query)
        if not positions:
            return []
        features = self.compare(query, positions)
        scores = self._fusion.scores(features)
        order = np.argsort(-scores, kind="stable")
        confidence = self._fusion.confidences(features, scores)[order]
        hits = []
        for place, sure in zip(order[:k], confidence, strict=False):
            paragraph = self._corpus[positions[place]]
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
        return self._analyser(question)

    def correct(self, question: str) -> str:
        """Return a question with its typing slips put right by the words of the reports, as `analyse` reads it."""
        return self._analyser.correct(question)

    def match_words(self, question: str, spans: Sequence[Span]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """Return the question's words and how well each stretch matches each of them: (spans, words), -1 to 1.

        Words are compared by their tokens' vectors, so a synonym or a translation matches too, if less than the word
        itself.
        """
        query = self.analyse(question)
        spelled = query.spelled
        tokens = self._comparison.tokens(query, [self._stretch(span) for span in spans])
        columns = [tokens[:, list(members)].mean(axis=1) for _, members in spelled]
        table = np.stack(columns, axis=1) if columns else np.zeros((len(spans), 0), dtype=np.float32)
        return tuple(word for word, _ in spelled), table

    def _stretch(self, span: Span) -> tuple[int, int, int]:
        return 2 * self._corpus.position(span.paragraph) + (span.text == "translation"), span.start, span.end

    def paragraph(self, id: str) -> Paragraph:
        """Return a paragraph by its address. Raises KeyError for an unknown one."""
        return self._corpus[self._corpus.position(id)]

    def idf(self, word: str, language: str) -> float:
        """Return how rare a word is among the paragraphs in a language; a phrase: its rarest word."""
        keywords = self._keywords[language]
        parts = [word] if word.startswith(MARK) else words(word, language)
        return max((keywords.idf(part) for part in parts), default=0.0)

    def frequency(self, word: str, language: str) -> int:
        """Return how many paragraphs hold a word in a language; of a phrase, its rarest word."""
        keywords = self._keywords[language]
        parts = [word] if word.startswith(MARK) else words(word, language)
        return min((keywords.frequency(part) for part in parts), default=0)

    def as_retriever(self, k: int = 5) -> ReportRetriever:
        """Return this index as a LangChain retriever."""
        from index.retriever import ReportRetriever

        return ReportRetriever(index=self, k=k)

    def close(self) -> None:
        """Let go of the index's files."""
        self._store.close()
        if self._lease is not None:
            self._lease.release()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def compare(self, query: Query, positions: Sequence[int], every: bool = False) -> Features:
        """Compare a question with the paragraphs at these positions: what the fused score is made of."""
        return self._comparison.paragraphs(query, positions, every)

    def compare_sentences(self, query: Query, position: int, every: bool = False) -> Features:
        """Compare a question with the sentences of the paragraph at this position."""
        return self._comparison.sentences(query, position, every)

    def _sentence_scores(self, query: Query, position: int) -> NDArray[np.float32]:
        return self._fusion.sentence_scores(self.compare_sentences(query, position))
