"""Old encodings are told by spelling or fonts and read as Vietnamese; where that is not sure, not at all."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import index
from eval.legacy import to_tcvn3, to_vni, to_windows_1258
from index.errors import ReportUnreadable
from index.read import read_report
from index.read.legacy import from_tcvn3, from_vni

SHIPPED = (Path(index.__file__).parent / "reports" / "ben-tre-2020" / "source.txt").read_text(encoding="utf-8")
PARAGRAPHS = [
    paragraph.text for paragraph in read_report(Path(index.__file__).parent / "reports" / "ben-tre-2020").paragraphs
]
SENTENCE = "Tỉnh đã hỗ trợ 183.040 trường hợp."
MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"


def as_tcvn3(text: str) -> bytes:
    return to_tcvn3(text).encode("cp1252")


def as_vni(text: str) -> bytes:
    return to_vni(text).encode("cp1252")


WAYS = [
    pytest.param(to_windows_1258, id="windows-1258"),
    pytest.param(as_tcvn3, id="tcvn3"),
    pytest.param(as_vni, id="vni"),
    pytest.param(lambda text: to_tcvn3(text).encode(), id="tcvn3-saved-as-utf-8"),
    pytest.param(lambda text: to_vni(text).encode(), id="vni-saved-as-utf-8"),
]


@pytest.mark.parametrize(
    ("convert", "old"),
    [
        pytest.param(from_tcvn3, "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc", id="tcvn3"),
        pytest.param(from_vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc", id="vni"),
    ],
)
def test_the_motto_as_old_documents_hold_it_is_read(convert: Callable[[str], str], old: str) -> None:
    assert convert(old) == MOTTO


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no second opinion on this system: iconv")
def test_the_tcvn3_table_is_that_of_the_c_library() -> None:
    for code in range(0xA1, 0xFF):
        letter = chr(code)
        if from_tcvn3(letter) == letter:
            continue
        done = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=bytes([code]), capture_output=True)
        assert done.stdout.decode() == from_tcvn3(letter)


@pytest.mark.parametrize("write", WAYS)
def test_text_in_an_old_encoding_is_read_and_the_repair_is_listed(
    tmp_path: Path, write: Callable[[str], bytes]
) -> None:
    (tmp_path / "old.txt").write_bytes(write(SENTENCE))
    report = read_report(tmp_path / "old.txt")
    assert [paragraph.text for paragraph in report.paragraphs] == [SENTENCE]
    assert [(repair.kind, repair.before) for repair in report.repairs] in (
        [("encoding", report.paragraphs[0].raw)],
        [("unicode", report.paragraphs[0].raw)],
    )
    assert report.paragraphs[0].raw != SENTENCE


def test_signs_of_an_english_report_stay_what_they_are(tmp_path: Path) -> None:
    text = "The council spent £48.6 million, of which £21.4 million went to social care, under § 3 of the Act."
    (tmp_path / "english.txt").write_text(text, encoding="utf-8")
    report = read_report(tmp_path / "english.txt")
    assert [paragraph.text for paragraph in report.paragraphs] == [text]
    assert report.repairs == ()


@pytest.mark.parametrize("write", WAYS)
def test_the_shipped_report_comes_through_an_old_encoding(tmp_path: Path, write: Callable[[str], bytes]) -> None:
    (tmp_path / "old.txt").write_bytes(write(SHIPPED))
    texts = [paragraph.text for paragraph in read_report(tmp_path / "old.txt").paragraphs]
    assert len(texts) == len(PARAGRAPHS)
    assert [text.lower() for text in texts] == [text.lower() for text in PARAGRAPHS]
    # TCVN3 fonts have no capitals with a tone, so "Ủy ban" at the head of a sentence cannot come back.
    changed = sum(text != other for text, other in zip(texts, PARAGRAPHS, strict=True))
    assert changed <= (5 if write("Ủ") in (as_tcvn3("ủ"), to_tcvn3("ủ").encode()) else 0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Le Président a présenté un rapport détaillé à l'assemblée.".encode("cp1252"), id="french"),
        pytest.param(SENTENCE.encode("cp1252", "ignore") + b"\xe9\xff", id="letters-lost"),
        pytest.param("Отчёт о работе правительства области".encode("cp1251"), id="russian"),
        pytest.param(to_windows_1258(SENTENCE) + b" " + as_vni(SENTENCE), id="two-encodings"),
        pytest.param(bytes(range(0x80, 0x100)) * 3, id="all-bytes"),
    ],
)
def test_bytes_whose_encoding_is_not_sure_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "unsure.txt").write_bytes(data)
    with pytest.raises(ReportUnreadable, match="cannot be told for sure") as caught:
        read_report(tmp_path / "unsure.txt")
    assert "\n" not in str(caught.value)


def test_unicode_paragraphs_beside_old_ones_stay(tmp_path: Path) -> None:
    old = "Tỉnh cũng đã chi 12 tỷ đồng cho đường và cầu ở các xã vùng sâu."
    (tmp_path / "mixed.txt").write_text(f"{SENTENCE}\n\n{to_tcvn3(old)}", encoding="utf-8")
    assert [paragraph.text for paragraph in read_report(tmp_path / "mixed.txt").paragraphs] == [SENTENCE, old]


def test_western_letters_of_another_language_are_left_alone(tmp_path: Path) -> None:
    text = "Le Président a présenté un rapport détaillé à l'assemblée générale."
    (tmp_path / "french.txt").write_text(text, encoding="utf-8")
    assert read_report(tmp_path / "french.txt").paragraphs[0].text == text


def test_typographic_signs_of_windows_are_read_in_an_english_text(tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_bytes("He said “yes” – 5% more.".encode("cp1252"))
    assert read_report(tmp_path / "english.txt").paragraphs[0].text == "He said “yes” – 5% more."


@pytest.mark.parametrize(
    ("font", "write"), [pytest.param(".VnTime", to_tcvn3, id="tcvn3"), pytest.param("VNI-Times", to_vni, id="vni")]
)
def test_stretches_of_a_word_file_in_an_old_font_are_read(
    tmp_path: Path, font: str, write: Callable[[str], str]
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đoạn này viết bằng Unicode. ")
    old = write("Mới đạt 5,2 tỷ đồng.")
    for part in (old[:2], old[2:]):  # Word parts runs where it likes
        paragraph.add_run(part).font.name = font
    paragraph.add_run(" Hết.")
    document.save(str(tmp_path / "old.docx"))
    report = read_report(tmp_path / "old.docx")
    assert [p.text for p in report.paragraphs] == ["Đoạn này viết bằng Unicode. Mới đạt 5,2 tỷ đồng. Hết."]
    assert old in report.paragraphs[0].raw
    assert [repair.kind for repair in report.repairs] == ["encoding"]


def test_fonts_of_styles_and_fonts_of_capitals_count(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("").add_run(to_tcvn3("báo cáo của ủy ban nhân dân")).font.name = ".VnTimeH"
    document.add_paragraph(to_tcvn3("Thu ngân sách đạt 5 tỷ đồng."))
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Chỉ tiêu", "Năm 2020", "Sản lượng lúa", "4,5"], strict=True):
        cell.text = to_tcvn3(text)
    document.save(str(tmp_path / "old.docx"))
    report = read_report(tmp_path / "old.docx")
    assert report.title == "BÁO CÁO CỦA ỦY BAN NHÂN DÂN"
    assert [p.text for p in report.paragraphs] == ["Thu ngân sách đạt 5 tỷ đồng.", "Sản lượng lúa; Năm 2020: 4,5"]
    assert report.paragraphs[1].row is not None
    assert report.paragraphs[1].row.heads == ("Chỉ tiêu", "Năm 2020")


def test_unicode_text_left_in_an_old_font_by_a_converter_stays(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(SENTENCE)
    run.font.name = ".VnTime"
    assert run._r.rPr.rFonts.get(qn("w:ascii")) == ".VnTime"
    document.save(str(tmp_path / "converted.docx"))
    assert [p.text for p in read_report(tmp_path / "converted.docx").paragraphs] == [SENTENCE]
