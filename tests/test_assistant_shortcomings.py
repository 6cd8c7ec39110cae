"""What was not good enough is answered by what says so; a follow-up that names another term is answered by that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant

REPORT = """# Báo cáo tình hình huyện Rạch Gốc năm 2022

## I. Kết quả

Công tác giáo dục được quan tâm; chất lượng dạy và học được nâng lên, tỷ lệ tốt nghiệp đạt 97,4%.

Trong giáo dục, cơ sở vật chất của một số điểm trường chưa đáp ứng yêu cầu, giáo viên tiếng Anh còn thiếu.

Ngành y tế thực hiện tốt việc khám, chữa bệnh cho người dân.

Chỉ số cải cách hành chính xếp thứ 4/12 xã, thị trấn; chỉ số hiệu quả quản trị (PAPI) xếp thứ 2/12 xã, thị trấn.

## II. Hạn chế

Bên cạnh kết quả đạt được, vẫn còn một số hạn chế, yếu kém như sau:

- Tiến độ thi công đường liên xã chậm do vướng mặt bằng.

- Việc thu gom rác thải ở các ấp chưa thường xuyên.
"""


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    """Return an assistant over a report that praises and blames."""
    return assistant_over(REPORT, "report.md")


@pytest.mark.parametrize(
    "question",
    [
        "Giáo dục có những điểm yếu nào?",
        "giao duc con nhung han che gi",
        "What weak points are there in education?",
    ],
)
def test_the_weak_points_of_one_thing_are_its_own(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "giáo viên tiếng Anh còn thiếu" in answer.text
    assert "nâng lên" not in answer.text
    assert "như sau" not in answer.text


def test_what_is_only_praised_has_no_weak_points(assistant: Assistant) -> None:
    assert "thực hiện tốt" not in assistant.ask("Ngành y tế có hạn chế gì?").text


def test_all_weak_points_are_the_list_that_is_introduced(assistant: Assistant) -> None:
    answer = assistant.ask("Những hạn chế, yếu kém là gì?")
    assert "đường liên xã" in answer.text
    assert "rác thải" in answer.text


def test_a_follow_up_that_names_another_index_is_answered_by_that(assistant: Assistant) -> None:
    asked = "Chỉ số cải cách hành chính xếp thứ mấy?"
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": assistant.ask(asked).text}]
    assert "4/12" in history[1]["content"]
    assert "**thứ 2/12**" in assistant.ask("Còn PAPI?", history).text
