"""What every threshold of refusing comes to: the questions answered once without refusing, then refused on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from assistant import Assistant
from assistant.quote import answer_by_quoting
from assistant.settings import Settings
from eval.answer_samples import HITS, Sample, Weights, in_use
from eval.corpus import Corpus
from eval.question import Question
from eval.run import ask
from eval.score import score_run
from eval.scores.outcome import Outcome
from index import Index
from prompts import refusal

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 15))
_REFUSED = 0.9  # the least share of unanswerable questions to refuse


@dataclass(frozen=True, slots=True)
class Answered:
    """A question answered without ever refusing: what that scores, and how sure the product was."""

    question: Question
    outcome: Outcome
    probability: float


def answered(samples: Sequence[Sample], index: Index, fitted: Weights) -> list[Answered]:
    """Answer every question by fitted weights, never refusing."""
    never = {**fitted, "answerable": {**fitted["answerable"], "threshold": -1.0}}
    assistant = Assistant(index, Settings(hits=HITS))
    records, sure = {}, {}
    with in_use(never), click.progressbar(samples, label="Answering") as bar:
        for sample in bar:
            records[sample.question.id] = ask(assistant, sample.question, key="")
            language = sample.wanted.language
            quoted = answer_by_quoting(sample.wanted, sample.hits, index, language=language, refusal=refusal(language))
            sure[sample.question.id] = quoted.probability
    scored = score_run([sample.question for sample in samples], records, Corpus.of(index.reports))
    return [Answered(each.question, each.outcome, sure[each.question.id]) for each in scored]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a threshold comes to."""

    threshold: float
    headline: float  # (right - wrong) / n
    wrong: float  # share of all questions
    refused_answerable: float  # share of the answerable ones
    refused_unanswerable: float  # share of the unanswerable ones


def sweep(run: Sequence[Answered], threshold: float) -> Swept:
    """Score a run as if everything less sure than a threshold had been refused."""
    refused = [each for each in run if each.probability < threshold]
    kept = [each for each in run if each.probability >= threshold]
    silent = sum(not each.question.answerable for each in refused)
    right = silent + sum(each.outcome == "right" for each in kept)
    wrong = sum(each.outcome == "wrong" for each in kept)
    unanswerable = sum(not each.question.answerable for each in run)
    return Swept(
        threshold,
        (right - wrong) / len(run),
        wrong / len(run),
        (len(refused) - silent) / max(1, len(run) - unanswerable),
        silent / max(1, unanswerable),
    )


def best_threshold(run: Sequence[Answered]) -> float:
    """Return the threshold with the best headline of those that refuse nine in ten unanswerable questions.

    Of several the lowest, which refuses the fewest answerable ones; where none refuses so many, the highest there is.
    """
    swept = [one for threshold in THRESHOLDS if (one := sweep(run, threshold)).refused_unanswerable >= _REFUSED]
    return max(swept, key=lambda one: (round(one.headline, 9), -one.threshold)).threshold if swept else THRESHOLDS[-1]
