"""Typing slips put right: a word that nobody writes, one slip from a word of the reports ("intrusoin", "tnỉh").

A slip swaps two neighbouring letters, leaves one out, strikes one twice, or strikes the key beside it [1]. Nothing is
touched that may be meant: numbers and codes, names (a capital letter within a sentence), abbreviations, syllables that
Vietnamese can spell, and the words of ordinary English, whether the reports have them or not. Where another word of
English is as near and more usual, the word stays as well: what the reports do not say must not become what they say.
[1] F. J. Damerau, A technique for computer detection and correction of spelling errors, 1964
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from index.language.abbreviations import Abbreviations
from index.language.detect import detect_language
from index.language.fold import fold, is_syllable
from index.language.restore import DiacriticRestorer
from index.language.telex import decode_word
from index.language.words import ENGLISH

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters; what is shorter is one slip from too much
_SHORTEST_SYLLABLE = 3  # letters, where the reports have just one such syllable beside its neighbours
_LONGEST = 24  # letters; what is longer is no word of either language, and has too many neighbours to look at
_SHORTEST_UNKNOWN = 5  # of a word that is ordinary English but not the reports'
_RARER = 0.3  # how often a slip of one more cost is made, beside the one before
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Beside a word, these make it part of a code, an address or a contraction.
_JOINED = re.compile(r"[\d_/@&'’]|[.:](?=\w)")
_JOINED_BEFORE = re.compile(r"[\d_/@&'’.]$")


class Speller:
    """Puts slips right by the words of the reports; immutable, safe to share between threads."""

    def __init__(self, restorer: DiacriticRestorer, abbreviations: Abbreviations) -> None:
        self._restorer = restorer
        self._short_forms = frozenset(fold(short) for short in abbreviations.long_forms)

    def correct(self, question: str) -> str:
        """Return the question with its slips put right, all else as typed."""
        language = detect_language(question)
        if language == "other":
            return question
        matches = list(_WORD.finditer(question))
        words = [match.group() for match in matches]
        for place, match in enumerate(matches):
            if _JOINED.match(question, match.end()) or _JOINED_BEFORE.search(question[: match.start()]):
                continue
            if words[place].islower() or (place == 0 and words[place][1:].islower()):
                words[place] = self._corrected(words, place, vietnamese=language == "vi")
            elif words[place].isupper():
                words[place] = self._abbreviation(words[place])
        parts, end = [], 0
        for match, word in zip(matches, words, strict=True):
            parts += [question[end : match.start()], word]
            end = match.end()
        return "".join([*parts, question[end:]])

    def _corrected(self, words: list[str], place: int, *, vietnamese: bool) -> str:
        """Return the word that was meant, or the word itself where nothing speaks clearly for another."""
        typed = words[place].lower()
        if self._is_meant(typed):
            return words[place]
        costs = _cheapest(typed)
        known = {word: cost for word, cost in costs.items() if self._is_known(word)}
        met = {word: met for word in known if (met := self._meetings(words, place, word))}
        if _is_english(typed):
            # "vice" in a Vietnamese question may be "viec", where the reports have it beside the next word.
            known = {word: cost for word, cost in known.items() if vietnamese and cost == 0 and word in met}
        elif not known:
            return _as_typed(_only_ordinary(typed, costs), words[place])
        if not known:
            return words[place]
        best = min(
            known,
            key=lambda word: (
                -met.get(word, 0) * _RARER ** known[word],
                known[word],
                -self._restorer.count(word),
                word,
            ),
        )
        if is_syllable(fold(best)):
            alone = known[best] == 0 and sum(cost == 0 for cost in known.values()) == 1
            clear = (best in met or alone) if len(typed) >= _SHORTEST else {*met} == {best}
        else:
            usual = english_words()
            others = [usual.get(word, 0) for word, cost in costs.items() if cost <= known[best] and word != best]
            clear = len(typed) >= _SHORTEST and max(others, default=0) <= usual.get(best, 0)
        return _as_typed(best, words[place]) if clear else words[place]

    def _abbreviation(self, typed: str) -> str:
        """Return the one abbreviation of the reports that has these letters in another order ("UNBD")."""
        plain = typed.lower()
        if len(typed) < _SHORTEST or self._is_meant(plain):
            return typed
        swapped = {word for cost, word in slips(plain) if cost == 0 and sorted(word) == sorted(plain)}
        known = [word for word in swapped if fold(word) in self._short_forms or self._is_known(word)]
        return known[0].upper() if len(known) == 1 else typed

    def _is_meant(self, typed: str) -> bool:
        plain = fold(typed)
        return (
            not _SHORTEST_SYLLABLE <= len(typed) <= _LONGEST
            or is_syllable(plain)
            or plain in self._short_forms
            or self._is_known(typed)
            or self._restorer.has(decode_word(typed))
        )

    def _is_known(self, word: str) -> bool:
        return word in ENGLISH or bool(self._restorer.forms(word))

    def _meetings(self, words: list[str], place: int, word: str) -> int:
        """Return how often the reports have a word beside its neighbours in the question."""
        before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        return self._restorer.together(before, word) + self._restorer.together(word, after)


def _cheapest(typed: str) -> dict[str, int]:
    costs: dict[str, int] = {}
    for cost, word in slips(typed):
        costs[word] = min(cost, costs.get(word, cost))
    return costs


def _only_ordinary(typed: str, costs: Mapping[str, int]) -> str:
    """Return the one word of ordinary English that is nearest, or what was typed where there are several."""
    ordinary = [word for word, cost in costs.items() if cost == 0 and word in english_words()]
    return ordinary[0] if len(ordinary) == 1 and len(typed) >= _SHORTEST_UNKNOWN else typed


# symspellpy's list is British: what Americans write otherwise is no slip.
_AMERICAN = (
    ("or", "our"),
    ("iz", "is"),
    ("yz", "ys"),
    ("(?<=[bct])er(?=s?$|ed$)", "re"),
    ("ce", "se"),
    ("l(?=ed|ing|er|or)", "ll"),
)


def _is_english(word: str) -> bool:
    usual = english_words()
    return word in usual or any(
        word[: match.start()] + british + word[match.end() :] in usual
        for american, british in _AMERICAN
        for match in re.finditer(american, word)
    )


def _as_typed(word: str, typed: str) -> str:
    return word.capitalize() if typed[0].isupper() else word


def slips(word: str) -> Iterator[tuple[int, str]]:
    """Yield what may have been meant by a word in lower case, with how unlikely that is: 0 the likeliest."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield 0, word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for place, letter in enumerate(word):
        beside = {fold(one) for one in word[max(place - 1, 0) : place] + word[place + 1 : place + 2]}
        rest = word[:place] + word[place + 1 :]
        if fold(letter) in beside:
            yield 0, rest
        elif beside & _neighbours().get(fold(letter), frozenset()):
            yield 1, rest
        for other in _neighbours().get(fold(letter), ()):
            yield 1 + (place == 0), word[:place] + other + word[place + 1 :]
        for missing in _LETTERS:
            yield int(missing not in beside | {fold(letter)}), word[: place + 1] + missing + word[place + 1 :]


@cache
def _neighbours() -> Mapping[str, frozenset[str]]:
    """Return the keys that touch each key of a QWERTY keyboard, whose rows are shifted by half a key."""
    keys = {key: (row, column + row / 2) for row, letters in enumerate(_ROWS) for column, key in enumerate(letters)}
    return {
        key: frozenset(
            other
            for other, (line, at) in keys.items()
            if other != key and abs(line - row) <= 1 and abs(at - column) <= 1
        )
        for key, (row, column) in keys.items()
    }


@cache
def english_words() -> Mapping[str, int]:
    """Return the words of ordinary English with how often books have them: symspellpy's list, 82,765 words."""
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines)}
