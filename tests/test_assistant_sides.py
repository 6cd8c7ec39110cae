"""The two sides of a comparison, and the figure of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answer import Language
from assistant.sides import sides

FARMS = """# Orchard County: annual report 2021

## I. Harvest

The apple harvest came to 5,300 tonnes, up 4.1% on the year before.

The pear harvest came to 2,150 tonnes, up 6.8% on the year before.

The county lent USD 3.2 million to growers.

The walnut harvest came to 610 tonnes, 93% of the plan.

## II. Money

Revenue of the county was USD 14.5 million. Spending of the county was USD 13.9 million.
"""


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Which grew faster, apples or pears?", "en", ("apples", "pears")),
        ("Was rent higher than the price of bread?", "en", ("rent", "the price of bread")),
        ("How did schools and clinics each do?", "en", ("schools", "clinics")),
        ("Học phí hay viện phí tăng nhiều hơn?", "vi", ("Học phí", "viện phí")),
        ("bao cao voi ke hoach cai nao nhieu hon", "vi", ("bao cao", "ke hoach")),
        ("Nửa đầu năm so với cả năm thì sao?", "vi", ("Nửa đầu năm", "cả năm")),
        (
            "What was larger, what the mill bought or what it sold?",
            "en",
            ("the mill bought", "the mill bought it sold"),
        ),
        ("How many pears were picked?", "en", None),
        ("Why?", "en", None),
    ],
)
def test_the_two_sides_are_what_the_question_names(
    question: str, language: Language, expected: tuple[str, str] | None
) -> None:
    assert sides(question, language) == expected


@pytest.fixture(scope="module")
def farms(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(FARMS, "orchard-2021.md")


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        pytest.param("Which harvest grew faster, apples or pears?", ("4.1%", "6.8%"), id="growth"),
        pytest.param("Was revenue or spending of the county larger?", ("14.5 million", "13.9 million"), id="money"),
    ],
)
def test_a_comparison_gives_the_figure_of_each_side(farms: Assistant, question: str, figures: tuple[str, ...]) -> None:
    answer = farms.ask(question)
    assert answer.answered
    assert all(figure in answer.text for figure in figures), answer.text
    assert [each for each in ("4.1%", "6.8%", "14.5 million", "13.9 million") if each in answer.text] == list(figures)


def test_a_plan_is_no_side_of_its_own(farms: Assistant) -> None:
    answer = farms.ask("How did the walnut harvest compare with the plan?")
    assert answer.text.splitlines()[0].startswith("**93%"), answer.text


def test_a_side_without_a_term_is_met_where_its_words_are(farms: Assistant) -> None:
    text = farms.ask("Which harvest was larger, walnuts or pears?").text
    assert "610 tonnes" in text
    assert "2,150 tonnes" in text
    assert "5,300 tonnes" not in text
