"""A run in numbers: every score's mean with its interval, over all questions, per language and per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.intervals import Estimate, mean_by_cluster
from eval.question import Question
from eval.question_set import part_of
from eval.score import Scored
from eval.scores import citations, figures, language, outcome, retrieval

Direction = Literal["up", "down", "none"]

NAMES = (*outcome.NAMES, *retrieval.NAMES, *figures.NAMES, *citations.NAMES, *language.NAMES)
_DOWN, _NEITHER = ("wrong", "figures unsupported"), ("words",)
BETTER: dict[str, Direction] = {
    name: "down" if name in _DOWN else "none" if name in _NEITHER else "up" for name in NAMES
}


@dataclass(frozen=True, slots=True)
class Group:
    """The means of one group of questions; a score that says nothing about the group is left out."""

    by: Literal["all", "language", "kind", "part"]
    name: str
    size: int
    means: dict[str, Estimate]
    right: int
    refused: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers."""

    configuration: str
    groups: tuple[Group, ...]  # all, then languages, kinds and parts
    seconds_p50: float
    seconds_p95: float
    confusion: tuple[tuple[int, int], tuple[int, int]]  # (answerable, unanswerable) x (answered, refused)
    twins_agree: float | None  # of facts asked in two languages, the share with one outcome
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None  # in the currency of the prices given

    @property
    def overall(self) -> Group:
        """The group of all questions."""
        return self.groups[0]


def summarise(configuration: str, run: Sequence[Scored], prices: tuple[float, float] | None = None) -> Summary:
    """Summarise a run; `prices` are those of a million tokens in and out. Raises ValueError where it is empty."""
    if not run:
        raise ValueError("a run without results has no summary")
    seconds = np.asarray([scored.record.seconds for scored in run])
    tokens_in = _total(scored.record.tokens_in for scored in run)
    tokens_out = _total(scored.record.tokens_out for scored in run)
    return Summary(
        configuration,
        (
            _group("all", "all", run),
            *_groups("language", run, lambda question: question.lang),
            *_groups("kind", run, lambda question: question.type),
            *_groups("part", run, part_of),
        ),
        float(np.quantile(seconds, 0.5)),
        float(np.quantile(seconds, 0.95)),
        _confusion(run),
        _twins_agree(run),
        tokens_in,
        tokens_out,
        _cost(tokens_in, tokens_out, prices),
    )


def cluster_of(question: Question) -> str:
    """Return the fact a question is about, or the question itself where none is given."""
    return question.fact or question.id


def _groups(
    by: Literal["language", "kind", "part"], run: Sequence[Scored], name_of: Callable[[Question], str]
) -> list[Group]:
    names = dict.fromkeys(name_of(scored.question) for scored in run)
    return [_group(by, name, [scored for scored in run if name_of(scored.question) == name]) for name in sorted(names)]


def _group(by: Literal["all", "language", "kind", "part"], name: str, run: Sequence[Scored]) -> Group:
    means: dict[str, Estimate] = {}
    for score in NAMES:
        held = [(value, cluster_of(scored.question)) for scored in run if (value := scored.value(score)) is not None]
        if held:
            means[score] = mean_by_cluster([value for value, _ in held], [cluster for _, cluster in held])
    outcomes = [scored.outcome for scored in run]
    return Group(by, name, len(run), means, *(outcomes.count(outcome) for outcome in ("right", "refused", "wrong")))


def _confusion(run: Sequence[Scored]) -> tuple[tuple[int, int], tuple[int, int]]:
    def row(answerable: bool) -> tuple[int, int]:
        answered = [scored.record.answered for scored in run if scored.question.answerable is answerable]
        return sum(answered), len(answered) - sum(answered)

    return row(True), row(False)


def _twins_agree(run: Sequence[Scored]) -> float | None:
    """Of the facts asked in more than one language, the share whose questions all have one outcome."""
    facts: dict[str, list[Scored]] = {}
    for scored in run:
        if scored.question.fact:
            facts.setdefault(scored.question.fact, []).append(scored)
    twins = [group for group in facts.values() if len({scored.question.lang for scored in group}) > 1]
    return sum(len({scored.outcome for scored in group}) == 1 for group in twins) / len(twins) if twins else None


def _total(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _cost(tokens_in: int | None, tokens_out: int | None, prices: tuple[float, float] | None) -> float | None:
    if tokens_in is None or tokens_out is None or prices is None:
        return None
    return (tokens_in * prices[0] + tokens_out * prices[1]) / 1e6
