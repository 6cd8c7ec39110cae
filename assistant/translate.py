"""Translate a report with a chat model, paragraph by paragraph, and keep only what says the same figures.

    report-assistant index FILE --translate en

What the model answered is appended to a file as it comes, so that nothing is asked twice: an interrupted translation
goes on where it stopped, and a changed report asks only for what changed. A paragraph whose translation is refused
stays untranslated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Language
from assistant.chat import ChatModel, ChatModelFailed
from assistant.figures import pair_figures
from assistant.overlap import language_of
from assistant.plain import leftover, plain_text
from index.errors import ModelUnavailable
from index.home import storage
from index.report import Report
from prompts import LANGUAGE_NAMES, load_prompt

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is

_ATTEMPTS = 2  # to reach the model, where its server failed or the connection dropped
_LONGEST, _SHORTEST, _SLACK = 3.0, 0.33, 40  # a translation's length against its source; characters it may be off


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that stays untranslated, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What a model answered so far, on disk: a line a text."""

    path: Path
    translations: dict[str, str]
    refused: dict[tuple[str, str], Refused]  # by text and model: another model may do better

    @classmethod
    def read(cls, path: Path) -> Memory:
        """Read what is there; a last line that was cut short counts as never written."""
        translations: dict[str, str] = {}
        refused: dict[tuple[str, str], Refused] = {}
        with storage(path.parent):
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue  # cut short when the program was stopped
            if "translation" in record:
                translations[record["text"]] = record["translation"]
            else:
                refused[record["text"], record["model"]] = Refused(record["text"], record["reason"])
        return cls(path, translations, refused)

    def keep(self, text: str, model: str, translation: str, reason: str) -> None:
        """Keep an answer; it is on disk when this returns. Raises StorageFailed."""
        said = {"reason": reason} if reason else {"translation": translation}
        with storage(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"text": text, "model": model, **said}, ensure_ascii=False) + "\n")
        if reason:
            self.refused[text, model] = Refused(text, reason)
        else:
            self.translations[text] = translation


def texts_of(report: Report) -> tuple[str, ...]:
    """Return what a translation of a report translates, in its order: headings and paragraphs."""
    texts: list[str] = []
    headings = list(report.headings)
    for position, paragraph in enumerate(report.paragraphs):
        while headings and headings[0][0] <= position:
            texts.append(headings.pop(0)[1].text)
        texts.append(paragraph.text)
    return (*texts, *(heading.text for _, heading in headings))


def translate_texts(
    texts: Sequence[str], source: Language, target: Language, model: ChatModel, memory: Memory, progress: Progress
) -> tuple[Refused, ...]:
    """Ask for every text that the memory has no answer to, and return what stays untranslated.

    Raises:
        ModelUnavailable: the model stopped answering; what it answered so far is kept.
        StorageFailed: the disk is full or read-only.
    """
    asked = list(dict.fromkeys(texts))
    for done, text in enumerate(asked):
        progress("Translating", done, len(asked))
        if text in memory.translations or (text, model.id) in memory.refused:
            continue
        try:
            said = _ask(text, source, target, model)
        except ChatModelFailed as failure:
            raise ModelUnavailable(
                f"The chat model {model.id!r} did not answer at text {done + 1} of {len(asked)} ({failure}). "
                "What is translated is kept; run the same command to go on."
            ) from failure
        memory.keep(text, model.id, said, problem_of(text, said, source, target))
    progress("Translating", len(asked), len(asked))
    return tuple(memory.refused[text, model.id] for text in asked if text not in memory.translations)


def problem_of(text: str, translation: str, source: Language, target: Language) -> str:
    """Return why a translation is refused, "" where it may be kept."""
    if not any(letter.isalnum() for letter in translation):
        return "the reply was empty"
    if foreign := leftover(translation, text):
        return f"{foreign!r} is a link or markup"
    if language_of(translation) not in (target, None):
        return f"it is not in {LANGUAGE_NAMES[target]}"
    figures = pair_figures(text, translation, source_language=source, translation_language=target)
    if figures.missing:
        return f"the figure {figures.missing[0].text!r} is not in the translation"
    if figures.added:
        return f"the figure {figures.added[0].text!r} is not in the report"
    if not _SHORTEST * len(text) - _SLACK <= len(translation) <= _LONGEST * len(text) + _SLACK:
        return "it is much shorter or longer than the paragraph"
    return ""


def _ask(text: str, source: Language, target: Language, model: ChatModel) -> str:
    """Return what the model says, in plain words, a line for each of its lines. Raises ChatModelFailed."""
    prompt = load_prompt("translate").fill(
        source_language=LANGUAGE_NAMES[source], language=LANGUAGE_NAMES[target], text=text
    )
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            said = "".join(_limited(model, prompt, int(_LONGEST * len(text)) + 10 * _SLACK))
            return "\n".join(filter(None, (plain_text(line) for line in said.splitlines())))
        except ChatModelFailed as failure:
            if attempt == _ATTEMPTS or not failure.retryable:
                raise
    raise AssertionError("unreachable")


def _limited(model: ChatModel, prompt: str, most: int) -> Iterator[str]:
    """Yield a reply, no further than so many characters."""
    reply = model.stream("You translate official reports.", [("user", prompt)])
    try:
        for piece in reply:
            yield piece
            most -= len(piece)
            if most <= 0:
                return
    finally:
        reply.close()
