"""Rules by which a report is silent, on a report that nothing was made for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.cues import plain
from assistant.names import lacks_name
from assistant.question import read_question
from assistant.silent import (
    lacks_denial,
    lacks_items,
    lacks_plan,
    lacks_unit,
    unknown_documents,
    unknown_places,
)

REPORT = """BÁO CÁO

Kết quả công tác năm 2022 của huyện Krông Năng

I. Y tế

Toàn huyện ghi nhận 312 ca sốt xuất huyết, trong đó 2 ca tử vong. Xã Ea Hồ có số mắc cao nhất với 97 ca.

Trạm y tế xã Phú Lộc được công nhận đạt chuẩn quốc gia vào tháng 9.

Số trẻ tiêm chủng đầy đủ đạt 91%, giảm 3% so với năm trước, do thiếu vắc xin trong quý II.

II. Xây dựng

Cầu Buôn Wiao dài 84 m được khởi công ngày 4/5/2022 với kinh phí 21,5 tỷ đồng.

Hội trường huyện được sửa chữa với kinh phí 1,2 tỷ đồng.

III. Nông nghiệp

Đàn bò có 5.400 con, giảm 6% so với năm trước.

Ba xã được công nhận đạt chuẩn nông thôn mới trong năm.

Thực hiện Quyết định 0815/QĐ-UBND, huyện tiêm phòng cho đàn bò.
"""


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(REPORT, "krong-nang-2022.txt")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Vì sao đàn bò giảm?", id="a reason, and none is given"),
        pytest.param("vi sao dan bo giam", id="without diacritics"),
        pytest.param("Ba xã đạt chuẩn nông thôn mới là những xã nào?", id="which communes, and none is named"),
        pytest.param("Xã Ea Hồ có bao nhiêu ca tử vong vì sốt xuất huyết?", id="a name that comes after the figure"),
        pytest.param("How many dengue deaths were there in Phu Loc?", id="a name of another paragraph"),
        pytest.param("Nhà thầu nào xây cầu Buôn Wiao?", id="which contractor"),
        pytest.param("Chủ tịch huyện tên gì?", id="who holds an office"),
        pytest.param("Are you a real person?", id="the assistant itself"),
        pytest.param("Should I buy land here?", id="advice"),
        pytest.param("Bạn là ai?", id="the assistant itself, in Vietnamese"),
    ],
)
def test_what_the_best_passage_has_not_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered, answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("Vì sao tỷ lệ tiêm chủng giảm?", "thiếu vắc xin", id="a reason that is given"),
        pytest.param("Xã nào có số ca sốt xuất huyết cao nhất?", "Ea Hồ", id="a commune that is named"),
        pytest.param("Xã Ea Hồ có bao nhiêu ca sốt xuất huyết?", "97", id="a name before its figure"),
        pytest.param("Cầu Buôn Wiao dài bao nhiêu mét?", "84 m", id="a name where it stands"),
        pytest.param("Có xã nào đạt chuẩn nông thôn mới không?", "Ba xã", id="whether, not which"),
    ],
)
def test_what_it_has_is_answered(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert told in answer.text


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Who is the Director of Health?", "The Director of Health opened two clinics.", True),
        ("Who is the Director of Health?", "Dr Helen Straughan became Director of Health.", False),
        ("Ai là Giám đốc Sở Y tế?", "Giám đốc Sở Y tế chủ trì cuộc họp.", True),
        ("Ai là Giám đốc Sở Y tế?", "Ông Trần Văn Ba là Giám đốc Sở Y tế.", False),
        (
            "Who is the chairman?",
            "The chairman spoke. The Performance Index rose, as the Competitiveness Index did, and others.",
            True,
        ),
        ("Who is the chairman?", "Councillor Ruth Adeyemi is chairman.", False),
        ("Who is the chairman?", "Ruth Adeyemi", False),
        ("Ai là bí thư huyện ủy?", "Chủ tịch huyện Trần Văn Ba chủ trì cuộc họp.", True),
        ("Ai là chủ tịch huyện?", "Chủ tịch huyện Trần Văn Ba chủ trì cuộc họp.", False),
        ("Ai là chủ tịch huyện?", "Phó Chủ tịch Trần Văn Ba chủ trì cuộc họp.", True),
        ("Which company built the bridge?", "The bridge was built in 2022.", True),
        ("Which company built the bridge?", "The bridge was built by Solent Marine Works.", False),
        ("Which wards were flooded?", "Three wards were flooded in May.", True),
        ("Which wards were flooded?", "Floods reached Shire Ward in May.", False),
        ("Địa phương nào bị ngập?", "Nhiều nơi bị ngập.", False),  # "phương" is no "phường"
        ("Bão lũ thì ứng phó theo phương châm nào?", "Ứng phó theo bốn bước.", False),
        ("Vấn đề xã hội nào còn nóng?", "Còn nóng là nạn đá gà.", False),
        ("Vùng nông thôn nào bị ngập?", "Nhiều nơi bị ngập.", False),
        ("Phường nào bị ngập?", "Nhiều nơi bị ngập.", True),
        ("How many wards were flooded?", "Three wards were flooded in May.", False),
        ("Which company went under?", "Spending came to Cr 126.7 million.", True),  # money is no name
        ("Which province came second behind Ben Tre?", "Ben Tre ranked first in the Index.", True),
        ("Which province came second behind Ben Tre?", "Behind Ben Tre, Long An came second.", False),
    ],
)
def test_a_name_is_lacking_only_where_one_is_asked_for(question: str, text: str, lacking: bool) -> None:
    assert lacks_name(question, [text], [text]) is lacking


def test_an_english_answer_from_a_report_without_a_translation_has_no_vietnamese_words_of_its_own(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("How far did full vaccination of children fall?")
    assert answer.answered
    assert answer.text.splitlines()[0] == "**3%** [1]"


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        pytest.param("Which nine schools were closed?", "In all 14 schools of 23 stayed open.", True, id="not-listed"),
        pytest.param("Which nine schools were closed?", "Nine schools were closed.", False, id="spoken-of"),
        pytest.param("Which three schools were closed?", "Closed were: Elm, Oak and Ash.", False, id="listed"),
        pytest.param("4 xã đó là những xã nào?", "Có bốn nơi, gồm Ea Hồ, Ea Toh, Ea Tam và Phú Lộc.", False, id="vi"),
        pytest.param("6 tháng đầu năm tỉnh làm gì?", "Tỉnh đã họp.", False, id="months-are-not-listed"),
        pytest.param("Which schools were closed?", "Fourteen schools stayed open.", False, id="no-number"),
    ],
)
def test_so_many_things_by_name_must_be_listed(question: str, text: str, lacking: bool) -> None:
    assert lacks_items(question, [text]) is lacking


@pytest.mark.parametrize(
    ("asked", "text", "lacking"),
    [
        pytest.param("what score in points did it get", "It ranked 7th of 63.", True, id="a-rank-is-no-score"),
        pytest.param("what score in points did it get", "It got 64.1 points.", False, id="points"),
        pytest.param("do man la may phan nghin", "Độ mặn ở mức cao.", True, id="salinity"),
        pytest.param("do man la may phan nghin", "Mặn 4‰ xâm nhập sâu 52 km.", False, id="per-mille"),
    ],
)
def test_an_answer_in_a_unit_must_have_it(asked: str, text: str, lacking: bool) -> None:
    assert lacks_unit(asked, [text]) is lacking


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        pytest.param("Did the port meet its target?", "Goods meet the rules of origin.", True, id="no-target"),
        pytest.param("Did the port meet its target?", "Cargo came to 98% of the plan.", False, id="a-plan"),
        pytest.param("Cảng có đạt kế hoạch không?", "Hàng hóa đạt chuẩn.", True, id="vi"),
        pytest.param("Did the port grow?", "Goods meet the rules of origin.", False, id="no-plan-asked"),
    ],
)
def test_a_plan_that_was_met_must_be_spoken_of(question: str, text: str, lacking: bool) -> None:
    language = "vi" if "Cảng" in question else "en"
    assert lacks_plan(read_question(question, language), [text]) is lacking


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        pytest.param("What is decision 815 about?", [], id="known"),
        pytest.param("What is decision 816 about?", ["816"], id="unknown"),
        pytest.param("Quyết định số 816/QĐ-UBND nói gì?", ["816"], id="a-code"),
        pytest.param("Báo cáo 816 vụ việc gì?", [], id="a-count"),
    ],
)
def test_a_document_by_its_number_is_one_that_a_report_names(
    assistant: Assistant, question: str, unknown: list[str]
) -> None:
    assert unknown_documents(plain(question), assistant.index) == unknown


def test_how_often_is_no_name_of_a_district(assistant: Assistant) -> None:
    assert unknown_places("Bao lâu họp với huyện một lần?", assistant.index) == []
    assert unknown_places("huyện Cư Jút", assistant.index) == ["cu jut"]


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        pytest.param("How many bridges were not repaired?", "14 of the 23 bridges were repaired.", True, id="en"),
        pytest.param("How many bridges were not repaired?", "9 bridges have not been repaired.", False, id="said"),
        pytest.param("How many bridges were repaired?", "14 of the 23 bridges were repaired.", False, id="what-is-so"),
        pytest.param("Bao nhiêu cầu không được sửa?", "Đã sửa 14/23 cầu theo chỉ tiêu.", True, id="vi"),
        pytest.param("Bao nhiêu cầu chưa sửa?", "Còn 9 cầu hư hỏng.", False, id="left"),
        pytest.param("Có bao nhiêu cầu đã sửa, biết không?", "Đã sửa 14/23 cầu.", False, id="a-last-word"),
    ],
)
def test_how_many_are_not_so_is_told_by_what_speaks_of_them(question: str, text: str, lacking: bool) -> None:
    assert lacks_denial(plain(question), [text]) is lacking
