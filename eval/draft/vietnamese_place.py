"""The words around a figure of a Vietnamese sentence, as the rules look at them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Figure
from eval.draft.asked import Segment, spaced
from eval.draft.vietnamese_words import (
    BUT,
    END,
    HEDGE,
    JOIN,
    LEAD,
    LOOSE,
    NO_SUBJECT,
    STATES,
    WHEN,
    WHOLE,
)

TIMES = ("rank", "date", "month", "year", "period", "none")
SHORTEST, LONGEST = 3, 22  # syllables of a subject


def before_of(segment: Segment, figure: Figure) -> str:
    """Return the words before a figure that lead to it, from the figure before where there is one that counts."""
    earlier = [
        other
        for other in segment.figures
        if other.end <= figure.start and other.unit not in TIMES and (other.noun or other.unit != "count")
    ]
    if not earlier:
        return tidy(segment.before(figure))
    between = segment.text[earlier[-1].end - segment.start : figure.start - segment.start]
    return tidy(between.rpartition(" và ")[2])


def complement(clause: Sequence[Segment], position: int, figure: Figure) -> str:
    """Return what belongs to a figure behind it ("kế hoạch", "so với cùng kỳ"), with a leading space."""
    segment = clause[position]
    rest = until_end(segment.after(figure))
    following = segment.next_figure(figure)
    if following is not None and following.unit not in ("year", "count", "period"):
        rest = LOOSE.sub("", rest[: max(0, following.start - figure.end)])
    rest = rest.rstrip(" .,;:")
    if figure.unit == "count" and re.match(r"(?:-| - )\w", rest):
        return rest  # "vắc xin phòng Covid-19", "chỉ tiêu kinh tế - xã hội"
    rest = spaced(rest)
    return f" {rest}" if rest[:1].isalpha() and len(rest.split()) <= 14 else ""


def tidy(before: str) -> str:
    """Return the words before a figure without what only leads to them or hedges."""
    text = BUT.sub("", HEDGE.sub("", spaced(before)))
    previous = None
    while text != previous:
        previous = text
        text = LEAD.sub("", f"{text} ").strip()
    return text.strip()


def subject_of(before: str, figure: Figure) -> str:
    """Return who or what a figure is of, as far as the words before it tell."""
    joined = JOIN.search(before)
    if joined:
        return before[: joined.start()] if is_subject(before[: joined.start()]) else ""
    money = figure.unit != "count" and " đã " in before
    return before if money and is_subject(before) else ""


def is_subject(text: str) -> bool:
    """Whether words can be asked about by themselves."""
    words = WHEN.sub("", text).strip()
    if WHOLE.match(words):
        return True
    named = re.search(r"\b[A-ZĐ]{3,}\b", words)
    if not (len(words.split()) >= SHORTEST or named) or len(words.split()) > LONGEST:
        return False
    return not NO_SUBJECT.match(words) and not STATES.search(words)


def until_end(text: str) -> str:
    """Return words up to where a purpose, a reason or another clause begins."""
    end = END.search(f"{text} ")
    return text[: end.start()] if end else text


def small(text: str) -> str:
    """Return words as they stand within a sentence: the first letter small, but of a name or an abbreviation."""
    first, _, rest = text.partition(" ")
    second = rest.split(" ", 1)[0]
    return text if first.isupper() or second[:1].isupper() else text[:1].lower() + text[1:]
