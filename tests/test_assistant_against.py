"""Conversations about figures: beside the year before, beside a plan, of the other of two, of whom was counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.against import Base, set_against
from assistant.answer import Language

_ENGLISH = """LOWMOOR COUNTY COUNCIL

ANNUAL REPORT 2022

1. Trade

Exports from the county came to £412 million in 2022, up 5.6% on 2021 and 103% of the target. Imports amounted
to £298 million, down 1.9% on the same period and 96.5% of the target.

The port handled 1.3 million tonnes of goods. Its new crane was delivered on 4 May 2022.

2. Population

There were 2,318 births in the county. Deaths numbered 2,047, an increase of 3.1% on the previous year.

3. Budget

Income of the council was £88.2 million, 101.4% of the estimate made by the county and 2.2% above the estimate
set by the ministry. Spending was £86.9 million, 98.8% of the estimate made by the county.

Investment in roads reached £14.6 million, up 7.3% year on year and 91% of the plan.

4. Health

One case of cholera was found in the county; the patient was treated in Lowmoor Hospital and recovered. Two
ambulances were bought for £310,000.

5. Fire service

The fire service put out 640 fires. Firms that break the safety rules are dealt with strictly: 12 of them were
fined.

6. Flood defence

In the long run the county will protect itself by a ring of dykes. After the flood of 2019 the old dykes were
repaired. The ring of dykes is to be finished by the end of 2025.

7. Gifts

For the flood victims the county received gifts from 830 people and firms, with a total value of £2.4 million,
of which £0.6 million was in cash.
"""
_VIETNAMESE = """ỦY BAN NHÂN DÂN TỈNH HÀ LƯU

BÁO CÁO tình hình kinh tế - xã hội năm 2022

1. Thương mại

Kim ngạch xuất khẩu năm 2022 đạt 812 triệu USD, tăng 5,6% so cùng kỳ và đạt 103% kế hoạch. Kim ngạch nhập khẩu
đạt 298 triệu USD, giảm 1,9% so cùng kỳ và đạt 96,5% kế hoạch.

Cảng đã bốc xếp 1,3 triệu tấn hàng hóa.

2. Dân số

Trong năm có 2.318 trẻ được sinh ra. Số người chết là 2.047 người, tăng 3,1% so với năm trước.

3. Ngân sách

Thu ngân sách đạt 6.820 tỷ đồng, đạt 101,4% dự toán tỉnh giao và vượt 2,2% dự toán Trung ương giao. Chi ngân
sách là 8.690 tỷ đồng, đạt 98,8% dự toán tỉnh giao.

Vốn đầu tư đường bộ đạt 1.460 tỷ đồng, tăng 7,3% so với năm trước và đạt 91% kế hoạch.

4. Y tế

Tỉnh phát hiện 01 ca bệnh tả, bệnh nhân được điều trị tại Bệnh viện tỉnh và đã bình phục. Tỉnh mua 02 xe cứu
thương với giá 3,1 tỷ đồng.

5. Phòng cháy

Lực lượng chữa cháy đã dập tắt 640 vụ cháy. Các doanh nghiệp vi phạm quy định an toàn bị xử lý nghiêm, trong
đó 12 doanh nghiệp bị phạt tiền.

6. Phòng chống lũ

Về lâu dài tỉnh sẽ bảo vệ khu dân cư bằng một vành đai đê. Sau trận lũ năm 2019, các đê cũ đã được sửa chữa.
Vành đai đê dự kiến hoàn thành vào cuối năm 2025.

7. Ủng hộ

