"""What the assistant needs to know; the environment is read here and nowhere else in the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.chat import ChatModel


@dataclass(frozen=True, slots=True)
class Settings:
    """Who writes the answers, and how long a question may be."""

    model: str | None = None  # a chat model's id ("openai:gpt-...", "gguf:FILE"); None: answers are quoted
    base_url: str | None = None  # an OpenAI-compatible server
    api_key: str | None = None
    hits: int = 8  # paragraphs searched for an answer

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, model: str | None = None) -> Settings:
        """Read `REPORT_ASSISTANT_MODEL`, `_BASE_URL` and `_API_KEY`; what is given goes before what is set."""
        values = os.environ if environment is None else environment
        return cls(
            model=model or values.get("REPORT_ASSISTANT_MODEL") or None,
            base_url=values.get("REPORT_ASSISTANT_BASE_URL") or None,
            api_key=values.get("REPORT_ASSISTANT_API_KEY") or None,
        )

    def open_chat_model(self) -> ChatModel | None:
        """Return the chat model that is set, or None where none is; raises ModelUnavailable, never asks a server."""
        from assistant.chat_model import open_chat_model

        return open_chat_model(self.model, base_url=self.base_url, api_key=self.api_key)
