"""Of two subjects that stand side by side, a figure of the one never answers a question for the other."""

from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.follow_up import complete
from assistant.question import read_question
from assistant.siblings import is_of_sibling, turned
from tests.one_sentence import facts_of


@pytest.mark.parametrize(
    ("own", "before", "language", "expected"),
    [
        pytest.param(
            "what was imported", "How much did the port export?", "en", "How much did the port import?", id="verb"
        ),
        pytest.param("deaths", "How many births were there?", "en", "How many deaths were there?", id="noun"),
        pytest.param("thì chi hết mấy tỷ", "Thu ngân sách bao nhiêu?", "vi", "Chi ngân sách bao nhiêu?", id="capital"),
        pytest.param("chi het may ty", "thu ngan sach bao nhieu", "vi", "chi ngan sach bao nhieu", id="no-diacritics"),
        pytest.param("nhập về bao nhiêu", "Xuất khẩu được bao nhiêu?", "vi", "Nhập khẩu được bao nhiêu?", id="trade"),
        pytest.param("bao nhieu chi tieu dat", "thu ngan sach bao nhieu", "vi", None, id="a-target-is-no-spending"),
        pytest.param("doanh thu du lịch", "Chi ngân sách bao nhiêu?", "vi", None, id="turnover-is-no-revenue"),
        pytest.param("both exports and imports", "How much did it export?", "en", None, id="both"),
        pytest.param("by how much did exports rise", "How much did it export?", "en", None, id="the-same"),
    ],
)
def test_the_other_of_two_takes_the_place_of_the_one(
    own: str, before: str, language: Language, expected: str | None
) -> None:
    assert turned(own, before, language) == expected


def test_a_follow_up_about_the_other_leaves_the_first_behind() -> None:
    history = [{"role": "user", "content": "How much revenue did the county have?"}]
    completed = complete("And how much was spent, and what share of the plan was that?", history, "en")
    assert "revenue" not in completed.question and completed.turned
    bare = complete("And spending?", history, "en")
    assert bare.question == "How much expenditure did the county have?"


@pytest.mark.parametrize(
    ("question", "text", "language", "other"),
    [
        pytest.param("How much did the council spend?", "Income was £88 million.", "en", True, id="income"),
        pytest.param("How much did the council spend?", "Spending was £86 million.", "en", False, id="spending"),
        pytest.param("How much did the council spend?", "The accounts show £86 million.", "en", False, id="neither"),
        pytest.param("Thu ngân sách bao nhiêu?", "Tổng chi ngân sách là 86 tỷ đồng.", "vi", True, id="chi"),
        pytest.param("Thu ngân sách bao nhiêu?", "Thu và chi ngân sách đều là 86 tỷ đồng.", "vi", False, id="of-both"),
        pytest.param("What was consumer spending?", "Revenue of shops was £8 million.", "en", False, id="apart"),
    ],
)
def test_a_figure_of_the_other_is_told_by_its_statement(
    question: str, text: str, language: Language, other: bool
) -> None:
    (fact,) = facts_of(text, language)
    assert is_of_sibling(read_question(question, language), fact) is other
