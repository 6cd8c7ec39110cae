"""Questions made harder by rule, reported apart from the scores.

Most rules keep what is asked, so that the answer should stay as good: diacritics stripped or half stripped, typing
slips, the usual ways of wrapping a question, another question word, the same fact asked in the other language. Two
change what is asked into something the report does not say, so that the answer must be a refusal: another year, another
province.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from zlib import crc32

from eval.compare import Difference, compare, values_of
from eval.corpus import Corpus
from eval.question import Question
from eval.score import Scored
from eval.stress_rules import REFUSED, RULES, Asked, Rule

_MOST = 80  # questions a rule, so that all rules together take about as long as the set itself
COMPARED = ("right", "R@1", "figures right")


@dataclass(frozen=True, slots=True)
class Stressed:
    """What a rule did, over the questions it was made from."""

    rule: str
    count: int
    changes: tuple[Difference, ...]  # of COMPARED, against the questions as asked; none where all must be refused
    refused: float | None  # the share refused, where all must be
    answered: tuple[str, ...] = ()  # those that were answered and must not be

    def change(self, name: str) -> Difference | None:
        """Return how one score changed; None where it says nothing about these questions."""
        return next((change for change in self.changes if change.name == name), None)


def stress(questions: Sequence[Question], corpus: Corpus) -> dict[str, tuple[Question, ...]]:
    """Return the questions that each rule makes, by the rule's name: always the same ones, at most 80 a rule."""
    drawn = sorted(questions, key=lambda question: crc32(question.id.encode()))
    facts: dict[str, list[Question]] = {}
    for question in drawn:
        facts.setdefault(question.fact, []).append(question)
    asked = Asked(corpus, facts)
    return {name: tuple(islice(_every(rule, drawn, asked), _MOST)) for name, rule in RULES.items()}


def stressed(rule: str, run: Sequence[Scored], as_asked: Mapping[str, Scored]) -> Stressed:
    """Compare a rule's answers with those to the questions they were made from. Raises ValueError on an empty run."""
    if not run:
        raise ValueError(f"the rule {rule!r} made no question")
    if rule in REFUSED:
        answered = tuple(original_id(scored.question) for scored in run if scored.record.answered)
        return Stressed(rule, len(run), (), 1 - len(answered) / len(run), answered)
    again = [replace(scored, question=replace(scored.question, id=original_id(scored.question))) for scored in run]
    return Stressed(rule, len(run), compare(values_of(tuple(as_asked.values())), again, COMPARED), None)


def original_id(question: Question) -> str:
    """Return the id of the question that a stressed one was made from."""
    return question.id.rpartition("~")[0] or question.id


def _every(rule: Rule, questions: Sequence[Question], asked: Asked) -> Iterator[Question]:
    for question in questions:
        made = rule(question, asked)
        if made is not None:
            yield made
