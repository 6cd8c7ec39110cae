"""A question as search reads it: cleaned, in its language, its diacritics restored, its words and vectors ready."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.language import Abbreviations, DiacriticRestorer
from index.report import Report

_FILE = "vocabulary.json"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\\x00-\\x08\\x0b-\\x1f\\x7f]")
_SPACE = re.compile(r"\s+")
_LONGEST = 2_000  # characters; an encoder reads fewer, and more would only cost time


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question, analysed once for everything that is asked of the index about it."""

    text: str  # as typed
    language: str  # "en" or "vi"
    restored: str  # with its diacritics
    expanded: str  # restored, abbreviations written out: what the encoder read
    words: tuple[tuple[str, tuple[str, ...]], ...]  # for each language of the index, the words of the keyword leg
    vector: NDArray[np.float32]  # (dimension,)
    tokens: NDArray[np.float32]  # (tokens, dimension), centred

    def words_in(self, language: str) -> tuple[str, ...]:
        """Return the question's search words as a language writes them."""
        return dict(self.words).get(language, ())


def clean(question: str) -> str:
    """Return a question in NFC with single spaces, without control and zero-width characters, cut at 2,000."""
    text = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", question[: 4 * _LONGEST]))
    # A lone surrogate has no encoding and would stop the tokeniser.
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return _SPACE.sub(" ", text).strip()[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the reports write: what a question's words are restored and written out by."""

    restorer: DiacriticRestorer
    abbreviations: Abbreviations

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Vocabulary:
        """Learn from every text of the reports, headings and translations included."""
        texts = [text for report in reports for text in _texts(report)]
        return cls(DiacriticRestorer.from_texts(texts), Abbreviations.from_texts(texts))

    def save(self, folder: Path) -> None:
        """Write the vocabulary into the folder of a build."""
        values = {"restorer": self.restorer.to_dict(), "abbreviations": self.abbreviations.to_dict()}
        (folder / _FILE).write_text(json.dumps(values, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Read what `save` wrote."""
        values = json.loads((folder / _FILE).read_text("utf-8"))
        return cls(DiacriticRestorer.from_dict(values["restorer"]), Abbreviations(values["abbreviations"]))


def _texts(report: Report) -> list[str]:
    headings = [heading.text for _, heading in report.headings]
    paragraphs = [paragraph.text for paragraph in report.paragraphs]
    return [report.title, *headings, *paragraphs, *(one.translation for one in report.paragraphs if one.translation)]
