"""The place that every paragraph is about: named in a question, it tells no paragraph from another.

"How much was collected in Bến Tre?" of a report on Bến Tre is nearest to the paragraphs that name the province most
often, not to the one about collecting; so is "how much did the province collect?". What the encoder reads, and what
keywords are taken from, leaves these words out. Measured in docs/search.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.language import fold, fold_with_offsets
from index.report import Report

# Kinds of places with their English names: Bến Tre is a province and a city in it.
_KINDS = {
    "tỉnh": "province",
    "thành phố": "city",
    "huyện": "district",
    "quận": "district",
    "thị xã": "town",
    "thị trấn": "town",
    "phường": "ward",
    "xã": "commune",
}
_FOLDED = {fold(kind): english for kind, english in _KINDS.items()} | {"tp": "city"}
_LEADING = r"(?:\b(?:in|of|for|at|from|across|throughout|within|o|tai|cua|trong)\s+)?(?:\bthe\s+)?"
_LEADS = re.compile(r"(?:in|of|for|at|from|across|throughout|within|o|tai|cua|trong)\b")
_NEEDLESS_SPACE = re.compile(r"^\s+|\s+(?=[\s?,.!:;]|$)")


@dataclass(frozen=True, slots=True)
class Subject:
    """A place, folded, and what kind of place it is as issuer and title say."""

    place: str = ""
    kinds: tuple[str, ...] = ()  # with their diacritics

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Subject:
        """Return the place that all of these reports are about; nothing where they are about several, or none.

        A report is about the place it is dated from where its issuer or its title names that place: a ministry's
        report from Hà Nội is not about Hà Nội.
        """
        places = {fold(report.place).strip() for report in reports}
        place = places.pop() if len(places) == 1 else ""
        names = [f" {fold(f'{report.issuer} {report.title}')} " for report in reports]
        if not place or not all(f" {place} " in name for name in names):
            return cls()
        return cls(place, tuple(kind for kind in _KINDS if any(f" {fold(kind)} {place} " in name for name in names)))

    def called(self, text: str, language: str) -> str:
        """Return a text with the place that does something called by its kind: "did Bến Tre spend" of a province."""
        if not self.kinds:
            return text
        kind = f"the {_KINDS[self.kinds[0]]}" if language == "en" else self.kinds[0]
        plain, offsets = fold_with_offsets(text)
        for match in reversed(list(_by_name(self.place, self.kinds).finditer(plain))):
            if not _LEADS.match(match.group()) and not match.group().endswith("s"):
                text = text[: offsets[match.start()]] + kind + text[offsets[match.end()] :]
        return text

    def left_out(self, text: str) -> tuple[str, NDArray[np.int64]]:
        """Return a text without the place, and the position in `text` of each character left and of the end."""
        keep = np.ones(len(text), dtype=bool)
        for start, end in self._named(text):
            keep[start:end] = False
        positions = np.flatnonzero(keep)
        if len(positions) < len(text):
            needed = np.ones(len(positions), dtype=bool)
            for match in _NEEDLESS_SPACE.finditer("".join(text[position] for position in positions)):
                needed[match.start() : match.end()] = False
            positions = positions[needed]
        return "".join(text[position] for position in positions), np.append(positions, len(text))

    def _named(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text names the place, by its name or as what it is."""
        if not self.place:
            return
        plain, offsets = fold_with_offsets(text)
        for match in _by_name(self.place, self.kinds).finditer(plain):
            yield offsets[match.start()], offsets[match.end()]
        if self.kinds:
            for match in _by_kind(self.kinds).finditer(text):
                yield match.span()


@lru_cache(maxsize=64)
def _by_name(place: str, kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Match the place with what leads to it and its kind, but not another place of its name; in folded text."""
    own = [fold(kind) for kind in kinds]
    english = sorted({_KINDS[kind] for kind in kinds})
    before = rf"(?:\b(?:{'|'.join([*own, *(f'{name} of' for name in english)])})\s+)?" if own else ""
    after = rf"(?:\s+(?:{'|'.join(english)}))?" if own else ""
    others = "".join(rf"(?<!\b{kind} )" for kind in _FOLDED if kind not in own)
    other_english = "|".join(sorted(set(_FOLDED.values()) - set(english)))
    name = re.escape(place).replace(r"\ ", r"\s+")
    return re.compile(rf"{_LEADING}{before}(?<!\w){others}{name}(?!\w)(?!\s+(?:{other_english})\b){after}(?:['’]s)?")


@lru_cache(maxsize=64)
def _by_kind(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Match "the province", "in our province", "của tỉnh", "tỉnh mình"; in text with its diacritics."""
    english = "|".join(sorted({_KINDS[kind] for kind in kinds}))
    own = rf"(?:{'|'.join(kinds)})\b(?!\s+(?:ủy|uỷ|đoàn)\b)"  # the province's party committee is no place
    ours = r"(?:\s+(?:mình|ta|nhà|này)\b)"
    return re.compile(
        rf"\b(?:(?:in|of|for|by|across|within|throughout)\s+)?(?:the|this|our)\s+(?:{english})\b(?:['’]s)?"
        rf"|\b(?:trên địa bàn|ở|của|trong|trên|tại|toàn)\s+{own}{ours}?|^{own}{ours}?|\b{own}{ours}",
        re.IGNORECASE,
    )
