"""What a question asks, without greetings and what is told around it."""

from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.asking import asked_of


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
    assert asked_of(question, language) == asked


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
    assert asked_of(question, language) == question
