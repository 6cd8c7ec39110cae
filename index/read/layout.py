"""Lines on pages -> blocks: the paragraphs of each column, tables that go on overleaf, hyphens at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from statistics import median

from index.language.fold import is_syllable
from index.read.block import Block
from index.read.columns import TOLERANCE, Line, columns_of, right_edges, running_heads, same_baseline
from index.read.cut import is_indented, paragraphs_of
from index.read.mistakes import mend_numbers
from index.read.table import table_blocks

_LARGER = (1.6, 1.3, 1.12)  # times as large as the text a heading of the first, second and third level is set at least
_LONGEST_HEADING = 250  # characters


def lay_out(pages: Sequence[Sequence[Line]], recognised: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """Return the paragraphs of all pages, in reading order.

    Args:
        recognised: the pages whose lines were recognised in pictures; mistakes of that are mended.
    """
    columns = [columns_of(same_baseline(lines)) for lines in pages]
    running = running_heads(columns)
    body = median([line.height for page in columns for column in page for line in column if not line.rows] or [0.0])
    hyphened = Counter(re.findall(r"\w+-\w+", " ".join(line.text.lower() for page in pages for line in page)))
    blocks: list[Block] = []
    table: Line | None = None  # where the text so far ends with one, which may go on overleaf
    heads: tuple[str, ...] = ()  # over its columns
    rights = right_edges(columns)
    for number, page in enumerate(columns, start=1):
        for line in (line for column in page for line in column if (number, line) in running):
            blocks.append(Block(line.text, number, "running_head"))
        for position, column in enumerate(page):
            kept = [line for line in column if (number, line) not in running]
            first = bool(blocks)
            for group in paragraphs_of(kept, rights.get((len(page), position), 0.0)):
                if group[0].rows:
                    rows = _table(group[0], table, heads, number)
                    table, first = group[0], False
                    heads = rows[-1].row.heads if rows and rows[-1].row else ()
                    blocks += rows
                    continue
                table = None
                block = _paragraph(group, body, hyphened)
                if number in recognised:
                    block = replace(block, text=mend_numbers(block.text), recognised=True)
                blocks.append(replace(block, page=number, page_break=first and not is_indented(group[0], kept)))
                first = False
    return tuple(blocks)


def _table(table: Line, before: Line | None, heads: tuple[str, ...], page: int) -> list[Block]:
    """Return a table's rows; one that goes on with the table before, of the same columns, has that one's heads."""
    if before is None or not heads or len(heads) != len(table.rows[0]):
        return table_blocks(table.rows, page)
    if max(abs(before.left - table.left), abs(before.right - table.right)) > TOLERANCE:
        return table_blocks(table.rows, page)
    repeated = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before.rows, table.rows, strict=False)))
    found = table_blocks([heads, *table.rows[repeated:]], page, headed=True)
    return [replace(block, row=block.row and replace(block.row, first=False)) for block in found]


def _paragraph(group: Sequence[Line], body: float, hyphened: Counter[str]) -> Block:
    """Return lines as one paragraph, or as a heading where they are set larger than the text (`body`) and are few."""
    texts = [line.text for line in group]
    text, raw, height = _join(texts, hyphened), "\n".join(texts), group[0].height
    if height <= _LARGER[-1] * body or len(raw) >= _LONGEST_HEADING:
        return Block(text, raw=raw)
    level = next(level for level, larger in enumerate(_LARGER, start=1) if height > larger * body)
    return Block(text, style="heading", level=level, raw=raw)


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
