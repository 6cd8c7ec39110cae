"""Terms that say the same thing, within a language and across the two: "bad debt", "NPL", "nợ xấu".

Each line of glossary.txt is a concept. A text that has one of its phrases has the concept's word beside its own words,
so that a question and a passage meet in it however each puts it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from index.language.fold import fold

MARK = "="  # a concept's word begins with it; no word of a text does


def concepts(text: str, language: str) -> list[str]:
    """Return the words of the concepts that a text names, in its order, each once."""
    return list(dict.fromkeys(word for _, _, word in placed_concepts(text, language)))


def placed_concepts(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return the concepts a text names with where each stands in its lower-case NFC form."""
    lowered = unicodedata.normalize("NFC", text.lower())
    plain = fold(text)
    pattern, names = _phrases(language, folded=language == "vi" and plain == lowered)
    return [
        (match.start(), match.end(), MARK + names[match.lastgroup or ""])
        for match in pattern.finditer(plain if language != "vi" else lowered)
    ]


@cache
def _phrases(language: str, *, folded: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern of all phrases, longest first, and which concept each of its groups is."""
    found = []
    for number, line in enumerate(_lines()):
        english, vietnamese = line.split("|")
        for phrase in (vietnamese if language == "vi" else english).split(";"):
            plain = fold(phrase.strip())
            if folded and " " not in plain and plain != phrase.strip().lower():
                continue  # without its diacritics a single syllable is any of several words
            found.append((plain if folded or language != "vi" else phrase.strip().lower(), f"c{number}"))
    found.sort(key=lambda item: -len(item[0]))
    names = {f"g{place}": concept for place, (_, concept) in enumerate(found)}
    # Tried by their first letter, then by their first three: of a thousand phrases a few at each word.
    beginnings: dict[str, dict[str, list[str]]] = {}
    for place, (phrase, _) in enumerate(found):
        begins = re.sub(r"[^\w].*", "", phrase[:3])
        beginnings.setdefault(phrase[0], {}).setdefault(begins, []).append(f"(?P<g{place}>{_pattern(phrase)})")
    parts = [
        _either(letter, [_either(begins, phrases) for begins, phrases in sorted(group.items(), key=_longest)])
        for letter, group in beginnings.items()
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"), names


def _either(begins: str, patterns: Sequence[str]) -> str:
    """Match any of these patterns, tried only where the text begins so."""
    return f"(?={re.escape(begins)})(?:{'|'.join(patterns)})"


def _longest(group: tuple[str, Sequence[str]]) -> int:
    return -len(group[0])


def _pattern(phrase: str) -> str:
    spelled = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
    return spelled.replace(r"\s+…", r"(?:\s+\w+){0,3}")


@cache
def _lines() -> tuple[str, ...]:
    text = (files("index.language") / "glossary.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
