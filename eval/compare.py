"""Two runs of one question set, paired: what was won, what was lost, and whether it could be chance.

Whether a question is right, found or refused is paired with the same question of the other run; the exact McNemar test
[1] looks only at the questions that changed. Differences of means carry a cluster bootstrap interval by fact.

[1] Edwards, Note on the "correction for continuity" in testing the significance of the difference between correlated
    proportions, Psychometrika 13, 1948
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

from eval.intervals import Estimate, mean_by_cluster
from eval.score import Scored
from eval.summary import BETTER, NAMES, cluster_of

Outcomes = Mapping[str, Mapping[str, float | None]]  # question id -> score name -> value


@dataclass(frozen=True, slots=True)
class Difference:
    """How one score differs, run minus baseline, over the questions both say something about."""

    name: str
    before: float
    after: float
    change: Estimate
    won: tuple[str, ...]  # ids of the questions that got better
    lost: tuple[str, ...]
    chance: float  # exact McNemar, two-sided: how often chance alone changes as many so unevenly


def values_of(run: Sequence[Scored]) -> dict[str, dict[str, float | None]]:
    """Return every score's value by question: what a comparison needs of a run."""
    return {scored.question.id: {name: scored.value(name) for name in NAMES} for scored in run}


def compare(before: Outcomes, run: Sequence[Scored], names: Sequence[str] = NAMES) -> tuple[Difference, ...]:
    """Compare a run with an earlier one, score by score; scores that share no question are left out."""
    found = (_difference(name, before, run) for name in names)
    return tuple(difference for difference in found if difference is not None)


def chance_of(won: int, lost: int) -> float:
    """Return the exact two-sided McNemar probability of so uneven a change."""
    changed = won + lost
    tail = sum(comb(changed, count) for count in range(min(won, lost) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def _difference(name: str, before: Outcomes, run: Sequence[Scored]) -> Difference | None:
    sign = -1 if BETTER[name] == "down" else 1
    pairs: list[tuple[str, str, float, float]] = []
    for scored in run:
        old, new = before.get(scored.question.id, {}).get(name), scored.value(name)
        if old is not None and new is not None:
            pairs.append((scored.question.id, cluster_of(scored.question), old, new))
    if not pairs:
        return None
    won = tuple(id for id, _, old, new in pairs if sign * (new - old) > 1e-9)
    lost = tuple(id for id, _, old, new in pairs if sign * (new - old) < -1e-9)
    return Difference(
        name,
        sum(old for _, _, old, _ in pairs) / len(pairs),
        sum(new for _, _, _, new in pairs) / len(pairs),
        mean_by_cluster([new - old for _, _, old, new in pairs], [cluster for _, cluster, _, _ in pairs]),
        won,
        lost,
        chance_of(len(won), len(lost)),
    )
