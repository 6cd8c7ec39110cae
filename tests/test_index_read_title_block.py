"""Who issued a report, where, when and about which period: found in its first lines, or given."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.read import read_report
from index.read.title_block import TitleBlock, period_in, read_title_block
from index.report import Paragraph, Report, names_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("title", "front", "expected"),
    [
        pytest.param(
            "Báo cáo kiểm điểm công tác chỉ đạo năm 2020 và nhiệm vụ năm 2021",
            ["Số: /BC-UBND", "Bến Tre, ngày tháng 11 năm 2020"],
            TitleBlock("", "Bến Tre", 2020, "2020-11", "2020"),
            id="no body named, no day",
        ),
        pytest.param(
            "Báo cáo tình hình kinh tế - xã hội 6 tháng đầu năm 2021",
            ["ỦY BAN NHÂN DÂN\nTỈNH LONG AN", MOTTO, "Tân An, ngày 5 tháng 7 năm 2021"],
            TitleBlock("ỦY BAN NHÂN DÂN TỈNH LONG AN", "Long An", 2021, "2021-07-05", "6 tháng đầu năm 2021"),
            id="dated from the capital",
        ),
        pytest.param(
            "Báo cáo kết quả giai đoạn 2016 - 2020",
            ["BỘ TÀI CHÍNH\nCỤC THUẾ TỈNH CÀ MAU", "Hà Nội, ngày 02 tháng 3 năm 2021"],
            TitleBlock("CỤC THUẾ TỈNH CÀ MAU", "Cà Mau", 2020, "2021-03-02", "2016-2020"),
            id="the body under another, several years",
        ),
        pytest.param(
            "Report on socio-economic performance in the first half of 2022",
            ["PEOPLE'S COMMITTEE\nOF TRA VINH PROVINCE", "Tra Vinh, 5 July 2022"],
            TitleBlock("PEOPLE'S COMMITTEE OF TRA VINH PROVINCE", "Tra Vinh", 2022, "2022-07-05", "first half of 2022"),
            id="English",
        ),
        pytest.param("Minutes", [], TitleBlock(), id="nothing is said"),
    ],
)
def test_the_title_block_of_a_document_is_read(title: str, front: list[str], expected: TitleBlock) -> None:
    assert read_title_block(title, front, [], []) == expected


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Báo cáo năm 2020 và nhiệm vụ năm 2021", "2020"),
        ("Báo cáo quý I năm 2021", "quý I năm 2021"),
        ("Báo cáo tháng 5/2021", "tháng 5/2021"),
        ("Báo cáo thực hiện Nghị quyết 21/2019/NQ-HĐND", ""),
    ],
)
def test_the_first_period_of_a_title_is_meant(title: str, period: str) -> None:
    assert period_in(title) == period


def test_about_toml_goes_before_what_the_document_says(tmp_path: Path) -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH LONG AN\n\nTân An, ngày 5 tháng 7 năm 2021\n\nBÁO CÁO\n\nTình hình năm 2021\n\nCá."
    (tmp_path / "long-an.txt").write_text(text, "utf-8")
    (tmp_path / "about.toml").write_text('id = "la"\nsource = "long-an.txt"\nplace = "Tân An"\n', "utf-8")
    given = read_report(tmp_path)
    assert (given.id, given.place, given.year, given.period) == ("la", "Tân An", 2021, "2021")
    assert read_report(tmp_path / "long-an.txt").place == "Long An"


def report(id: str, title: str = "Báo cáo", place: str = "", period: str = "") -> Report:
    return Report(id, title, "vi", (Paragraph(f"{id}:1", id, 1, "Cá.", "paragraph"),), place=place, period=period)


def test_reports_are_called_by_place_and_period_and_told_apart_where_these_are_the_same() -> None:
    alone = [report("a", place="Bến Tre", period="2020"), report("b", place="Bến Tre", period="2019"), report("c")]
    assert list(names_of(alone).values()) == ["Bến Tre 2020", "Bến Tre 2019", "Báo cáo"]
    alike = [report("a", "Thuế", "Bến Tre", "2020"), report("b", "Y tế", "Bến Tre", "2020")]
    assert list(names_of(alike).values()) == ["Bến Tre 2020: Thuế", "Bến Tre 2020: Y tế"]
    same = [report("a"), report("b")]
    assert list(names_of(same).values()) == ["Báo cáo (a)", "Báo cáo (b)"]
