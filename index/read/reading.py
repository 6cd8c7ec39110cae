"""What a reader of a format is given, besides the file: the limits, who hears of progress, and where notes go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index.settings import Limits

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is


def silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file that is being read."""

    path: Path
    limits: Limits = field(default_factory=Limits)
    progress: Progress = silent
    notes: list[str] = field(default_factory=list)  # what was left out and what to do about it, one line each
