"""PDF files: characters with their places, by PDFium, which also draws the pages in Chrome; scans are recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

from index.errors import ReportEmpty, ReportTooLarge, ReportUnreadable
from index.read.block import Block
from index.read.columns import Line
from index.read.grid import grids_of
from index.read.layout import lay_out
from index.read.picture import draw
from index.read.reading import Reading
from index.read.recognise import INSTALL, RECOGNISING, Recogniser

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

Box = tuple[float, float, float, float]  # left, right, bottom, top in points
_HYPHENS = "\x02\ufffe"  # PDFium's marks of a hyphen at a line's end
_LINE_ENDS = "\r\n" + _HYPHENS
_LITTLE = 300  # characters: what a stamp, a page number and a digital signature hold
_COVERED = 0.4  # of a page, by one picture: a scan without its margins


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
        return _read(document, reading)
    finally:
        document.close()


def _read(document: PdfDocument, reading: Reading) -> tuple[Block, ...]:
    pages: list[tuple[Line, ...]] = []
    scanned: list[int] = []
    for number in range(1, len(document) + 1):
        with _page(document, number, reading) as page:
            pages.append(tuple(_lines(page)))
            if _is_scanned(page, pages[-1]):
                scanned.append(number)
        reading.progress("reading", number, len(document))
    recognised = _recognise(document, reading, pages, scanned) if scanned else frozenset()
    if not any(pages):
        why = f"a scan, and no text was recognised on {_pages(scanned)}. Give a sharper scan, 300 dpi."
        raise ReportEmpty(f"{str(reading.path)!r} is {why if scanned else 'empty: no page has text or pictures.'}")
    return lay_out(pages, recognised=recognised)


def _recognise(
    document: PdfDocument, reading: Reading, pages: list[tuple[Line, ...]], scanned: Sequence[int]
) -> frozenset[int]:
    """Put the recognised lines of scanned pages in their places; return which pages these are."""
    recogniser = Recogniser(reading)
    if not recogniser.ready:
        missing = f"{_pages(scanned)} without a text layer (a scan), and nothing here can recognise text. {INSTALL}"
        if not any(pages):
            raise ReportEmpty(f"{str(reading.path)!r}: {missing}")
        reading.notes.append(f"Left out: {missing}")
        return frozenset()
    recognised: set[int] = set()
    for done, number in enumerate(scanned):
        reading.progress(RECOGNISING, done, len(scanned))
        with _page(document, number, reading) as page:
            lines = recogniser.read(draw(page), number)
        if lines:
            pages[number - 1] = lines
            recognised.add(number)
    reading.progress(RECOGNISING, len(scanned), len(scanned))
    if recognised:
        reading.notes.append(
            f"The text of {_pages(sorted(recognised))} was recognised in pictures:"
            " compare figures with them before you quote them."
        )
    return frozenset(recognised)


@contextmanager
def _page(document: PdfDocument, number: int, reading: Reading) -> Iterator[PdfPage]:
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            yield page
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise ReportUnreadable(f"{str(reading.path)!r}: page {number} is damaged: {error}.") from error


def _is_scanned(page: PdfPage, lines: Sequence[Line]) -> bool:
    """Say whether a page is a picture: one covers it, and beside it stands no more than a stamp or a signature."""
    import pypdfium2.raw as pdfium

    if any(line.rows for line in lines):
        return False
    if not lines:
        return any(True for _ in page.get_objects())  # letters drawn as lines are no text either
    if sum(len(line.text) for line in lines) >= _LITTLE:
        return False
    width, height = page.get_size()
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= _COVERED * width * height:
            return True
    return False


def _pages(numbers: Sequence[int]) -> str:
    """Return pages as people write them: "page 3", "pages 1-4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


def _lines(page: PdfPage) -> Iterator[Line]:
    """Yield the page's lines as PDFium tells them, in points from the lower left corner; a ruled table is one."""
    grids = grids_of(page)
    cells: list[dict[int, list[str]]] = [{} for _ in grids]
    letters: list[str] = []
    boxes: list[Box] = []
    inside: list[str] | None = None  # the cell that the letters before were in
    for letter, box in _letters(page):
        if box is not None:
            across, up = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
            at = next(((n, cell) for n, grid in enumerate(grids) if (cell := grid.cell(across, up)) is not None), None)
            found = None if at is None else cells[at[0]].setdefault(at[1], [])
            if found is not inside and found is not None:
                yield from _line(letters, boxes)
                found.append(" ")
            inside = found
        if inside is not None:
            inside.append(" " if letter in _LINE_ENDS else letter)
        elif letter in _LINE_ENDS:
            letters += ["-"] if letter in _HYPHENS else []
            yield from _line(letters, boxes)
        else:
            letters.append(letter)
            boxes += [box] if box is not None else []
    yield from _line(letters, boxes)
    for grid, texts in zip(grids, cells, strict=True):
        rows = tuple(tuple("".join(texts.get(owner, ())).strip() for owner in row) for row in grid.owners)
        if texts:
            yield Line("", grid.lefts[0], grid.lefts[-1], grid.bottoms[0], grid.bottoms[-1], rows)


def _letters(page: PdfPage) -> Iterator[tuple[str, Box | None]]:
    """Yield the page's characters with their boxes: left, right, bottom, top; white space has none."""
    from ctypes import byref

    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    box = pdfium.FS_RECTF()
    for position in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page, position))
        seen = letter.strip() and letter not in _HYPHENS
        if seen and pdfium.FPDFText_GetLooseCharBox(text_page, position, byref(box)):
            yield letter, (box.left, box.right, box.bottom, box.top)
        else:
            yield letter, None
    text_page.close()


def _line(letters: list[str], boxes: list[Box]) -> Iterator[Line]:
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
