"""One report drawn on pages, to see what reading loses: PDFs in several layouts, scans of them, pictures of pages.

Needs reportlab (of the tests' packages) and a font with Vietnamese letters (Debian: fonts-dejavu-core).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.format_files import Writer, blocks
from index.report import Report

if TYPE_CHECKING:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
_CENTIMETRE = 72 / 2.54
_SCAN_DPI = 200
_SKEW = 0.4  # degrees: a sheet laid on the glass by hand
_NOISE = 12  # grey levels


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is set on A4 pages."""

    columns: int = 1
    indent: float = 0.0  # points, of first lines; paragraphs then stand without gaps
    justified: bool = True
    running_heads: bool = True


LAYOUTS = {
    "plain.pdf": Layout(running_heads=False),
    "running-heads.pdf": Layout(),
    "two-columns.pdf": Layout(columns=2),
    "two-columns-plain.pdf": Layout(columns=2, running_heads=False),
    "indented.pdf": Layout(indent=_CENTIMETRE),
    "ragged.pdf": Layout(justified=False),
}


def page_files() -> dict[str, Writer]:
    """Return writers of PDFs with a text layer by the name of the file."""
    return {name: _pdf_writer(layout) for name, layout in LAYOUTS.items()}


def scan_files() -> dict[str, Writer]:
    """Return writers of whole scans, clean and as an office's scanner makes them, by the name of the file."""
    return {
        "scan.pdf": lambda path, report: write_scan(path, report, rough=False),
        "scan-rough.pdf": lambda path, report: write_scan(path, report, rough=True),
    }


def picture_files() -> dict[str, Writer]:
    """Return writers of pictures of a first page by the name of the file."""
    return {name: _picture_writer() for name in ("first-page.png", "first-page.jpg")}


def draw(path: Path, report: Report, layout: Layout) -> None:
    """Draw a report as PDF."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    size = 12 if layout.columns == 1 else 9
    style = {"fontName": "Body", "fontSize": size, "leading": 1.4 * size, "firstLineIndent": layout.indent}
    gap = 0 if layout.indent else 6
    body = ParagraphStyle("body", alignment=4 if layout.justified else 0, spaceAfter=gap, **style)
    title = ParagraphStyle("title", parent=body, fontSize=14, leading=18, alignment=1, firstLineIndent=0)
    story = [Paragraph(html.escape(text), title if level == 0 else body) for level, text in blocks(report)]
    margin, between = 2 * _CENTIMETRE, _CENTIMETRE
    width = (A4[0] - 2 * margin - (layout.columns - 1) * between) / layout.columns
    frames = [Frame(margin + at * (width + between), margin, width, A4[1] - 2 * margin) for at in range(layout.columns)]
    document = BaseDocTemplate(str(path), pagesize=A4)
    onto = _running_heads if layout.running_heads else _nothing
    document.addPageTemplates([PageTemplate(frames=frames, onPage=onto)])
    document.build(story)


def write_scan(path: Path, report: Report, *, rough: bool) -> None:
    """Write a PDF that holds nothing but pictures of a report's pages."""
    drawn = path.with_suffix(".drawn.pdf")
    draw(drawn, report, Layout())
    pictures = _pictures(drawn, rough)
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=_SCAN_DPI)
    drawn.unlink()


def _pictures(path: Path, rough: bool, most: int | None = None) -> Sequence[Image.Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    drawn = [
        document[number].render(scale=_SCAN_DPI / 72, grayscale=True).to_pil() for number in range(len(document))[:most]
    ]
    document.close()
    return [_rough(picture) for picture in drawn] if rough else drawn


def _rough(picture: Image.Image) -> Image.Image:
    """Return a picture as a scanner gives it: a little turned, blurred and grey."""
    import numpy as np
    from PIL import Image, ImageFilter

    turned = picture.rotate(_SKEW, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(0).normal(0, _NOISE, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(turned) * 0.92 + noise, 0, 255).astype(np.uint8))


def _pdf_writer(layout: Layout) -> Writer:
    return lambda path, report: draw(path, report, layout)


def _picture_writer() -> Writer:
    def write(path: Path, report: Report) -> None:
        drawn = path.with_suffix(".drawn.pdf")
        draw(drawn, report, Layout(running_heads=False))
        _pictures(drawn, False, 1)[0].save(path)
        drawn.unlink()

    return write


def _running_heads(canvas: Canvas, document: BaseDocTemplate) -> None:
    from reportlab.lib.pagesizes import A4

    canvas.setFont("Body", 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * _CENTIMETRE, str(document.page))
    canvas.drawString(2 * _CENTIMETRE, _CENTIMETRE, f"Báo cáo năm 2020, trang {document.page}")


def _nothing(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw nothing beside the text."""
