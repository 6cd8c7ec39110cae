"""What speaks for a figure or a passage as the answer: pure functions from question and text to numbers, 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Language
from assistant.cues import GENERIC, PART_OF_YEAR, Kind, Relation
from assistant.facts import Fact
from assistant.figures import read_figures, same_figure
from assistant.question import Wanted
from index.language import fold
from index.language.glossary import MARK, placed_concepts
from index.lexical import words

_YEAR = re.compile(r"(?:19|20)\d\d")
# Centred token vectors of one word and another are about this similar: unrelated words, and a word and itself.
_APART, _ALIKE = 0.2, 0.7
_MET = 0.4  # a word is met where its degree is at least this
_STRONG: frozenset[Relation] = frozenset({"growth", "plan", "share"})
# What counts time, and what asks for such a count; of both languages, folded.
_DURATION = re.compile(r"(?:years?|months?|weeks?|days?|hours?|times?|nam|thang|tuan|ngay|gio|lan)(?!\w)")
_ASKS_DURATION = re.compile(
    r"(?<!\w)(?:how (?:many|much)(?: \w+){0,2}|number of|may|bao nhieu|bn|so) "
    + _DURATION.pattern
    + r"|(?<!\w)(?:how (?:long|often)|in a row|running|consecutive|bao lau|lien (?:tuc|tiep)|lien)(?!\w)"
)
# Words that show that a text gives this kind of answer, in lower case with their diacritics.
_SHOWS: dict[Kind, dict[Language, re.Pattern[str]]] = {
    "reason": {
        "en": re.compile(r"\b(because|due to|owing to|so as to|in order to|so that|to ensure|thanks to|as a result|therefore|leading to|which (pulled|caused|led|meant)|caused by|with a view to|helping to|thus|creating|laying|from this|to (tap|serve|support|reach|raise|create|attract|prevent|fight|reduce|promote|resolve))\b"),
        "vi": re.compile(r"(?<!\w)(do|vì|nhằm|để|bởi|nhờ|góp phần|dẫn đến|từ đó|vì vậy|do đó|nên|tạo|gây ra|kéo giảm|ảnh hưởng|phục vụ|đáp ứng)(?!\w)"),
    },
    "who": {
        "en": re.compile(r"\b(committee|council|department|government|minister|bank|sector|city|district|party|front|centre|branch|union|hub|authorities|agenc\w+|enterprises?|organi[sz]ations?|chairman|office)\b"),
        "vi": re.compile(r"(?<!\w)(ubnd|hđnd|ủy ban|hội đồng|sở|ngành|chính phủ|thủ tướng|ngân hàng|thành phố|huyện|tỉnh ủy|đảng|mặt trận|trung tâm|chi nhánh|đoàn thể|chủ tịch|không gian|đơn vị|cơ quan|tổ chức|quỹ)(?!\w)"),
    },
    "date": {
        "en": re.compile(r"\b((19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|end of|beginning of|start of|occasion)\b"),
        "vi": re.compile(r"(?<!\w)((19|20)\d\d|cuối năm|đầu năm|ngày|tháng \d+|nhân dịp|dịp)(?!\w)"),
    },
    "frequency": {
        "en": re.compile(r"\b(quarterly|monthly|annual\w*|yearly|weekly|daily|regular\w*|every (?:quarter|month|year|week)|each (?:quarter|month|year|week))\b"),
        "vi": re.compile(r"(?<!\w)(hàng (quý|tháng|năm|tuần|ngày)|hằng (quý|tháng|năm|tuần|ngày)|định kỳ|thường xuyên|mỗi (quý|tháng|năm|tuần))(?!\w)"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question that carry its subject, each with how rare it is in the reports."""

    words: Mapping[str, float]  # search words, pairs of syllables included at half weight
    spelled: tuple[tuple[str, float], ...]  # words as typed; 0 for a question word, a stop word or a year
    terms: tuple[frozenset[str], ...] = ()  # for each word as typed, the concepts whose phrase it is a part of
    forms: tuple[frozenset[str], ...] = ()  # for each word as typed, what search makes of it

    @classmethod
    def of(
        cls,
        question: str,
        language: Language,
        idf: Callable[[str, str], float],
        spelled: Sequence[str],
        place: str = "",
    ) -> Asked:
        """Weigh a question's words; `spelled` are its words as search compares them.

        `place` is what all the reports are about: its name in a question says nothing.
        """
        known = frozenset(fold(place).split())
        weights = {
            word: idf(word, language) * (0.5 if "_" in word else 1.0)
            for word in words(question, language)
            if not _YEAR.fullmatch(word) and not known & set(word.split("_"))
        }
        weighed = [(word, 0.0 if fold(word) in known else _weight(word, language, idf)) for word in spelled]
        forms = tuple(frozenset(form for form in words(word, language) if "_" not in form) for word in spelled)
        return cls(weights, tuple(weighed), _terms(question, language, spelled), forms)

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

        Args:
            held: the search words of the text.
            label: those of what the text is called; a word among them is met.
        """
        raised = matches.copy()
        for place, (concepts, forms) in enumerate(zip(self.terms, self.forms, strict=True)):
            if concepts & held or forms & label:
                raised[place] = max(raised[place], _ALIKE)
        return raised

    def unnamed(self, held: frozenset[str]) -> float:
        """Return the share of the terms a question names that a text names in no way, 0 to 1; 0 where it names none."""
        named = [word for word in self.words if word.startswith(MARK)]
        return sum(word not in held for word in named) / len(named) if named else 0.0

    def met(self, matches: NDArray[np.float32]) -> float:
        """Return the share of the words' weight that a text meets in meaning, 0 to 1; matches are one a word."""
        weights = np.array([weight for _, weight in self.spelled], dtype=np.float32)
        return float(weights @ _degree(matches) / weights.sum()) if weights.sum() else 0.0

    def shares(self, matches: NDArray[np.float32]) -> tuple[float, ...]:
        """Return what each word, as far as a text meets it, adds to `met`: one number a word."""
        weights = np.array([weight for _, weight in self.spelled], dtype=np.float32)
        total = float(weights.sum())
        return tuple(float(share) for share in weights * _degree(matches) / total) if total else ()

    def strongest(self, matches: NDArray[np.float32]) -> float:
        """Return how far a text meets the word it meets best, of those that name a subject, 0 to 1."""
        degrees = [degree for (_, weight), degree in zip(self.spelled, _degree(matches), strict=True) if weight >= 1.0]
        return float(max(degrees, default=0.0))

    def missed(self, matches: NDArray[np.float32]) -> float:
        """Return the share of the weight of the words that name a subject which a text does not meet, 0 to 1."""
        subject = [
            (weight, degree)
            for (_, weight), degree in zip(self.spelled, _degree(matches), strict=True)
            if weight >= 1.0
        ]
        total = sum(weight for weight, _ in subject)
        return float(sum(weight for weight, degree in subject if degree < _MET) / total) if total else 0.0

    def of_words(self, chosen: frozenset[str], matches: NDArray[np.float32]) -> float:
        """Return how far a text meets some of the words (folded) in meaning, 0 to 1; 1 where none carries meaning."""
        weights = np.array([weight * (fold(word) in chosen) for word, weight in self.spelled], dtype=np.float32)
        return float(weights @ _degree(matches) / weights.sum()) if weights.sum() else 1.0

    def weakest(self, matches: NDArray[np.float32]) -> float:
        """Return how far a text meets the words it meets least: the worst third of the words' weight, 0 to 1."""
        weights = np.array([weight for _, weight in self.spelled], dtype=np.float32)
        if not weights.sum():
            return 0.0
        degrees = _degree(matches)
        order = np.argsort(degrees)
        share = np.clip(weights.sum() / 3 - (np.cumsum(weights[order]) - weights[order]), 0, weights[order])
        return float(share @ degrees[order] / share.sum())


