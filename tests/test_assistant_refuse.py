"""Refusing, on the shipped report and on two small ones that nothing was fitted on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.verify import check_answer
from prompts import refusal

PORT = """# Harwick Port Authority: annual report 2022

## I. Traffic

The port handled 310 ships in 2022, up 8% on the year before.
Cargo reached 4.2 million tonnes, which is 96% of the plan.

Passenger ferries carried 182,400 people. The busiest month was July, because the island festival returned to Harwick.

Container traffic fell by 3.5% owing to a strike of crane drivers in October.

Fishing boats landed 12,700 tonnes of fish, of which mackerel made up 41%.

## II. Works

The authority dredged the northern channel to a depth of 14 metres.
The work cost USD 9.6 million and ended on 30 November 2022.

Two quay cranes were bought from a supplier in Gdansk for USD 5.1 million.

The breakwater repair was carried out by Solent Marine Works. It employed 75 workers for five months.

Lighting in the yard was replaced with low-energy lamps in order to save electricity.

## III. People and safety

The authority employed 428 people at the end of the year, 19 more than at its start. Women made up 37% of the staff.

There were 6 accidents at work, down from 11 in 2021. None was fatal.

Every new docker receives 40 hours of training. The training centre was opened by the harbour master, Ellen Brandt.

## IV. Finance

Revenue was USD 61.4 million and costs were USD 52.8 million. Harbour dues gave USD 23.9 million of the revenue.

The port ranked 5th of 23 regional ports for customer satisfaction.

## V. Plans

In 2023 the authority will open a second ferry berth, build a cold store and join the clean fuel alliance.

A shore power connection will be finished by the end of 2024.
"""

DISTRICT = """BÁO CÁO

Tình hình giáo dục năm 2022 của huyện Krông Năng

I. Quy mô trường lớp

Toàn huyện có 62 trường học, trong đó có 19 trường mầm non và 27 trường tiểu học.

Tổng số học sinh là 31.450 em, tăng 2,4% so với năm trước; học sinh dân tộc thiểu số chiếm 38%.

Số học sinh bỏ học là 57 em, giảm 21 em so với năm trước, do các trường đã vận động phụ huynh đến từng nhà.

II. Đội ngũ giáo viên

Ngành có 2.180 giáo viên, trong đó 94% đạt chuẩn đào tạo. Toàn huyện còn thiếu 46 giáo viên tiếng Anh.

Đã mở 12 lớp bồi dưỡng cho 540 giáo viên với kinh phí 820 triệu đồng.

Thi giáo viên giỏi cấp tỉnh, huyện xếp thứ 4/15 huyện, thị xã và thành phố.

III. Cơ sở vật chất

Đã xây mới 34 phòng học với tổng kinh phí 27,5 tỷ đồng, trong đó ngân sách huyện 8,2 tỷ đồng.

Thư viện huyện được khánh thành ngày 15/8/2022 do Hội Khuyến học vận động đóng góp.

Tỷ lệ trường đạt chuẩn quốc gia là 58%, vượt 3% kế hoạch.

Bếp ăn bán trú phục vụ 6.900 suất ăn mỗi ngày.

IV. Khó khăn

Nhiều phòng học bị dột vì mưa lớn kéo dài trong tháng 9.

V. Nhiệm vụ

Năm 2023, ngành xây mới 20 phòng học, tuyển thêm 40 giáo viên và trang bị máy tính cho các trường vùng sâu.

