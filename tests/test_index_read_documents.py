"""Documents of other kinds and other provinces: where their parts begin, and what is guessed about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.read import read_report
from index.report import Report

OFFICIAL = """\
ỦY BAN NHÂN DÂN TỈNH AN GIANG
SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/BC-SNN

An Giang, ngày 05 tháng 01 năm 2022

BÁO CÁO
Kết quả sản xuất nông nghiệp năm 2021
và kế hoạch năm 2022

Thực hiện Quyết định số 12/QĐ-UBND, Sở Nông nghiệp báo cáo như sau:

PHẦN I
KẾT QUẢ NĂM 2021

I. TRỒNG TRỌT

1. Cây lúa

Diện tích gieo trồng đạt 628.000 ha; sản lượng 4,08 triệu tấn, tăng 1,2% so cùng kỳ. Các huyện đều tăng trong

mùa vụ này, riêng TP. Long Xuyên đạt 7,1 tấn/ha.

a) Vụ Đông Xuân đạt 229.000 ha;

b) Vụ Thu Đông đạt 171.000 ha.

Nhìn chung sản xuất ổn định.

2. Cây màu

Diện tích 45.000 ha.

II. CHĂN NUÔI

Tổng đàn heo 95.000 con.

| Chỉ tiêu | Năm 2020 | Năm 2021 |
|---|---|---|
| Đàn bò (con) | 70.000 | 72.500 |

Trên đây là báo cáo kết quả năm 2021./.

Nơi nhận:
- Như trên;
- Lưu: VT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Thị B
"""

ENGLISH = """\
# Annual Report 2023

City of Springfield, Department of Water

## 1. Overview

The department served 1.2 million customers, up 3.4%. Dr. Smith led the U.S. programme.

**Key results**

- *Leakage* fell to 12.5%.
- Investment reached $45m, No. 3 in the state.

## 2. Outlook

