"""Word files: styles, automatic numbers, tables; text that was deleted with tracked changes stays deleted."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReportTooLarge, ReportUnreadable
from index.read.block import Block, Style
from index.read.fonts import Fonts
from index.read.numbering import Numbering
from index.read.reading import Reading
from index.read.table import table_blocks

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*(\d)", re.IGNORECASE)


# What zipfile, lxml and python-docx raise on a file that is cut off, altered or not what its name says.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
)


def read_docx(reading: Reading) -> tuple[Block, ...]:
    """Read a .docx file.

    Raises:
        ReportTooLarge: it unpacks to more than the limits allow.
        ReportUnreadable: it is damaged or locked.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    path, most = reading.path, reading.limits.unpacked
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked <= most:
            return tuple(_blocks(path))
    except (*_DAMAGE, PackageNotFoundError, XMLSyntaxError) as error:
        if isinstance(error, XMLSyntaxError) and not error.lineno:  # libxml2 says no more than this
            raise MemoryError from error
        raise ReportUnreadable(
            f"{str(path)!r} is not a sound Word file ({error}). Open it and save it again."
        ) from error
    raise ReportTooLarge(
        f"{str(path)!r} unpacks to {unpacked:,} bytes; at most {most:,} are read. Take pictures out of it,"
        " or raise REPORT_ASSISTANT_MAX_UNPACKED_BYTES."
    )


def _blocks(path: Path) -> Iterator[Block]:
    import docx

    document = docx.Document(str(path))
    yield from _Body(Numbering(document), Fonts(document)).blocks(document)


@dataclass(frozen=True, slots=True)
class _Body:
    """Reads what stands in a document or in a cell, in its order."""

    numbers: Numbering
    fonts: Fonts

    def blocks(self, holder: Document | _Cell) -> Iterator[Block]:
        from docx.table import Table

        for item in holder.iter_inner_content():
            yield from self._table(item) if isinstance(item, Table) else self._paragraph(item)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Block]:
        text, raw = (text.strip() for text in self.fonts.texts(paragraph))
        label, is_bullet = self.numbers.label(paragraph)
        if not text:
            return
        name = (paragraph.style.name if paragraph.style is not None else "") or ""
        heading = _HEADING.match(name)
        style: Style = "heading" if heading else "title" if name in ("Title", "Subtitle") else ""
        if not style and (is_bullet or name.startswith("List Bullet")):
            style, label = "list_item", label or "-"
        text = f"{label} {text}" if label and not text.startswith(label) else text
        yield Block(text, style=style, level=int(heading[1]) if heading else None, raw=raw)

    def _table(self, table: Table) -> Iterator[Block]:
        rows = [list(row.cells) for row in table.rows]
        if any(cell.tables for row in rows for cell in row):  # laid out with a table, not one
            for row in rows:
                for cell in dict.fromkeys(row):
                    yield from self.blocks(cell)
            return
        properties = table.rows[0]._tr.trPr if rows else None
        headed = properties is not None and properties.find(f"{_WORD}tblHeader") is not None
        yield from table_blocks([[self._text(cell) for cell in row] for row in rows], headed=headed)

    def _text(self, cell: _Cell) -> str:
        return "\n".join(self.fonts.texts(paragraph)[0] for paragraph in cell.paragraphs)
