"""What the assistant needs of a chat model, whoever makes it; `assistant.chat_model` chooses the real ones."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Message = tuple[Literal["user", "assistant"], str]


class ChatModelFailed(Exception):
    """A chat model did not answer: it took too long, its server failed, or the connection dropped.

    The person who asked never sees it; they get the quoted answer. `retryable` is False after a time-out.
    """

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for a chat model, in seconds."""

    silence: float = 30.0  # for the first piece of text, and between two pieces
    total: float = 120.0


@dataclass(frozen=True, slots=True)
class Usage:
    """How many tokens a reply took, as the server counted them, and how long the model read and wrote, in seconds."""

    input_tokens: int
    output_tokens: int
    reading_seconds: float = 0.0  # until the first piece of text
    writing_seconds: float = 0.0  # from the first piece to the last

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.reading_seconds + other.reading_seconds,
            self.writing_seconds + other.writing_seconds,
        )


class Reply:
    """A reply as it arrives: iterate for its pieces of text; raises ChatModelFailed."""

    def __init__(self, pieces: Generator[str | Usage, None, None]) -> None:
        self._pieces = pieces
        self.usage: Usage | None = None  # known once the reply has ended, where the server counts

    def __iter__(self) -> Iterator[str]:
        for piece in self._pieces:
            if isinstance(piece, Usage):
                self.usage = piece
            elif piece:
                yield piece

    def close(self) -> None:
        """Stop the model; nothing more is read."""
        self._pieces.close()


class ChatModel(Protocol):
    """Answers a conversation, piece by piece."""

    @property
    def id(self) -> str:
        """The model, as an answer names it in `written_by`."""

    @property
    def reads_slowly(self) -> bool:
        """Whether it runs on this machine, so that every passage it is given costs seconds."""

    def stream(self, system: str, messages: Sequence[Message]) -> Reply:
        """Start a reply to the last message."""
