"""Word's automatic numbers, which are not in the text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph


class Numbering:
    """Counts the numbers as Word does, list by list."""

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
