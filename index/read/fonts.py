"""Which font each stretch of a Word file is set in, where that font stands for another encoding."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from index.read.legacy import FROM_FONT, encoding_of_font, is_capital_font, is_unicode
from index.read.spelling import spelling

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DEPTH = 20  # styles based on styles; Word itself allows eleven


class Fonts:
    """The fonts of a document: a run's own, its style's, its paragraph's style's, the document's."""

    def __init__(self, document: Document) -> None:
        styles = document.styles.element
        self._styles = {style.get(f"{_WORD}styleId"): style for style in styles.iter(f"{_WORD}style")}
        defaults = styles.find(f"{_WORD}docDefaults/{_WORD}rPrDefault/{_WORD}rPr")
        self._default = "" if defaults is None else _own(defaults)
        self._known: dict[str | None, str] = {}
        normal = [name for name, style in self._styles.items() if style.get(f"{_WORD}default") == "1"]
        self._normal = next((name for name in normal if self._styles[name].get(f"{_WORD}type") == "paragraph"), None)
        self._old = self._old_fonts(document)

    def texts(self, paragraph: Paragraph) -> tuple[str, str]:
        """Return a paragraph's text, and its text as it stands in the file ("" where that is the same).

        Runs that were inserted with tracked changes are in it, deleted ones are not.
        """
        if not self._old:
            return "".join(text for text, _ in _pieces(paragraph._p)), ""
        pieces = self._named_pieces(paragraph._p)
        raw = "".join(text for text, _ in pieces)
        text = "".join(
            _converted("".join(text for text, _ in group), font) if font in self._old else "".join(t for t, _ in group)
            for font, group in groupby(pieces, key=lambda piece: piece[1])
        )
        return text, raw if text != raw else ""

    def _old_fonts(self, document: Document) -> frozenset[str]:
        """Return the fonts whose text is in their own letters; a converter may have left a font on Unicode text."""
        texts: dict[str, list[str]] = defaultdict(list)
        for paragraph in document.element.body.iter(f"{_WORD}p"):
            for text, font in self._named_pieces(paragraph):
                if encoding_of_font(font):
                    texts[font].append(text)
        return frozenset(font for font, pieces in texts.items() if _is_old("".join(pieces), encoding_of_font(font)))

    def _named_pieces(self, paragraph: BaseOxmlElement) -> list[tuple[str, str]]:
        """Return the stretches of a paragraph, each with the name of its font."""
        base = self._of_style(_value(paragraph.find(f"{_WORD}pPr"), "pStyle") or self._normal)
        return [(text, self._of_run(run) or base) for text, run in _pieces(paragraph)]

    def _of_run(self, run: BaseOxmlElement | None) -> str:
        properties = None if run is None else run.find(f"{_WORD}rPr")
        if properties is None:
            return ""
        style = _value(properties, "rStyle")
        return _own(properties) or (self._named(style) if style else "")

    def _of_style(self, style: str | None) -> str:
        return self._named(style) or self._default

    def _named(self, style: str | None) -> str:
        """Return the font a style sets, itself or through the styles it is based on."""
        if style not in self._known:
            font, at, depth = "", style, 0
            while not font and at in self._styles and depth < _DEPTH:
                properties = self._styles[at].find(f"{_WORD}rPr")
                font = "" if properties is None else _own(properties)
                at, depth = _value(self._styles[at], "basedOn"), depth + 1
            self._known[style] = font
        return self._known[style]


def _pieces(element: BaseOxmlElement) -> Iterator[tuple[str, BaseOxmlElement | None]]:
    """Yield stretches of text with the run each stands in."""
    for node in element.iter():
        tag = str(node.tag).rsplit("}", 1)[-1]
        text = (node.text or "") if tag == "t" else _BREAKS.get(tag, "")
        if text:
            parent = node.getparent()
            yield text, parent if parent is not None and str(parent.tag).endswith("}r") else None


def _is_old(text: str, encoding: str) -> bool:
    read = FROM_FONT[encoding](text)
    return not is_unicode(text) and spelling([read]).share >= spelling([text]).share


def _converted(text: str, font: str) -> str:
    read = unicodedata.normalize("NFC", FROM_FONT[encoding_of_font(font)](text))
    return read.upper() if is_capital_font(font) else read


def _own(properties: BaseOxmlElement) -> str:
    fonts = properties.find(f"{_WORD}rFonts")
    if fonts is None:
        return ""
    return str(fonts.get(f"{_WORD}ascii") or fonts.get(f"{_WORD}hAnsi") or "")


def _value(element: BaseOxmlElement | None, child: str) -> str | None:
    found = None if element is None else element.find(f"{_WORD}{child}")
    return None if found is None else found.get(f"{_WORD}val")
