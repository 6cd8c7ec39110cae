"""A run in numbers: every score's mean with its interval, over all questions, per language and per kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.intervals import Estimate, mean_by_cluster
from eval.question import Question
from eval.question_set import part_of
from eval.record import Record
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
class ChatUse:
    """What a chat model took; answers whose server did not count are only counted themselves."""

    tokens_in: int
    tokens_out: int
    counted: int  # answers whose tokens are known
    uncounted: int  # answers of which they are not
    cost: float | None  # of the counted answers, in the currency of the prices given; None where none were given
    shown: int  # answers shown in its words
    first_p50: float | None  # seconds until something was shown, of the counted answers
    reading_speed: float | None  # tokens a second that it read, of its own time
    writing_speed: float | None  # and wrote


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers."""

    configuration: str
    groups: tuple[Group, ...]  # all, then languages, kinds and parts
    seconds_p50: float
    seconds_p95: float
    confusion: tuple[tuple[int, int], tuple[int, int]]  # (answerable, unanswerable) x (answered, refused)
    twins_agree: float | None  # of facts asked in two languages, the share with one outcome
    chat: ChatUse | None = None  # None where no chat model was asked

    @property
    def overall(self) -> Group:
        """The group of all questions."""
        return self.groups[0]


def summarise(configuration: str, run: Sequence[Scored], prices: tuple[float, float] | None = None) -> Summary:
    """Summarise a run; `prices` are those of a million tokens in and out. Raises ValueError where it is empty."""
    if not run:
        raise ValueError("a run without results has no summary")
    seconds = np.asarray([scored.record.seconds for scored in run])
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
        _chat_use([scored.record for scored in run], prices),
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


def _chat_use(records: Sequence[Record], prices: tuple[float, float] | None) -> ChatUse | None:
    """Add up tokens; an answer in a chat model's words, or with a notice about it, took some, counted or not."""
    counted = [(r.tokens_in, r.tokens_out) for r in records if r.tokens_in is not None and r.tokens_out is not None]
    unknown = [r for r in records if r.tokens_in is None and r.answered and (r.written_by != "quotes" or r.notice)]
    if not counted and not unknown:
        return None
    tokens_in, tokens_out = sum(taken for taken, _ in counted), sum(made for _, made in counted)
    cost = (tokens_in * prices[0] + tokens_out * prices[1]) / 1e6 if prices and counted else None
    timed = [record for record in records if record.tokens_out]
    reading = sum(record.reading_seconds or 0.0 for record in timed)
    writing = sum(record.writing_seconds or 0.0 for record in timed)
    return ChatUse(
        tokens_in,
        tokens_out,
        len(counted),
        len(unknown),
        cost,
        sum(record.written_by != "quotes" for record in records),
        float(np.quantile([record.first_seconds for record in timed], 0.5)) if timed else None,
        tokens_in / reading if reading else None,
        tokens_out / writing if writing else None,
    )
