"""The same report as Word, web page and PDF gives the same paragraphs."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import index
from eval.format_files import markup_files, write_word
from eval.format_pages import FONT, LAYOUTS, draw
from index.errors import ReportUnreadable
from index.read import read_report
from index.report import Report

SHIPPED = read_report(Path(index.__file__).parent / "reports" / "ben-tre-2020")
needs_font = pytest.mark.skipif(
    not FONT.exists(), reason="no font with Vietnamese letters: apt install fonts-dejavu-core"
)


def _missing(report: Report) -> list[str]:
    """Paragraphs of the shipped report that are not in the other, whatever its line breaks."""
    found = {" ".join(paragraph.text.split()) for paragraph in report.paragraphs}
    return [p.text for p in SHIPPED.paragraphs if " ".join(p.text.split()) not in found]


def _heading_texts(report: Report) -> list[str]:
    return [heading.text for _, heading in report.headings]


def _places(report: Report) -> list[str]:
    return [paragraph.place for paragraph in report.paragraphs]


@pytest.mark.parametrize("styled", [True, False], ids=["styled", "plain"])
def test_a_word_file_gives_the_same_paragraphs_and_places(tmp_path: Path, styled: bool) -> None:
    write_word(tmp_path / "report.docx", SHIPPED, styled=styled)
    report = read_report(tmp_path / "report.docx")
    assert _missing(report) == []
    assert _heading_texts(report) == _heading_texts(SHIPPED)
    assert _places(report) == _places(SHIPPED)


def test_automatic_numbers_and_tables_of_word_are_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Thu ngân sách.", "Chi ngân sách."):
        document.add_paragraph(text, style="List Number")
    paragraph = document.add_paragraph("Thu đạt 5.000 tỷ đồng.")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = " Thu đạt 6.000 tỷ đồng."
    run.append(gone)
    deleted.append(run)
    paragraph._p.append(deleted)
    inserted = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    added = OxmlElement("w:t")
    added.text = " Chi đạt 4.000 tỷ đồng."
    added.set(qn("xml:space"), "preserve")
    run.append(added)
    inserted.append(run)
    paragraph._p.append(inserted)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["Chỉ tiêu", "2019", "2020", "GRDP", "5,1%", "3,49%"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "report.docx"))
    assert [(p.kind, p.text) for p in read_report(tmp_path / "report.docx").paragraphs] == [
        ("list_item", "1. Thu ngân sách."),
        ("list_item", "2. Chi ngân sách."),
        ("paragraph", "Thu đạt 5.000 tỷ đồng. Chi đạt 4.000 tỷ đồng."),
        ("table", "GRDP; 2019: 5,1%; 2020: 3,49%"),
    ]


def test_a_web_page_gives_the_same_paragraphs_and_places(tmp_path: Path) -> None:
    markup_files()["menus.html"](tmp_path / "report.html", SHIPPED)
    report = read_report(tmp_path / "report.html")
    assert _missing(report) == []
    assert _places(report) == _places(SHIPPED)


def test_scripts_menus_and_remote_pictures_of_a_web_page_leave_no_text(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<script>alert('x')</script><nav><p>Menu</p></nav><p>Thu <b>5.000</b> tỷ\nđồng.<img src='http://host/x.png'></p>"
        "<ol start=3><li>Chi đúng.<li>Nợ giảm.</ol><table><tr><th>Xã<th>Hộ<tr><td>An Bình<td>1.234</table>",
        encoding="utf-8",
    )
    assert [(p.kind, p.text) for p in read_report(tmp_path / "page.html").paragraphs] == [
        ("paragraph", "Thu 5.000 tỷ đồng."),
        ("list_item", "3. Chi đúng."),
        ("list_item", "4. Nợ giảm."),
        ("table", "An Bình; Hộ: 1.234"),
    ]


def test_a_web_page_in_another_encoding_than_it_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<meta charset=ascii><p>B\xc3\xa1o c\xc3\xa1o</p>")
    with pytest.raises(ReportUnreadable, match="not in the encoding it names"):
        read_report(tmp_path / "page.html")


@needs_font
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_pdf_gives_the_same_paragraphs_with_their_pages(tmp_path: Path, name: str) -> None:
    draw(tmp_path / "report.pdf", SHIPPED, LAYOUTS[name])
    report = read_report(tmp_path / "report.pdf")
    missing = _missing(report)
    # A line that ends in "Nam-" before "Liên minh": whether a space followed the hyphen is not in the file.
    assert all("Nam- Liên" in text for text in missing)
    assert len(report.paragraphs) == len(SHIPPED.paragraphs)
    assert _heading_texts(report) == _heading_texts(SHIPPED)
    assert _places(report) == _places(SHIPPED)
    pages = [paragraph.page for paragraph in report.paragraphs if paragraph.page]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert len(set(pages)) > 5
    heads = [repair.before for repair in report.repairs if repair.kind == "running_head"]
    assert ("Báo cáo năm 2020, trang 2" in heads) == LAYOUTS[name].running_heads
    assert not any("trang 2" in paragraph.text for paragraph in report.paragraphs)


def test_words_hyphenated_at_line_ends_are_joined_and_codes_are_not(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "english.pdf"), pagesize=A4)
    lines = [
        "The province spent more on infra-",
        "structure under Resolution 42/NQ-",
        "CP to fight Covid-",
        "19 this year.",
    ]
    for position, line in enumerate(lines):
        canvas.drawString(72, 700 - 15 * position, line)
    canvas.save()
    report = read_report(tmp_path / "english.pdf")
    text = "The province spent more on infrastructure under Resolution 42/NQ-CP to fight Covid-19 this year."
    assert [paragraph.text for paragraph in report.paragraphs] == [text]
    assert [(repair.kind, repair.after) for repair in report.repairs] == [("hyphenation", "infrastructure")]


def test_a_locked_pdf_is_said_to_be_locked(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), pagesize=A4, encrypt="secret")
    canvas.drawString(100, 100, "Secret.")
    canvas.save()
    with pytest.raises(ReportUnreadable, match="locked with a password"):
        read_report(tmp_path / "locked.pdf")
