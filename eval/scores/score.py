"""What a score is: a name, a value and the reason a person reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one answer; the value is None where the score says nothing about this question."""

    name: str
    value: float | None
    reason: str
