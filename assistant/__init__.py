"""A question -> a cited answer, and its faces.

from assistant import ask
answer = ask("how much COVID support was paid?")
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Figure

if TYPE_CHECKING:
    from assistant.follow_up import History
    from assistant.respond import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Figure", "ask"]

_lock = threading.Lock()
_opened: list[Assistant] = []


def ask(question: str, history: History = ()) -> Answer:
    """Answer a question from the default report; the first call opens the index, building it where there is none.

    Raises:
        ReportAssistantError: with what to do next.
    """
    from assistant.respond import Assistant

    with _lock:
        if not _opened:
            _opened.append(Assistant.open())
    return _opened[0].ask(question, history)


def __getattr__(name: str) -> object:
    """Import the assistant, and with it the libraries it stands on, when it is first asked for."""
    if name == "Assistant":
        from assistant.respond import Assistant

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
