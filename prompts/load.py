"""Read a prompt and fill in its names.

A prompt is the Markdown file `NAME.md` beside this module. `$name` stands for a value, `$$` for a dollar sign. A file
whose names are not the ones listed here, and a filling that leaves one out or adds one, are refused: a prompt with a
hole in it would still get an answer, only a worse one that nobody notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Literal

Language = Literal["en", "vi"]

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "vi": "Vietnamese"}  # as prompts name them

# What each prompt is filled with.
NAMES: dict[str, frozenset[str]] = {
    "answer-system": frozenset({"language", "refusal"}),
    "answer": frozenset({"evidence", "language", "question"}),
    "answer-again": frozenset({"language", "problems", "refusal"}),
    "standalone": frozenset({"history", "language", "question"}),
    "translate": frozenset({"language", "source_language", "text"}),
    "draft": frozenset({"headings", "language", "original", "translation"}),
    "judge": frozenset({"answer", "evidence", "question", "reference"}),
}


class PromptInvalid(ValueError):
    """A prompt does not exist, or its names are not the ones it is filled with."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the names it needs."""

    name: str
    text: str
    names: frozenset[str]

    def fill(self, **values: str) -> str:
        """Return the prompt with every name replaced; values are put in as they are, never read for names.

        Raises PromptInvalid where a name is missing or unknown.
        """
        _same(f"filling prompt {self.name!r}", expected=self.names, given=frozenset(values))
        return Template(self.text).substitute(values)


def load_prompt(name: str) -> Prompt:
    """Read a prompt by its name; raises PromptInvalid where it is unknown or its file has other names."""
    if name not in NAMES:
        raise PromptInvalid(f"there is no prompt {name!r}; the prompts are {', '.join(sorted(NAMES))}")
    text = files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
    return prompt_of(name, text, NAMES[name])


def prompt_of(name: str, text: str, names: frozenset[str]) -> Prompt:
    """Make a prompt of a text; raises PromptInvalid where the text has other names or a stray dollar sign."""
    template = Template(text)
    if not template.is_valid():
        raise PromptInvalid(f"prompt {name!r} has a '$' that starts no name; write '$$' for a dollar sign")
    _same(f"prompt {name!r}", expected=names, given=frozenset(template.get_identifiers()))
    return Prompt(name, text, names)


def refusal(language: Language) -> str:
    """Return the sentence that says the report does not say."""
    return files("prompts").joinpath(f"refusal.{language}.md").read_text(encoding="utf-8").strip()


def _same(what: str, *, expected: frozenset[str], given: frozenset[str]) -> None:
    missing, unknown = sorted(expected - given), sorted(given - expected)
    if missing or unknown:
        parts = [f"{kind} {', '.join(names)}" for kind, names in (("missing", missing), ("unknown", unknown)) if names]
        raise PromptInvalid(f"{what}: {'; '.join(parts)}")
