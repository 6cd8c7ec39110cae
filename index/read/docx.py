"""Word files: styles, automatic numbers, tables; text that was deleted with tracked changes stays deleted."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReportTooLarge, ReportUnreadable
from index.read.block import Block, Style
from index.read.reading import Reading
from index.read.table import table_blocks

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from docx.text.paragraph import Paragraph

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
    from docx.table import Table

    document = docx.Document(str(path))
    numbers = _Numbering(document)
    for item in document.iter_inner_content():
        yield from _table(item) if isinstance(item, Table) else _paragraph(item, numbers)


def _paragraph(paragraph: Paragraph, numbers: _Numbering) -> Iterator[Block]:
    text = "".join(_texts(paragraph._p)).strip()
    label, is_bullet = numbers.label(paragraph)
    if not text:
        return
    name = (paragraph.style.name if paragraph.style is not None else "") or ""
    heading = _HEADING.match(name)
    style: Style = "heading" if heading else "title" if name in ("Title", "Subtitle") else ""
    if not style and (is_bullet or name.startswith("List Bullet")):
        style, label = "list_item", label or "-"
    text = f"{label} {text}" if label and not text.startswith(label) else text
    yield Block(text, style=style, level=int(heading[1]) if heading else None)


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    """Yield the text of a paragraph, with inserted runs and without deleted ones."""
    for node in element.iter():
        tag = str(node.tag).rsplit("}", 1)[-1]
        if tag == "t":
            yield node.text or ""
        elif tag == "tab":
            yield " "
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"


def _table(table: Table) -> list[Block]:
    return table_blocks([[cell.text for cell in row.cells] for row in table.rows])


class _Numbering:
    """Counts Word's automatic numbers, which are not in the text."""

    def __init__(self, document: Document) -> None:
        self._counts: dict[str, Counter[int]] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list -> level -> (format, text, start)
        parts = [part for part in document.part.package.iter_parts() if str(part.partname).endswith("/numbering.xml")]
        self._abstract: dict[str, str] = {}
        for part in parts:
            root = part._element
            for abstract in root.findall(_w("abstractNum")):
                self._levels[abstract.get(_w("abstractNumId"))] = {
                    int(level.get(_w("ilvl"))): (
                        _value(level, "numFmt", "decimal"),
                        _value(level, "lvlText", ""),
                        int(_value(level, "start", "1")),
                    )
                    for level in abstract.findall(_w("lvl"))
                }
            for number in root.findall(_w("num")):
                self._abstract[number.get(_w("numId"))] = _value(number, "abstractNumId", "")

    def label(self, paragraph: Paragraph) -> tuple[str, bool]:
        """Return the automatic number of a paragraph ("3.2", "a)", "") and whether it is a bullet."""
        number = _number_properties(paragraph)
        if number is None:
            return "", False
        abstract = self._abstract.get(number[0], "")
        levels = self._levels.get(abstract, {})
        if number[1] not in levels:
            return "", False
        form, text, start = levels[number[1]]
        if form in ("bullet", "none"):
            return "", form == "bullet"
        counts = self._counts.setdefault(abstract, Counter())
        counts[number[1]] = counts[number[1]] + 1 if number[1] in counts else start
        for deeper in [level for level in counts if level > number[1]]:
            del counts[deeper]
        for level, (shape, _, first) in levels.items():
            text = text.replace(f"%{level + 1}", _count(counts.get(level, first), shape))
        return text.strip(), False


def _number_properties(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the list and level of a paragraph, its own or its style's."""
    style = paragraph.style
    elements = [paragraph._p, *([style.element] if style is not None else [])]
    for element in elements:
        properties = element.find(f"{_w('pPr')}/{_w('numPr')}")
        if properties is not None:
            number, level = _value(properties, "numId", "0"), _value(properties, "ilvl", "0")
            return None if number == "0" else (number, int(level))
    return None


def _count(count: int, shape: str) -> str:
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if shape == "upperLetter" else letter
    if shape in ("lowerRoman", "upperRoman"):
        pairs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
        roman = ""
        for value, letters in pairs:
            roman += letters * (count // value)
            count %= value
        return roman if shape == "upperRoman" else roman.lower()
    return f"{count:02}" if shape == "decimalZero" else str(count)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _value(element: BaseOxmlElement, child: str, default: str) -> str:
    found = element.find(_w(child))
    value = None if found is None else found.get(_w("val"))
    return default if value is None else str(value)