Then more work.
"""


def _read(folder: Path, name: str, text: str) -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    return read_report(folder / name)


@pytest.fixture
def official(tmp_path: Path) -> Report:
    return _read(tmp_path, "Báo cáo SNN 2021.txt", OFFICIAL)


def test_what_the_first_lines_say_about_an_official_report_is_guessed(official: Report) -> None:
    assert official.id == "bao-cao-snn-2021"
    assert official.title == "Báo cáo kết quả sản xuất nông nghiệp năm 2021 và kế hoạch năm 2022"
    assert official.issuer == "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"
    assert (official.place, official.year, official.date, official.language) == ("An Giang", 2021, "2022-01-05", "vi")


def test_headings_are_told_from_list_items(official: Report) -> None:
    assert [(heading.level, heading.label) for _, heading in official.headings] == [
        (0, ""),
        (0, ""),
        (1, "PHẦN I"),
        (2, "I"),
        (3, "1"),
        (3, "2"),
        (2, "II"),
    ]
    items = [paragraph.text for paragraph in official.paragraphs if paragraph.kind == "list_item"]
    assert items == ["a) Vụ Đông Xuân đạt 229.000 ha;", "b) Vụ Thu Đông đạt 171.000 ha."]


def test_a_paragraph_cut_by_a_page_break_is_mended_and_the_repair_is_listed(official: Report) -> None:
    mended = next(paragraph for paragraph in official.paragraphs if paragraph.text.startswith("Diện tích gieo"))
    assert "đều tăng trong mùa vụ này" in mended.text
    assert "trong\n\nmùa" in mended.raw
    assert [(repair.paragraph, repair.kind) for repair in official.repairs] == [(mended.id, "page_break")]
    assert mended.place == f"PHẦN I › I › 1, ¶{mended.number}"


def test_front_matter_and_back_matter_stand_under_no_heading(official: Report) -> None:
    kinds = [paragraph.kind for paragraph in official.paragraphs]
    assert kinds[:4] == ["front_matter"] * 4
    assert kinds[-4:] == ["back_matter"] * 4
    assert not any(p.outline for p in official.paragraphs if p.kind in ("front_matter", "back_matter"))


def test_a_table_row_reads_as_a_sentence(official: Report) -> None:
    table = [paragraph.text for paragraph in official.paragraphs if paragraph.kind == "table"]
    assert table == ["Đàn bò (con); Năm 2020: 70.000; Năm 2021: 72.500"]


def test_an_english_markdown_report_has_title_headings_and_items(tmp_path: Path) -> None:
    report = _read(tmp_path, "annual.md", ENGLISH)
    assert (report.title, report.language, report.year) == ("Annual Report 2023", "en", 2023)
    assert [(p.place, p.kind) for p in report.paragraphs] == [
        ("¶1", "paragraph"),
        ("1, ¶2", "paragraph"),
        ("1 › Key results, ¶3", "list_item"),
        ("1 › Key results, ¶4", "list_item"),
        ("2, ¶5", "paragraph"),
    ]


def test_a_document_with_no_numbers_and_no_marks_still_has_headings(tmp_path: Path) -> None:
    body = "The survey covers 13 provinces and was run in March 2020 by the Department, which saw 12,000 households."
    report = _read(tmp_path, "survey.txt", f"Health survey\n\nIntroduction\n\n{body}\n\nResults\n\n{body} It was good.")
    assert report.title == "Health survey"
    assert [paragraph.place for paragraph in report.paragraphs] == ["Introduction, ¶1", "Results, ¶2"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Chỉ một đoạn văn duy nhất.", 1, id="one-paragraph"),
        pytest.param("# A\n\n## B\n", 2, id="only-headings"),
        pytest.param("Ngân sách năm 2020 đạt 5.000 tỷ đồng. " * 3000, 1, id="fifty-pages-in-one"),
        pytest.param("\n".join(f"Xã số {n} thu được {n} triệu đồng." for n in range(5000)), 5000, id="one-line-each"),
        pytest.param("\n\n".join(f"Xã số {n} thu được {n} triệu đồng" for n in range(5000)), 5000, id="no-full-stops"),
        pytest.param("\n\n".join(["Cùng một đoạn văn."] * 10), 10, id="duplicates"),
        pytest.param("- a;\n- b;\n- c.", 3, id="only-a-list"),
    ],
)
def test_odd_documents_give_sensible_paragraphs(tmp_path: Path, text: str, count: int) -> None:
    report = _read(tmp_path, "odd.txt", text)
    assert len(report.paragraphs) == count
    assert len({paragraph.id for paragraph in report.paragraphs}) == count


def test_hand_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    text = "Thu ngân sách nhà nước trên địa bàn ước đạt 5.000 tỷ\nđồng, đạt 100% dự toán địa phương, vượt dự toán.\n"
    assert [p.text for p in _read(tmp_path, "w.txt", text).paragraphs] == [" ".join(text.split())]


def test_a_paragraph_that_lacks_its_full_stop_is_not_joined_to_the_next(tmp_path: Path) -> None:
    first = (
        "Công tác thu ngân sách được thực hiện tốt trên toàn địa bàn tỉnh theo đúng dự toán Trung ương đã giao cho tỉnh"
    )
    second = "Trong năm 2021, các ngành tiếp tục phấn đấu."
    assert len(_read(tmp_path, "two.txt", f"{first}\n\n{second}").paragraphs) == 2


def test_decomposed_letters_are_composed_and_the_repair_is_listed(tmp_path: Path) -> None:
    import unicodedata

    text = "Tỉnh Bến Tre hỗ trợ 183.040 trường hợp."
    report = _read(tmp_path, "nfd.txt", unicodedata.normalize("NFD", text))
    assert report.paragraphs[0].text == text
    assert [repair.kind for repair in report.repairs] == ["unicode"]


def test_reading_a_file_twice_gives_the_same_addresses(tmp_path: Path, official: Report) -> None:
    again = _read(tmp_path, "Báo cáo SNN 2021.txt", OFFICIAL)
    assert again == official
