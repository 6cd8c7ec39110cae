"""Score a run: every score of every question, each with its reason.

Scoring reads the question set, the run's records and the report, and nothing else; it is pure and takes about a second
for a few hundred questions. `docs/scorecard.md` defines every score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.corpus import Corpus
from eval.question import Question
from eval.record import Record
from eval.scores.citations import citation_scores
from eval.scores.figures import figure_scores
from eval.scores.gold import Gold, gold_of
from eval.scores.language import language_scores
from eval.scores.outcome import Outcome, outcome_of, outcome_scores
from eval.scores.retrieval import retrieval_scores
from eval.scores.score import Score


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its answer, what was asked for, and every score by name."""

    question: Question
    record: Record
    gold: Gold
    outcome: Outcome
    reason: str
    scores: Mapping[str, Score]

    def value(self, name: str) -> float | None:
        """Return a score's value; None where the score says nothing about this question."""
        return self.scores[name].value


def score_question(question: Question, record: Record, corpus: Corpus) -> Scored:
    """Score one answer."""
    gold = gold_of(question, corpus)
    parts = [
        *retrieval_scores(record, gold),
        *figure_scores(question, record, corpus),
        *citation_scores(record, gold, corpus),
        *language_scores(question, record),
    ]
    named = {score.name: score for score in parts}
    outcome, reason = outcome_of(question, record, gold, named)
    if record.error:
        outcome, reason = "wrong", f"no answer: {record.error}"
    named |= {score.name: score for score in outcome_scores(question, record, outcome, reason)}
    named["seconds"] = Score("seconds", record.seconds, "measured around the call")
    return Scored(question, record, gold, outcome, reason, named)


def score_run(questions: Sequence[Question], records: Mapping[str, Record], corpus: Corpus) -> tuple[Scored, ...]:
    """Score every finished question that has a record, in the set's order."""
    return tuple(
        score_question(question, records[question.id], corpus)
        for question in questions
        if question.id in records and not question.unfinished
    )