Phấn đấu đến năm 2025 có 70% trường đạt chuẩn quốc gia.
"""


@pytest.fixture(scope="module")
def port(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(PORT, "harwick-2022.md")


@pytest.fixture(scope="module")
def district(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(DISTRICT, "krong-nang-2022.txt")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("How much COVID support was paid in Cà Mau?", id="another-province"),
        pytest.param("ho tro covid o ca mau bao nhieu tien", id="another-province-without-diacritics"),
        pytest.param("Tăng trưởng GRDP của Đồng Tháp là bao nhiêu?", id="another-province-vi"),
        pytest.param("How much COVID support was paid in 2017?", id="another-year"),
        pytest.param("Thu ngân sách năm 2013 là bao nhiêu?", id="another-year-vi"),
        pytest.param("What was Ben Tre's GRDP growth in 2009?", id="another-year-of-the-first-figure"),
        pytest.param("Retail sales of 2020 compared with 2011, how much more?", id="another-base-year"),
        pytest.param("How much did the value added of industry change in the third quarter?", id="another-quarter"),
        pytest.param("How many dragons were registered with the harbour wizard?", id="absurd"),
        pytest.param("Giá vé tàu lên sao Hỏa là bao nhiêu?", id="absurd-vi"),
    ],
)
def test_what_the_shipped_report_does_not_say_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered, answer.text
    assert answer.text.startswith(refusal(answer.language))
    assert answer.citations == answer.figures == ()
    assert answer.hits, "the nearest passages are named"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("How many ships did the port handle?", "310", id="count"),
        pytest.param("By how much did container traffic fall?", "3.5%", id="percent"),
        pytest.param("How much did dredging the northern channel cost?", "USD 9.6 million", id="amount"),
        pytest.param("How many people did the authority employ?", "428", id="people"),
        pytest.param("Where did the port rank for customer satisfaction?", "5", id="rank"),
        pytest.param("How many accidents were there at work?", "6", id="accidents"),
    ],
)
def test_an_english_report_of_another_subject_is_answered_figure_first(
    port: Assistant, question: str, figure: str
) -> None:
    answer = port.ask(question)
    assert answer.answered, answer.text
    assert answer.text.splitlines()[0].removeprefix("- ").startswith(f"**{figure}")
    assert "translation" not in answer.text.lower()
    assert check_answer(answer) == ()


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        pytest.param("Why did container traffic fall?", "strike of crane drivers", id="reason"),
        pytest.param("Who repaired the breakwater?", "Solent Marine Works", id="who"),
        pytest.param("Which centre did Mrs Brandt open?", "training centre", id="a-title-before-a-name"),
        pytest.param("What will the authority do in 2023?", "cold store", id="plans"),
        pytest.param("Why was the yard lighting replaced?", "to save electricity", id="purpose"),
    ],
)
def test_an_english_report_of_another_subject_is_quoted(port: Assistant, question: str, quote: str) -> None:
    answer = port.ask(question)
    assert answer.answered, answer.text
    assert quote in answer.text
    assert check_answer(answer) == ()


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("Toàn huyện có bao nhiêu trường học?", "62", id="count"),
        pytest.param("toan huyen co bao nhieu truong hoc", "62", id="count-without-diacritics"),
        pytest.param("Tổng số học sinh là bao nhiêu?", "31.450", id="students"),
        pytest.param("Tỷ lệ trường đạt chuẩn quốc gia là bao nhiêu?", "58%", id="percent"),
        pytest.param("Còn thiếu bao nhiêu giáo viên tiếng Anh?", "46", id="missing"),
        pytest.param("Xây mới 34 phòng học hết bao nhiêu tiền?", "27,5 tỷ đồng", id="amount"),
        pytest.param("Thư viện huyện khánh thành ngày nào?", "15", id="date"),
        pytest.param("Thi giáo viên giỏi huyện xếp thứ mấy?", "thứ 4", id="rank"),
    ],
)
def test_a_vietnamese_report_of_another_subject_is_answered_figure_first(
    district: Assistant, question: str, figure: str
) -> None:
    answer = district.ask(question)
    assert answer.answered, answer.text
    assert f"**{figure}" in answer.text.splitlines()[0], answer.text
    assert check_answer(answer) == ()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("How many whales were seen from the lighthouse?", id="absurd"),
        pytest.param("How many ships did the port of Rotterdam handle?", id="another-port"),
        pytest.param("How many ships called in 2015?", id="another-year"),
        pytest.param("How much did the breakwater repair cost?", id="a-cost-never-given"),
        pytest.param("How many megawatt hours did the lamps save?", id="a-number-never-given"),
        pytest.param("How much COVID support was paid?", id="the-shipped-reports-subject"),
        pytest.param("Who won the football cup?", id="another-subject"),
    ],
)
def test_what_an_english_report_does_not_say_is_refused(port: Assistant, question: str) -> None:
    answer = port.ask(question)
    assert not answer.answered, answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Huyện có bao nhiêu bệnh viện?", id="another-subject"),
        pytest.param("Tỉnh Cà Mau có bao nhiêu trường học?", id="another-province"),
        pytest.param("Năm 2016 có bao nhiêu học sinh bỏ học?", id="another-year"),
        pytest.param("ho tro covid bao nhieu tien", id="the-shipped-reports-subject"),
        pytest.param("Giá vàng hôm nay bao nhiêu một lượng?", id="absurd"),
    ],
)
def test_what_a_vietnamese_report_does_not_say_is_refused(district: Assistant, question: str) -> None:
    answer = district.ask(question)
    assert not answer.answered, answer.text


def test_what_a_figure_counts_may_stay_in_the_reports_own_words(district: Assistant) -> None:
    answer = district.ask("How many primary schools are there?")
    assert answer.answered
    assert "27" in answer.text.splitlines()[0]


def test_tonnes_are_answered_by_tonnes(port: Assistant) -> None:
    answer = port.ask("How many tonnes of fish did the boats land?")
    assert answer.answered
    assert answer.text.startswith("**12,700 tonnes**"), answer.text


def test_nothing_of_the_shipped_report_is_shown_over_another(port: Assistant, district: Assistant) -> None:
    for other in (port, district):
        for question in ("What happened in Bến Tre?", "Xâm nhập mặn gây thiệt hại gì?", "What are the tasks for 2021?"):
            answer = other.ask(question)
            assert "Bến Tre" not in answer.text
            assert all(hit.paragraph.report == other.reports[0].id for hit in answer.hits)


def test_an_english_question_on_an_untranslated_report_is_given_the_reports_own_words(district: Assistant) -> None:
    answer = district.ask("How many schools are there in the district?")
    assert check_answer(answer) == ()
    if answer.answered:
        assert all(citation.translation is None for citation in answer.citations)
        assert "Unofficial translation" not in answer.text
        assert "In the report's own words" in answer.text
