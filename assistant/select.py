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
from assistant.features import Asked, figure_fit, kind_fit
from assistant.passages import Passage, clauses
from assistant.question import Wanted
from index.hit import Hit, Span
from index.report import Paragraph, Report


class Searched(Protocol):
    """What the answerer needs of an open index."""

    @property
    def reports(self) -> Sequence[Report]:
        """The reports in it."""

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return the best paragraphs."""

    def match_words(self, question: str, spans: Sequence[Span]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """Return the question's words, and how well each stretch of indexed text matches each: (spans, words)."""

    def idf(self, word: str, language: str) -> float:
        """Return the inverse document frequency of a search word."""


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
    spans: tuple[Span, ...]  # what the question's words are compared with
    fact: Fact | None = None


def choose_figures(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every figure of the hits as an answer, best first."""
    languages = report_languages(index)
    found = []
    for hit in hits:
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True):
            passages = clauses(hit.paragraph, sentence)
            for fact in read_facts(hit.paragraph, sentence, wanted.language, languages[hit.paragraph.report]):
                passage = next(one for one in reversed(passages) if one.start <= fact.source.start)
                spans = (fact.span(fact.phrase), fact.span(fact.statement))
                found.append(Candidate(hit, score, passage, spans, fact))
    return _weighed(wanted, found, index, "figures")


def choose_passages(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every clause of the hits as an answer, best first."""
    languages = report_languages(index)
    found = [
        Candidate(hit, score, passage, (passage_span(passage, wanted.language != languages[passage.paragraph.report]),))
        for hit in hits
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        for passage in clauses(hit.paragraph, sentence)
    ]
    return _weighed(wanted, found, index, "passages")


def passage_span(passage: Passage, translated: bool) -> Span:
    """Return a passage as a span of its translation, where one is wanted and there, or of the original."""
    if translated and passage.translation_start is not None and passage.translation_end is not None:
        return Span(passage.paragraph.id, "translation", passage.translation_start, passage.translation_end)
    return Span(passage.paragraph.id, "original", passage.start, passage.end)


def _weighed(wanted: Wanted, found: Sequence[Candidate], index: Searched, purpose: str) -> list[Choice]:
    if not found:
        return []
    languages = report_languages(index)
    spelled, matches = index.match_words(wanted.question, [span for one in found for span in one.spans])
    asked = Asked.of(wanted.question, wanted.language, index.idf, spelled)
    top_hit, top_sentence = max(one.hit.score for one in found), max(one.sentence_score for one in found)
    choices = []
    row = 0
    for one in found:
        features = {"hit": one.hit.score - top_hit, "sentence": one.sentence_score - top_sentence}
        for name, span in zip(("narrow", "wide"), one.spans, strict=False):
            text = text_of(one.passage.paragraph, span)
            language = wanted.language if span.text == "translation" else languages[one.passage.paragraph.report]
            features[f"{name} words"] = asked.held(text, language)
            features[f"{name} meaning"] = asked.met(matches[row])
            features[f"{name} weakest"] = asked.weakest(matches[row])
            row += 1
        features |= figure_fit(wanted, one.fact) if one.fact else {"kind": kind_fit(wanted, text, language)}
        choices.append(Choice(one.passage, one.fact, weigh(features, purpose), features))
    return sorted(choices, key=lambda choice: -choice.score)


def text_of(paragraph: Paragraph, span: Span) -> str:
    """Return the text a span stands for."""
    text = (paragraph.translation or "") if span.text == "translation" else paragraph.text
    return text[span.start : span.end]


def weigh(features: Mapping[str, float], purpose: str) -> float:
    """Return the weighted sum of features."""
    fitted = weights()[purpose]
    return sum(fitted.get(name, 0.0) * value for name, value in features.items())


def report_languages(index: Searched) -> Mapping[str, Language]:
    """Return the language of each report, by its id."""
    return {report.id: "en" if report.language == "en" else "vi" for report in index.reports}
