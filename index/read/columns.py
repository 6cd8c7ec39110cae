"""The lines of a page: pieces of one line joined, columns left before right, running heads and page numbers known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_PAGE_NUMBER = re.compile(
    r"(?:(?:page|trang|p\.|tr\.)\s*)?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:/|of|trên)\s*\d{1,4})?", re.IGNORECASE
)
_EDGE = 3  # lines from the top or the bottom of a page where running heads stand
TOLERANCE = 3.0  # points: how far two positions that are meant to be the same may differ


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page; places in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    rows: tuple[tuple[str, ...], ...] = ()  # where it is no line but a ruled table, its cells

    @property
    def height(self) -> float:
        """The height of its letters, near the font size."""
        return self.top - self.bottom


def same_baseline(lines: Sequence[Line]) -> list[Line]:
    """Join pieces of one line that the file holds apart, unless a gap like that between columns parts them."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        last = joined[-1] if joined else None
        near = last is not None and not last.rows and not line.rows and abs(last.bottom - line.bottom) <= TOLERANCE
        if last is not None and near and -1.0 <= line.left - last.right <= 1.2 * line.height:
            space = " " if line.left - last.right > 0.15 * line.height else ""
            text = f"{last.text}{space}{line.text}"
            joined[-1] = Line(text, last.left, line.right, last.bottom, max(last.top, line.top))
        else:
            joined.append(line)
    return joined


def columns_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the page's columns, left before right, and full-width lines between them in their place."""
    if len(lines) < 8:
        return [list(lines)]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    sides = [_side(line, middle) for line in lines]
    if min(sides.count("left"), sides.count("right")) < max(4, sides.count("full")):
        return [list(lines)]
    columns: list[list[Line]] = []
    for full, group in groupby(zip(sides, lines, strict=True), key=lambda pair: pair[0] == "full"):
        pairs = list(group)
        names = ("full",) if full else ("left", "right")
        columns += [column for name in names if (column := [line for side, line in pairs if side == name])]
    return columns


def _side(line: Line, middle: float) -> str:
    return "left" if line.right <= middle + TOLERANCE else "right" if line.left >= middle - TOLERANCE else "full"


def running_heads(pages: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[int, Line]]:
    """Return lines at a page's edge that are page numbers, or that come back on page after page."""
    edges: list[tuple[int, Line]] = []
    for number, page in enumerate(pages, start=1):
        lines = sorted((line for column in page for line in column if not line.rows), key=lambda line: -line.bottom)
        edges += [(number, line) for line in dict.fromkeys([*lines[:_EDGE], *lines[-_EDGE:]])]
    seen = Counter((_pattern(line.text), round(line.bottom / 10)) for _, line in edges)
    often = max(3, len(pages) // 3)
    running = {
        (number, line)
        for number, line in edges
        if sum(seen[_pattern(line.text), round(line.bottom / 10) + near] for near in (-1, 0, 1)) >= often
    }
    for number, page in enumerate(pages, start=1):
        lines = sorted((line for column in page for line in column if not line.rows), key=lambda line: -line.bottom)
        running |= {(number, line) for line in lines[:1] + lines[-1:] if _PAGE_NUMBER.fullmatch(line.text.strip())}
    return running


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip().lower())


def right_edges(pages: Sequence[Sequence[Sequence[Line]]]) -> dict[tuple[int, int], float]:
    """Return how far right the lines of each column go, by (columns of the page, column), over all pages."""
    ends: dict[tuple[int, int], list[float]] = defaultdict(list)
    for page in pages:
        for position, column in enumerate(page):
            ends[len(page), position] += [line.right for line in column]
    return {key: sorted(rights)[int(0.9 * (len(rights) - 1))] for key, rights in ends.items() if rights}
