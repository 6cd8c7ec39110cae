"""Text recognition for pages that are pictures: Tesseract with its Vietnamese data, called page by page.

Debian: apt install tesseract-ocr tesseract-ocr-vie. Tesseract is Apache-2.0; it reads a bitmap of ours from standard
input and writes lines with their places (hOCR) to standard output, no file.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import TYPE_CHECKING

from index.errors import ReportUnreadable
from index.language import detect_language
from index.read.columns import Line
from index.read.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

DPI = 300  # dots an inch; what Tesseract is trained for
INSTALL = (
    "Install Tesseract with its Vietnamese data (Debian: apt install tesseract-ocr tesseract-ocr-vie) and"
    " report-assistant[ocr], then add the report again."
)
RECOGNISING = "recognising"  # the stage of a scanned page; each has time of its own
_LEGIBLE = 30  # Tesseract's confidence, 0 to 100: a line below is a stamp, a signature or dirt
_DOUBTFUL = 60  # a number below is named in the notes
_SAME_SIZE = 0.12  # letter heights this near the page's own are meant to be the same
_TITLE = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_CERTAIN = re.compile(r"x_wconf (\d+)")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: one byte a dot, 0 is black, row by row from the top."""

    width: int
    height: int
    dots: bytes
    dpi: float


class Recogniser:
    """Reads pictures of one report's pages, in Vietnamese or, where the first page says so, in English."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._languages = languages()
        self._language = ""

    @property
    def ready(self) -> bool:
        """Say whether Tesseract and its Vietnamese data are installed."""
        return "vie" in self._languages

    def read(self, picture: Picture, number: int) -> tuple[Line, ...]:
        """Return the lines of a page, best told apart; what was hard to read is noted."""
        language = self._language or "vie"
        lines = self._lines(picture, number, language)
        if not self._language and lines:
            english = detect_language(" ".join(line.text for line in lines)) == "en"
            self._language = "eng" if english and "eng" in self._languages else "vie"
            if self._language != language:
                lines = self._lines(picture, number, self._language)
        return lines

    def _lines(self, picture: Picture, number: int, language: str) -> tuple[Line, ...]:
        command = [
            "tesseract",
            "-",
            "-",
            "-l",
            language,
            "--dpi",
            str(round(picture.dpi)),
            "-c",
            "tessedit_create_hocr=1",
        ]
        bitmap = b"P5\n%d %d\n255\n" % (picture.width, picture.height) + picture.dots
        try:
            done = subprocess.run(
                command, input=bitmap, capture_output=True, timeout=self._reading.limits.page_seconds, check=True
            )
        except subprocess.TimeoutExpired:
            seconds = self._reading.limits.page_seconds
            self._reading.notes.append(f"Page {number} was not recognised within {seconds} s and is left out.")
            return ()
        except subprocess.CalledProcessError as error:
            raise ReportUnreadable(
                f"{str(self._reading.path)!r}: Tesseract could not read page {number} ({_last_line(error.stderr)})."
            ) from error
        return self._legible(_hocr_lines(done.stdout, picture), number)

    def _legible(self, found: list[tuple[Line, float, tuple[str, ...]]], number: int) -> tuple[Line, ...]:
        """Leave out what is no text, note numbers that were hard to read, and even out the letters' heights."""
        kept = [(line, doubtful) for line, certain, doubtful in found if certain >= _LEGIBLE]
        if len(kept) < len(found):
            self._reading.notes.append(
                f"Page {number}: {len(found) - len(kept)} lines were illegible and are left out."
            )
        doubtful = [f"“{word}”" for _, words in kept for word in words]
        if doubtful:
            self._reading.notes.append(
                f"Page {number}: compare with the scan, hard to read: {', '.join(dict.fromkeys(doubtful))}."
            )
        usual = median([line.height for line, _ in kept] or [0.0])
        return tuple(
            replace(line, top=line.bottom + usual) if abs(line.height - usual) <= _SAME_SIZE * usual else line
            for line, _ in kept
        )


def languages() -> frozenset[str]:
    """Return the languages that Tesseract can read here; none where it is not installed."""
    if shutil.which("tesseract") is None:
        return frozenset()
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=60)
    return frozenset(done.stdout.split()[1:]) if done.returncode == 0 else frozenset()


def _hocr_lines(hocr: bytes, picture: Picture) -> list[tuple[Line, float, tuple[str, ...]]]:
    """Return the lines, each with its mean confidence and the numbers in it that are doubtful."""
    from lxml import etree

    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    return [found for element in root.iter("{*}span") if (found := _hocr_line(element, picture)) is not None]


def _hocr_line(element: _Element, picture: Picture) -> tuple[Line, float, tuple[str, ...]] | None:
    if element.get("class") not in ("ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"):
        return None
    words = list(_words(element))
    title = element.get("title") or ""
    box, size, baseline = _TITLE.search(title), _SIZE.search(title), _BASELINE.search(title)
    if not words or box is None:
        return None
    left, top, right, bottom = map(int, box.groups())
    dot = 72 / picture.dpi
    height = float(size[1]) if size else bottom - top
    ground = bottom + (float(baseline[2]) if baseline else 0.0)  # of the letters, at the line's left end
    below = (picture.height - ground) * dot
    line = Line(" ".join(text for text, _ in words), left * dot, right * dot, below, below + height * dot)
    doubtful = tuple(text for text, certain in words if certain < _DOUBTFUL and _HAS_DIGIT.search(text))
    return line, mean(certain for _, certain in words), doubtful


def _words(line: _Element) -> Iterator[tuple[str, int]]:
    for element in line.iter("{*}span"):
        if element.get("class") == "ocrx_word":
            text = "".join(element.itertext()).strip()
            certain = _CERTAIN.search(element.get("title") or "")
            if text:
                yield text, int(certain[1]) if certain else 0


def _last_line(output: bytes) -> str:
    return (output.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
