"""Pictures of pages: of a scanned PDF's, or files of their own (PNG, JPEG)."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from index.errors import ReportEmpty, ReportTooLarge, ReportUnreadable
from index.read.block import Block
from index.read.layout import lay_out
from index.read.reading import Reading
from index.read.recognise import DPI, INSTALL, RECOGNISING, Picture, Recogniser

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_DOTS = 40_000_000  # of a page: A3 at 300 dots an inch has 17 million
_LARGEST_FILE = 200_000_000  # dots of an image file, before it is made smaller
_PAGE_WIDTH = 8.27  # inches: A4, where an image does not say how large it is


def draw(page: PdfPage) -> Picture:
    """Draw a page of a PDF, smaller where it is huge."""
    width, height = page.get_size()
    scale = min(DPI / 72, sqrt(_MOST_DOTS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    dots = bytes(bitmap.buffer)
    rows = (dots[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return Picture(bitmap.width, bitmap.height, b"".join(rows), 72 * scale)


def read_image(reading: Reading) -> tuple[Block, ...]:
    """Read the picture of one page.

    Raises:
        ReportEmpty: no text was recognised, or nothing here can recognise text.
        ReportTooLarge: it has more dots than a page can have.
        ReportUnreadable: it is damaged.
    """
    recogniser = Recogniser(reading)
    if not recogniser.ready:
        raise ReportEmpty(f"{str(reading.path)!r} is a picture, and nothing here can recognise its text. {INSTALL}")
    picture = _load(reading)
    reading.progress(RECOGNISING, 0, 1)
    lines = recogniser.read(picture, 1)
    if not lines:
        raise ReportEmpty(f"{str(reading.path)!r}: no text was recognised in it. Give a sharper picture, 300 dpi.")
    reading.notes.append("The text was recognised in a picture: compare figures with it before you quote them.")
    return lay_out([lines], recognised=frozenset({1}))


def _load(reading: Reading) -> Picture:
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError as error:
        raise ReportUnreadable(f"{str(reading.path)!r}: Pillow is missing. {INSTALL}") from error

    try:
        with Image.open(reading.path, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _LARGEST_FILE:
                raise ReportTooLarge(
                    f"{str(reading.path)!r} has {image.width:,} x {image.height:,} dots; at most {_LARGEST_FILE:,} are"
                    " read. Make it smaller, to 300 dpi."
                )
            upright = ImageOps.exif_transpose(image).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ReportUnreadable(f"{str(reading.path)!r} is not a sound picture ({error}).") from error
    longest = max(upright.size)
    most = int(sqrt(_MOST_DOTS) * 1.2)
    if longest > most:
        upright.thumbnail((most, most))
    width = min(upright.size)
    return Picture(upright.width, upright.height, upright.tobytes(), width / _PAGE_WIDTH)
