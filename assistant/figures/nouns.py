"""What a count counts: the words behind the number, up to the first that cannot belong to them.

A guess good enough to show and to search with; two figures are never told apart by their nouns.
"""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.figures.words import ENGLISH_NOUN_ENDS, ENGLISH_PLURALS, VIETNAMESE_NOUN_ENDS

_HYPHENED = re.compile(r"-(?P<word>[a-z]+)(?![\w-])")
_WORD = re.compile(r"[ \u00a0]?(?P<word>[^\W\d_]+(?:['/-][^\W\d_]+)*)")
_PER = re.compile(r" per [^\W\d_]+")


def read_noun(text: str, position: int, language: Language, limit: int, single: bool) -> tuple[str, int]:
    """Read what is counted behind a number and where it ends; `single` where the number is one."""
    if language == "vi":
        return _vietnamese(text, position, limit)
    if (hyphened := _HYPHENED.match(text, position)) and hyphened.end() <= limit:
        return hyphened["word"], hyphened.end()
    return _english(text, position, limit, single)


def _vietnamese(text: str, position: int, limit: int) -> tuple[str, int]:
    words = _words(text, position, limit, VIETNAMESE_NOUN_ENDS, 6)
    if len(words) > 1 and words[-1]["word"] == "năm" and text[words[-1].end() + 1 : words[-1].end() + 2].isdigit():
        words.pop()  # "55 xã năm 2020"
    return (text[words[0].start("word") : words[-1].end()], words[-1].end()) if words else ("", position)


def _english(text: str, position: int, limit: int, single: bool) -> tuple[str, int]:
    """Take the words up to the first plural; "1 case" has none."""
    words = _words(text, position, limit, ENGLISH_NOUN_ENDS, 5)
    head = next((word for word in words if _is_plural(word["word"].lower())), words[0] if words and single else None)
    if head is None:
        return "", position
    end = head.end()
    if (per := _PER.match(text, end)) and per.end() <= limit:
        end = per.end()
    return text[words[0].start("word") : end], end


def _words(text: str, position: int, limit: int, ends: frozenset[str], longest: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    while len(words) < longest and (found := _WORD.match(text, position)):
        if found.end() > limit or found["word"].lower() in ends:
            break
        words.append(found)
        position = found.end()
    return words


def _is_plural(word: str) -> bool:
    return word in ENGLISH_PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
