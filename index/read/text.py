"""Plain text and Markdown: bytes to blocks."""

from __future__ import annotations

import re

from index.read.block import Block
from index.read.encoding import decode
from index.read.reading import Reading
from index.read.table import table_blocks

_GAP = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_ITEM = re.compile(r"(?:[-–—•●+*]\s+(?=\S)|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,6})[.)]\s+(?=\S))")
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RECIPIENTS = re.compile(r"\W*nơi nhận\s*:", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…][”\"'’)*_]*$")
_NARROW = 45  # characters: shorter lines than this are verses, addresses, signatures
_UNWRAPPED = 200  # characters: nobody wraps lines by hand this wide, so such a line is a whole paragraph


def read_text(reading: Reading) -> tuple[Block, ...]:
    """Read a text or Markdown file; form feeds count as page breaks."""
    return split_blocks(decode(reading.path.read_bytes(), reading.path))


def split_blocks(text: str) -> tuple[Block, ...]:
    """Split text at blank lines, and a block at the list items and headings its lines begin."""
    blocks: list[Block] = []
    recipients = False
    for number, page in enumerate(text.split("\f"), start=1):
        first = True
        for chunk in _GAP.split(page):
            chunk = chunk.strip("\n")
            if not chunk.strip():
                continue
            recipients = recipients or bool(_RECIPIENTS.match(chunk))
            shown = number if "\f" in text else None
            rows = _table_rows(chunk)
            if rows:
                blocks += table_blocks(rows, shown, headed=True)
                continue
            parts = [_tidy(chunk)] if recipients else _split_lines(chunk)
            for part in parts:
                blocks.append(_block(part, shown, first and number > 1))
                first = False
    return tuple(blocks)


def _block(text: str, page: int | None, page_break: bool) -> Block:
    heading = _MARKDOWN_HEADING.fullmatch(text)
    if heading:
        return Block(heading[2], page, "heading", len(heading[1]), page_break)
    return Block(text, page, page_break=page_break)


def _table_rows(chunk: str) -> list[list[str]]:
    """Return the cells of a Markdown table, or nothing where the chunk is none."""
    lines = [line.strip() for line in chunk.split("\n") if line.strip()]
    if len(lines) < 3 or not all("|" in line for line in lines) or not _TABLE_RULE.fullmatch(lines[1]):
        return []
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


def _tidy(chunk: str) -> str:
    return "\n".join(line.strip() for line in chunk.split("\n"))


def _split_lines(chunk: str) -> list[str]:
    """Undo hand-wrapped lines; a line is a paragraph of its own where its break was meant."""
    raw = [line.rstrip() for line in chunk.split("\n") if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in raw)
    lines = [line.strip() for line in raw]
    widest = max(len(line) for line in lines)
    ended = sum(bool(_ENDED.search(line)) for line in lines)
    whole_lines = widest > _UNWRAPPED or (len(lines) > 2 and ended >= 0.8 * len(lines))
    parts = [lines[0]]
    for position in range(1, len(lines)):
        above, line = lines[position - 1], lines[position]
        indented = len(raw[position]) - len(line) >= margin + 3 > len(raw[position - 1]) - len(above) + 1
        had_room = len(above) + len(line.split(" ", 1)[0]) + 3 <= widest
        marked = bool(_ITEM.match(line) or _MARKDOWN_HEADING.fullmatch(line) or _MARKDOWN_HEADING.fullmatch(above))
        if whole_lines or marked or indented or (had_room and widest > _NARROW and _ENDED.search(above)):
            parts.append(line)
        else:
            wrapped = widest > _NARROW and len(above) > 0.6 * widest
            parts[-1] += (" " if wrapped else "\n") + line
    return parts
