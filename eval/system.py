"""What is evaluated: anything that answers questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.answer import Answer


class System(Protocol):
    """The product, a baseline, or a product broken on purpose."""

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer a question."""
