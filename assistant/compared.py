"""Which of two figures is larger, and by how much: the one thing an answer calculates, exactly and labelled as such.

Both figures stand in the answer, cited; `assistant.verify` accepts their difference and no other calculated number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import TIME_UNITS, Figure, Language
from assistant.compose import shown_figure
from assistant.cues import LARGER, Relation
from assistant.facts import Fact
from assistant.figures import write_figure
from assistant.question import Wanted
from assistant.wording import say
from index.language import fold
from index.language.glossary import concepts

_NO_AMOUNTS = TIME_UNITS | {"none"}
_KINDS: frozenset[Relation] = frozenset({"growth", "plan", "share"})  # a growth is not compared with a share
_DIFFERENCE = {"percent": "percentage_point"}  # the unit of a difference, where it is another


def compared(wanted: Wanted, facts: Sequence[Fact], language: Language) -> list[str]:
    """Say which of two figures is larger and by how much; nothing where they cannot be compared.

    Figures that are only about right ("over 17.8 billion") and falls are compared, but nothing is calculated from them.
    """
    if not LARGER[wanted.language].search(fold(wanted.question)) or not _comparable(wanted, facts):
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
    noun = large.figure.noun if large.figure.noun == small.figure.noun else ""
    return [say("larger by", language, figure=shown, difference=write_figure(difference, language, noun))]


def _comparable(wanted: Wanted, facts: Sequence[Fact]) -> bool:
    """Whether two figures are of one kind, and all that the question compares is spoken of where they stand."""
    if len(facts) != 2 or facts[0].figure.unit != facts[1].figure.unit or facts[0].figure.unit in _NO_AMOUNTS:
        return False
    one, other = facts
    if one.either_relations & _KINDS != other.either_relations & _KINDS:
        return False
    nouns = {fold(fact.figure.noun) for fact in facts if fact.figure.unit == "count"}
    if len(nouns) > 1 and not all(noun in fold(wanted.question) for noun in nouns):
        return False
    spoken = {concept for fact in facts for concept in concepts(fact.text, wanted.language)}
    return spoken.issuperset(concepts(wanted.question, wanted.language))


def _difference(small: Figure, large: Figure) -> Figure | None:
    """Return the exact difference at the scale of the larger figure, None where it would not be exact."""
    if any(figure.qualifier or figure.direction == "down" or figure.of is not None for figure in (small, large)):
        return None
    unit = _DIFFERENCE.get(large.unit, large.unit)
    return replace(large, value=large.value - small.value, unit=unit)
