"""Lines on pages -> paragraphs: columns, running heads, page numbers, hyphens at line ends, indents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from statistics import median

from index.language.fold import is_syllable
from index.read.block import Block, Style
from index.read.marks import starts_structure
from index.read.mistakes import mend_numbers
from index.read.table import table_blocks

_PAGE_NUMBER = re.compile(
    r"(?:(?:page|trang|p\.|tr\.)\s*)?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:/|of|trên)\s*\d{1,4})?", re.IGNORECASE
)
_EDGE = 3  # lines from the top or the bottom of a page where running heads stand
_DOUBLE_SPACED = 2.2  # letter heights: lines of one paragraph are no further apart
_TOLERANCE = 3.0  # points: how far two positions that are meant to be the same may differ


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


def lay_out(pages: Sequence[Sequence[Line]], recognised: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """Return the paragraphs of all pages, in reading order.

    Args:
        recognised: the pages whose lines were recognised in pictures; mistakes of that are mended.
    """
    columns = [_columns(_same_baseline(lines)) for lines in pages]
    running = _running_heads(columns)
    body = median([line.height for page in columns for column in page for line in column if not line.rows] or [0.0])
    hyphened = Counter(re.findall(r"\w+-\w+", " ".join(line.text.lower() for page in pages for line in page)))
    blocks: list[Block] = []
    table: Line | None = None  # where the text so far ends with one, which may go on overleaf
    heads: tuple[str, ...] = ()  # over its columns
    rights = _right_edges(columns)
    for number, page in enumerate(columns, start=1):
        for line in (line for column in page for line in column if (number, line) in running):
            blocks.append(Block(line.text, number, "running_head"))
        for position, column in enumerate(page):
            kept = [line for line in column if (number, line) not in running]
            first = bool(blocks)
            for group in _paragraphs(kept, rights.get((len(page), position), 0.0)):
                if group[0].rows:
                    rows = _table(group[0], table, heads, number)
                    table, first = group[0], False
                    heads = rows[-1].row.heads if rows and rows[-1].row else ()
                    blocks += rows
                    continue
                table = None
                style: Style = "heading" if _is_large(group, body) else ""
                indented = _is_indented(group[0], kept)
                texts = [line.text for line in group]
                level = _level(group[0].height, body) if style else None
                cut = first and not indented
                text, seen = _join(texts, hyphened), number in recognised
                text = mend_numbers(text) if seen else text
                blocks.append(Block(text, number, style, level, cut, raw="\n".join(texts), recognised=seen))
                first = False
    return tuple(blocks)


def _table(table: Line, before: Line | None, heads: tuple[str, ...], page: int) -> list[Block]:
    """Return a table's rows; one that goes on with the table before, of the same columns, has that one's heads."""
    if before is None or not heads or len(heads) != len(table.rows[0]):
        return table_blocks(table.rows, page)
    if max(abs(before.left - table.left), abs(before.right - table.right)) > _TOLERANCE:
        return table_blocks(table.rows, page)
    repeated = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before.rows, table.rows, strict=False)))
    found = table_blocks([heads, *table.rows[repeated:]], page, headed=True)
    return [replace(block, row=block.row and replace(block.row, first=False)) for block in found]


def _same_baseline(lines: Sequence[Line]) -> list[Line]:
    """Join pieces of one line that the file holds apart, unless a gap like that between columns parts them."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        last = joined[-1] if joined else None
        near = last is not None and not last.rows and not line.rows and abs(last.bottom - line.bottom) <= _TOLERANCE
        if last is not None and near and -1.0 <= line.left - last.right <= 1.2 * line.height:
            space = " " if line.left - last.right > 0.15 * line.height else ""
            text = f"{last.text}{space}{line.text}"
            joined[-1] = Line(text, last.left, line.right, last.bottom, max(last.top, line.top))
        else:
            joined.append(line)
    return joined


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
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
    return "left" if line.right <= middle + _TOLERANCE else "right" if line.left >= middle - _TOLERANCE else "full"


def _running_heads(pages: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[int, Line]]:
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


def _right_edges(pages: Sequence[Sequence[Sequence[Line]]]) -> dict[tuple[int, int], float]:
    """Return how far right the lines of each column go, by (columns of the page, column), over all pages."""
    ends: dict[tuple[int, int], list[float]] = defaultdict(list)
    for page in pages:
        for position, column in enumerate(page):
            ends[len(page), position] += [line.right for line in column]
    return {key: sorted(rights)[int(0.9 * (len(rights) - 1))] for key, rights in ends.items() if rights}


def _paragraphs(lines: Sequence[Line], right: float) -> Iterator[list[Line]]:
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
    indented = _is_indented(below, lines)
    if starts_structure(below.text):
        return ended or indented or above.right < right - 2 * below.height
    if above.text.isupper() and not below.text.isupper():
        return True
    if _is_centred(below, lines) and (_is_centred(above, lines) or not _is_indented(above, lines)):
        return False
    if indented and (not _is_indented(above, lines) or (abs(above.left - below.left) < 1.0 and _first_lines(lines))):
        return True
    return _had_room(above, below, right) and (ended or below.text[:1].isupper())


def _first_lines(lines: Sequence[Line]) -> bool:
    """Say whether the column indents first lines: most of its indented lines have one further out below."""
    indented = [(above, below) for above, below in pairwise(lines) if _is_indented(above, lines)]
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


def _is_indented(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether the line begins further in than the column's lines do."""
    left = Counter(round(other.left) for other in lines).most_common(1)[0][0]
    return line.left > left + 0.7 * line.height


def _is_large(group: Sequence[Line], body: float) -> bool:
    return group[0].height > 1.12 * body and len(" ".join(line.text for line in group)) < 250


def _level(height: float, body: float) -> int:
    """Return a heading's level by how much larger than the text it is set."""
    return 1 if height > 1.6 * body else 2 if height > 1.3 * body else 3


def _join(texts: Sequence[str], hyphened: Counter[str]) -> str:
    """Join a paragraph's lines; a hyphen that only the line's end put there goes."""
    joined = texts[0]
    for text in texts[1:]:
        before, after = re.search(r"(\w+)-$", joined), re.match(r"\w+", text)
        if before is None or after is None:
            joined = f"{joined} {text}"
        elif _is_soft(before[1], after.group(), hyphened):
            joined = f"{joined[:-1]}{text}"
        else:
            joined = f"{joined}{text}"
    return joined


def _is_soft(before: str, after: str, hyphened: Counter[str]) -> bool:
    """Say whether a word was only hyphenated at the line's end: never numbers, codes, names or Vietnamese syllables."""
    if not (before + after).isascii() or not (before + after).isalpha() or not after.islower():
        return False
    if is_syllable(before.lower()) and is_syllable(after):
        return False
    return not hyphened[f"{before}-{after}".lower()]
