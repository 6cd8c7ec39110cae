"""What every paragraph is about is left out of what is searched, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.report import Report
from index.subject import Subject


def report(place: str = "Bến Tre", issuer: str = "Ủy ban nhân dân tỉnh Bến Tre", title: str = "Báo cáo") -> Report:
    return Report(id="one", title=title, language="vi", paragraphs=(), issuer=issuer, place=place)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How much was collected in Ben Tre in 2020?", "How much was collected in 2020?"),
        ("What is Ben Tre province's GRDP?", "What is GRDP?"),
        ("Bến Tre thu ngân sách bao nhiêu?", "thu ngân sách bao nhiêu?"),
        ("Ngân sách của tỉnh Bến Tre, năm 2020", "Ngân sách, năm 2020"),
        ("how much did the province collect", "how much did collect"),
        ("tỉnh mình thu bao nhiêu", "thu bao nhiêu"),
        ("thành phố Bến Tre thu bao nhiêu", "thành phố Bến Tre thu bao nhiêu"),
        ("the budget of Ben Tre City", "the budget of Ben Tre City"),
        ("Tỉnh ủy chỉ đạo gì", "Tỉnh ủy chỉ đạo gì"),
        ("diễn biến của tình hình dịch bệnh", "diễn biến của tình hình dịch bệnh"),
        ("How much was collected in Cà Mau?", "How much was collected in Cà Mau?"),
        ("the provincial budget", "the provincial budget"),
    ],
)
def test_only_the_place_that_the_report_is_about_is_left_out(question: str, left: str) -> None:
    assert Subject.of([report()]).left_out(question)[0] == left


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param([report("Hà Nội", "Bộ Tài chính")], id="a ministry's report dated from the capital"),
        pytest.param([report(), report("Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau")], id="two places"),
        pytest.param([report("")], id="no place known"),
        pytest.param([], id="no report"),
    ],
)
def test_without_one_common_place_nothing_is_left_out(reports: list[Report]) -> None:
    question = "thu ngân sách của tỉnh Bến Tre và Hà Nội, the province"
    assert Subject.of(reports).left_out(question)[0] == question


def test_a_city_is_left_out_of_its_own_report() -> None:
    subject = Subject.of([report("Đà Nẵng", "UBND thành phố Đà Nẵng")])
    assert subject.left_out("How many schools does Da Nang City have?")[0] == "How many schools does have?"


@given(st.text(max_size=60), st.sampled_from(["Bến Tre", "in Ben Tre province", "của tỉnh", ""]), st.text(max_size=60))
def test_every_character_left_knows_where_it_stood(before: str, place: str, after: str) -> None:
    text = f"{before} {place} {after}"
    left, positions = Subject.of([report()]).left_out(text)
    assert left == "".join(text[position] for position in positions[:-1])
    assert positions[-1] == len(text)
