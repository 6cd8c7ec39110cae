"""What is evaluated: anything that answers questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from assistant.answer import Answer


class System(Protocol):
    """The product, a baseline, or a product broken on purpose."""

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer a question."""


@runtime_checkable
class Streaming(Protocol):
    """A system that shows an answer while it grows."""

    def stream(self, question: str, history: Sequence[Mapping[str, object]] = ()) -> Iterator[Answer]:
        """Yield the growing answer; the last one is final."""
