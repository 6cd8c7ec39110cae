"""Which figures and which passages answer the question: features of each candidate, weighed by fitted weights.

The choice is a conditional logit over the candidates of one question [1]: every feature is a number in about 0 to 1 or
-1 to 0, so the weights (`assistant/weights.json`, fitted by `python -m eval.fit_answers`) can be read and compared.

[1] McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Language
from assistant.facts import Fact, read_facts
from assistant.features import Asked, figure_fit, kind_fit, words_of
from assistant.passages import Passage, clauses, whole
from assistant.question import Wanted
from assistant.years import speaks_of
from index.hit import Hit, Span
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


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage that may answer, with the figure in it that does, and why it was scored so."""

    passage: Passage
    fact: Fact | None
    score: float
    features: Mapping[str, float]


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the fitted weights: for figures, for passages, and for refusing."""
    return json.loads(files("assistant").joinpath("weights.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a hit before it is weighed."""

    hit: Hit
    sentence_score: float
    passage: Passage
    stretches: tuple[tuple[str, tuple[Span, ...]], ...]  # by name, narrowest first; each in one text or both
    fact: Fact | None = None


def choose_figures(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every figure of the hits as an answer, best first."""
    languages = report_languages(index)
    found = []
    for hit in hits:
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True):
            passages = clauses(hit.paragraph, sentence)
            around = ("sentence", passage_spans(whole(hit.paragraph, sentence)))
            for fact in read_facts(hit.paragraph, sentence, wanted.language, languages[hit.paragraph.report]):
                both = (fact, fact.twin) if fact.twin else (fact,)
                narrow = ("narrow", tuple(one.span(one.phrase) for one in both))
                wide = ("wide", tuple(one.span(one.statement) for one in both))
                passage = next(one for one in reversed(passages) if one.start <= fact.source.start)
                own = ("own", tuple(one.span(one.counted) for one in both))
                found.append(Candidate(hit, score, passage, (own, narrow, wide, around), fact))
    fitting = [one for one in found if one.fact and wanted.unit_fit(one.fact.figure.unit) > 0]
    return _weighed(wanted, fitting or found, index, "figures")


def choose_passages(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every clause of the hits as an answer, best first."""
    found = [
        Candidate(
            hit,
            score,
            passage,
            (("narrow", passage_spans(passage)), ("sentence", passage_spans(whole(hit.paragraph, sentence)))),
        )
        for hit in hits
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        for passage in clauses(hit.paragraph, sentence)
    ]
    return _weighed(wanted, found, index, "passages")


def passage_spans(passage: Passage) -> tuple[Span, ...]:
    """Return a passage as spans of the original and, where there is one, of its translation."""
    own = Span(passage.paragraph.id, "original", passage.start, passage.end)
    if passage.translation_start is None or passage.translation_end is None:
        return (own,)
    return own, Span(passage.paragraph.id, "translation", passage.translation_start, passage.translation_end)


def _weighed(wanted: Wanted, found: Sequence[Candidate], index: Searched, purpose: str) -> list[Choice]:
    if not found:
        return []
    matched = Matched(wanted.question, wanted.language, found, index)
    focus = Matched(wanted.focus, wanted.language, found, index) if wanted.focus else None
    top_hit, top_sentence = max(one.hit.score for one in found), max(one.sentence_score for one in found)
    choices = []
    for one in found:
        features = {"hit": one.hit.score - top_hit, "sentence": one.sentence_score - top_sentence}
        for name, spans in one.stretches:
            if name == "own":
                features["counted"] = matched.counted(wanted, one.passage.paragraph, spans)
                continue
            features |= matched.features(name, one.passage.paragraph, spans)
            if focus and name != "sentence":
                features[f"focus {name}"] = focus.features(name, one.passage.paragraph, spans)[f"{name} meaning"]
        if one.fact:
            features |= figure_fit(wanted, one.fact)
        else:
            features["kind"] = matched.kind(wanted, one.passage)
        features["other year"] = _other_year(wanted, one, index)
        choices.append(Choice(one.passage, one.fact, weigh(features, purpose), features))
    return sorted(choices, key=lambda choice: -choice.score)


def _other_year(wanted: Wanted, candidate: Candidate, index: Searched) -> float:
    """Return 1 where years are asked for and a candidate speaks of others."""
    if not wanted.years:
        return 0.0
    paragraph, fact = candidate.passage.paragraph, candidate.fact
    report = next(report for report in index.reports if report.id == paragraph.report)
    near = fact.text[slice(*fact.statement)] if fact else candidate.passage.quote
    return float(not speaks_of(wanted.years, near, paragraph, report, figure=fact is not None))


class Matched:
    """A question's words compared with every stretch of some candidates at once."""

    def __init__(self, question: str, language: Language, found: Sequence[Candidate], index: Searched) -> None:
        spans = list(dict.fromkeys(span for one in found for _, group in one.stretches for span in group))
        spelled, matches = index.match_words(question, spans)
        question = index.analyse(question).restored
        self._rows = dict(zip(spans, matches, strict=True))
        self._asked = Asked.of(question, language, index.idf, spelled, common_place(index))
        self._language = language
        self._languages = report_languages(index)

    def features(self, name: str, paragraph: Paragraph, spans: Sequence[Span]) -> dict[str, float]:
        """Return how far a stretch has the question's words, word for word and in meaning, in either text."""
        held = max(self._asked.held(text_of(paragraph, span), self._language_of(paragraph, span)) for span in spans)
        best = self._best(paragraph, spans)
        return {
            f"{name} words": held,
            f"{name} meaning": self._asked.met(best),
            f"{name} weakest": self._asked.weakest(best),
        }

    def _best(self, paragraph: Paragraph, spans: Sequence[Span]) -> NDArray[np.float32]:
        held = [words_of(text_of(paragraph, span), self._language_of(paragraph, span)) for span in spans]
        best: NDArray[np.float32] = np.max([self._rows[span] for span in spans], axis=0)
        return self._asked.named(best, frozenset().union(*held))

    def counted(self, wanted: Wanted, paragraph: Paragraph, spans: Sequence[Span]) -> float:
        """Return how far what a figure counts means what is asked to be counted, 0 to 1; 1 where nothing is."""
        if not wanted.counted:
            return 1.0
        return self._asked.of_words(frozenset(fold(wanted.counted).split()), self._best(paragraph, spans))

    def kind(self, wanted: Wanted, passage: Passage) -> float:
        """Return whether a passage shows the kind of answer wanted, in either text, 0 to 1."""
        return max(
            kind_fit(wanted, text_of(passage.paragraph, span), self._language_of(passage.paragraph, span))
            for span in passage_spans(passage)
        )

    def _language_of(self, paragraph: Paragraph, span: Span) -> Language:
        own = self._languages[paragraph.report]
        return own if span.text == "original" else "en" if own == "vi" else "vi"


def text_of(paragraph: Paragraph, span: Span) -> str:
    """Return the text a span stands for."""
    text = (paragraph.translation or "") if span.text == "translation" else paragraph.text
    return text[span.start : span.end]


def weigh(features: Mapping[str, float], purpose: str) -> float:
    """Return the weighted sum of features."""
    fitted = weights()[purpose]
    return sum(fitted.get(name, 0.0) * value for name, value in features.items())


def common_place(index: Searched) -> str:
    """Return the place that every report is about, or ""."""
    places = {report.place for report in index.reports}
    return places.pop() if len(places) == 1 else ""


def report_languages(index: Searched) -> Mapping[str, Language]:
    """Return the language of each report, by its id."""
    return {report.id: "en" if report.language == "en" else "vi" for report in index.reports}
