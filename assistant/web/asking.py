"""What the page needs of an assistant; `assistant.respond.Assistant` is the real one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.answer import Answer
from index.report import Report

History = Sequence[Mapping[str, str]]


class Asking(Protocol):
    """Answers questions about reports; safe to call from several threads at once."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports it answers from."""

    def ask(self, question: str, history: History = ()) -> Answer:
        """Return the answer to a question."""

    def stream(self, question: str, history: History = ()) -> Iterator[Answer]:
        """Yield growing answers; the last is final."""
