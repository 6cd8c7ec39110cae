"""Scans are read page by page where Tesseract is installed; where it is not, one line says what to install."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from index.errors import ReportEmpty, ReportTooLarge, ReportUnreadable
from index.read import read_report
from index.read.mistakes import mend_numbers
from index.read.recognise import languages
from index.settings import Limits

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")  # Debian: fonts-dejavu-core
LINES = [
    "Tỉnh đã hỗ trợ 183.040 trường hợp với kinh phí 190.959 triệu đồng, bảo đảm",
    "kịp thời, công khai và đúng đối tượng theo quy định của Chính phủ.",
]
TEXT = " ".join(LINES)
SHORT = "Thu ngân sách đạt 5.000 tỷ đồng, tăng 3,49% so với năm trước."
needs_tesseract = pytest.mark.skipif(
    "vie" not in languages() or not FONT.exists(),
    reason="no Tesseract with Vietnamese, or no font: apt install tesseract-ocr tesseract-ocr-vie fonts-dejavu-core",
)


def _drawn(path: Path, lines: list[str]) -> None:
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Body", 12)
    for position, line in enumerate(lines):
        canvas.drawString(60, 700 - 17 * position, line)
    canvas.save()


def _image(folder: Path, lines: list[str]) -> Image.Image:
    _drawn(folder / "drawn.pdf", lines)
    document = pypdfium2.PdfDocument(folder / "drawn.pdf")
    picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    return picture


def _scan(path: Path, pages: list[list[str]], stamp: str = "") -> None:
    """Write a PDF of pictures of pages, with a line of real text on each, as a digital signature is."""
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        canvas.drawImage(ImageReader(_image(path.parent, lines)), 0, 0, *A4)
        canvas.drawString(60, 40, stamp)
        canvas.showPage()
    canvas.save()


@needs_tesseract
def test_a_scan_is_read_page_by_page(tmp_path: Path) -> None:
    _scan(tmp_path / "scan.pdf", [LINES, [SHORT]], stamp="Signed by: Office")
    told: list[tuple[str, int, int]] = []
    report = read_report(tmp_path / "scan.pdf", progress=lambda *step: told.append(step))
    found = {paragraph.text: (paragraph.page, paragraph.recognised) for paragraph in report.paragraphs}
    assert found[TEXT] == (1, True)
    assert found[SHORT] == (2, True)
    assert [step for step in told if step[0] == "recognising"] == [("recognising", done, 2) for done in range(3)]
    assert any("pages 1-2 was recognised" in note for note in report.notes)
    assert report.paragraphs[0].raw == "\n".join(LINES)


@needs_tesseract
def test_only_the_pages_without_text_are_recognised(tmp_path: Path) -> None:
    _drawn(tmp_path / "drawn.pdf", [SHORT] * 6)
    _scan(tmp_path / "scan.pdf", [LINES])
    both = pypdfium2.PdfDocument.new()
    for name in ("drawn.pdf", "scan.pdf"):
        part = pypdfium2.PdfDocument(tmp_path / name)
        both.import_pages(part)
        part.close()
    both.save(tmp_path / "both.pdf")
    both.close()
    report = read_report(tmp_path / "both.pdf")
    assert {(paragraph.page, paragraph.recognised) for paragraph in report.paragraphs} <= {
        (1, False),
        (2, True),
        (1, True),
    }
    assert report.paragraphs[-1].text == TEXT


@needs_tesseract
@pytest.mark.parametrize("name", ["page.png", "page.jpg"])
def test_a_picture_of_a_page_is_read(tmp_path: Path, name: str) -> None:
    _image(tmp_path, LINES).save(tmp_path / name)
    report = read_report(tmp_path / name)
    assert [paragraph.text for paragraph in report.paragraphs] == [TEXT]
    assert any("recognised" in note for note in report.notes)


@needs_tesseract
def test_a_scan_of_nothing_is_said_to_be_empty(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.save()
    with pytest.raises(ReportEmpty, match="no text was recognised on page 1"):
        read_report(tmp_path / "scan.pdf")


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "bin" / "tesseract"
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && exec {shutil.which("tesseract")} "$@"\nsleep 60\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:/usr/bin:/bin")
    _scan(tmp_path / "scan.pdf", [LINES])
    with pytest.raises(ReportEmpty, match="no text was recognised"):
        read_report(tmp_path / "scan.pdf", limits=Limits(page_seconds=1))


def test_without_tesseract_one_line_says_what_to_install_and_which_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    for _ in range(3):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(ReportEmpty, match=r"pages 1-3 without a text layer .*tesseract-ocr-vie") as caught:
        read_report(tmp_path / "scan.pdf")
    assert "\n" not in str(caught.value)
    Image.new("L", (100, 100)).save(tmp_path / "page.png")
    with pytest.raises(ReportEmpty, match="tesseract-ocr-vie"):
        read_report(tmp_path / "page.png")


def test_without_tesseract_the_other_pages_are_read_and_a_note_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    canvas = Canvas(str(tmp_path / "half.pdf"), pagesize=A4)
    canvas.drawString(100, 700, "The province spent VND 190,959 million.")
    canvas.showPage()
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.save()
    report = read_report(tmp_path / "half.pdf")
    assert [paragraph.text for paragraph in report.paragraphs] == ["The province spent VND 190,959 million."]
    [note] = report.notes
    assert note.startswith("Left out: page 2 without a text layer")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("19O.959 triệu đồng", "190.959 triệu đồng"),
        ("năm 20l5", "năm 2015"),
        ("5.OOO tỷ", "5.OOO tỷ"),
        ("1.0O0 hộ", "1.000 hộ"),
        ("3O người, Q10, I.2, 5l nước", "3O người, Q10, I.2, 5l nước"),
    ],
)
def test_letters_inside_numbers_are_digits_and_others_are_not(text: str, mended: str) -> None:
    assert mend_numbers(text) == mended


def test_a_picture_that_is_none_or_far_too_large_is_refused(tmp_path: Path) -> None:
    if "vie" not in languages():
        pytest.skip("no Tesseract with Vietnamese")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    with pytest.raises(ReportUnreadable, match="not a sound picture"):
        read_report(tmp_path / "broken.png")
    Image.new("1", (30_000, 30_000)).save(tmp_path / "vast.png")
    with pytest.raises((ReportTooLarge, ReportUnreadable), match=r"dots|not a sound picture"):
        read_report(tmp_path / "vast.png")
