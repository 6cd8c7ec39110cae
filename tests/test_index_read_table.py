"""Rows of tables are sentences with their row and columns, and keep their cells for showing."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Drawn
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from eval.format_pages import FONT
from index.corpus import Corpus, save_reports
from index.read import read_report
from index.report import Report, Row

ROWS = [
    ["Chỉ tiêu", "Năm 2020", "Năm 2020", "Năm 2021"],
    ["Chỉ tiêu", "Kế hoạch", "Thực hiện", "Kế hoạch"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["Đàn bò (con)", "70.000", "71.000", "72.500"],
    ["Đàn heo (con)", "", "95.000", "96.000"],
]
TEXTS = [
    "Đàn bò (con); Năm 2020, Kế hoạch: 70.000; Năm 2020, Thực hiện: 71.000; Năm 2021, Kế hoạch: 72.500",
    "Đàn heo (con); Năm 2020, Thực hiện: 95.000; Năm 2021, Kế hoạch: 96.000",
]


def _word(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=len(ROWS), cols=4)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Chỉ tiêu"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Năm 2020"
    document.save(str(path))


def _page(path: Path) -> None:
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS[2:])
    path.write_text(
        "<meta charset=utf-8><table><tr><th rowspan=2>Chỉ tiêu<th colspan=2>Năm 2020<th>Năm 2021"
        f"<tr><th>Kế hoạch<th>Thực hiện<th>Kế hoạch{body}</table>",
        encoding="utf-8",
    )


def _tables(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs if paragraph.kind == "table"]


@pytest.mark.parametrize(("name", "write"), [("table.docx", _word), ("table.html", _page)], ids=["word", "page"])
def test_heads_in_groups_and_merged_cells_are_read(tmp_path: Path, name: str, write: object) -> None:
    assert callable(write)
    write(tmp_path / name)
    report = read_report(tmp_path / name)
    assert _tables(report) == TEXTS
    heads = ("Chỉ tiêu", "Năm 2020, Kế hoạch", "Năm 2020, Thực hiện", "Năm 2021, Kế hoạch")
    assert [paragraph.row for paragraph in report.paragraphs] == [
        Row(heads, tuple(ROWS[3]), first=True),
        Row(heads, tuple(ROWS[4]), first=False),
    ]


def test_rows_are_kept_with_the_report(tmp_path: Path) -> None:
    _word(tmp_path / "table.docx")
    report = read_report(tmp_path / "table.docx")
    save_reports(tmp_path, [report])
    assert Corpus.open(tmp_path).reports == (report,)


def test_a_table_of_words_alone_keeps_its_rows_together(tmp_path: Path) -> None:
    (tmp_path / "tasks.html").write_text(
        "<meta charset=utf-8><table><tr><td>Nhiệm vụ<td>Cơ quan<td>Thời hạn<tr><td>Xây cầu<td>Sở Giao thông<td>Quý một"
        "<tr><td>Xây trường<td>Sở Giáo dục<td>Quý hai</table>",
        encoding="utf-8",
    )
    assert _tables(read_report(tmp_path / "tasks.html"))[1] == "Xây trường; Cơ quan: Sở Giáo dục; Thời hạn: Quý hai"


def test_a_page_laid_out_with_a_table_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "layout.html").write_text(
        "<meta charset=utf-8><table><tr><td>Menu<td><h1>Báo cáo</h1><p>Thu 5 tỷ đồng trong năm.</p>"
        "<table><tr><th>Xã<th>Hộ<tr><td>An Bình<td>1.234</table></table>",
        encoding="utf-8",
    )
    report = read_report(tmp_path / "layout.html")
    assert "Thu 5 tỷ đồng trong năm." in [paragraph.text for paragraph in report.paragraphs]
    assert _tables(report) == ["An Bình; Hộ: 1.234"]


def test_a_table_in_a_cell_of_a_word_file_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].text = "Thu 5 tỷ đồng trong năm."
    inner = cell.add_table(rows=2, cols=2)
    for place, text in zip(inner._cells, ["Xã", "Hộ", "An Bình", "1.234"], strict=True):
        place.text = text
    document.save(str(tmp_path / "nested.docx"))
    report = read_report(tmp_path / "nested.docx")
    assert [p.text for p in report.paragraphs] == ["Thu 5 tỷ đồng trong năm.", "An Bình; Hộ: 1.234"]


def test_a_cell_that_claims_a_million_columns_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "wide.html").write_text(
        "<table><tr><th colspan=1000000>A<th>B<tr><td rowspan=99999999>x<td>1</table>", encoding="utf-8"
    )
    assert read_report(tmp_path / "wide.html").paragraphs


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.drawCentredString(300, 20, str(document.page))


@pytest.mark.skipif(not FONT.exists(), reason="no font with Vietnamese letters: apt install fonts-dejavu-core")
def test_a_ruled_table_of_a_pdf_is_read_with_its_heads_over_two_pages(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    rows = [
        *ROWS[:2],
        *([f"Xã số {number}", f"{number}.000", f"{number}.100", f"{number}.200"] for number in range(1, 60)),
    ]
    merged = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))]
    look = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Body", 10), *merged]
    body = ParagraphStyle("body", fontName="Body", fontSize=11, leading=15)
    before = "Đàn gia súc của tỉnh trong hai năm được thống kê theo từng xã như sau, đơn vị tính là con."
    after = "Nhìn chung đàn gia súc phát triển ổn định, không có dịch bệnh lớn xảy ra trên địa bàn tỉnh."
    SimpleDocTemplate(str(tmp_path / "table.pdf")).build(
        [Drawn(before, body), Table(rows, style=TableStyle(look)), Drawn(after, body)], _foot, _foot
    )
    report = read_report(tmp_path / "table.pdf")
    tables = [paragraph for paragraph in report.paragraphs if paragraph.kind == "table"]
    assert [paragraph.text for paragraph in tables] == [
        f"Xã số {n}; Năm 2020, Kế hoạch: {n}.000; Năm 2020, Thực hiện: {n}.100; Năm 2021, Kế hoạch: {n}.200"
        for n in range(1, 60)
    ]
    assert [paragraph.row.first for paragraph in tables if paragraph.row] == [True] + [False] * 58
    assert {paragraph.page for paragraph in tables} == {1, 2}
    assert [p.text for p in report.paragraphs if p.kind != "table"] == [before, after]
