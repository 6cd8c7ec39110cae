"""An open index: a question -> the paragraphs that may answer it, best first.

index = open_index()
hits = index.search("how much COVID support was paid?", k=5)
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analyse import Analyser
from index.compare import Comparison, Features
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
from index.report import Paragraph, Report
from index.store import LEVELS, Level, VectorStore
from index.subject import Subject
from index.units import LANGUAGES
from index.vectors import UnitVectors

if TYPE_CHECKING:
    from index.retriever import ReportRetriever

_CANDIDATES = 50  # paragraphs that are compared token by token
_NEAREST: Mapping[Level, int] = {"sentence": 150, "paragraph": 60}
_KEYWORD_PARAGRAPHS = 30
_FEW = 8_000  # units, about ten reports; comparing them all takes about 10 ms
_VIEWS = 64  # remembered


class Index:
    """An open index; any number of threads may search it."""

    def __init__(
        self,
        reports: tuple[Report, ...],
        manifest: Manifest,
        store: VectorStore,
        vectors: UnitVectors,
        keywords: Mapping[str, Keywords],
        comparison: Comparison,
        analyser: Analyser,
        fusion: Fusion,
        lease: Lease | None = None,
    ) -> None:
        self.reports = reports
        self.manifest = manifest
        self._store = store
        self._vectors = vectors
        self._keywords = keywords
        self._comparison = comparison
        self._analyser = analyser
        self._fusion = fusion
        self._lease = lease
        self._paragraphs = tuple(paragraph for report in reports for paragraph in report.paragraphs)
        self._chosen: NDArray[np.bool_] | None = None  # of a view, which paragraphs are in it
        self._rows: dict[Level, NDArray[np.int64]] = {}  # of a small view, its units
        self._views: dict[frozenset[str], Index] = {}
        self._lock = threading.Lock()
        self._positions = {paragraph.id: position for position, paragraph in enumerate(self._paragraphs)}

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
        among = np.array([paragraph.report in chosen for paragraph in self._paragraphs], dtype=bool)
        other.reports = tuple(report for report in self.reports if report.id in chosen)
        other._keywords = {language: keywords.within(among) for language, keywords in self._keywords.items()}
        other._comparison = self._comparison.within(other._keywords)
        other._analyser = self._analyser.within(other._keywords, Subject.of(other.reports))
        other._chosen = among
        other._views = {}
        units = int(np.repeat(among, 2)[self._vectors.texts].sum())
        texts = np.repeat(among, 2)
        other._rows = (
            {level: self._vectors.rows(texts, place) for place, level in enumerate(LEVELS)} if units <= _FEW else {}
        )
        return other

    def search(self, question: str, k: int = 5, *, reports: Sequence[str] | None = None) -> list[Hit]:
        """Return at most `k` paragraphs, best first, of these reports or of all; none for a question without a word."""
        query = self.analyse(question)
        if k < 1 or not len(query.tokens):
            return []
        positions = self.candidates(query, reports)
        if not positions:
            return []
        features = self.compare(query, positions)
        scores = self._fusion.scores(features)
        order = np.argsort(-scores, kind="stable")
        confidence = self._fusion.confidences(features, scores)[order]
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
        return self._analyser(question)

    def correct(self, question: str) -> str:
        """Return a question with its typing slips put right by the words of the reports, as `analyse` reads it."""
        return self._analyser.correct(question)

    def score_spans(self, question: str, spans: Sequence[Span]) -> list[float]:
        """Score stretches of indexed text by late interaction, -1 to 1, in their order; comparable to each other."""
        return self._comparison.spans(self.analyse(question), [self._stretch(span) for span in spans])

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
        return 2 * self._positions[span.paragraph] + (span.text == "translation"), span.start, span.end

    def sentence_scores(self, question: str, paragraph: str) -> list[float]:
        """Score the sentences of a paragraph, in its order; comparable across paragraphs for one question."""
        return [float(value) for value in self._sentence_scores(self.analyse(question), self._positions[paragraph])]

    def paragraph(self, id: str) -> Paragraph:
        """Return a paragraph by its address. Raises KeyError for an unknown one."""
        return self._paragraphs[self._positions[id]]

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

    def candidates(self, query: Query, reports: Sequence[str] | None = None) -> list[int]:
        """Return the positions of the paragraphs worth comparing token by token."""
        found: dict[int, int] = {}
        wanted = self._wanted(reports)
        for level, count in _NEAREST.items():
            rows = self._nearest(level, query.vector, count, reports)
            positions = [int(self._vectors.texts[row]) // 2 for row in rows]
            _keep_ranks(found, [one for one in positions if wanted(one)])
        for language in LANGUAGES:
            best = self._keywords[language].best(query.words_in(language), _KEYWORD_PARAGRAPHS)
            _keep_ranks(found, [one for one in best if wanted(one)])
        return sorted(found, key=lambda position: found[position])[:_CANDIDATES]

    def _nearest(
        self, level: Level, vector: NDArray[np.float32], count: int, reports: Sequence[str] | None
    ) -> Sequence[int]:
        """The nearest units; of few, all are compared, which is exact and faster than filtering the store."""
        if level in self._rows:
            return self._vectors.nearest(vector, self._rows[level], count)
        if reports is None and self._chosen is not None:
            reports = [report.id for report in self.reports]
        return self._store.nearest(level, vector, count, reports)

    def _wanted(self, reports: Sequence[str] | None) -> Callable[[int], bool]:
        chosen = None if reports is None else frozenset(reports)
        return lambda position: (
            (self._chosen is None or bool(self._chosen[position]))
            and (chosen is None or self._paragraphs[position].report in chosen)
        )

    def compare(self, query: Query, positions: Sequence[int], every: bool = False) -> Features:
        """Compare a question with the paragraphs at these positions: what the fused score is made of."""
        return self._comparison.paragraphs(query, positions, every)

    def compare_sentences(self, query: Query, position: int, every: bool = False) -> Features:
        """Compare a question with the sentences of the paragraph at this position."""
        return self._comparison.sentences(query, position, every)

    def _sentence_scores(self, query: Query, position: int) -> NDArray[np.float32]:
        return self._fusion.sentence_scores(self.compare_sentences(query, position))


def _keep_ranks(found: dict[int, int], positions: Sequence[int]) -> None:
    """Note each paragraph's best rank in any list."""
    for rank, position in enumerate(dict.fromkeys(positions)):
        found[position] = min(found.get(position, rank), rank)