def _terms(question: str, language: Language, spelled: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Return the concepts each word of a question helps to name, its words in the question's order."""
    placed = placed_concepts(question, language)
    text = unicodedata.normalize("NFC", question.lower())
    found, start = [], 0
    for word in spelled:
        at = text.find(word.lower(), start)
        end = at + len(word)
        start = end if at >= 0 else start
        found.append(frozenset(concept for a, b, concept in placed if at >= 0 and a < end and at < b))
    return tuple(found)


@lru_cache(maxsize=20_000)
def words_of(text: str, language: Language) -> frozenset[str]:
    """Return the search words of a text; the last many are remembered."""
    return frozenset(words(text, language))


def _degree(matches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn the similarity of a word to 0 (another word) to 1 (the word itself or its translation)."""
    return np.asarray(np.clip((matches - _APART) / (_ALIKE - _APART), 0.0, 1.0), dtype=np.float32)


def _weight(word: str, language: Language, idf: Callable[[str, str], float]) -> float:
    if _YEAR.fullmatch(word):
        return 0.0
    generic = 0.25 if fold(word) in GENERIC[language] else 1.0
    return generic * max((idf(form, language) for form in words(word, language) if "_" not in form), default=0.0)


def figure_fit(wanted: Wanted, fact: Fact) -> dict[str, float]:
    """Return how well a figure is of the kind, relation, period and direction asked for."""
    relations, asked = fact.relations & _STRONG, wanted.relations & _STRONG
    directions = {"down"} if fact.figure.value < 0 else fact.directions
    return {
        "unit": 0.3 if _another_duration(wanted, fact) else wanted.unit_fit(fact.figure.unit),
        "relation": float(bool(relations & asked)),
        "other relation": float(bool(asked and relations and not relations & asked)),
        "part": float(bool({"part"} & fact.relations & wanted.relations)),
        "period": float(bool(wanted.periods & fact.periods & PART_OF_YEAR)),
        "other period": float((wanted.periods & PART_OF_YEAR) != (fact.periods & PART_OF_YEAR)),
        "direction": float(bool(directions & wanted.directions)),
        "other direction": float(bool(directions and wanted.directions and not directions & wanted.directions)),
        "noun": noun_fit(wanted, fact),
        "given": float(
            any(same_figure(fact.figure, given) for given in read_figures(wanted.question, wanted.language))
        ),
    }


def _another_duration(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure counts years or times and the question asks for no such count."""
    if fact.figure.unit != "count" or not _DURATION.match(fold(fact.figure.noun)):
        return False
    return not _ASKS_DURATION.search(fold(wanted.question))


def noun_fit(wanted: Wanted, fact: Fact) -> float:
    """Return how far what a figure counts is what the question asks to have counted, 0 to 1."""
    if not wanted.counted or fact.figure.unit != "count":
        return 0.0
    counted = set(words(fact.figure.noun or fact.text[fact.figure.end : fact.phrase[1]], wanted.language))
    asked = [word for word in words(wanted.counted, wanted.language) if "_" not in word]
    counted = {word for word in counted if "_" not in word}
    shared = sum(word in counted for word in asked)
    return 2 * shared / (len(asked) + len(counted)) if shared else 0.0


def kind_fit(wanted: Wanted, text: str, language: Language) -> float:
    """Return whether a text shows the kind of answer asked for, 0 or 1."""
    if wanted.kind in _SHOWS:
        return float(bool(_SHOWS[wanted.kind][language].search(text.lower())))
    if wanted.wants_figure:
        return max((wanted.unit_fit(figure.unit) for figure in read_figures(text, language)), default=0.0)
    return 0.0
