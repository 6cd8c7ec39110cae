"""Which of two figures is larger, and by how much: the one thing an answer calculates, exactly and labelled as such.

Both figures stand in the answer, cited; `assistant.verify` accepts their difference and no other calculated number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Figure, Language
from assistant.compose import shown_figure
from assistant.facts import Fact
from assistant.figures import write_figure
from assistant.wording import say

_TIMES = frozenset({"year", "month", "date", "period", "none"})
_DIFFERENCE = {"percent": "percentage_point"}  # the unit of a difference, where it is another


def compared(facts: Sequence[Fact], language: Language) -> list[str]:
    """Say which of two figures is larger and by how much; nothing where they cannot be compared.

    Figures that are only about right ("over 17.8 billion") and falls are compared, but nothing is calculated from them.
    """
    if len(facts) != 2 or facts[0].figure.unit != facts[1].figure.unit or facts[0].figure.unit in _TIMES:
        return []
    small, large = sorted(facts, key=lambda fact: fact.figure.value)
    shown = shown_figure(large, language)
    if small.figure.value == large.figure.value:
        return [say("equal", language, figure=shown)]
    if large.figure.unit == "rank":  # the first place is the highest
        return [say("higher rank", language, figure=shown_figure(small, language))]
    difference = _difference(small.figure, large.figure)
    if difference is None:
        return [say("larger", language, figure=shown)]
    noun = large.figure.noun if language == "vi" or large.translated else ""
    return [say("larger by", language, figure=shown, difference=write_figure(difference, language, noun))]


def _difference(small: Figure, large: Figure) -> Figure | None:
    """Return the exact difference at the scale of the larger figure, None where it would not be exact."""
    if any(figure.qualifier or figure.direction == "down" or figure.of is not None for figure in (small, large)):
        return None
    unit = _DIFFERENCE.get(large.unit, large.unit)
    return replace(large, value=large.value - small.value, unit=unit)
