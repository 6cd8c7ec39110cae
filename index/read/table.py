"""Tables become sentences a reader can cite: one a row, "row; column: value; column: value"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.read.block import Block


def table_blocks(rows: Sequence[Sequence[str]], page: int | None = None) -> list[Block]:
    """Return one block a row; a table of one row or one column, used for layout, becomes ordinary blocks.

    Args:
        rows: the cells' texts, row by row; a merged cell repeats its text.
    """
    cells = [[_plain(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    if len(cells) == 1 or max(len(row) for row in cells) == 1 or not _has_heads(cells):
        texts = [text.strip() for row in rows for text in dict.fromkeys(row)]
        return [Block(text, page) for text in texts if text]
    heads = cells[0]
    return [Block(text, page, "table") for row in cells[1:] if (text := _sentence(heads, row))]


def _has_heads(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names columns: short, filled, and not figures like the rows below."""
    first = cells[0]
    numbers = sum(_is_number(cell) for row in cells[1:] for cell in row)
    named = sum(bool(cell) and not _is_number(cell) for cell in first[1:])
    return named >= max(1, (len(first) - 1) // 2) and all(len(cell) < 150 for cell in first) and numbers > 0


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+(]?\d[\d.,/ ]*%?\)?", cell)) and not re.fullmatch(r"(?:19|20)\d\d", cell)


def _sentence(heads: Sequence[str], row: Sequence[str]) -> str:
    parts: list[str] = []
    for position, cell in enumerate(row):
        if not cell or (position and cell == row[position - 1] and not _is_number(cell)):
            continue
        head = heads[position] if position < len(heads) else ""
        parts.append(f"{head}: {cell}" if head and head != cell and parts else cell)
    return "; ".join(parts)


def _plain(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()
