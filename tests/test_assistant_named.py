"""Which reports a question names, and how it is asked of each."""

from __future__ import annotations

import pytest

from assistant.chosen import bare_question, choose_reports
from assistant.follow_up import complete
from assistant.named import name_reports
from index.report import Paragraph, Report


def report(id: str, place: str, year: int, title: str = "Báo cáo kinh tế", period: str = "") -> Report:
    paragraphs = (Paragraph(f"{id}:1", id, 1, "Cá, phong trào.", "paragraph"),)
    return Report(id, title, "vi", paragraphs, place=place, year=year, period=period or str(year))


SHELF = (
    report("bt20", "Bến Tre", 2020),
    report("bt19", "Bến Tre", 2019),
    report("la20", "tỉnh Long An", 2020),
    report("la21", "Long An", 2021),
    report("hcm20", "TP. Hồ Chí Minh", 2020),
    report("hn20", "Hà Nam", 2020),
    report("tax", "Bến Tre", 2020, "Báo cáo công tác thu thuế", "2016-2020"),
)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("What was growth?", "bt20 bt19 la20 la21 hcm20 hn20 tax"),
        ("GRDP growth in Long An", "la20 la21"),
        ("tang truong cua long an 2021", "la21"),
        ("Tăng trưởng của tỉnh Long An năm 2020 là bao nhiêu?", "la20"),
        ("growth in BEN TRE in 2019", "bt19"),
        ("GRDP growth in Ben Tre and Long An in 2020", "bt20 la20 tax"),
        ("growth of Bến Tre in 2019 and 2020", "bt20 bt19 tax"),
        ("Bến Tre từ năm 2019 đến năm 2020", "bt20 bt19 tax"),
        ("Bến Tre giai đoạn 2016-2020", "tax"),
        ("growth in Saigon", "hcm20"),
        ("dân số TP.HCM", "hcm20"),
        ("kế hoạch đến năm 2030 của Long An", "la20 la21"),
        ("theo bt19, tăng trưởng bao nhiêu", "bt19"),
        ("theo báo cáo công tác thu thuế, thu bao nhiêu?", "tax"),
        ("mức hạ năm 2020 ở Bến Tre", "bt20 tax"),
        ("dân số hà nam", "hn20"),
        ("Nghị quyết 21/2019/NQ-HĐND của Bến Tre", "bt20 bt19 tax"),
        ("ngày 06/12/2019 Bến Tre ban hành gì?", "bt20 bt19 tax"),
    ],
)
def test_a_question_names_its_reports_by_place_year_and_title(question: str, ids: str) -> None:
    assert " ".join(one.id for one in name_reports(question, SHELF).reports) == ids


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("GRDP growth in Ca Mau", ("Ca Mau",)),
        ("tăng trưởng của Cà Mau và Bến Tre", ("Cà Mau",)),
        ("giữ vững hòa bình thế nào?", ()),
        ("hai phong trao nam 2020 la gi", ()),
        ("Hai phong trào nào được tổ chức?", ()),
        ("ngan sach hai phong nam 2020", ("hai phong",)),
        ("Phong trào ở Hải Phòng ra sao?", ("Hải Phòng",)),
        ("tăng trưởng của tỉnh hòa bình", ("hòa bình",)),
        ("growth in Hue", ("Hue",)),
        ("growth in Bến Tre", ()),
    ],
)
def test_places_that_no_report_is_about_are_told(question: str, missing: tuple[str, ...]) -> None:
    assert name_reports(question, SHELF).missing == missing


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("GRDP growth in Ben Tre and Long An?", "GRDP growth?"),
        ("Is growth in Ben Tre higher than in Long An?", "Is growth higher?"),
        (
            "So sánh thu ngân sách của tỉnh Bến Tre với tỉnh Long An năm 2020",
            "So sánh thu ngân sách",
        ),
        ("What was growth?", "What was growth?"),
        ("tang truong grdp ben tre vs long an", "tang truong grdp"),
        ("growth of GRDP of Bến Tre in 2019 and 2020?", "growth of GRDP?"),
        ("Tỷ lệ hộ nghèo ở tỉnh Long An năm 2020 là bao nhiêu?", "Tỷ lệ hộ nghèo là bao nhiêu?"),
        ("What was Long An province's budget revenue in 2021?", "What was budget revenue?"),
        ("GRDP growth in Bến Tre and Cà Mau", "GRDP growth"),
        ("Did Bến Tre work with Cà Mau?", "Did work with Cà Mau?"),
        ("growth in Bến Tre in 2020 compared with 2018", "growth in 2020 compared with 2018"),
        ("Long An?", "Long An?"),
    ],
)
def test_a_report_is_asked_without_the_names_that_chose_it(question: str, bare: str) -> None:
    assert bare_question(question, name_reports(question, SHELF[:4])) == bare


def test_a_follow_up_asks_the_report_it_names_last() -> None:
    class Shelf:
        reports = SHELF

    before = [{"role": "user", "content": "What was GRDP growth in Ben Tre in 2019?"}]
    for question, ids in (("and in Long An in 2020?", ["la20"]), ("and in 2020?", ["bt20", "tax"])):
        standalone = complete(question, before, "en")
        chosen = choose_reports(standalone, Shelf(), 8)  # type: ignore[arg-type]
        assert [one.id for one in chosen.reports] == ids
