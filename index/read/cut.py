"""A column of lines -> its paragraphs, where the page shows only lines: by gaps, indents and short last lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.read.columns import Line
from index.read.marks import starts_structure

_DOUBLE_SPACED = 2.2  # letter heights: lines of one paragraph are no further apart


def paragraphs_of(lines: Sequence[Line], right: float) -> Iterator[list[Line]]:
    """Cut a column into paragraphs: at wider gaps, indents, short last lines, numbers and changes of letter height."""
    if not lines:
        return
    plain = [line for line in lines if not line.rows] or lines
    gaps = [above.bottom - below.bottom for above, below in pairwise(plain)]
    usual = median(gaps) if gaps else 0.0
    group = [lines[0]]
    for above, below in pairwise(lines):
        if above.rows or below.rows or _starts(above, below, usual, right, plain):
            yield group
            group = []
        group.append(below)
    yield group


def _starts(above: Line, below: Line, usual: float, right: float, lines: Sequence[Line]) -> bool:
    widest = _DOUBLE_SPACED * below.height
    expected = min(usual * max(1.0, below.height / median(line.height for line in lines)), widest)
    if above.bottom - below.bottom > 1.3 * expected or abs(above.height - below.height) > 0.2 * below.height:
        return True
    if below.left > above.right or below.right < above.left:
        return True  # side by side, as the agency and the motto at the head of an official document
    ended = bool(re.search(r"[.!?:;…][”\"'’)*]*$", above.text))
    indented = is_indented(below, lines)
    if starts_structure(below.text):
        return ended or indented or above.right < right - 2 * below.height
    if above.text.isupper() and not below.text.isupper():
        return True
    if _is_centred(below, lines) and (_is_centred(above, lines) or not is_indented(above, lines)):
        return False
    if indented and (not is_indented(above, lines) or (abs(above.left - below.left) < 1.0 and _first_lines(lines))):
        return True
    return _had_room(above, below, right) and (ended or below.text[:1].isupper())


def _first_lines(lines: Sequence[Line]) -> bool:
    """Say whether the column indents first lines: most of its indented lines have one further out below."""
    indented = [(above, below) for above, below in pairwise(lines) if is_indented(above, lines)]
    outward = sum(below.left < above.left - 0.5 * above.height for above, below in indented)
    return outward >= 0.6 * len(indented)


def _had_room(above: Line, below: Line, right: float) -> bool:
    """Say whether the first word of a line would have fitted on the line above, so that the break was meant."""
    first = below.text.split(" ", 1)[0]
    width = (below.right - below.left) / max(len(below.text), 1)
    return above.right + (len(first) + 2) * width + below.height < right


def _is_centred(line: Line, lines: Sequence[Line]) -> bool:
    left, right = min(other.left for other in lines), max(other.right for other in lines)
    before, after = line.left - left, right - line.right
    return before > 0.3 * line.height and abs(before - after) < 0.25 * line.height


def is_indented(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether the line begins further in than the column's lines do."""
    left = Counter(round(other.left) for other in lines).most_common(1)[0][0]
    return line.left > left + 0.7 * line.height
