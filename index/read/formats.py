"""Which reader takes which file; a new format is one line here and one module."""

from __future__ import annotations

from collections.abc import Callable

from index.errors import ReportUnreadable
from index.read.block import Block
from index.read.docx import read_docx
from index.read.html import read_html
from index.read.pdf import read_pdf
from index.read.picture import read_image
from index.read.reading import Reading
from index.read.text import read_text

READERS: dict[str, Callable[[Reading], tuple[Block, ...]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
}


def read_blocks(reading: Reading) -> tuple[Block, ...]:
    """Read a file's blocks with the reader of its extension."""
    path = reading.path
    reader = READERS.get(path.suffix.lower())
    if not path.exists():
        raise ReportUnreadable(f"There is no report at {str(path)!r}. Check the path.")
    if reader is None:
        raise ReportUnreadable(
            f"{str(path)!r}: reports of this kind cannot be read. Give one of: {', '.join(sorted(READERS))},"
            " or a folder with about.toml."
        )
    try:
        return reader(reading)
    except OSError as error:
        raise ReportUnreadable(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