Tỉnh đã tiếp nhận ủng hộ đồng bào vùng lũ của 830 tổ chức, cá nhân với tổng trị giá 24 tỷ đồng, trong đó tiền
mặt 6 tỷ đồng.
"""


@pytest.mark.parametrize(
    ("own", "language", "base"),
    [
        pytest.param("how does it stand against last year", "en", "before", id="last-year"),
        pytest.param("vs 2019", "en", "before", id="a-year"),
        pytest.param("how did that compare with the beginning of the year", "en", "start", id="start"),
        pytest.param("was that above target", "en", "plan", id="plan"),
        pytest.param("how does that compare with what the council approved", "en", "plan", id="approved"),
        pytest.param("in 2019", "en", None, id="another-year-is-no-comparison"),
        pytest.param("how does that compare with tourism", "en", None, id="another-subject"),
        pytest.param("how does that compare with the national average", "en", None, id="an-average"),
        pytest.param("cao hơn năm ngoái mấy phần trăm", "vi", "before", id="nam-ngoai"),
        pytest.param("so với cùng kỳ năm trước thế nào", "vi", "before", id="cung-ky"),
        pytest.param("so voi dau nam thi the nao", "vi", "start", id="dau-nam"),
        pytest.param("so với dự toán Bộ giao được bao nhiêu", "vi", "plan", id="du-toan"),
        pytest.param("so với huyện bên cạnh", "vi", None, id="another-place"),
        pytest.param("năm 2019", "vi", None, id="another-year-vi"),
    ],
)
def test_what_the_last_figure_is_set_beside(own: str, language: Language, base: Base | None) -> None:
    found = set_against(own, language)
    assert (found.base if found else None) == base


@pytest.fixture(scope="module")
def english(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(_ENGLISH, "report-2022.txt")


@pytest.fixture(scope="module")
def vietnamese(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(_VIETNAMESE, "report-2022.txt")


def _lead(assistant: Assistant, first: str, then: str) -> str:
    """Return what the answer to a follow-up begins with, "" where it is refused."""
    answer = assistant.ask(then, [{"role": "user", "content": first}])
    return answer.text.split(" [")[0] if answer.answered else ""


@pytest.mark.parametrize(
    ("first", "then", "lead"),
    [
        pytest.param(
            "How much did the county export?", "How does that stand against last year?", "5.6%", id="last-year"
        ),
        pytest.param("How much did the county export?", "vs 2021?", "5.6%", id="the-year-before-by-its-number"),
        pytest.param("How much did the county export?", "vs 2018?", "", id="another-year"),
        pytest.param("How much did the county export?", "And in 2018?", "", id="in-another-year"),
        pytest.param("How much did the county export?", "Compared with the target?", "103%", id="target"),
        pytest.param("How many births were there?", "How does that stand against last year?", "", id="not-of-deaths"),
        pytest.param(
            "What was the income of the council?",
            "How does that compare with what the ministry set?",
            "2.2%",
            id="giver",
        ),
        pytest.param(
            "How much was spent by the council?",
            "How does that compare with what the ministry set?",
            "",
            id="no-such-plan",
        ),
        pytest.param("How much did the county export?", "And imports?", "298 million", id="the-other-of-two"),
        pytest.param(
            "How much did the county export?",
            "And what was imported, and what share of the target was it?",
            "96.5%",
            id="the-other-with-its-share",
        ),
        pytest.param("How many births were there?", "And deaths?", "2,047", id="deaths"),
        pytest.param(
            "How many people and firms gave gifts for the flood victims?",
            "How much did they give?",
            "2.4 million",
            id="the-total-not-a-part",
        ),
        pytest.param(
            "How many cases of cholera were found in the county?",
            "Did she pull through?",
            "recovered",
            id="other-words",
        ),
        pytest.param("How many cases of cholera were found in the county?", "How old was she?", "", id="not-said"),
        pytest.param("How many cases of cholera were found in the county?", "Who was that?", "", id="nobody-named"),
    ],
)
def test_a_follow_up_is_answered_from_what_is_said_of_the_last_figure_or_not_at_all(
    english: Assistant, first: str, then: str, lead: str
) -> None:
    said = _lead(english, first, then)
    assert lead in said and bool(said) == bool(lead)


@pytest.mark.parametrize(
    ("first", "then", "lead"),
    [
        pytest.param("Kim ngạch xuất khẩu đạt bao nhiêu?", "Cao hơn năm ngoái mấy phần trăm?", "5,6%", id="nam-ngoai"),
        pytest.param("Kim ngạch xuất khẩu đạt bao nhiêu?", "Nhập về hết bao nhiêu?", "298", id="nhap"),
        pytest.param(
            "kim ngach xuat khau dat bao nhieu", "the nhap khau duoc may phan tram ke hoach", "96,5%", id="khong-dau"
        ),
        pytest.param("Thu ngân sách là bao nhiêu?", "Còn chi thì được mấy phần trăm dự toán?", "98,8%", id="chi"),
        pytest.param("Chi ngân sách là bao nhiêu?", "So với mức Trung ương giao thì sao?", "", id="khong-neu"),
        pytest.param("Có bao nhiêu trẻ được sinh ra?", "So với năm ngoái thế nào?", "", id="khong-phai-so-chet"),
        pytest.param("Có mấy ca bệnh tả?", "Người đó có qua khỏi được không?", "bình phục", id="binh-phuc"),
        pytest.param("Có mấy ca bệnh tả?", "Người đó quê ở đâu?", "", id="khong-noi-que"),
    ],
)
def test_so_is_one_in_vietnamese(vietnamese: Assistant, first: str, then: str, lead: str) -> None:
    said = _lead(vietnamese, first, then)
    assert lead in said and bool(said) == bool(lead)
