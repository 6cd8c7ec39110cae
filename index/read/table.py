"""Tables become sentences a reader can cite: one a row, "row; column: value; column: value"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.read.block import Block
from index.read.repair import normalise
from index.report import Row

_NUMBER = re.compile(r"[-+(]?\d[\d.,/ ]*%?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN_NUMBER = re.compile(r"[([]?(?:\d{1,2}|[A-Z])[)\]]?(?:\s*=\s*[\d()/x+*%-]+)?")
_LONGEST_HEAD = 150  # characters
_HEAD_ROWS = 3  # of a table whose heads stand in groups


def table_blocks(rows: Sequence[Sequence[str]], page: int | None = None, *, headed: bool = False) -> list[Block]:
    """Return one block a row; a table of one row or one column, used for layout, becomes ordinary blocks.

    Args:
        rows: the cells' texts, row by row; a merged cell repeats its text.
        headed: the format says that the first row names the columns.
    """
    cells = [[_plain(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    if len(cells) == 1 or max(len(row) for row in cells) == 1 or not (headed or _has_heads(cells)):
        texts = [text.strip() for row in rows for text in dict.fromkeys(row)]
        return [Block(text, page) for text in texts if text]
    depth = _head_rows(cells)
    heads = _heads(cells[:depth])
    body = [row for row in cells[depth:] if not _numbers_columns(row)]
    return [
        Block(text, page, "table", row=Row(heads, tuple(row), first=position == 0))
        for position, row in enumerate(body)
        if (text := _sentence(heads, row))
    ]


def _has_heads(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names columns: short, filled, and not figures like the rows below."""
    first = cells[0]
    if any(len(cell) >= _LONGEST_HEAD for cell in first):
        return False
    numbers = sum(_is_number(cell) for row in cells[1:] for cell in row)
    named = sum(bool(cell) and not _is_number(cell) for cell in first[1:])
    if numbers:
        return named >= max(1, (len(first) - 1) // 2)
    return len(first) > 2 and len(cells) > 2 and all(first) and len(set(first)) == len(first)


def _head_rows(cells: Sequence[Sequence[str]]) -> int:
    """Return how many rows name the columns: more than one where a head above is merged over several below."""
    depth = 1
    while depth < min(_HEAD_ROWS, len(cells) - 1):
        above, below = cells[depth - 1], cells[depth]
        grouped = any(one and one == other for one, other in pairwise(above))
        if not grouped or any(map(_is_number, below)) or len(set(below)) == 1:
            break
        depth += 1
    return depth


def _heads(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join the heads over each column, outermost first: "Năm 2020, Thực hiện"."""
    width = max(len(row) for row in rows)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    return tuple(", ".join(dict.fromkeys(column)) for column in columns)


def _numbers_columns(row: Sequence[str]) -> bool:
    """Say whether a row only numbers the columns, as (1), (2), (3) = (2)/(1)."""
    counted = [int(found.group()) for cell in row if (found := re.search(r"\d+", cell))]
    return (
        len(row) > 2
        and all(cell and _COLUMN_NUMBER.fullmatch(cell) for cell in row)
        and len(counted) > 1
        and counted == list(range(counted[0], counted[0] + len(counted)))
        and counted[0] < 3
    )


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _sentence(heads: Sequence[str], row: Sequence[str]) -> str:
    parts: list[str] = []
    for position, cell in enumerate(row):
        if not cell or (position and cell == row[position - 1] and not _is_number(cell)):
            continue
        head = heads[position] if position < len(heads) else ""
        parts.append(f"{head}: {cell}" if head and head != cell and parts else cell)
    return "; ".join(parts)


def _plain(cell: str) -> str:
    return re.sub(r"\s+", " ", normalise(cell)).strip()
