"""The words by which people ask: what tells the kind of answer that is wanted, in English and Vietnamese.

They stand in cues.toml and name no report and no subject: only question words, units, and the ways a figure relates to
its noun.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from re import Pattern
from typing import Any, Literal, TypeVar

from index.language import fold
from index.language.fold import fold_with_offsets

Kind = Literal[
    "amount", "percent", "count", "quantity", "rank", "date", "frequency", "document", "who", "list", "reason",
    "yesno", "comparison", "open",
]  # fmt: skip
Relation = Literal["growth", "plan", "share", "part", "average", "total"]
Period = Literal["first-half", "second-half", "quarter", "full-year"]
Direction = Literal["up", "down"]
Cue = TypeVar("Cue", bound=str)


@dataclass(frozen=True, slots=True)
class Siblings:
    """Two subjects that stand side by side, and what only looks like one of them."""

    subject: str  # what both are of, the same word in each language
    one: tuple[str, ...]
    other: tuple[str, ...]  # form by form in parallel
    apart: tuple[str, ...] = ()
    apart_folded: tuple[str, ...] = ()  # looks like one of them only without diacritics


def _pattern(cue: str | list[str]) -> Pattern[str]:
    """Compile a cue: a list holds alternatives, each whole words; a single text is a pattern as it stands."""
    return re.compile(cue if isinstance(cue, str) else r"(?<!\w)(?:" + "|".join(cue) + r")(?!\w)")


def _tables(name: str) -> dict[str, dict[Any, Pattern[str]]]:
    return {language: {key: _pattern(cue) for key, cue in table.items()} for language, table in _CUES[name].items()}


def _patterns(name: str) -> dict[str, Pattern[str]]:
    return {language: _pattern(cue) for language, cue in _CUES[name].items()}


_CUES = tomllib.loads((files("assistant") / "cues.toml").read_text("utf-8"))
# By language, what each key is told by.
KINDS: dict[str, dict[Kind, Pattern[str]]] = _tables("kinds")
RELATIONS: dict[str, dict[Relation, Pattern[str]]] = _tables("relations")
PERIODS: dict[str, dict[Period, Pattern[str]]] = _tables("periods")
DIRECTIONS: dict[str, dict[Direction, Pattern[str]]] = _tables("directions")
INTERROGATIVES: dict[str, Pattern[str]] = _patterns("interrogatives")
LARGER: dict[str, Pattern[str]] = _patterns("larger")
GENERIC: dict[str, frozenset[str]] = {key: frozenset(text.split()) for key, text in _CUES["generic"].items()}
LIGHT: dict[str, frozenset[str]] = {key: frozenset(text.split()) for key, text in _CUES["light"].items()}
OVERVIEW: dict[str, Pattern[str]] = _patterns("overview")
OVERVIEW_WORDS: dict[str, Pattern[str]] = _patterns("overview_words")
SHOWS: dict[str, dict[Kind, Pattern[str]]] = _tables("shows")
NUMBER: dict[str, Pattern[str]] = _patterns("number")
SIDES: dict[str, dict[str, Pattern[str]]] = _tables("sides")
BASES: dict[str, Pattern[str]] = _patterns("bases")
CAUSES: dict[str, dict[str, Pattern[str]]] = _tables("causes")
CLAIMS: dict[str, dict[str, Pattern[str]]] = _tables("claims")
LOOSE: dict[str, Pattern[str]] = _patterns("loose")
SHORTCOMINGS: dict[str, Pattern[str]] = _patterns("shortcomings")
FALLS_SHORT: dict[str, Pattern[str]] = _patterns("falls_short")
TO_COME: dict[str, Pattern[str]] = _patterns("to_come")
ABOUT: dict[str, Pattern[str]] = _patterns("about")
DAYS: dict[str, Pattern[str]] = _patterns("days")
OUTCOMES: dict[str, dict[str, Pattern[str]]] = _tables("outcomes")
SIBLINGS: dict[str, tuple[Siblings, ...]] = {
    language: tuple(
        Siblings(row["subject"], *(tuple(row.get(name, ())) for name in ("one", "other", "apart", "apart_folded")))
        for row in rows
    )
    for language, rows in _CUES["siblings"].items()
}

PART_OF_YEAR: frozenset[Period] = frozenset({"first-half", "second-half", "quarter"})


# Cues that other words look like once folded, with how the cue itself is spelled: "mấy" asks, "máy" is a machine.
_SPELLED = {"may": "mấy", "gia": "giá", "dat": "đạt", "ai": "ai", "gi": "gì", "am": "âm", "tang": "tăng", "giam": "giảm",
            "hay": "hay", "thu": "thứ"}  # fmt: skip
_PIECE = re.compile(r"\w+|\W+")


@lru_cache(maxsize=4096)
def plain(question: str) -> str:
    """Return a question as cues are matched on it: folded, with single spaces; a word that only looks like a cue is not."""
    pieces = _PIECE.findall(unicodedata.normalize("NFC", question.lower()))
    return " ".join("".join(map(_folded, pieces)).split())


def without(pattern: Pattern[str], question: str) -> str:
    """Return a question without what a pattern of folded text matches, all else as typed."""
    folded, offsets = fold_with_offsets(question)
    kept, end = [], 0
    for match in pattern.finditer(folded):
        kept.append(question[offsets[end] : offsets[match.start()]])
        end = match.end()
    kept.append(question[offsets[end] :])
    return " ".join(" ".join(kept).split()).strip(" ?!.,;:")


def _folded(word: str) -> str:
    folded = fold(word)
    return word if _SPELLED.get(folded, word) != word and folded != word else folded


def matching(table: Mapping[str, Mapping[Cue, Pattern[str]]], language: str, folded: str) -> frozenset[Cue]:
    """Return the cues of a table that a folded text of a language has."""
    return frozenset(cue for cue, pattern in table[language].items() if pattern.search(folded))


def periods_in(folded: str) -> frozenset[Period]:
    """Return the periods that a folded text of either language names."""
    return frozenset().union(*(matching(PERIODS, language, folded) for language in PERIODS))
