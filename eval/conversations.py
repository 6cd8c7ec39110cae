"""Conversations from a file, held with the product, printed to be read, and checked for what can be checked.

report-assistant eval conversations

A turn says what is asked and what the answer must rest on: quotes of the report and figures as the report writes them,
or that the report is silent. Nothing of the answer's wording is expected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from assistant.answer import Answer, Language
from assistant.figures import is_supported, read_figures
from assistant.matched import language_of_report
from assistant.respond import Assistant
from assistant.verify import check_answer
from index.errors import QuestionSetInvalid


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, and what its answer must be."""

    question: str
    evidence: tuple[str, ...] = ()  # quotes of the report, each in or around a citation
    figures: tuple[str, ...] = ()  # as the report writes them; the answer gives each
    answered: bool = True
    thanks: bool = False  # nothing is asked
    language: str = ""  # of the answer, where it is not the question's
    open: bool = False  # known not to be answered as expected yet; printed as wrong, and no failure


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person asks, one question after another."""

    about: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A turn as it went."""

    turn: Turn
    answer: Answer
    problems: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether it is not as expected, and was."""
        return bool(self.problems) and not self.turn.open


def default_conversations() -> Path:
    """Return the conversations about the shipped report."""
    return Path(str(files("eval"))) / "conversations" / "ben-tre-2020.toml"


def load_conversations(path: Path) -> tuple[Conversation, ...]:
    """Read a file of conversations; raises QuestionSetInvalid where it is not one."""
    try:
        values = tomllib.loads(path.expanduser().read_text(encoding="utf-8"))
        return tuple(
            Conversation(str(one["about"]), tuple(_turn(turn) for turn in one["turns"]))
            for one in values["conversation"]
        )
    except OSError as error:
        raise QuestionSetInvalid(
            f"the conversations {str(path)!r} cannot be read: {error.strerror or error}"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionSetInvalid(f"{str(path)!r} holds no conversations: {error}") from error


def _turn(values: Mapping[str, object]) -> Turn:
    if unknown := set(values) - {field.name for field in fields(Turn)}:
        raise ValueError(f"a turn has no {', '.join(sorted(unknown))}")
    return Turn(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})  # type: ignore[arg-type]


def hold(conversation: Conversation, assistant: Assistant) -> Iterator[Held]:
    """Ask one turn after another, each with what was said before."""
    history: list[Mapping[str, object]] = []
    for turn in conversation.turns:
        answer = assistant.ask(turn.question, history)
        report_language = language_of_report(assistant.reports[0])
        yield Held(turn, answer, tuple(_problems(turn, answer, report_language)))
        history += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": answer.text}]


def _problems(turn: Turn, answer: Answer, report_language: Language) -> Iterator[str]:
    """Say what an answer lacks; nothing where it is as expected."""
    if (answer.kind == "thanks") != turn.thanks:
        yield "thanks were taken for a question" if turn.thanks else "a question was taken for thanks"
    if turn.thanks:
        return
    if answer.answered != turn.answered:
        yield "answered, and the report does not say" if answer.answered else "refused, and the report says"
    if turn.language and answer.language != turn.language:
        yield f"the answer is in {answer.language!r}"
    yield from (f"{problem.fault}: {problem.detail}" for problem in check_answer(answer))
    for quote in turn.evidence if answer.answered else ():
        if not any(quote in cited.quote or cited.quote in quote for cited in answer.citations):
            yield f"no citation holds {quote!r}"
    for text in turn.figures if answer.answered else ():
        for figure in read_figures(text, report_language):
            if not is_supported(figure, answer.figures):
                yield f"the figure {text!r} is not given"


def as_markdown(conversations: Sequence[tuple[Conversation, Sequence[Held]]]) -> Iterator[str]:
    """Yield the conversations as people read them, a line each; what is wrong stands under its answer."""
    for number, (conversation, turns) in enumerate(conversations, start=1):
        yield f"## {number}. {conversation.about}\n"
        for held in turns:
            yield f"**{held.turn.question}**\n"
            if held.answer.standalone_question != held.turn.question:
                yield f"*Searched: {held.answer.standalone_question}*\n"
            yield "\n".join(f"> {line}".rstrip() for line in held.answer.text.splitlines()) + "\n"
            places = [f"[{cited.number}] {cited.paragraph.place}" for cited in held.answer.citations]
            if places:
                yield "; ".join(places) + "\n"
            for problem in held.problems:
                yield f"**Wrong{' (known)' if held.turn.open else ''}: {problem}**\n"
