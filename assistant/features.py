"""The words of a question that carry its subject, and how far a text has them: numbers from 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Language
from assistant.cues import GENERIC, LIGHT, PART_OF_YEAR, PERIODS
from index.language import fold, fold_with_offsets
from index.language.glossary import MARK, placed_concepts
from index.lexical import DOCUMENT, words

_YEAR = re.compile(r"(?:19|20)\d\d")
# Centred token vectors of one word and another are about this similar: unrelated words, and a word and itself.
_APART, _ALIKE = 0.2, 0.7
_NAMES = 1.0  # a word names a subject where it is at least this rare
_PAIR = 0.5  # what a pair of neighbours weighs next to a word of its rarity
_LIGHT = 0.1  # what a word that names no subject weighs next to another as rare
MET = 0.4  # a word is met where its degree is at least this


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question that carry its subject, each with how rare it is in the reports."""

    words: Mapping[str, float]  # search words, pairs of syllables included at half weight
    spelled: tuple[tuple[str, float], ...]  # words as typed; 0 for a question word, a stop word or what names a time
    terms: tuple[frozenset[str], ...] = ()  # for each word as typed, the concepts whose phrase it is a part of
    forms: tuple[frozenset[str], ...] = ()  # for each word as typed, what search makes of it

    @classmethod
    def of(
        cls,
        question: str,
        language: Language,
        idf: Callable[[str, str], float],
        frequency: Callable[[str, str], int],
        spelled: Sequence[str],
        place: str = "",
    ) -> Asked:
        """Weigh a question's words; `spelled` are its words as search compares them.

        A word that no report has is as rare as can be; one that names no subject either ("earned", "bớt") says little.
        `place` is what all the reports are about: its name in a question says nothing. A year or a part of a year is
        compared as a time, not word by word: "the first half" is "the first six months".
        """
        known = frozenset(fold(place).split())
        question = unicodedata.normalize("NFC", question.lower())
        placed = _placed(question, spelled)
        times = _parts_of_year(question, language)
        light = _light_forms(spelled, language, frequency)

        def rarity(word: str, language: str) -> float:
            return idf(word, language) * (1.0 if light.isdisjoint(word.split("_")) else _LIGHT)

        weights = {
            word: rarity(word, language) * (_PAIR if "_" in word else 1.0)
            for word in words(_without(question, times), language)
            if not _YEAR.fullmatch(word) and not known & set(word.split("_"))
        }
        silent = [
            fold(word) in known or any(start <= at < end for start, end in times)
            for word, (at, _) in zip(spelled, placed, strict=True)
        ]
        weighed = [
            (word, 0.0 if said else _weight(word, language, rarity)) for word, said in zip(spelled, silent, strict=True)
        ]
        forms = tuple(_forms(word, language) for word in spelled)
        return cls(weights, tuple(weighed), _terms(question, language, placed), forms)

    def held(self, text: str, language: Language) -> float:
        """Return the share of the words' weight that a text holds word for word, 0 to 1."""
        total = sum(self.words.values())
        own = words_of(text, language)
        return sum(weight for word, weight in self.words.items() if word in own) / total if total else 0.0

    def has(self, word: str, text: str, language: Language) -> bool:
        """Whether a text has a search word."""
        return word in words_of(text, language)

    def named(
        self, matches: NDArray[np.float32], held: frozenset[str], label: frozenset[str] = frozenset()
    ) -> NDArray[np.float32]:
        """Return the matches with the words of a term raised to full where a text names the term in any way.

        So is the number of a document: of "42/NQ-CP" the encoder sees letters.

        Args:
            held: the search words of the text.
            label: those of what the text is called; a word among them is met.
        """
        raised = matches.copy()
        for place, (concepts, forms) in enumerate(zip(self.terms, self.forms, strict=True)):
            if concepts & held or forms & label or any(DOCUMENT + form in held for form in forms):
                raised[place] = max(raised[place], _ALIKE)
        return raised

    def unnamed(self, held: frozenset[str]) -> float:
        """Return the share of the terms a question names, by how rare they are, that a text names in no way: 0 to 1.

        0 where it names none.
        """
        named = {word: weight for word, weight in self.words.items() if word.startswith(MARK)}
        missed = sum(weight for word, weight in named.items() if word not in held and not self._stands(word, held))
        return missed / sum(named.values()) if sum(named.values()) else 0.0

    def _stands(self, concept: str, held: frozenset[str]) -> bool:
        """Whether a text has the words by which the question names a concept, if as a part of a longer term."""
        spelled = [forms for terms, forms in zip(self.terms, self.forms, strict=True) if concept in terms]
        return bool(spelled) and all(forms & held for forms in spelled)

    def joined(self, held: frozenset[str], language: Language) -> bool:
        """Whether a text has two neighbouring words of the question side by side, which together name a subject.

        Vietnamese words are mostly two syllables, each of which may be in every paragraph: "văn bản". A pair names a
        subject where a word of its rarity would; with a stop word or a generic word in it, it names none.
        """
        content = self.words.keys() - GENERIC[language]
        rare = (word for word, weight in self.words.items() if "_" in word and weight >= _NAMES * _PAIR)
        return any(pair in held and content.issuperset(pair.split("_")) for pair in rare)

    def met(self, matches: NDArray[np.float32]) -> float:
        """Return the share of the words' weight that a text meets in meaning, 0 to 1; matches are one a word."""
        weights = _weights(self.spelled)
        return float(weights @ _degree(matches) / weights.sum()) if weights.sum() else 0.0

    def shares(self, matches: NDArray[np.float32]) -> tuple[float, ...]:
        """Return what each word, as far as a text meets it, adds to `met`: one number a word."""
        weights = _weights(self.spelled)
        total = float(weights.sum())
        return tuple(float(share) for share in weights * _degree(matches) / total) if total else ()

    @property
    def naming(self) -> frozenset[str]:
        """The search words that name a subject: the rare ones, and pairs of syllables that are as rare together."""
        return frozenset(
            word for word, weight in self.words.items() if weight >= _NAMES * (_PAIR if "_" in word else 1.0)
        )

    def strongest(self, matches: NDArray[np.float32]) -> float:
        """Return how far a text meets the word it meets best, of those that name a subject, 0 to 1."""
        degrees = [
            degree for (_, weight), degree in zip(self.spelled, _degree(matches), strict=True) if weight >= _NAMES
        ]
        return float(max(degrees, default=0.0))

    def missed(self, matches: NDArray[np.float32]) -> float:
        """Return the share of the weight of the words that name a subject which a text does not meet, 0 to 1."""
        subject = [
            (weight, degree)
            for (_, weight), degree in zip(self.spelled, _degree(matches), strict=True)
            if weight >= _NAMES
        ]
        total = sum(weight for weight, _ in subject)
        return float(sum(weight for weight, degree in subject if degree < MET) / total) if total else 0.0

    def of_words(self, chosen: frozenset[str], matches: NDArray[np.float32]) -> float:
        """Return how far a text meets some of the words (folded) in meaning, 0 to 1; 1 where none carries meaning."""
        weights = np.array([weight * (fold(word) in chosen) for word, weight in self.spelled], dtype=np.float32)
        return float(weights @ _degree(matches) / weights.sum()) if weights.sum() else 1.0

    def degrees(self, matches: NDArray[np.float32]) -> dict[str, float]:
        """Return how far a text meets each search word in meaning, 0 (another word) to 1 (the word itself)."""
        found: dict[str, float] = {}
        for (spelled, _), forms, degree in zip(self.spelled, self.forms, _degree(matches), strict=True):
            for word in forms | {fold(spelled)}:
                found[word] = max(found.get(word, 0.0), float(degree))
        return found

    def weakest(self, matches: NDArray[np.float32]) -> float:
        """Return how far a text meets the words it meets least: the worst third of the words' weight, 0 to 1."""
        weights = _weights(self.spelled)
        total = weights.sum()
        if not total:
            return 0.0
        degrees = _degree(matches)
        order = np.argsort(degrees)
        ordered = weights[order]
        share = (total / 3 - (ordered.cumsum() - ordered)).clip(0, ordered)
        return float(share @ degrees[order] / share.sum())


