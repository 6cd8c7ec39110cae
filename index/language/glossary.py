"""Terms that say the same thing, within a language and across the two: "bad debt", "NPL", "nợ xấu".

Each line of glossary.txt is a concept. A text that has one of its phrases has the concept's word beside its own words,
so that a question and a passage meet in it however each puts it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from index.language.fold import fold

MARK = "="  # a concept's word begins with it; no word of a text does
_TOKEN = re.compile(r"\w+")
_WORD = re.compile(r"\w+\*?|…")
_STEM = 3  # letters that every word of any ending has before it


def concepts(text: str, language: str) -> list[str]:
    """Return the words of the concepts that a text names, in its order, each once."""
    return list(dict.fromkeys(word for _, _, word in placed_concepts(text, language)))


@lru_cache(maxsize=4096)
def placed_concepts(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return the concepts a text names with where each stands in its lower-case NFC form; of two, the longer phrase.

    The last many are remembered.
    """
    lowered = unicodedata.normalize("NFC", text.lower())
    plain = fold(text)
    phrases = _phrases(language, folded=language == "vi" and plain == lowered)
    read = lowered if language == "vi" else plain
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(read)]
    gaps = [read[one[2] : other[1]] for one, other in pairwise(tokens)]
    found, place = [], 0
    while place < len(tokens):
        match = phrases.longest(tokens, gaps, place)
        if match is None:
            place += 1
            continue
        last, name = match
        found.append((tokens[place][1], tokens[last][2], MARK + name))
        place = last + 1
    return tuple(found)


def vietnamese_phrases() -> tuple[str, ...]:
    """Return the Vietnamese phrases of all concepts, with their diacritics, without those that leave words open."""
    written = (phrase.strip() for line in _lines() for phrase in line.split("|")[1].split(";"))
    return tuple(phrase for phrase in written if "…" not in phrase)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase as the words it is made of; what stands between them in a text is a space or a hyphen."""

    words: tuple[str, ...]  # "graduat*" for any ending, "…" for up to three words of any kind
    joints: tuple[str, ...]  # before each word but the first: "," where the phrase has a comma there
    name: str

    @property
    def second(self) -> str:
        """The word that must follow its first one, "" where none must or it may have any ending."""
        word = self.words[1] if len(self.words) > 1 else ""
        return "" if word == "…" or word.endswith("*") else word

    def end(self, tokens: Sequence[tuple[str, int, int]], gaps: Sequence[str], first: int) -> int | None:
        """Return the last of the tokens that are this phrase from `first` on."""
        return self._end(tokens, gaps, first, 0)

    def _end(self, tokens: Sequence[tuple[str, int, int]], gaps: Sequence[str], place: int, word: int) -> int | None:
        if place >= len(tokens) or not _is(tokens[place][0], self.words[word]):
            return None
        if word + 1 == len(self.words):
            return place
        between = self.words[word + 1] == "…"
        following = word + 2 if between else word + 1
        for step in range(1, 5 if between else 2):
            if place + step > len(gaps) or not _joins(gaps[place + step - 1], self.joints[following - 1]):
                return None
            end = self._end(tokens, gaps, place + step, following)
            if end is not None:
                return end
        return None


@dataclass(frozen=True, slots=True)
class _Phrases:
    """All phrases of a language by how they begin."""

    whole: Mapping[tuple[str, str], Sequence[_Phrase]]  # by the first word and the second (`_Phrase.second`)
    open: Mapping[str, Sequence[_Phrase]]  # by the first letters of a first word of any ending

    def longest(
        self, tokens: Sequence[tuple[str, int, int]], gaps: Sequence[str], place: int
    ) -> tuple[int, str] | None:
        """Return the last token and the concept of the longest phrase that begins at a token."""
        first = tokens[place][0]
        candidates = [*self.whole.get((first, ""), ()), *self.open.get(first[:_STEM], ())]
        if place + 1 < len(tokens):
            candidates += self.whole.get((first, tokens[place + 1][0]), ())
        if not candidates:
            return None
        ends = ((phrase.end(tokens, gaps, place), phrase) for phrase in candidates)
        found = [(end, len(phrase.words), phrase.name) for end, phrase in ends if end is not None]
        return max(found)[::2] if found else None


def _is(token: str, word: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


def _joins(gap: str, joint: str) -> bool:
    return not gap.strip(" \t\n-–/&’'" + joint)


@cache
def _phrases(language: str, *, folded: bool) -> _Phrases:
    """Return the phrases of a language, without their diacritics where it is folded."""
    whole: dict[tuple[str, str], list[_Phrase]] = {}
    opened: dict[str, list[_Phrase]] = {}
    for number, line in enumerate(_lines()):
        english, vietnamese = line.split("|")
        for written in (vietnamese if language == "vi" else english).split(";"):
            text = written.strip().lower()
            plain = fold(text)
            if folded and " " not in plain and plain != text:
                continue  # without its diacritics a single syllable is any of several words
            phrase = _phrase(plain if folded or language != "vi" else text, f"c{number}")
            first = phrase.words[0]
            if first.endswith("*"):
                opened.setdefault(first[:_STEM], []).append(phrase)
            else:
                whole.setdefault((first, phrase.second), []).append(phrase)
    return _Phrases(whole, opened)


def _phrase(text: str, name: str) -> _Phrase:
    found = [*_WORD.finditer(text)]
    joints = tuple("," if "," in text[one.end() : other.start()] else "" for one, other in pairwise(found))
    return _Phrase(tuple(match.group() for match in found), joints, name)


@cache
def _lines() -> tuple[str, ...]:
    text = (files("index.language") / "glossary.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
