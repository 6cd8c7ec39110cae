"""Plain text and Markdown: bytes to blocks."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from index.errors import ReportUnreadable
from index.read.block import Block

_GAP = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_ITEM = re.compile(r"(?:[-–—•●+*]\s+(?=\S)|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,6})[.)]\s+(?=\S))")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RECIPIENTS = re.compile(r"\W*nơi nhận\s*:", re.IGNORECASE)
_UNWRAPPED = 200  # characters: nobody wraps lines by hand this wide, so such a line is a whole paragraph


def read_text(path: Path) -> tuple[Block, ...]:
    """Read a text or Markdown file; form feeds count as page breaks."""
    return split_blocks(decode(path.read_bytes(), path))


def decode(data: bytes, path: Path) -> str:
    """Decode UTF-8 or UTF-16; anything else is refused rather than guessed, because a guess loses diacritics."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data:
        encoding = _utf16_without_mark(data, path)
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportUnreadable(
            f"{str(path)!r} is not UTF-8 or UTF-16 text (byte {error.start}). Save it as UTF-8 and try again."
        ) from error
    if "\0" in text:
        raise ReportUnreadable(f"{str(path)!r} is not a text file. Give a report as text, Markdown or a folder.")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")


def _utf16_without_mark(data: bytes, path: Path) -> str:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 8 and min(even, odd) == 0:
        return "utf-16-be" if even > odd else "utf-16-le"
    raise ReportUnreadable(f"{str(path)!r} is not a text file. Give a report as text, Markdown or a folder.")


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
            parts = [_tidy(chunk)] if recipients else _split_lines(chunk)
            for part in parts:
                blocks.append(_block(part, number if "\f" in text else None, first and number > 1))
                first = False
    return tuple(blocks)


def _block(text: str, page: int | None, page_break: bool) -> Block:
    heading = _MARKDOWN_HEADING.fullmatch(text)
    if heading:
        return Block(heading[2], page, "heading", len(heading[1]), page_break)
    return Block(text, page, page_break=page_break)


def _tidy(chunk: str) -> str:
    return "\n".join(line.strip() for line in chunk.split("\n"))


def _split_lines(chunk: str) -> list[str]:
    """Undo hand-wrapped lines; keep lines that mean something apart."""
    lines = [line.strip() for line in chunk.split("\n") if line.strip()]
    whole_lines = any(len(line) > _UNWRAPPED for line in lines)
    widest = max(len(line) for line in lines)
    parts: list[str] = []
    wrapped = False
    for line in lines:
        starts = whole_lines or bool(_ITEM.match(line)) or bool(_MARKDOWN_HEADING.fullmatch(line))
        if not parts or starts or _MARKDOWN_HEADING.fullmatch(parts[-1]):
            parts.append(line)
        else:
            parts[-1] += (" " if wrapped else "\n") + line
        wrapped = len(line) > 0.6 * widest and widest > 45
    return parts
