"""The reports that a question set is about, ready to look evidence up in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.report import Paragraph, Report


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: `paragraph.text[start:end]`."""

    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every citable paragraph by its id, in reading order."""

    paragraphs: Mapping[str, Paragraph]
    languages: Mapping[str, str]  # of the reports, by their ids
    _places: dict[str, tuple[Place, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Corpus:
        """Gather the paragraphs of reports."""
        known = tuple(reports)
        paragraphs = {paragraph.id: paragraph for report in known for paragraph in report.paragraphs}
        return cls(paragraphs, {report.id: report.language for report in known})

    def places(self, quote: str) -> tuple[Place, ...]:
        """Return where a quote stands, once a paragraph, in reading order; white space and NFD do not matter."""
        if quote not in self._places:
            pattern = _pattern(quote)
            found = ((id, pattern.search(paragraph.text)) for id, paragraph in self.paragraphs.items())
            self._places[quote] = tuple(Place(id, match.start(), match.end()) for id, match in found if match)
        return self._places[quote]

    def without_addresses(self, text: str) -> str:
        """Return a text without the addresses of paragraphs ("I › 3 › 3.2, ¶23"), whose numbers are no figures."""
        if "¶" in text:
            places = {paragraph.place for paragraph in self.paragraphs.values()}
            for place in sorted((place for place in places if place in text), key=len, reverse=True):
                text = text.replace(place, " ")
        return text


def _pattern(quote: str) -> re.Pattern[str]:
    words = unicodedata.normalize("NFC", quote).split()
    if not words:
        raise ValueError("an evidence quote is empty")
    return re.compile(r"\s+".join(re.escape(word) for word in words))
