"""What a question asks, without greetings and what is told around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.asking import asked_of

_PIECES = (
    "a post says ", "I'm a nurse, ", "claim: ", "the port closed", ". ", "? ", ", ", " Is that so?", "how many came?",
    "Readers ask: ", "please", "Any ", " is it ", "có người nói ", "cảng đã đóng cửa", " có đúng không", "hoi: ",
    "tôi dạy học, ", "bao nhieu tau", "İ",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Hi there! Could you please tell me how many schools were built?", "en", "how many schools were built?"),
        ("I'd like to know what the harbour dues came to, thanks", "en", "what the harbour dues came to"),
        ("I run a small bakery. What was done for small firms?", "en", "What was done for small firms?"),
        ("Can you tell me: who opened the library? Please answer from the report.", "en", "who opened the library?"),
        ("ai mo thu vien xin tra loi theo bao cao", "vi", "ai mo thu vien"),
        ("According to the report, who opened the library?", "en", "who opened the library?"),
        ("Dạ cho em hỏi tỷ lệ hộ nghèo còn bao nhiêu ạ?", "vi", "tỷ lệ hộ nghèo còn bao nhiêu?"),
        ("cho minh hoi ty le ho ngheo con bao nhieu vay", "vi", "ty le ho ngheo con bao nhieu"),
        ("Tôi là giáo viên mầm non, cho tôi xin số phòng học xây mới", "vi", "số phòng học xây mới"),
        ("Nghe nói cảng đã mở rộng, sản lượng là bao nhiêu?", "vi", "cảng đã mở rộng, sản lượng là bao nhiêu?"),
    ],
)
def test_what_is_said_to_be_polite_is_left_out(question: str, language: Language, asked: str) -> None:
    assert asked_of(question, language).text == asked


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("The harbour was dredged. How deep is it now?", "en", id="points back"),
        pytest.param("What did it spend? I mean the overall figure of the harbour.", "en", id="told behind"),
        pytest.param("Ngân hàng giảm lãi suất bao nhiêu cho người vay?", "vi", id="a loan, not a particle"),
        pytest.param("dien tich trong lua la bao nhieu ha", "vi", id="hectares"),
        pytest.param("Đã xây bao nhiêu phòng học?", "vi", id="đã is not dạ"),
        pytest.param("Hỏi đáp trực tuyến có bao nhiêu câu hỏi?", "vi", id="the subject is asking"),
        pytest.param("thanks", "en", id="nothing would be left"),
        pytest.param("", "en", id="empty"),
        pytest.param("İstanbul kaç gemi?", "en", id="a letter that lower case makes two"),
    ],
)
def test_what_is_needed_stays(question: str, language: Language) -> None:
    assert asked_of(question, language).text == question


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Claim to check: the harbour made a loss. Right or wrong?", "en", "the harbour made a loss?"),
        ("Fact check: unemployment doubled in the region.", "en", "unemployment doubled in the region."),
        ("A post on Facebook says the ferry was shut down. Is that so?", "en", "the ferry was shut down?"),
        ("Someone says logging is out of hand - does the report say so?", "en", "logging is out of hand?"),
        ("My neighbour told me that the school never opened. Is it true?", "en", "the school never opened?"),
        ("Hi, people say the port was sold. Can you confirm that? Thanks", "en", "the port was sold?"),
        ("True that fewer people drowned?", "en", "fewer people drowned?"),
        ("The ferry was shut down. Is that right?", "en", "The ferry was shut down?"),
        ("Please check whether the harbour made a profit", "en", "the harbour made a profit"),
        ("Bài đăng trên facebook nói cảng đã đóng cửa. Có đúng không?", "vi", "cảng đã đóng cửa?"),
        ("Có người nói cảng đã đóng cửa, báo cáo có nói vậy không?", "vi", "cảng đã đóng cửa?"),
        ("nghe don cang da dong cua, co dung khong", "vi", "cang da dong cua"),
        ("Tôi muốn kiểm chứng: cảng đã đóng cửa", "vi", "cảng đã đóng cửa"),
        ("Cảng đã đóng cửa, chuyện đó có thật không?", "vi", "Cảng đã đóng cửa?"),
    ],
)
def test_a_claim_that_is_handed_over_is_asked_about(question: str, language: Language, asked: str) -> None:
    found = asked_of(question, language)
    assert (found.text, found.claimed) == (asked, True)


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Verify for me: the number of ships, and how many docks", "en", "the number of ships, and how many docks"),
        (
            "People say the harbour was dredged, how deep is it now?",
            "en",
            "the harbour was dredged, how deep is it now?",
        ),
        ("As a delegate I'd like to know: who admits its own faults?", "en", "who admits its own faults?"),
        ("I'm a nurse, how many hospital beds were added?", "en", "how many hospital beds were added?"),
        ("Readers ask: how many houses lost power?", "en", "how many houses lost power?"),
        ("Any idea how much the dredging cost?", "en", "how much the dredging cost?"),
        ("I compare ports in the Low Countries. Who runs the docks?", "en", "Who runs the docks?"),
        ("chi em cong doan hoi: bao nhieu cong nhan duoc vay von", "vi", "bao nhieu cong nhan duoc vay von"),
        ("em lam bai tap nhom, hoi nam qua xay may cay cau moi", "vi", "nam qua xay may cay cau moi"),
        ("Tôi dạy học lâu năm nên tò mò: trường nào được xây mới?", "vi", "trường nào được xây mới?"),
    ],
)
def test_who_asks_and_why_is_left_out_and_is_no_claim(question: str, language: Language, asked: str) -> None:
    found = asked_of(question, language)
    assert (found.text, found.claimed) == (asked, False)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("I live in Cần Thơ, how much COVID support was paid?", "en", id="a place"),
        pytest.param("I live in Can Tho. How much COVID support was paid?", "en", id="a place, in a sentence"),
        pytest.param("I'm a reporter from Rotterdam, how many ships did the harbour see?", "en", id="a place abroad"),
        pytest.param("toi o can tho, cho hoi tien ho tro covid la bao nhieu", "vi", id="a place typed plainly"),
        pytest.param("I run a shipyard, could I lose my permit?", "en", id="speaks of who asks"),
        pytest.param("I am a diver, how deep was it made?", "en", id="leans on something"),
        pytest.param("I grow shrimp, what support was paid?", "en", id="the subject is told before"),
        pytest.param(
            "nhà em bị nước mặn, tỉnh có giúp giống không", "vi", id="the subject is told before, in Vietnamese"
        ),
        pytest.param("toi lam xuong dong tau, muon biet nam qua don may luot tau", "vi", id="the subject is the trade"),
        pytest.param("As a share of revenue, how much went to schools and hospitals?", "en", id="nobody speaks"),
        pytest.param("Mục hỏi đáp: có bao nhiêu lượt hỏi?", "vi", id="a section, not who asks"),
        pytest.param("Is that so?", "en", id="no claim"),
        pytest.param("Chuyện đó có đúng không?", "vi", id="no claim, in Vietnamese"),
    ],
)
def test_what_a_question_needs_of_who_asks_stays(question: str, language: Language) -> None:
    found = asked_of(question, language)
    assert (found.text, found.claimed) == (question, False)


@given(st.lists(st.sampled_from(_PIECES), max_size=6), st.sampled_from(("en", "vi")))
def test_what_is_left_was_typed_in_one_piece(pieces: list[str], language: Language) -> None:
    question = " ".join("".join(pieces).split())
    left = asked_of(question, language).text.removesuffix("?")
    assert left in question
