"""When two figures say the same, and which figures of two texts belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Figure, Language
from assistant.figures.read import read_figures

_WORD_SCALES = 1_000_000  # an amount this large without a noun is money whose currency was left out


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
    total equals one that gives it. Codes are compared with their kind where both have one.
    """
    if not _same_unit(first, second) or not _same_value(first, second):
        return False
    if first.of is not None and second.of is not None and first.of != second.of:
        return False
    if first.unit == "none":
        kinds = {figure.noun.casefold() for figure in (first, second) if figure.noun}
        return len(kinds) <= 1
    if first.unit == "year":
        return len({figure.qualifier for figure in (first, second) if figure.qualifier}) <= 1
    return True


def _same_unit(first: Figure, second: Figure) -> bool:
    if first.unit == second.unit:
        return True
    counts = [figure for figure in (first, second) if figure.unit == "count"]
    return (
        {first.unit, second.unit} in ({"count", "VND"}, {"count", "USD"})
        and not counts[0].noun
        and (abs(counts[0].value) >= _WORD_SCALES)
    )


def _same_value(first: Figure, second: Figure) -> bool:
    if first.value == second.value:
        return {first.direction, second.direction} != {"up", "down"}
    if first.value == -second.value:
        positive = first if first.value > 0 else second
        return positive.direction == "down"
    return False


def is_supported(figure: Figure, figures: Iterable[Figure]) -> bool:
    """Whether a figure stands among others."""
    return any(same_figure(figure, other) for other in figures)


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
