"""Name two faults of an index that their symptoms give away, from what was found before and what is found now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Rankings = Mapping[str, Sequence[str]]  # question id -> paragraphs found, best first

_SHARE = 0.25  # of all questions whose first two changed places before it is a fault and not a change of scores
_SEEN = 3  # questions that show a pair before two paragraphs are called swapped


def swapped_first_two(before: Rankings, after: Rankings) -> tuple[str, ...]:
    """Return the questions whose first two paragraphs changed places; empty where it is few of them."""
    shared = [id for id in after if len(before.get(id, ())) >= 2 and len(after[id]) >= 2]
    swapped = tuple(id for id in shared if tuple(before[id][:2]) == (after[id][1], after[id][0]))
    return swapped if len(swapped) > _SHARE * len(shared) else ()


def swapped_paragraphs(before: Rankings, after: Rankings) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return pairs of paragraphs that stand in each other's place throughout, with the questions that show it.

    A pair is named only where both were found first before, by at least one question each, and every question that
    found one of them first now finds the other first.
    """
    first: dict[str, list[str]] = defaultdict(list)
    for id, ranking in before.items():
        if ranking and after.get(id):
            first[ranking[0]].append(id)
    pairs = []
    for one, questions in sorted(first.items()):
        other = after[questions[0]][0]
        if one < other and other in first and _all(after, questions, other) and _all(after, first[other], one):
            together = (*questions, *first[other])
            if len(together) >= _SEEN:
                pairs.append((one, other, together))
    return pairs


def _all(after: Rankings, questions: Sequence[str], paragraph: str) -> bool:
    return all(after[id][0] == paragraph for id in questions)
