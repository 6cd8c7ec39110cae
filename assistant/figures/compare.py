"""When two figures say the same, and which figures of two texts belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Figure, Language
from assistant.figures.read import read_figures

_SURELY_MONEY = 1_000_000  # an amount this large without a noun is money whose currency was left out
_SIDES = {"over": "above", "at least": "above", "under": "below", "at most": "below", "nearly": "below"}
_YEARLESS = {"date": 10_000, "month": 100}  # below these, a date or month is written without its year


@dataclass(frozen=True, slots=True)
class FigurePairs:
    """The figures of a text and of its translation."""

    pairs: tuple[tuple[Figure, Figure], ...]
    missing: tuple[Figure, ...]  # in the source only
    added: tuple[Figure, ...]  # in the translation only

    @property
    def complete(self) -> bool:
        """Whether every figure stands in both."""
        return not self.missing and not self.added


def same_figure(first: Figure, second: Figure) -> bool:
    """Whether two figures say the same: value, unit and direction, whatever the noun and the writing.

    "fell by 3%" equals "giảm 3%" and a growth of -3%, and never "rose by 3%". A rank or fraction that leaves out its
    total equals one that gives it, and a date without its year the one with it. Codes are compared with their kind,
    and "more than 5" never equals "fewer than 5".
    """
    if not _same_unit(first, second) or not _same_value(first, second):
        return False
    if first.of is not None and second.of is not None and first.of != second.of:
        return False
    if {_SIDES.get(first.qualifier), _SIDES.get(second.qualifier)} == {"above", "below"}:
        return False
    if first.unit == "none":
        return _agree(first.noun.casefold(), second.noun.casefold())
    return first.unit != "year" or _agree(first.qualifier, second.qualifier)


def _agree(first: str, second: str) -> bool:
    return first == second or not first or not second


def _same_unit(first: Figure, second: Figure) -> bool:
    if first.unit == second.unit:
        return True
    if {first.unit, second.unit} not in ({"count", "VND"}, {"count", "USD"}):
        return False
    count = first if first.unit == "count" else second
    return not count.noun and abs(count.value) >= _SURELY_MONEY


def _same_value(first: Figure, second: Figure) -> bool:
    if first.value == second.value:
        return {first.direction, second.direction} != {"up", "down"}
    if first.value == -second.value:
        positive = first if first.value > 0 else second
        return positive.direction == "down"
    if first.unit in _YEARLESS:
        shorter, longer = sorted((first.value, second.value))
        return shorter < _YEARLESS[first.unit] <= longer and longer % _YEARLESS[first.unit] == shorter
    return False


def is_supported(figure: Figure, figures: Iterable[Figure]) -> bool:
    """Whether a figure stands among others, or follows from one: 2020 from 9/4/2020, 63 provinces from "7/63"."""
    return any(same_figure(figure, other) or _follows(figure, other) for other in figures)


def _follows(figure: Figure, other: Figure) -> bool:
    if figure.unit == "count" and figure.of is None:
        return other.of == figure.value
    if other.unit not in _YEARLESS or other.value < _YEARLESS[other.unit]:
        return False
    months = other.value // 100 if other.unit == "date" else other.value
    if figure.unit == "year":
        return not figure.qualifier and figure.value == months // 100
    return figure.unit == "month" and other.unit == "date" and figure.value in (months, months % 100)


def pair_figures(
    source: str, translation: str, *, source_language: Language = "vi", translation_language: Language = "en"
) -> FigurePairs:
    """Pair the figures of a text with those of its translation, each used once, in the text's order."""
    added = list(read_figures(translation, translation_language))
    pairs: list[tuple[Figure, Figure]] = []
    missing: list[Figure] = []
    for figure in read_figures(source, source_language):
        match = next((other for other in added if same_figure(figure, other)), None)
        if match is None:
            missing.append(figure)
        else:
            added.remove(match)
            pairs.append((figure, match))
    return FigurePairs(tuple(pairs), tuple(missing), tuple(added))
