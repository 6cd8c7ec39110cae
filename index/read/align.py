"""Aligns the sentences of a paragraph with those of its translation.

Dynamic programming over sentence lengths [1], with the numbers and document codes both sides share as anchors.
[1] W. A. Gale and K. W. Church, A Program for Aligning Sentences in Bilingual Corpora, 1993
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CODE = re.compile(r"\b[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*\b")
_VARIANCE = 6.8  # [1], section 3: squared length difference a character
_ANCHOR = 4.0  # nats; about what a length twice off costs
# [1], table 5: how often so many sentences stand for so many, as costs.
_MOVES = {(1, 1): 0.12, (1, 2): 2.4, (2, 1): 2.4, (2, 2): 4.5, (1, 3): 4.5, (3, 1): 4.5}

Bead = tuple[tuple[int, int], tuple[int, int]]  # [from, to) in the original, [from, to) in the translation


def align(original: Sequence[str], translation: Sequence[str]) -> tuple[Bead, ...]:
    """Return which sentences stand for which, in order; every sentence of both sides is in one bead."""
    if not original or not translation:
        return ()
    ratio = sum(map(len, translation)) / sum(map(len, original))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(original) + 1):
        for j in range(len(translation) + 1):
            for (rows, columns), prior in _MOVES.items():
                came = best.get((i - rows, j - columns))
                if came is None:
                    continue
                cost = came[0] + prior + _cost(original[i - rows : i], translation[j - columns : j], ratio)
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (rows, columns))
    return _trace(best, len(original), len(translation))


def _trace(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], rows: int, columns: int) -> tuple[Bead, ...]:
    if (rows, columns) not in best:
        return (((0, rows), (0, columns)),)
    beads: list[Bead] = []
    while (rows, columns) != (0, 0):
        up, left = best[rows, columns][1]
        beads.append(((rows - up, rows), (columns - left, columns)))
        rows, columns = rows - up, columns - left
    return tuple(reversed(beads))


def _cost(original: Sequence[str], translation: Sequence[str], ratio: float) -> float:
    here, there = sum(map(len, original)), sum(map(len, translation))
    mean = (here + there / ratio) / 2
    delta = (there / ratio - here) / math.sqrt(max(mean, 1.0) * _VARIANCE)
    length = -math.log(max(2 * (1 - 0.5 * (1 + math.erf(abs(delta) / math.sqrt(2)))), 1e-12))
    left, right = _anchors(" ".join(original)), _anchors(" ".join(translation))
    return length + _ANCHOR * ((left - right).total() + (right - left).total()) / 2


def _anchors(text: str) -> Counter[str]:
    """Return the numbers and codes of a text, written alike in both languages."""
    numbers = [re.sub(r"[.,]", "", number).lstrip("0") for number in _NUMBER.findall(text)]
    return Counter([number for number in numbers if number]) + Counter(_CODE.findall(text))
