"""Which is larger and by how much: exact, labelled, and only between what can be compared."""

from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.compared import compared
from assistant.question import read_question
from tests.one_sentence import facts_of


@pytest.mark.parametrize(
    ("question", "language", "text", "said"),
    [
        pytest.param(
            "Which is larger, salaries or rents?", "en", "Salaries were VND 120.5 million and rents VND 30 million.",
            ["The larger is VND 120.5 million, by VND 90.5 million (calculated from these figures)."], id="money",
        ),
        pytest.param(
            "Lương hay tiền thuê cao hơn?", "vi", "Lương là 120,5 triệu đồng và tiền thuê là 30 triệu đồng.",
            ["Lớn hơn là 120,5 triệu đồng, hơn 90,5 triệu đồng (tính từ các số liệu này)."], id="money-vi",
        ),
        pytest.param(
            "Which rate is higher?", "en", "The first rate was 95% and the second 82.5%.",
            ["The larger is 95%, by 12.5 percentage points (calculated from these figures)."], id="points",
        ),
        pytest.param(
            "Which is higher?", "en", "The first rate was 95% and the second 95%.", ["Both are 95%."], id="equal"
        ),
        pytest.param(
            "Which is larger?", "en", "Salaries were over VND 120 million and rents VND 30 million.",
            ["The larger is more than VND 120 million."], id="not-exact",
        ),
        pytest.param("Which is larger?", "en", "Salaries were VND 3 million, 5% of it taxes.", [], id="other-units"),
        pytest.param("Which is larger?", "en", "Rents met 95% of the plan, up 82% on the year.", [], id="other-kinds"),
        pytest.param("What were both?", "en", "Salaries were VND 2 million, rents VND 1 million.", [], id="not-asked"),
        pytest.param("How many more ships called?", "en", "310 ships and 20 boats called.", [], id="how-many-more"),
        pytest.param("Which are more, ships or boats?", "en", "310 ships and 20 boats called.",
                     ["The larger is 310 ships, by 290 (calculated from these figures)."], id="two-nouns"),
        pytest.param("Which are more, ships or trains?", "en", "310 ships and 20 boats called.", [], id="another-noun"),
    ],
)  # fmt: skip
def test_the_larger_is_said_with_its_difference_where_they_compare(
    question: str, language: Language, text: str, said: list[str]
) -> None:
    assert compared(read_question(question, language), facts_of(text, language), language) == said
