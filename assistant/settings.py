"""What the assistant needs to know; the environment is read here and nowhere else in the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from assistant.chat import ChatModel


@dataclass(frozen=True, slots=True)
class Settings:
    """Who writes the answers, and how long a question may be."""

    model: str | None = None  # a chat model's id ("openai:gpt-...", "gguf:FILE"); None: answers are quoted
    base_url: str | None = None  # an OpenAI-compatible server
    api_key: str | None = None
    patience: float | None = None  # seconds without a word of the chat model; None: what suits it
    hits: int = 8  # paragraphs searched for an answer

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, model: str | None = None) -> Settings:
        """Read `REPORT_ASSISTANT_MODEL`, `_BASE_URL`, `_API_KEY` and `_PATIENCE`; what is given goes first.

        Raises ModelUnavailable where the patience is no number of seconds.
        """
        values = os.environ if environment is None else environment
        return cls(
            model=model or values.get("REPORT_ASSISTANT_MODEL") or None,
            base_url=values.get("REPORT_ASSISTANT_BASE_URL") or None,
            api_key=values.get("REPORT_ASSISTANT_API_KEY") or None,
            patience=_seconds(values.get("REPORT_ASSISTANT_PATIENCE", "")),
        )

    def open_chat_model(self) -> ChatModel | None:
        """Return the chat model that is set, or None where none is; raises ModelUnavailable, never asks a server."""
        from assistant.chat import Timeouts
        from assistant.chat_model import open_chat_model

        timeouts = Timeouts(silence=self.patience, total=2 * self.patience) if self.patience else None
        return open_chat_model(self.model, base_url=self.base_url, api_key=self.api_key, timeouts=timeouts)


def _seconds(text: str) -> float | None:
    """Read a number of seconds, None where nothing is set."""
    if not text.strip():
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise ModelUnavailable(
            f"REPORT_ASSISTANT_PATIENCE must be a number of seconds above 0, such as 300; not {text!r}"
        )
    return seconds
