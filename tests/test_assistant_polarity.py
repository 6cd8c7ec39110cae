"""Yes or no: right where a sentence settles it, and neither where none does. A wrong one is worse than none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Answer, Assistant

_REPORT = """REPORT
on the socio-economic situation of Hoa Lam district in 2022

I. Results

Exports are estimated at USD 6.2 million, reaching 97.5% of the plan. Tourist arrivals exceeded the plan by 12%, and
tourism revenue reached 101.2% of the plan.

The poverty rate is 1.1%; the unemployment rate fell to 2.4%; the number of fires rose by 8% on the previous year.

The district ranked 4th out of 12 in the administrative reform index and 1st out of 12 in the digital index.

No school was closed during the year. The new market was opened in March. Measures to reduce noise were discussed.

II. Tasks for 2023

In 2023 the district is to complete the ring road, increase forest cover and reduce traffic accidents.
"""
# What the report settles, and what it leaves open ("").
_ASKED = [
    ("Did exports meet the plan?", "no"),
    ("Did tourist arrivals meet the plan?", "yes"),
    ("Did tourism revenue exceed the plan?", "yes"),
    ("Did tourism revenue fall short of the plan?", "no"),
    ("Did tourism revenue reach 105% of the plan?", "no"),
    ("Is the poverty rate above 2%?", "no"),
    ("Is the poverty rate below 2%?", "yes"),
    ("Did the unemployment rate rise?", "no"),
    ("Did the number of fires increase?", "yes"),
    ("Did the number of fires fall?", "no"),
    ("Is the district first in the digital index?", "yes"),
    ("Is the district first in the administrative reform index?", "no"),
    ("Is the district among the top 5 in the administrative reform index?", "yes"),
    ("Was any school closed during the year?", "no"),
    ("Was the new market opened in March?", "yes"),
    ("Did imports meet the plan?", ""),
    ("Did noise fall?", ""),
    ("Has the ring road been completed?", ""),
    ("Did forest cover increase?", ""),
    ("Did traffic accidents decrease?", ""),
    ("Did every sector meet the plan?", ""),
    ("Did exports grow more than tourism revenue?", ""),
    ("Did the poverty rate fall?", ""),
    ("A leaflet says the poverty rate is above 2%. Is that so?", "no"),
    ("Claim to check: tourist arrivals exceeded the plan. Right or wrong?", "yes"),
    ("True that the number of fires fell?", "no"),
    ("People say forest cover increased - does the report back that up?", ""),
    ("My uncle says no school was closed. Is that true?", ""),
    ("Any school closed during the year?", "no"),
    ("Were school closures stamped out during the year?", ""),
]
_OF_THE_SHIPPED = [
    ("Is Bến Tre ranked first in PAPI?", "yes"),
    ("Is Ben Tre ranked first in PCI?", "no"),
    ("Did the province meet its GRDP target?", ""),
    ("Did retail sales meet the plan?", "no"),
    ("Was all of the public investment plan disbursed?", "no"),
    ("Did services shrink in the first half of the year?", "yes"),
    ("Did services shrink over the whole year?", "no"),
    ("Did GRDP shrink in the first six months?", "yes"),
    ("Did traffic deaths fall?", "no"),
    ("Is bad debt above 5%?", "no"),
    ("Did local spending reach 100% of the central estimate?", "no"),
    ("Did all districts meet the new-style rural standard?", ""),
    ("Does every commune meet at least 5 criteria?", ""),
    ("Did production costs go down?", ""),
    ("Was the closed irrigation system completed?", ""),
    ("Did retail bring in more than industry?", ""),
    ("Did illegal sand mining hot spots disappear?", ""),
    ("Có đạt kế hoạch vốn đầu tư toàn xã hội không?", "no"),
    ("Vốn đầu tư toàn xã hội có đạt kế hoạch không?", "no"),
    ("Thu ngân sách có vượt dự toán Trung ương không?", "yes"),
    ("Thu ngân sách có vượt dự toán Trung ương giao không?", "yes"),
    ("thu ngan sach co hut du toan khong", "no"),
    ("thu ngan sach co dat chi tieu khong", "yes"),
    ("PCI của tỉnh có nằm trong top 10 không?", "yes"),
    ("Nông nghiệp có tăng trưởng âm cả năm không?", "no"),
    ("Khu vực dịch vụ 6 tháng đầu năm có tăng không?", "no"),
    ("no xau co vuot 3% khong", "no"),
    ("Nợ xấu có tăng không?", ""),
    ("Xuất khẩu có tăng không?", ""),
    ("Hộ nghèo có giảm không?", ""),
    ("Học sinh bỏ học có nhiều không?", ""),
    ("hoc sinh bo hoc co nhieu khong", ""),
    ("Điểm nóng khai thác cát trái phép đã dẹp chưa?", ""),
    ("Nạn tàng trữ ma túy có giảm không?", ""),
    ("Hệ thống thủy lợi đã khép kín chưa?", ""),
    ("Còn xã nào dưới 5 tiêu chí không?", "no"),
    ("Ý thức bảo vệ môi trường của nhân dân có cao không?", "no"),
    ("Có phức tạp trên không gian mạng không?", ""),
]
_WORDS = {"Yes.": "yes", "No.": "no", "Có.": "yes", "Không.": "no"}


def verdict(answer: Answer) -> str:
    return _WORDS.get(answer.text.split("\n")[0], "")


@pytest.fixture(scope="module")
def district(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(_REPORT, "hoa-lam-2022.txt")


@pytest.mark.parametrize(("question", "expected"), _ASKED)
def test_another_report_is_settled_by_its_figures_and_statements(
    district: Assistant, question: str, expected: str
) -> None:
    answer = district.ask(question)
    assert verdict(answer) == expected, answer.text


@pytest.mark.parametrize(("question", "expected"), _OF_THE_SHIPPED)
def test_the_shipped_report_is_settled_only_where_a_sentence_settles_it(
    assistant: Assistant, question: str, expected: str
) -> None:
    answer = assistant.ask(question)
    assert verdict(answer) == expected, answer.text


def test_a_follow_up_is_settled_for_what_the_conversation_is_about(assistant: Assistant) -> None:
    history = [{"role": "user", "content": "How much were retail sales?"}]
    assert verdict(assistant.ask("Did they meet the plan?", history=history)) == "no"
