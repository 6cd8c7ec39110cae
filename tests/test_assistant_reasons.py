"""A reason is given where a cause is said of the subject, and refused where none stands near it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant

_REPORT = """REPORT
on the work of Hoa Lam district in 2022

I. Results

Exports fell by 6% because two harbours were closed for repairs. Thanks to new direct flights, tourism recovered fast.

The number of fires rose slightly, while burglaries became fewer. A long drought pulled down the rice harvest.

The library was moved to the new town hall. Bread prices rose.

In the face of the flood, the district directed ports to follow the potato market. Pests pulled down the potato harvest.

The training of clerks has been neglected for years by all the offices of the district; their skills in law and in the
keeping of accounts are limited, and as a result the handling of building permits is slow.
"""


@pytest.fixture(scope="module")
def district(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(_REPORT, "hoa-lam-2022.txt")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("Why did exports fall?", "two harbours were closed", id="because"),
        pytest.param("Why did tourism recover?", "new direct flights", id="thanks-to"),
        pytest.param("Why was the rice harvest poor?", "long drought", id="pulled-down"),
        pytest.param("Why was the potato harvest poor?", "Pests pulled down", id="not-what-was-done-about-it"),
        pytest.param("Why is the handling of building permits slow?", "neglected for years", id="all-that-led-to-it"),
    ],
)
def test_the_cause_of_the_subject_is_quoted(district: Assistant, question: str, said: str) -> None:
    answer = district.ask(question)
    assert any(said in citation.quote for citation in answer.citations), answer.text


@pytest.mark.parametrize("question", ["Why did the number of fires rise?", "Why did bread prices rise?"])
def test_what_only_happened_gives_no_reason(district: Assistant, question: str) -> None:
    assert not district.ask(question).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("Vì sao tăng trưởng không đạt kế hoạch?", "kéo giảm chỉ tiêu tăng trưởng", id="vi"),
        pytest.param("Why was growth negative in the first half?", "kéo giảm chỉ tiêu tăng trưởng", id="en"),
        pytest.param(
            "Why did agriculture shrink in the first half?", "kéo giảm chỉ tiêu tăng trưởng", id="the-effect-itself"
        ),
        pytest.param("vi sao nguon thu kho khan", "tác động mạnh đến nguồn thu", id="without-diacritics"),
        pytest.param("Why did services recover?", "Nhờ triển khai đồng bộ", id="what-went-well"),
        pytest.param("Vì sao phạm pháp hình sự tăng?", "", id="no-cause"),
        pytest.param("Why was bad debt as low as 1%?", "", id="no-cause-en"),
        pytest.param("Vì sao chất lượng thanh niên nhập ngũ chưa cao?", "", id="no-cause-vi"),
    ],
)
def test_a_reason_of_the_shipped_report_fits_what_happened(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered == bool(said), answer.text
    assert not said or any(said in citation.quote for citation in answer.citations), answer.text
