"""Right, refused or wrong: the headline, and how often a refusal is justified.

The headline is (right - wrong) / n with refusals worth nothing, as CRAG scores it [1], except that refusing what the
report does not say is right.

[1] Yang et al., CRAG - Comprehensive RAG Benchmark, 2024
"""

from __future__ import annotations

from typing import Literal

from eval.question import Question
from eval.record import Record
from eval.scores.citations import proves
from eval.scores.figures import leads_elsewhere
from eval.scores.gold import Gold
from eval.scores.score import Score

Outcome = Literal["right", "refused", "wrong"]

NAMES = ("right - wrong", "right", "wrong", "refusal precision", "refusal recall")
_WORTH: dict[Outcome, float] = {"right": 1.0, "refused": 0.0, "wrong": -1.0}


def outcome_of(question: Question, record: Record, gold: Gold, scores: dict[str, Score]) -> tuple[Outcome, str]:
    """Judge an answer from its figure and citation scores, and say why.

    A question with figures is answered rightly when every gold figure is given and a paragraph that proves one is
    cited; any other, when a quotation shows gold evidence. A figure that no cited paragraph holds, or a quotation that
    is not verbatim, is wrong whatever else is right.
    """
    if not record.answered:
        return ("refused", "refused, but the report says it") if question.answerable else ("right", "rightly refused")
    if not question.answerable:
        return "wrong", "answered, but the report does not say"
    if scores["figures unsupported"].value:
        return "wrong", scores["figures unsupported"].reason
    if (scores["quotes verbatim"].value or 0.0) < 1:
        return "wrong", scores["quotes verbatim"].reason
    if question.figures:
        return _by_figures(question, record, gold, scores["figures right"])
    if any(proves(cited, gold) for cited in record.citations):
        return "right", "the quotation shows the evidence"
    return "wrong", "no quotation shows the evidence"


def outcome_scores(question: Question, record: Record, outcome: Outcome, reason: str) -> list[Score]:
    """Return one score for each of NAMES."""
    precision = None if record.answered else float(not question.answerable)
    recall = None if question.answerable else float(not record.answered)
    return [
        Score("right - wrong", _WORTH[outcome], reason),
        Score("right", float(outcome == "right"), reason),
        Score("wrong", float(outcome == "wrong"), reason),
        Score("refusal precision", precision, "answered" if record.answered else reason),
        Score("refusal recall", recall, "the report says it" if question.answerable else reason),
    ]


def _by_figures(question: Question, record: Record, gold: Gold, right: Score) -> tuple[Outcome, str]:
    if (right.value or 0.0) < 1:
        return "wrong", right.reason
    if other := leads_elsewhere(question, record):
        return "wrong", f"leads with {other}, which was not asked for"
    if not any(cited.paragraph in gold.paragraphs for cited in record.citations):
        return "wrong", "the figures are right, but no cited paragraph proves them"
    return "right", "every figure is given and proved"
