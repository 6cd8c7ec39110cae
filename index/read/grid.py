"""Tables of a PDF page, where ruled lines draw their cells; a table without rules stays lines of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_STRAIGHT = 1.5  # points that a line may lean
_SHORTEST = 8.0  # points of a rule
_NEAR = 3.0  # points: the two sides of a thin rectangle, a rule that does not quite meet another
_MOST = 5_000  # rules of a page; more is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: at `place` across its direction, from `start` to `end` along it; in points."""

    place: float
    start: float
    end: float

    def covers(self, at: float) -> bool:
        """Say whether the rule passes a point along its direction."""
        return self.start - _NEAR <= at <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, by the places of its rules; cells without a rule between them are one."""

    lefts: tuple[float, ...]  # the vertical rules, from the left
    bottoms: tuple[float, ...]  # the horizontal rules, from the bottom
    owners: tuple[tuple[int, ...], ...]  # rows from the top: which cell each place belongs to

    def cell(self, across: float, up: float) -> int | None:
        """Return the cell that a point is in, None outside the table."""
        column, row = bisect_right(self.lefts, across) - 1, bisect_right(self.bottoms, up) - 1
        if not (0 <= column < len(self.lefts) - 1 and 0 <= row < len(self.bottoms) - 1):
            return None
        return self.owners[len(self.owners) - 1 - row][column]


def grids_of(page: PdfPage) -> tuple[Grid, ...]:
    """Return the tables that are ruled on a page, at least two cells by two."""
    across: list[Rule] = []
    upright: list[Rule] = []
    for (left, bottom), (right, top) in _segments(page):
        if abs(top - bottom) <= _STRAIGHT and abs(right - left) >= _SHORTEST:
            across.append(Rule((top + bottom) / 2, min(left, right), max(left, right)))
        elif abs(right - left) <= _STRAIGHT and abs(top - bottom) >= _SHORTEST:
            upright.append(Rule((left + right) / 2, min(bottom, top), max(bottom, top)))
        if len(across) + len(upright) > _MOST:
            return ()
    return tuple(grid for group in _connected(across, upright) if (grid := _grid(*group)) is not None)


def _segments(page: PdfPage) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines that the page draws, as two points each."""
    from ctypes import byref, c_float

    import pypdfium2.raw as pdfium

    across, up, matrix = c_float(), c_float(), pdfium.FS_MATRIX()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        pdfium.FPDFPageObj_GetMatrix(drawn.raw, byref(matrix))
        start = last = (0.0, 0.0)
        for position in range(pdfium.FPDFPath_CountSegments(drawn.raw)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, position)
            pdfium.FPDFPathSegment_GetPoint(segment, byref(across), byref(up))
            x, y = across.value, up.value
            point = (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_LINETO:
                yield last, point
            elif kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield last, start
                last = start


def _connected(across: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Group the rules that meet, directly or through others."""
    left = set(range(len(upright)))
    todo = set(range(len(across)))
    while todo:
        horizontal, vertical, new = [across[todo.pop()]], [], [0]
        while new:
            rule = horizontal[new.pop()]
            met = [at for at in left if upright[at].covers(rule.place) and rule.covers(upright[at].place)]
            left.difference_update(met)
            vertical += [upright[at] for at in met]
            for other in (upright[at] for at in met):
                more = [at for at in todo if across[at].covers(other.place) and other.covers(across[at].place)]
                todo.difference_update(more)
                new += range(len(horizontal), len(horizontal) + len(more))
                horizontal += [across[at] for at in more]
        yield horizontal, vertical


def _grid(across: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    lefts, bottoms = _places(upright), _places(across)
    if len(lefts) < 3 or len(bottoms) < 3:
        return None
    tops = bottoms[::-1]
    owners: list[list[int]] = []
    for row in range(len(tops) - 1):
        middle = (tops[row] + tops[row + 1]) / 2
        owners.append([])
        for column in range(len(lefts) - 1):
            centre = (lefts[column] + lefts[column + 1]) / 2
            if column and not _ruled(upright, lefts[column], middle):
                owners[-1].append(owners[-1][-1])
            elif row and not _ruled(across, tops[row], centre):
                owners[-1].append(owners[-2][column])
            else:
                owners[-1].append(row * len(lefts) + column)
    return Grid(lefts, bottoms, tuple(map(tuple, owners)))


def _places(rules: Sequence[Rule]) -> tuple[float, ...]:
    """Return where rules stand, those that belong together once."""
    places: list[float] = []
    for place in sorted(rule.place for rule in rules):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return tuple(places)


def _ruled(rules: Sequence[Rule], place: float, at: float) -> bool:
    return any(abs(rule.place - place) <= _NEAR and rule.start <= at <= rule.end for rule in rules)
