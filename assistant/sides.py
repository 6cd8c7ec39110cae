"""The two sides of a comparison, as a question names them: "retail or industry", "the first half and all year"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.answer import Language
from assistant.cues import PART_OF_YEAR, SIDES
from assistant.features import MET
from assistant.figures import same_figure
from assistant.matched import Searched
from assistant.question import Wanted, read_question
from assistant.select import Choice, choose_figures
from index.hit import Hit
from index.language.fold import fold_with_offsets
from index.language.glossary import concepts
from index.lexical import words

_PRONOUN = {"en": re.compile(r"\b(?:it|they|its|their|them)\b"), "vi": re.compile(r"(?<!\w)(?:nó|họ|chúng)(?!\w)")}
_BEST = 8  # figures of each side that are paired
_SIDE = 2.5  # what meeting all of a side is worth, in scores
_OTHER_PERIOD = 4.0  # what two figures of different parts of the year lose, in scores
_MARK = re.compile(r"[,;:?!()–]|\s-\s|\.(?:\s|$)")


def sides(question: str, language: Language) -> tuple[str, str] | None:
    """Return what a question compares, or None where it does not name two things.

    A side reaches from the word between the two to the nearest punctuation, or to a word that asks or compares. One
    that speaks of the first by a pronoun is given after it.
    """
    folded, offsets = fold_with_offsets(question)
    for middle in SIDES[language]["between"].finditer(folded):
        before = _stretches(folded, 0, middle.start(), language)
        after = _stretches(folded, middle.end(), len(folded), language)
        if before and after:
            (start, stop), (begin, end) = before[-1], after[0]
            first = question[offsets[start] : offsets[stop]].strip()
            second = question[offsets[begin] : offsets[end]].strip()
            return first, f"{first} {second}" if _PRONOUN[language].search(second.lower()) else second
    return None


def leading_pair(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Return the figure of each side of what a question compares, of one unit; nothing where it names no two sides.

    Where only one side has a figure, it stands alone.
    """
    two = "comparison" in wanted.kinds or (wanted.asks == 2 and len(wanted.parts) == 1)
    named = sides(wanted.question, wanted.language) if wanted.wants_figure and two else None
    if named is None:
        return []
    own = [read_question(side, wanted.language) for side in named]
    if any("plan" in side.relations and not _terms(side) for side in own):
        return []  # a plan is what a figure is held against, and its figure says how far it was met
    found = []
    for side in own:
        asked = replace(wanted, focus=side.question, parts=(side.question,), asks=1)
        if all(one.periods or one.years for one in own):  # each is of its own time
            asked = replace(asked, periods=side.periods, years=side.years)
        choices = choose_figures(asked, hits, index)
        fitting = (one for one in choices if one.features["unit"] >= 0.5 and is_said_of(side, one))
        found.append(list(islice(fitting, _BEST)))
    if any(found) and not all(found):
        # Nothing is said of the other side; where that may be otherwise named, or nothing is compared, the usual way
        # finds what there is.
        sure = "comparison" in wanted.kinds and all(_terms(side) for side in own)
        return max(found, key=len)[:1] if sure else []
    pairs = [(one, other) for one in found[0] for other in found[1] if _comparable(one, other)]
    timed = any(side.periods or side.years for side in own)
    return list(max(pairs, key=lambda pair: _fit(pair[0]) + _fit(pair[1]) - _apart(*pair, timed=timed), default=()))


def is_said_of(side: Wanted, choice: Choice) -> bool:
    """Whether a figure's statement, in either text, names the terms of a side, or where it has none meets its words."""
    fact, named = choice.fact, _terms(side)
    if fact is None:
        return False
    if not named and not (side.periods or side.years):
        return max(choice.features["focus narrow"], choice.features["focus wide"]) >= MET
    said: set[str] = set()
    for one in fact.both:
        text = one.text[slice(*one.statement)]
        said.update(concepts(text, "vi"), concepts(text, "en"))
    return named <= said


def _terms(side: Wanted) -> set[str]:
    return set(concepts(side.question, side.language))


def _fit(choice: Choice) -> float:
    """Return how well a figure is its side's: its score, and above all how far what it is said of is that side."""
    return choice.score + _SIDE * max(choice.features["focus narrow"], choice.features["focus wide"])


def _apart(one: Choice, other: Choice, *, timed: bool) -> float:
    """Return what two figures lose that are of different parts of the year where the question names none."""
    if timed or one.fact is None or other.fact is None:
        return 0.0
    one_part, other_part = one.fact.either_periods & PART_OF_YEAR, other.fact.either_periods & PART_OF_YEAR
    return _OTHER_PERIOD * (one_part != other_part)


def _comparable(one: Choice, other: Choice) -> bool:
    """Whether two figures are different ones of the same unit."""
    if one.fact is None or other.fact is None or one.fact.figure.unit != other.fact.figure.unit:
        return False
    return one.passage != other.passage or not same_figure(one.fact.source, other.fact.source)


def _stretches(folded: str, start: int, end: int, language: Language) -> list[tuple[int, int]]:
    """Return the stretches of a text that punctuation and words that ask leave, those that name something."""
    edges = [
        match.span() for pattern in (_MARK, SIDES[language]["edge"]) for match in pattern.finditer(folded, start, end)
    ]
    found, last = [], start
    for edge, after in [*sorted(edges), (end, end)]:
        if any("_" not in word for word in words(folded[last:edge], language)):
            found.append((last, edge))
        last = max(last, after)
    return found
