"""A question compared with stretches of the reports, word by word: what choosing and refusing both look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Language
from assistant.features import MET, Asked, words_of
from assistant.fit import kind_fit
from assistant.passages import Passage
from assistant.question import Wanted
from index.hit import Hit, Span
from index.labels import OUTER, labels
from index.language import fold
from index.query import Query
from index.report import Paragraph, Report


class Searched(Protocol):
    """What the answerer needs of an open index."""

    @property
    def reports(self) -> Sequence[Report]:
        """The reports in it."""

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return the best paragraphs."""

    def analyse(self, question: str) -> Query:
        """Return a question as search reads it."""

    def match_words(self, question: str, spans: Sequence[Span]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """Return the question's words, and how well each stretch of indexed text matches each: (spans, words)."""

    def idf(self, word: str, language: str) -> float:
        """Return the inverse document frequency of a search word."""

    def frequency(self, word: str, language: str) -> int:
        """Return how many paragraphs have a search word."""


class Matched:
    """A question's words compared with many stretches at once.

    A stretch has its own words and those of its paragraph's label: nothing in "KT. CHỦ TỊCH" says that it is a
    signature.
    """

    def __init__(self, question: str, language: Language, spans: Iterable[Span], index: Searched) -> None:
        stretches = list(dict.fromkeys(spans))
        spelled, matches = index.match_words(question, stretches)
        restored, place = index.analyse(question).restored, common_place(index)
        self.asked = Asked.of(restored, language, index.idf, index.frequency, spelled, place)
        self._rows = dict(zip(stretches, matches, strict=True))
        self._language = language
        self._reports = {report.id: report for report in index.reports}
        self._labels: dict[str, dict[str, tuple[str, str]]] = {}
        self._met: dict[tuple[Span, ...], tuple[float, float, float]] = {}
        self._held: dict[tuple[Span, ...], frozenset[str]] = {}

    def features(self, name: str, paragraph: Paragraph, spans: Sequence[Span]) -> dict[str, float]:
        """Return how far a stretch has the question's words, word for word and in meaning, in either text."""
        stretch = tuple(spans)
        if stretch not in self._met:  # the clauses of a sentence share it, and so do figures of a clause
            best = self.best(paragraph, spans)
            held = max(self.asked.held(*text) for text in self._texts(paragraph, spans))
            self._met[stretch] = held, self.asked.met(best), self.asked.weakest(best)
        held, met, weakest = self._met[stretch]
        return {f"{name} words": held, f"{name} meaning": met, f"{name} weakest": weakest}

    def held(self, paragraph: Paragraph, spans: Sequence[Span]) -> frozenset[str]:
        """Return the search words of a stretch, in all its texts."""
        stretch = tuple(spans)
        if stretch not in self._held:
            own = (words_of(*text) for text in self._texts(paragraph, spans))
            self._held[stretch] = frozenset().union(*own)
        return self._held[stretch]

    def best(self, paragraph: Paragraph, spans: Sequence[Span]) -> NDArray[np.float32]:
        """Return how well a stretch matches each word of the question, in the text that matches it best: (words,)."""
        rows: NDArray[np.float32] = np.max([self._rows[span] for span in spans], axis=0)
        label = words_of(self._label(paragraph, self._language), self._language)
        return self.asked.named(rows, self.held(paragraph, spans), label)

    def share_met(self, paragraph: Paragraph, spans: Sequence[Span], words: Collection[str]) -> float:
        """Return the share of some words of the question that a stretch has or meets; 1 where there are none."""
        held, degrees = self.held(paragraph, spans), self.asked.degrees(self.best(paragraph, spans))
        met = sum(word in held or degrees.get(word, 0.0) >= MET for word in words)
        return met / len(words) if words else 1.0

    def shares(self, paragraph: Paragraph, spans: Sequence[Span]) -> tuple[float, ...]:
        """Return how much of the question each of its words adds, as far as a stretch meets it."""
        return self.asked.shares(self.best(paragraph, spans))

    def counted(self, wanted: Wanted, paragraph: Paragraph, spans: Sequence[Span]) -> float:
        """Return how far what a figure counts means what is asked to be counted, 0 to 1; 1 where nothing is."""
        if not wanted.counted:
            return 1.0
        return self.asked.of_words(frozenset(fold(wanted.counted).split()), self.best(paragraph, spans))

    def kind(self, wanted: Wanted, passage: Passage) -> float:
        """Return whether a passage shows the kind of answer wanted, in either text, 0 to 1."""
        texts = [
            (text_of(passage.paragraph, span), self._language_of(passage.paragraph, span))
            for span in passage_spans(passage)
        ]
        return max(kind_fit(wanted, *text) for text in texts)

    def _texts(self, paragraph: Paragraph, spans: Sequence[Span]) -> list[tuple[str, Language]]:
        texts: dict[Language, str] = {}
        for span in spans:
            language = self._language_of(paragraph, span)
            texts[language] = f"{texts.get(language, '')}\n{text_of(paragraph, span)}".strip()
        if label := self._label(paragraph, self._language):
            texts[self._language] = f"{label}\n{texts.get(self._language, '')}"
        return [(text, language) for language, text in texts.items()]

    def _label(self, paragraph: Paragraph, language: Language) -> str:
        if paragraph.kind not in OUTER:
            return ""
        report = self._reports[paragraph.report]
        if report.id not in self._labels:
            pairs = zip(report.paragraphs, labels(report), strict=True)
            self._labels[report.id] = {one.id: label for one, label in pairs}
        vietnamese, english = self._labels[report.id][paragraph.id]
        return vietnamese if language == "vi" else english

    def _language_of(self, paragraph: Paragraph, span: Span) -> Language:
        own = language_of_report(self._reports[paragraph.report])
        return own if span.text == "original" else "en" if own == "vi" else "vi"


def passage_spans(passage: Passage) -> tuple[Span, ...]:
    """Return a passage as spans of the original and, where there is one, of its translation."""
    own = Span(passage.paragraph.id, "original", passage.start, passage.end)
    if passage.translation_start is None or passage.translation_end is None:
        return (own,)
    return own, Span(passage.paragraph.id, "translation", passage.translation_start, passage.translation_end)


def whole_spans(paragraph: Paragraph) -> tuple[Span, ...]:
    """Return all of a paragraph as spans of the original and, where there is one, of its translation."""
    own = Span(paragraph.id, "original", 0, len(paragraph.text))
    return (own, Span(paragraph.id, "translation", 0, len(paragraph.translation))) if paragraph.translation else (own,)


def text_of(paragraph: Paragraph, span: Span) -> str:
    """Return the text a span stands for."""
    text = (paragraph.translation or "") if span.text == "translation" else paragraph.text
    return text[span.start : span.end]


def common_place(index: Searched) -> str:
    """Return the place that every report is about, or ""."""
    places = {report.place for report in index.reports}
    return places.pop() if len(places) == 1 else ""


def language_of_report(report: Report) -> Language:
    """Return the language a report is written in."""
    return "en" if report.language == "en" else "vi"


def report_languages(index: Searched) -> Mapping[str, Language]:
    """Return the language of each report, by its id."""
    return {report.id: language_of_report(report) for report in index.reports}
