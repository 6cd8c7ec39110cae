"""What every reader of a format hands on: the source's blocks, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.report import Row

Style = Literal["", "title", "heading", "list_item", "table", "running_head"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source between two gaps, before anything is decided about it."""

    text: str
    page: int | None = None  # counts from 1
    style: Style = ""  # only where the format itself says so (Word styles, HTML tags, Markdown #)
    level: int | None = None  # of a heading, as the format says; 1 is outermost
    page_break: bool = False  # a page break stands directly before it
    raw: str = ""  # as received, where reading the format already changed it
    row: Row | None = None  # of a table
    recognised: bool = False  # read in a picture of the page


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or several that a page break had cut, mended."""

    text: str
    raw: str
    page: int | None = None
    style: Style = ""
    level: int | None = None
    row: Row | None = None
    recognised: bool = False
