"""Web pages: headings, paragraphs, lists and tables; scripts, menus and everything remote are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.errors import ReportUnreadable
from index.read.block import Block
from index.read.encoding import decode
from index.read.reading import Reading
from index.read.table import table_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = re.compile(
    "script|style|noscript|template|nav|aside|form|button|select|svg|iframe|object|head|header|footer"
)
_BLOCK = re.compile(
    "p|div|section|article|main|li|dd|dt|blockquote|pre|h1|h2|h3|h4|h5|h6|ul|ol|dl|table|body|figure|figcaption"
    "|tr|td|th|caption|center|address|hr"
)
_LINE_BREAK = "\u2028"  # a <br>, told apart from the line breaks of the source
_WIDEST = 100  # columns or rows that a cell may cover
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read_html(reading: Reading) -> tuple[Block, ...]:
    """Read an .html file; nothing is fetched."""
    from lxml import html
    from lxml.etree import ParserError

    path = reading.path
    data = path.read_bytes()
    charset = _CHARSET.search(data[:4096])
    if charset and charset[1].lower() not in (b"utf-8", b"utf8"):
        try:
            text = data.decode(charset[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError) as error:
            raise ReportUnreadable(f"{str(path)!r} is not in the encoding it names. Save it as UTF-8.") from error
    else:
        text = decode(data, path)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return ()
    try:
        root = html.document_fromstring(text)
    except (ParserError, ValueError) as error:
        raise ReportUnreadable(f"{str(path)!r} is not a sound web page ({error}).") from error
    return tuple(_blocks(root))


def _blocks(element: HtmlElement) -> Iterator[Block]:
    """Yield the blocks under an element: its own text where it holds no other block."""
    pending: list[str] = []
    if element.text:
        pending.append(element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if _BLOCK.fullmatch(tag):
            yield from _flush(pending)
            yield from _block(child, tag)
        elif tag == "br":
            pending.append(_LINE_BREAK)
        elif tag and not _SKIPPED.fullmatch(tag):
            if any(_BLOCK.fullmatch(nested.tag) for nested in child.iter() if isinstance(nested.tag, str)):
                yield from _flush(pending)
                yield from _blocks(child)
            else:
                pending.append(_inline(child))
        pending.append(child.tail or "")
    yield from _flush(pending)


def _block(element: HtmlElement, tag: str) -> Iterator[Block]:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        text = _plain(_inline(element))
        if text:
            yield Block(text, style="heading", level=int(tag[1]))
    elif tag == "table":
        yield from _table(element)
    elif tag == "li":
        for position, block in enumerate(_blocks(element)):
            yield Block(_item(element, block.text), style="list_item") if position == 0 else block
    else:
        yield from _blocks(element)


def _table(table: HtmlElement) -> Iterator[Block]:
    """Yield a table's rows, or what stands in its cells where the page is laid out with it."""
    rows = table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
    yield from (block for caption in table.xpath("./caption") for block in _blocks(caption))
    if any(cell.xpath(".//table|.//h1|.//h2|.//h3|.//p[3]") for row in rows for cell in row):
        for cell in (cell for row in rows for cell in row.xpath("./td|./th")):
            yield from _blocks(cell)
        return
    headed = (bool(rows) and not rows[0].xpath("./td")) or bool(table.xpath("./thead/tr"))
    yield from table_blocks(_spread(rows), headed=headed)


def _spread(rows: Sequence[HtmlElement]) -> list[list[str]]:
    """Return the cells' texts, that of a merged cell in each place it covers."""
    spread: list[list[str]] = []
    below: dict[int, tuple[str, int]] = {}  # column -> text of a cell further up, rows that it still covers
    for row in rows:
        texts: list[str] = []
        for cell in row.xpath("./td|./th"):
            _reach_down(texts, below)
            text, height = _plain(_inline(cell)), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if height > 1:
                    below[len(texts)] = text, height - 1
                texts.append(text)
        _reach_down(texts, below)
        spread.append(texts)
    return spread


def _reach_down(texts: list[str], below: dict[int, tuple[str, int]]) -> None:
    """Add the cells that reach down into this row, up to its next free column."""
    while (column := len(texts)) in below:
        text, left = below.pop(column)
        if left > 1:
            below[column] = text, left - 1
        texts.append(text)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _WIDEST) if re.fullmatch(r"\d{1,4}", value) else 1


def _item(element: HtmlElement, text: str) -> str:
    """Return a list item's text with the mark the page shows before it."""
    parent = element.getparent()
    if parent is not None and parent.tag == "ol" and not re.match(r"\w{1,3}[.)]\s", text):
        return f"{int(parent.get('start') or 1) + sum(1 for _ in element.itersiblings('li', preceding=True))}. {text}"
    return text if re.match(r"[-–•*]|\w{1,3}[.)]\s", text) else f"- {text}"


def _inline(element: HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        parts.append(_LINE_BREAK if tag == "br" else "" if not tag or _SKIPPED.fullmatch(tag) else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _flush(pending: list[str]) -> Iterator[Block]:
    text = _plain("".join(pending))
    pending.clear()
    if text:
        yield Block(text)


def _plain(text: str) -> str:
    """Return the text as a browser shows it; a <br> stays a line break, source line breaks do not."""
    return "\n".join(line for part in text.split(_LINE_BREAK) if (line := re.sub(r"\s+", " ", part).strip()))
