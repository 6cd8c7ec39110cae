from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.years import section_year, speaks_of, without_compared, years_in
from index.report import Heading, Paragraph, Report

DONE, NEXT = Heading("I", "I. Kết quả", 1), Heading("II", "II. Nhiệm vụ", 1)


def report() -> Report:
    texts = [
        ("Năm học vừa qua, ngành giáo dục huyện đạt nhiều kết quả.", (DONE,)),
        ("Toàn huyện có 62 trường học.", (DONE,)),
        ("Năm 2023, ngành tập trung các nhiệm vụ sau:", (NEXT,)),
        ("Xây mới 12 phòng học.", (NEXT,)),
        ("Trang bìa", ()),
    ]
    paragraphs = tuple(
        Paragraph(f"r:{number}", "r", number, text, "paragraph", outline=outline)
        for number, (text, outline) in enumerate(texts, 1)
    )
    return Report("r", "Báo cáo", "vi", paragraphs, year=2022)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        pytest.param("từ 2021 đến 2025", {2021, 2025}, id="range-in-words"),
        pytest.param("nhiệm kỳ 2020-2025", {2020, 2025}, id="term"),
        pytest.param("ngày 05/3/2021", {2021}, id="date"),
        pytest.param("số 120211 và 1.2021", {2021}, id="no-year-inside-a-number"),
        pytest.param("không có năm", set(), id="none"),
    ],
)
def test_years_are_read_from_a_text(text: str, years: set[int]) -> None:
    assert years_in(text) == years


def test_a_section_is_about_the_later_year_its_opening_names_else_about_the_reports_year() -> None:
    read = report()
    assert [section_year(paragraph, read) for paragraph in read.paragraphs] == [2022, 2022, 2023, 2023, None]


@pytest.mark.parametrize(
    ("paragraph", "near", "asked", "figure", "expected"),
    [
        pytest.param(1, "Toàn huyện có 62 trường học.", 2022, True, True, id="the-reports-own-year"),
        pytest.param(1, "Toàn huyện có 62 trường học.", 2023, True, False, id="another-year"),
        pytest.param(1, "Năm 2019 có 60 trường học.", 2019, True, True, id="a-year-it-names"),
        pytest.param(1, "Năm 2019 có 60 trường học.", 2022, True, False, id="naming-another-year-is-not-its-own"),
        pytest.param(3, "Xây mới 12 phòng học.", 2023, False, True, id="a-task-is-of-its-sections-year"),
        pytest.param(3, "Xây mới 12 phòng học.", 2023, True, False, id="a-figure-does-not-borrow-the-sections-year"),
        pytest.param(3, "Xây mới 12 phòng học.", 2022, False, False, id="a-task-is-not-of-the-reports-year"),
    ],
)
def test_a_passage_speaks_of_a_year(paragraph: int, near: str, asked: int, figure: bool, expected: bool) -> None:
    read = report()
    assert speaks_of(frozenset([asked]), near, read.paragraphs[paragraph], read, figure=figure) is expected


@pytest.mark.parametrize(
    ("near", "asked", "expected"),
    [
        pytest.param("Toàn huyện có 62 trường học.", 2022, True, id="it-names-none"),
        pytest.param("Năm 2019 có 60 trường học.", 2022, False, id="it-names-another"),
    ],
)
def test_a_report_of_no_known_year_may_speak_of_any_it_does_not_contradict(
    near: str, asked: int, expected: bool
) -> None:
    read = replace(report(), year=None)
    assert speaks_of(frozenset([asked]), near, read.paragraphs[0], read, figure=True) is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Down 9% compared with 2021.", id="en"),
        pytest.param("Giảm 9% so với năm 2021.", id="vi"),
        pytest.param("Giảm 9% so với cùng kỳ năm 2021.", id="the-same-period"),
    ],
)
def test_a_year_that_is_only_compared_with_is_not_spoken_of(text: str) -> None:
    assert years_in(text) == {2021}
    assert not years_in(without_compared(text))


def test_the_other_side_of_a_comparison_has_its_year() -> None:
    assert years_in(without_compared("29 deaths in 2023, compared with 36 deaths in 2022")) == {2022, 2023}
