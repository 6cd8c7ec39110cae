"""Fit the weights by which answers are chosen and refused: assistant/weights.json.

    python -m eval.fit_answers [--questions FILE] [--write]

Only the fit part of the question set is learned from; the held-out part is scored beside it and never fitted. Choosing
is a conditional logit over the candidates of each question, drawn towards a prior that says what must never be wrong
(another period, another relation, a figure the question itself names). Refusing is a logistic regression with both
classes weighted equally; its threshold is the highest that refuses at most `MAX_FALSE_REFUSALS` of the fit part's
answerable questions in cross-validation by topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.follow_up import complete
from assistant.question import Wanted
from assistant.respond import language_of, wanted_of
from assistant.select import Choice, choose_figures, choose_passages
from eval.question_set import Question
from index import Index
from index.hit import Hit
from index.report import Paragraph

WEIGHTS = Path(__file__).parent.parent / "assistant" / "weights.json"
MAX_FALSE_REFUSALS = 0.04
PULL = 0.01  # how strongly weights are drawn to their prior
PRIOR = {
    "unit": 3.0, "relation": 1.0, "other relation": -1.5, "period": 1.0, "other period": -2.0, "part": 1.0,
    "direction": 0.5, "other direction": -1.0, "noun": 1.5, "given": -2.5, "focus narrow": 1.0,
}  # fmt: skip

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with what the product finds for it."""

    question: Question
    wanted: Wanted
    hits: tuple[Hit, ...]
    figures: tuple[Choice, ...]
    passages: tuple[Choice, ...]


def collect(questions: Sequence[Question], index: Index, k: int = 8) -> list[Sample]:
    """Search for every question and read the features of its candidates."""
    samples = []
    with click.progressbar(questions, label="Reading candidates") as bar:
        for question in bar:
            standalone = complete(question.question, question.history, language_of(question.question))
            wanted = wanted_of(standalone, index)
            hits = tuple(index.search(standalone.question, k=k))
            figures, passages = choose_figures(wanted, hits, index), choose_passages(wanted, hits, index)
            samples.append(Sample(question, wanted, hits, tuple(figures), tuple(passages)))
    return samples


def is_gold_figure(question: Question, choice: Choice) -> bool:
    """Whether a chosen figure is one that is asked, from a paragraph that proves it."""
    gold = {(figure.value, figure.unit) for figure in question.figures}
    fact = choice.fact
    return fact is not None and (fact.source.value, fact.source.unit) in gold and _proves(question, fact.paragraph)


def gold_share(question: Question, choice: Choice) -> float:
    """Return how much of the shorter of a passage and a gold quote the two share, 0 to 1."""
    passage = choice.passage
    best = 0.0
    for quote in _quotes(question):
        start = passage.paragraph.text.find(quote)
        shared = min(start + len(quote), passage.end) - max(start, passage.start) if start >= 0 else 0
        best = max(best, shared / min(len(quote), passage.end - passage.start))
    return best


def _quotes(question: Question) -> list[str]:
    return [*question.evidence, *(quote for group in question.alternatives for quote in group)]


def _proves(question: Question, paragraph: Paragraph) -> bool:
    return any(quote in paragraph.text for quote in _quotes(question))


def fit_choice(groups: Sequence[tuple[Matrix, Matrix]], prior: Matrix) -> Matrix:
    """Fit a conditional logit; a group is the features of a question's candidates and which of them are right."""

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = 0.0, np.zeros_like(weights)
        for features, right in groups:
            scores = features @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            mass = float(chance @ right)
            total -= np.log(mass + 1e-9)
            gradient -= features.T @ (chance * right / (mass + 1e-12) - chance)
        drawn = weights - prior
        return total / len(groups) + PULL * float(drawn @ drawn) / 2, gradient / len(groups) + PULL * drawn

    return np.asarray(minimize(loss, prior.copy(), jac=True, method="L-BFGS-B").x)


def fit_refusal(features: Matrix, answerable: Matrix) -> Matrix:
    """Fit a logistic regression on standardised features, both classes weighted equally; the constant is last."""
    weight = np.where(answerable == 1, 1 / max(answerable.mean(), 1e-9), 1 / max(1 - answerable.mean(), 1e-9)) / 2

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        score = features @ weights[:-1] + weights[-1]
        chance = 1 / (1 + np.exp(-score))
        slope = weight * (chance - answerable) / len(answerable)
        value = float((weight * (np.logaddexp(0, score) - answerable * score)).mean())
        pull = PULL * weights[:-1]
        return value + float(pull @ weights[:-1]) / 2, np.append(features.T @ slope + pull, slope.sum())

    return np.asarray(minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B").x)
