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

from assistant.answer import Language
from assistant.facts import Fact, read_facts
from assistant.features import coverage, figure_fit, kind_fit, word_weights
from assistant.passages import Passage, clauses
from assistant.question import Wanted
from index.hit import Hit, Span
from index.report import Report


class Searched(Protocol):
    """What the answerer needs of an open index."""

    @property
    def reports(self) -> Sequence[Report]:
        """The reports in it."""

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return the best paragraphs."""

    def score_spans(self, question: str, spans: Sequence[Span]) -> Sequence[float]:
        """Score stretches of indexed text by late interaction with the question."""

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


def choose_figures(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every figure of the hits as an answer, best first."""
    report_language = _languages(index)
    facts = [
        (hit, score, fact)
        for hit in hits
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        for fact in read_facts(hit.paragraph, sentence, wanted.language, report_language[hit.paragraph.report])
    ]
    if not facts:
        return []
    phrases = index.score_spans(wanted.question, [fact.span(fact.phrase) for _, _, fact in facts])
    statements = index.score_spans(wanted.question, [fact.span(fact.statement) for _, _, fact in facts])
    top = {
        "hit": max(hit.score for hit, _, _ in facts),
        "sentence": max(score for _, score, _ in facts),
        "phrase": max(phrases),
        "statement": max(statements),
    }
    asked = word_weights(wanted.question, wanted.language, index.idf)
    choices = []
    for (hit, score, fact), phrase, statement in zip(facts, phrases, statements, strict=True):
        language = wanted.language if fact.translated else report_language[hit.paragraph.report]
        features = {
            "hit": hit.score - top["hit"],
            "sentence": score - top["sentence"],
            "phrase": phrase - top["phrase"],
            "statement": statement - top["statement"],
            "phrase words": coverage(asked, fact.text[slice(*fact.phrase)], language),
            "statement words": coverage(asked, fact.text[slice(*fact.statement)], language),
            **figure_fit(wanted, fact),
        }
        passage = next(
            clause
            for clause in clauses(fact.paragraph, fact.sentence)
            if clause.start <= fact.source.start and fact.source.end <= clause.end + 1
        )
        choices.append(Choice(passage, fact, weigh(features, "figures"), features))
    return sorted(choices, key=lambda choice: -choice.score)


def choose_passages(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every clause of the hits as an answer, best first."""
    report_language = _languages(index)
    found = [
        (hit, score, passage)
        for hit in hits
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        for passage in clauses(hit.paragraph, sentence)
    ]
    if not found:
        return []
    own = [
        wanted.language != report_language[hit.paragraph.report] and passage.translation_start is not None
        for hit, _, passage in found
    ]
    spans = [
        Span(passage.paragraph.id, "translation", passage.translation_start or 0, passage.translation_end or 0)
        if translated
        else Span(passage.paragraph.id, "original", passage.start, passage.end)
        for (_, _, passage), translated in zip(found, own, strict=True)
    ]
    scores = index.score_spans(wanted.question, spans)
    top_hit, top_sentence, top_span = (
        max(hit.score for hit, _, _ in found),
        max(score for _, score, _ in found),
        max(scores),
    )
    asked = word_weights(wanted.question, wanted.language, index.idf)
    choices = []
    for (hit, score, passage), translated, span in zip(found, own, scores, strict=True):
        text = (passage.translation or "") if translated else passage.quote
        language = wanted.language if translated else report_language[hit.paragraph.report]
        features = {
            "hit": hit.score - top_hit,
            "sentence": score - top_sentence,
            "clause": span - top_span,
            "clause words": coverage(asked, text, language),
            "kind": kind_fit(wanted, text, language),
        }
        choices.append(Choice(passage, None, weigh(features, "passages"), features))
    return sorted(choices, key=lambda choice: -choice.score)


def weigh(features: Mapping[str, float], purpose: str) -> float:
    """Return the weighted sum of features."""
    fitted = weights()[purpose]
    return sum(fitted.get(name, 0.0) * value for name, value in features.items())


def _languages(index: Searched) -> Mapping[str, Language]:
    return {report.id: "en" if report.language == "en" else "vi" for report in index.reports}
