"""What the page needs of an assistant; `assistant.respond.Assistant` is the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from assistant.answer import Answer
from index.report import Report

History = Sequence[Mapping[str, str]]
Made = TypeVar("Made")


class Asking(Protocol):
    """Answers questions about reports; safe to call from several threads at once."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports it answers from."""

    def only(self, reports: Sequence[str]) -> Asking:
        """Return what answers from some of its reports alone, by their ids."""

    def ask(self, question: str, history: History = ()) -> Answer:
        """Return the answer to a question."""

    def stream(self, question: str, history: History = ()) -> Iterator[Answer]:
        """Yield growing answers; the last is final."""


def shared_ids(asking: Asking) -> frozenset[str]:
    """Return the ids of the reports that are asked now."""
    return frozenset(report.id for report in asking.reports)


class OfReports(Generic[Made]):
    """What is made of the reports that are asked, made again when they are others; any thread may call it."""

    def __init__(self, asking: Asking, make: Callable[[tuple[Report, ...]], Made]) -> None:
        self._asking = asking
        self._make = make
        self._made: tuple[tuple[Report, ...], Made] | None = None

    def __call__(self) -> Made:
        """Return it."""
        reports = self._asking.reports
        made = self._made
        if made is None or made[0] is not reports:
            made = self._made = (reports, self._make(reports))
        return made[1]