def _placed(question: str, spelled: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words of a question stand in it, in its order; (-1, -1) for one that does not."""
    found, start = [], 0
    for word in spelled:
        at = question.find(word.lower(), start)
        start = at + len(word) if at >= 0 else start
        found.append((at, start) if at >= 0 else (-1, -1))
    return found


def _terms(question: str, language: Language, placed: Sequence[tuple[int, int]]) -> tuple[frozenset[str], ...]:
    """Return the concepts each word of a question helps to name, its words in the question's order."""
    named = placed_concepts(question, language)
    return tuple(frozenset(term for a, b, term in named if a < end and start < b) for start, end in placed)


def _parts_of_year(question: str, language: Language) -> list[tuple[int, int]]:
    """Return where a question names halves and quarters of a year."""
    folded, offsets = fold_with_offsets(question)
    found = (match.span() for part in PART_OF_YEAR for match in PERIODS[language][part].finditer(folded))
    return [(offsets[start], offsets[end]) for start, end in found]


def _without(question: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Return a question with some of its stretches blank; what stood around one is not joined."""
    for start, end in stretches:
        question = f"{question[:start]}{',' * (end - start)}{question[end:]}"
    return question


@lru_cache(maxsize=20_000)
def words_of(text: str, language: Language) -> frozenset[str]:
    """Return the search words of a text; the last many are remembered."""
    return frozenset(words(text, language))


@lru_cache(maxsize=64)
def _weights(spelled: tuple[tuple[str, float], ...]) -> NDArray[np.float32]:
    """Return the weights of a question's words, for as long as its passages are compared with it."""
    weights = np.array([weight for _, weight in spelled], dtype=np.float32)
    weights.flags.writeable = False
    return weights


def _degree(matches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn the similarity of a word to 0 (another word) to 1 (the word itself or its translation)."""
    return np.asarray(((matches - _APART) / (_ALIKE - _APART)).clip(0.0, 1.0), dtype=np.float32)


def _weight(word: str, language: Language, idf: Callable[[str, str], float]) -> float:
    if _YEAR.fullmatch(word):
        return 0.0
    # Bridge 2 is not named by "2", which any text may have.
    generic = 0.25 if fold(word) in GENERIC[language] or (word.isdigit() and len(word) == 1) else 1.0
    return generic * max((idf(form, language) for form in _forms(word, language)), default=0.0)


def _light_forms(spelled: Sequence[str], language: Language, frequency: Callable[[str, str], int]) -> frozenset[str]:
    """Return the search words of the words typed that name no subject (`LIGHT`) and that no report has."""
    light = _light(language)
    typed = [word for word in spelled if not light.isdisjoint(_compared(word, language))]
    return frozenset(form for word in typed for form in _forms(word, language) if not frequency(form, language))


@cache
def _light(language: Language) -> frozenset[str]:
    return frozenset().union(*(_compared(word, language) for word in LIGHT[language]))


def _compared(word: str, language: Language) -> frozenset[str]:
    """Return a word as it is told from others: a stem; of Vietnamese the syllable with its diacritics."""
    return frozenset([unicodedata.normalize("NFC", word.lower())]) if language == "vi" else _forms(word, language)


def _forms(word: str, language: Language) -> frozenset[str]:
    """Return what search makes of a word on its own."""
    return frozenset(form for form in words_of(word, language) if "_" not in form)
