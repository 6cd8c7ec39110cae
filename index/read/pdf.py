"""PDF files with a text layer: characters with their places, by PDFium, which also draws the pages in Chrome."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

from index.errors import ReportEmpty, ReportTooLarge, ReportUnreadable
from index.read.block import Block
from index.read.layout import Line, lay_out
from index.read.reading import Reading

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


def read_pdf(reading: Reading) -> tuple[Block, ...]:
    """Read a .pdf file; its pages count from 1.

    Raises:
        ReportEmpty: no page has text: a scan.
        ReportTooLarge: it has more pages than the limits allow.
        ReportUnreadable: it is damaged or locked with a password.
    """
    import pypdfium2

    path, most = reading.path, reading.limits.pages
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        why = "it is locked with a password" if "assword" in str(error) else f"it is damaged: {error}"
        raise ReportUnreadable(
            f"{str(path)!r} cannot be opened as PDF: {why}. Save it again without a lock."
        ) from error
    try:
        if len(document) > most:
            raise ReportTooLarge(
                f"{str(path)!r} has {len(document):,} pages; at most {most:,} are read."
                " Split it, or raise REPORT_ASSISTANT_MAX_PAGES."
            )
        pages: list[tuple[Line, ...]] = []
        for number in range(len(document)):
            try:
                page = document[number]
                pages.append(tuple(_lines(page)))
                page.close()
            except pypdfium2.PdfiumError as error:
                raise ReportUnreadable(f"{str(path)!r}: page {number + 1} is damaged: {error}.") from error
    finally:
        document.close()
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    if len(empty) == len(pages):
        raise ReportEmpty(
            f"{str(path)!r}: none of its {len(pages)} pages has a text layer; it looks like a scan."
            " Run it through OCR (for instance ocrmypdf -l vie) and add the result."
        )
    if empty:
        reading.notes.append(f"Pages without text were left out: {', '.join(map(str, empty))}.")
    return lay_out(pages)


def _lines(page: PdfPage) -> Iterator[Line]:
    """Yield the page's lines as PDFium tells them, with their boxes in points from the lower left corner."""
    from ctypes import byref

    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    box = pdfium.FS_RECTF()
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for position in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page, position))
        if letter in "\r\n\x02\ufffe" or position == 0:
            if letter in "\x02\ufffe":
                letters.append("-")  # PDFium's mark of a hyphen at a line's end
            if letter in "\r\n\x02\ufffe":
                yield from _line(letters, boxes)
                continue
        letters.append(letter)
        if letter.strip() and pdfium.FPDFText_GetLooseCharBox(text_page, position, byref(box)):
            boxes.append((box.left, box.right, box.bottom, box.top))
    yield from _line(letters, boxes)
    text_page.close()


def _line(letters: list[str], boxes: list[tuple[float, float, float, float]]) -> Iterator[Line]:
    text = "".join(letters).strip()
    if text and boxes:
        yield Line(
            text=text,
            left=min(box[0] for box in boxes),
            right=max(box[1] for box in boxes),
            bottom=median(box[2] for box in boxes),
            top=median(box[3] for box in boxes),
        )
    letters.clear()
    boxes.clear()
