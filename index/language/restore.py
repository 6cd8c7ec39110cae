"""Puts diacritics back into Vietnamese typed without them, by the syllable pairs of the reports themselves.

Every word is one of the forms its folded spelling has in the reports; the likeliest sequence is found with Viterbi over
syllable pairs, absolute discounting [1]. Questions use words that reports do not: those of `words.SPOKEN` are added,
and the terms of the glossary that a report does not have.
[1] H. Ney, U. Essen, R. Kneser, On structuring probabilistic dependences in stochastic language modelling, 1994
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from index.language.detect import detect_language
from index.language.fold import fold
from index.language.glossary import vietnamese_phrases
from index.language.telex import decode_telex
from index.language.words import SPOKEN

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.;:!?()\n\"“”]")
_HOI, _NGA = "\u0309", "\u0303"  # the tones that many speakers do not tell apart
_START = ""
_SPOKEN_COUNT = 3  # each phrase of everyday questions counts as if the reports had it so often
_MARKED = 0.5  # share of words with diacritics from which on a question is typed with them; of a text, about 0.7
_FORGOTTEN = math.log(0.001)  # that one who types them leaves a mark out, or takes hỏi for ngã
_DISCOUNT = 0.7  # of a pair's count; [1] gives n1 / (n1 + 2 n2), which is near this for a report of 10,000 words


class DiacriticRestorer:
    """Restores diacritics; immutable once built, safe to share between threads."""

    def __init__(
        self, singles: Mapping[str, int], pairs: Mapping[tuple[str, str], int], names: Mapping[str, str]
    ) -> None:
        self._singles = dict(singles)
        self._pairs = dict(pairs)
        self._names = dict(names)
        self._total = sum(singles.values())
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in singles:
            self._forms[fold(word)].append(word)
        self._after: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        for (first, _), count in pairs.items():
            self._after[first] += count
            self._kinds[first] += 1

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> DiacriticRestorer:
        """Build from the texts of the reports."""
        singles: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        names: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for part in _BREAK.split(text):
                words = _WORD.findall(part)
                _count([word.lower() for word in words], 1, singles, pairs)
                for first, second in pairwise(words):
                    if first.istitle() and second.istitle() and fold(first + second) != (first + second).lower():
                        names[fold(f"{first} {second}")][f"{first} {second}"] += 1
        for phrase in SPOKEN:
            _count(phrase.split(), _SPOKEN_COUNT, singles, pairs)
        for phrase in vietnamese_phrases():
            _know(_WORD.findall(phrase), singles, pairs)
        return cls(singles, pairs, {folded: spelled.most_common(1)[0][0] for folded, spelled in names.items()})

    def restore(self, question: str) -> str:
        """Return the question with its diacritics; English words stay, and in an English question all but names."""
        if detect_language(question) != "vi":
            return self._restore_names(question)
        question = decode_telex(question)
        matches = list(_WORD.finditer(question))
        words = [match.group() for match in matches]
        restored = self._best(words, marked=_is_marked(words))
        for match, word in zip(reversed(matches), reversed(restored), strict=True):
            question = question[: match.start()] + _like(word, match.group()) + question[match.end() :]
        return question

    def _restore_names(self, question: str) -> str:
        """Restore pairs such as "Cho Lach" where the reports write them as a name and the question does so too."""

        def spelled(match: re.Match[str]) -> str:
            name = self._names.get(match.group().lower())
            return name or match.group()

        return re.sub(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b", spelled, question)

    def _best(self, words: Sequence[str], *, marked: bool) -> list[str]:
        """Return the likeliest forms of the words, in their order (Viterbi)."""
        paths: dict[str, tuple[float, list[str]]] = {_START: (0.0, [])}
        for word in words:
            options: dict[str, tuple[float, list[str]]] = {}
            typed, known = word.lower(), self._candidates(word)
            for form in (*known, typed) if marked else known:
                changed = _FORGOTTEN if marked and form != typed else 0.0
                options[form] = max(
                    ((score + self._log(last, form) + changed, [*path, form]) for last, (score, path) in paths.items()),
                    key=lambda option: option[0],
                )
            paths = options
        return max(paths.values(), key=lambda option: option[0])[1]

    def _candidates(self, word: str) -> Sequence[str]:
        lower = word.lower()
        if lower.isascii():
            return self._forms.get(fold(lower)) or [lower]
        if lower in self._singles:
            return [lower]  # typed with its diacritics: as typed
        return [form for form in self._forms.get(fold(lower), ()) if _may_be(lower, form)] or [lower]

    def _log(self, first: str, second: str) -> float:
        single = (self._singles.get(second, 0) + 0.1) / (self._total + 1)
        seen = self._after.get(first, 0)
        if not seen:
            return math.log(single)
        pair = max(self._pairs.get((first, second), 0) - _DISCOUNT, 0.0) / seen
        return math.log(pair + _DISCOUNT * self._kinds[first] / seen * single)

    def has(self, word: str) -> bool:
        """Whether the reports have a word in just this form."""
        return word.lower() in self._singles

    def forms(self, word: str) -> Sequence[str]:
        """Return the forms that a word may have in the reports; none for one they do not know."""
        known = self._candidates(word)
        return known if known[0] in self._singles else ()

    def count(self, word: str) -> int:
        """Return how often the reports have a word, in any of the forms it may have."""
        return sum(self._singles[form] for form in self.forms(word))

    def together(self, first: str, second: str) -> int:
        """Return how often the reports have two words one after the other, in any of the forms they may have."""
        return sum(self._pairs.get((one, other), 0) for one in self.forms(first) for other in self.forms(second))

    def to_dict(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        return {
            "singles": self._singles,
            "pairs": [[first, second, count] for (first, second), count in self._pairs.items()],
            "names": self._names,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> DiacriticRestorer:
        """Return what `to_dict` gave."""
        singles, pairs, names = values["singles"], values["pairs"], values["names"]
        if not isinstance(singles, Mapping) or not isinstance(pairs, Sequence) or not isinstance(names, Mapping):
            raise TypeError("not a diacritic restorer's values")
        return cls(singles, {(first, second): count for first, second, count in pairs}, names)


def _is_marked(words: Sequence[str]) -> bool:
    """Whether a question is typed with diacritics: an unmarked word of it is mostly a word, and not one to restore."""
    return sum(not word.isascii() for word in words) >= _MARKED * len(words)


def _may_be(typed: str, form: str) -> bool:
    """Whether a word typed with some of its diacritics may be a form: it has all that was typed, hỏi and ngã being one.

    "trương" may be "trường" and "hổ" may be "hỗ"; "ngân" is not "ngăn".
    """
    one, other = (unicodedata.normalize("NFD", word.replace("đ", "d\u0335")) for word in (typed, form))
    letters, marks = _marked(one.replace(_NGA, _HOI)), _marked(other.replace(_NGA, _HOI))
    return len(letters) == len(marks) and all(own <= more for own, more in zip(letters, marks, strict=True))


def _marked(decomposed: str) -> list[frozenset[str]]:
    """Return the marks of each letter."""
    found: list[set[str]] = []
    for character in decomposed:
        if unicodedata.combining(character) and found:
            found[-1].add(character)
        else:
            found.append(set())
    return [frozenset(marks) for marks in found]


def _count(words: Sequence[str], weight: int, singles: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    for first, second in pairwise([_START, *words]):
        singles[second] += weight
        pairs[first, second] += weight


def _know(words: Sequence[str], singles: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """Count a term once where the reports do not have it; what they have is as frequent as they have it."""
    for word in words:
        singles.setdefault(word, 1)
    for pair in pairwise(words):
        pairs.setdefault(pair, 1)


def _like(word: str, typed: str) -> str:
    """Return the word in the capitals it was typed in."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
