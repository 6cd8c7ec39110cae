"""Question -> Query, by the words of the reports and with one pass of the encoder."""

from __future__ import annotations

import copy
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.keywords import Keywords
from index.language import Abbreviations, DiacriticRestorer, Speller, english_or_vietnamese, expand_abbreviations
from index.language.glossary import placed_totals
from index.lexical import placed_words, words
from index.means import question_mean
from index.phrasing import Phrasing
from index.query import Query, clean
from index.report import Report
from index.rerank import QuestionTokens
from index.subject import Subject
from index.tokens import centre
from index.units import LANGUAGES

_FILE = "vocabulary.json"
_LEAST_WEIGHT = 0.15  # of a token, beside 1 for the rarest word
_REMEMBERED = 256  # questions; one takes about 40 kB


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the reports write: what a question's words are restored and written out by."""

    restorer: DiacriticRestorer
    abbreviations: Abbreviations

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Vocabulary:
        """Learn from every text of the reports, headings and translations included."""
        return cls(DiacriticRestorer.from_texts(_texts(reports)), Abbreviations.from_texts(_texts(reports)))

    def save(self, folder: Path) -> None:
        """Write the vocabulary into the folder of a build."""
        values = {"restorer": self.restorer.to_dict(), "abbreviations": self.abbreviations.to_dict()}
        (folder / _FILE).write_text(json.dumps(values, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Read what `save` wrote."""
        values = json.loads((folder / _FILE).read_text("utf-8"))
        return cls(DiacriticRestorer.from_dict(values["restorer"]), Abbreviations(values["abbreviations"]))


def _texts(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        yield report.title
        yield from (heading.text for _, heading in report.headings)
        yield from (paragraph.text for paragraph in report.paragraphs)
        yield from (paragraph.translation for paragraph in report.paragraphs if paragraph.translation)


class Analyser:
    """Reads questions; any number of threads may use one."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        keywords: Mapping[str, Keywords],
        encoder: Callable[[], Encoder],
        subject: Subject,
        phrasing: Phrasing,
    ) -> None:
        self._vocabulary = vocabulary
        self._phrasing = phrasing
        self._subject = subject
        self._speller: Speller | None = Speller(vocabulary.restorer, vocabulary.abbreviations)
        self._keywords = keywords
        self._encoder = encoder
        self._queries: OrderedDict[str, Query] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def encoder(self) -> Encoder:
        """What turns questions into vectors; loaded on first use."""
        return self._encoder()

    def __call__(self, question: str) -> Query:
        """Return a question ready for search; the last few hundred are remembered."""
        with self._lock:
            if question in self._queries:
                self._queries.move_to_end(question)
                return self._queries[question]
        query = self._analyse(question)
        with self._lock:
            self._queries[question] = query
            while len(self._queries) > _REMEMBERED:
                self._queries.popitem(last=False)
        return query

    def correct(self, question: str) -> str:
        """Return a question with its typing slips put right, as typed where it has none."""
        cleaned = clean(question)
        corrected = self._corrected(cleaned)
        return question if corrected == cleaned else corrected

    def as_typed(self) -> Analyser:
        """Return an analyser that leaves typing slips as they are: what putting them right is measured against."""
        other = copy.copy(self)
        other._speller, other._queries = None, OrderedDict()
        return other

    def _corrected(self, cleaned: str) -> str:
        return self._speller.correct(cleaned) if self._speller else cleaned

    def within(self, keywords: Mapping[str, Keywords], subject: Subject) -> Analyser:
        """Return this analyser with words weighed by other keywords, of reports that are all about `subject`."""
        other = copy.copy(self)
        other._keywords, other._subject = keywords, subject
        other._phrasing = self._phrasing.within(keywords)
        other._queries, other._lock = OrderedDict(), threading.Lock()
        return other

    def _analyse(self, question: str) -> Query:
        text = self._corrected(clean(question))
        language = english_or_vietnamese(text)
        encoder = self._encoder()
        if not any(character.isalnum() for character in text):
            none = QuestionTokens(np.zeros((0, encoder.dimension), np.float32), np.zeros(0, np.float32))
            return Query(question, language, text, (), np.zeros(encoder.dimension, np.float32), none)
        called = self._subject.called(text, language)
        named = called if placed_totals(called, language) else text  # "how much did Bến Tre spend?"
        restored = self._vocabulary.restorer.restore(self._phrasing.put(named, language))
        read, positions = self._subject.left_out(restored)
        if not words(read, language):
            read, positions = restored, np.arange(len(restored) + 1)
        expanded = expand_abbreviations(read, self._vocabulary.abbreviations)
        [encoded] = encoder.encode([read], "question")
        return Query(
            text=question,
            language=language,
            restored=restored,
            words=tuple((each, tuple(words(expanded, each))) for each in LANGUAGES),
            vector=encoded.vector,
            tokens=QuestionTokens(
                centre(encoded.tokens, question_mean(encoder, "vi" if language == "vi" else "en")),
                token_weights(read, encoded.offsets, self._keywords[language], language),
            ),
            offsets=_moved(encoded.offsets, positions),
        )


def _moved(offsets: NDArray[np.int32], positions: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return offsets (tokens, 2) into a text of which only the characters at `positions` were read."""
    if not len(offsets):
        return offsets
    starts = positions[offsets[:, 0]]
    ends = positions[np.maximum(offsets[:, 1] - 1, offsets[:, 0])] + 1
    return np.stack([starts, ends], axis=1).astype(np.int32)


def token_weights(text: str, offsets: NDArray[np.int32], keywords: Keywords, language: str) -> NDArray[np.float32]:
    """Weigh tokens (tokens,) by how rare the word is that each lies in; their sum is 1.

    Stop words, punctuation and words of nearly every paragraph keep a little: they still tell word order apart.
    """
    rarest = np.log(1 + (keywords.documents + 0.5) / 0.5)
    found = [(start, end, keywords.idf(word) / rarest) for start, end, word in placed_words(text, language)]
    weights = np.full(len(offsets), _LEAST_WEIGHT, dtype=np.float32)
    for place, (start, end) in enumerate(offsets):
        inside = [weight for first, last, weight in found if first < end and last > start]
        weights[place] = max([_LEAST_WEIGHT, *inside[:1]])
    return weights / max(float(weights.sum()), 1e-6)
