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
_CLOSES = " ."  # a phrase that ends so closes its clause: "the province spent" is all spending, "spent on roads" is not
_TOKEN = re.compile(r"\w+")
_WORD = re.compile(r"\w+\*?|…")
# What may stand between a phrase that closes its clause and the clause's end, folded: when, and in all.
_CLOSING = re.compile(
    r"\d+|in|during|for|over|by|of|the|this|that|last|past|whole|full|entire|all|total|altogether|overall|years?|each"
    r"|roughly|about|then|more|less|fewer|trong|nam|nay|qua|vua|roi|ca|het|tat|tong|cong|tien|vay|the|a|tron|duoc|la"
    r"|bao|nhieu|may"
)
_CONJUNCTION = re.compile(r"and|or|than|but|compare[ds]?|versus|vs|against|va|so|hay|con|thi|nhung|voi")
_STEM = 3  # letters that every word of any ending has before it


def concepts(text: str, language: str) -> list[str]:
    """Return the words of the concepts that a text names, in its order, each once."""
    return list(dict.fromkeys(word for _, _, word in placed_concepts(text, language)))


def placed_concepts(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return the concepts a text names with where each stands in its lower-case NFC form; of two, the longer phrase."""
    return _placed(text, language)[0]


def placed_totals(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return those of the concepts a text names that it names by who did something: "the province spent"."""
    return _placed(text, language)[1]


@lru_cache(maxsize=4096)
def _placed(text: str, language: str) -> tuple[tuple[tuple[int, int, str], ...], tuple[tuple[int, int, str], ...]]:
    """Return the concepts a text names, and those that a closing phrase names; the last many are remembered."""
    lowered = unicodedata.normalize("NFC", text.lower())
    plain = fold(text)
    phrases = _phrases(language, folded=language == "vi" and plain == lowered)
    read = lowered if language == "vi" else plain
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(read)]
    gaps = [read[one[2] : other[1]] for one, other in pairwise(tokens)]
    found, totals, place = [], [], 0
    while place < len(tokens):
        match = phrases.longest(tokens, gaps, place)
        if match is None:
            place += 1
            continue
        last, phrase = match
        found.append((tokens[place][1], tokens[last][2], MARK + phrase.name))
        totals += found[-1:] if phrase.closes else []
        place = last + 1
    return tuple(found), tuple(totals)


def vietnamese_phrases() -> tuple[str, ...]:
    """Return the Vietnamese phrases of all concepts, with their diacritics, without those that leave words open."""
    written = (phrase.strip() for line in _lines() for phrase in line.split("|")[1].split(";"))
    return tuple(phrase.removesuffix(_CLOSES) for phrase in written if "…" not in phrase)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase as the words it is made of; what stands between them in a text is a space or a hyphen."""

    words: tuple[str, ...]  # "graduat*" for any ending, "…" for up to three words of any kind
    joints: tuple[str, ...]  # before each word but the first: "," where the phrase has a comma there
    name: str
    closes: bool = False  # nothing but a time or a sum stands between it and the end of its clause

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
            return place if not self.closes or _is_last(tokens, gaps, place) else None
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
    ) -> tuple[int, _Phrase] | None:
        """Return the last token of the longest phrase that begins at a token, and the phrase."""
        first = tokens[place][0]
        candidates = [*self.whole.get((first, ""), ()), *self.open.get(first[:_STEM], ())]
        if place + 1 < len(tokens):
            candidates += self.whole.get((first, tokens[place + 1][0]), ())
        if not candidates:
            return None
        ends = ((phrase.end(tokens, gaps, place), phrase) for phrase in candidates)
        found = [(end, phrase) for end, phrase in ends if end is not None]
        return max(found, key=lambda one: (one[0], len(one[1].words), one[1].name), default=None)


def _is_last(tokens: Sequence[tuple[str, int, int]], gaps: Sequence[str], place: int) -> bool:
    """Whether nothing but a time or a sum stands between a token and the end of its clause."""
    for (token, _, _), gap in zip(tokens[place + 1 :], gaps[place:], strict=False):
        word = fold(token)
        if gap.strip(" \t\n-–/&’'") or _CONJUNCTION.fullmatch(word):
            return True
        if not _CLOSING.fullmatch(word):
            return False
    return True


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
    return _Phrase(tuple(match.group() for match in found), joints, name, closes=text.endswith(_CLOSES))


@cache
def _lines() -> tuple[str, ...]:
    text = (files("index.language") / "glossary.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
