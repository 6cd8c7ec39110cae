"""The real product, broken on purpose in five ways: a gate that has never been seen to close proves nothing.

Each takes a working assistant over a real index and breaks one part of it; everything else stays as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from assistant import Answer, Assistant
from assistant.chat import Message, Reply
from assistant.follow_up import spoken_language
from eval.system import System
from index import Index
from index.corpus import Corpus
from index.hit import Hit
from index.report import Paragraph

Turns = Sequence[Mapping[str, str]]


class Liar:
    """A chat model that says what it is told to say."""

    id = "liar"
    reads_slowly = False

    def __init__(self) -> None:
        self.lie = ""

    def stream(self, system: str, messages: Sequence[Message]) -> Reply:
        return Reply(piece for piece in (self.lie,))


class Written:
    """The product with a chat model that lies about every figure."""

    def __init__(self, assistant: Assistant) -> None:
        self._quoting = assistant
        self._liar = Liar()
        self._written = Assistant(assistant.index, assistant.settings, self._liar)
        self.lies = 0

    def ask(self, question: str, history: Turns = ()) -> Answer:
        quoted = self._quoting.ask(question, history)
        lie = _lie(quoted)
        if lie is None:
            return quoted
        self._liar.lie = lie
        self.lies += 1
        return self._written.ask(question, history)


def _lie(quoted: Answer) -> str | None:
    """Return a sentence that is quoted, with the last digit of the figure asked for off by one; None without one."""
    for figure in quoted.figures[:1]:
        cited = next(cited for cited in quoted.citations if cited.number == figure.citation)
        said, written = (cited.quote, figure.text) if quoted.language == "vi" else (cited.translation, figure.shown)
        if said and written in said:
            number = [hit.paragraph.id for hit in quoted.hits].index(cited.paragraph.id) + 1
            return f"{said.replace(written, _altered(written)).rstrip('.;: ')} [{number}]."
    return None


@contextmanager
def no_figure_check(assistant: Assistant) -> Iterator[System]:
    """Let any figure through, and any disagreement with what quoting found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.verify._check_figures", lambda *looked_at: [])
        patch.setattr("assistant.verify._check_answer_figures", lambda *looked_at: [])
        patch.setattr("assistant.prefer.agrees", lambda *found: True)
        yield Written(assistant)


@contextmanager
def swapped_paragraphs(assistant: Assistant, one: str, other: str) -> Iterator[System]:
    """Give two paragraphs each other's place in the index, so that one is found by the vectors of the other."""
    broken = copy.copy(assistant.index)
    first, second = broken._corpus.position(one), broken._corpus.position(other)
    places = {first: second, second: first}

    class Swapped(Corpus):
        def __getitem__(self, position: int) -> Paragraph:
            return super().__getitem__(places.get(position, position))

        def position(self, id: str) -> int:
            position = super().position(id)
            return places.get(position, position)

    broken._corpus = copy.copy(broken._corpus)
    broken._corpus.__class__ = Swapped
    yield Assistant(broken, assistant.settings)


@contextmanager
def second_first(assistant: Assistant) -> Iterator[System]:
    """Return the second paragraph before the first."""

    class SecondFirst(Index):
        def search(self, question: str, k: int = 5) -> list[Hit]:
            hits = super().search(question, k)
            return [*hits[1:2], *hits[:1], *hits[2:]]

    broken = copy.copy(assistant.index)
    broken.__class__ = SecondFirst
    yield Assistant(broken, assistant.settings)


@contextmanager
def always_answers(assistant: Assistant) -> Iterator[System]:
    """Answer, however unlikely it is that the report says it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.quote.weights", lambda: {"answerable": {"threshold": 0.0}})
        yield assistant


@contextmanager
def other_language(assistant: Assistant) -> Iterator[System]:
    """Take every question to be in the language it is not in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "assistant.respond.spoken_language",
            lambda text, history: "en" if spoken_language(text, history) == "vi" else "vi",
        )
        yield assistant


def _altered(text: str) -> str:
    last = [match.start() for match in re.finditer(r"\d", text)][-1]
    return text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :]
