"""The words of the page, in every language it speaks.

They stand in one file, `strings.toml`, a table a phrase, so that a translator sees both languages side by side.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "vi")


@cache
def load_strings() -> dict[str, dict[str, str]]:
    """Return {language: {phrase: words}}.

    Raises ValueError where a phrase lacks a language, so that no page half-translated can start.
    """
    table = tomllib.loads(files("assistant.web").joinpath("strings.toml").read_text(encoding="utf-8"))
    for phrase, words in table.items():
        missing = [language for language in LANGUAGES if not words.get(language)]
        if missing:
            raise ValueError(f"strings.toml: {phrase!r} has no words in {missing}")
    return {language: {phrase: words[language] for phrase, words in table.items()} for language in LANGUAGES}
