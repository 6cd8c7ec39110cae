from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.facts import Fact
from assistant.fit import figure_fit, kind_fit
from assistant.question import read_question
from tests.one_sentence import facts_of


def fact_of(text: str, language: Language = "en", position: int = 0) -> Fact:
    return facts_of(text, language)[position]


@pytest.mark.parametrize(
    ("question", "text", "position", "feature"),
    [
        pytest.param("How fast did cargo grow?", "Cargo reached 98% of the plan.", 0, "other relation", id="relation"),
        pytest.param(
            "How many ships called in the first half?", "In the second half 160 ships called.", 0, "other period",
            id="period",
        ),
        pytest.param("By how much did fees fall?", "Fees rose 7%.", 0, "other direction", id="direction"),
        pytest.param("How far did berth use fall?", "Berth use stood at 81%.", 0, "other relation", id="a-level"),
        pytest.param("Why are 310 ships too many?", "It received 310 ships.", 0, "given", id="given-by-the-question"),
    ],
)  # fmt: skip
def test_a_figure_that_contradicts_the_question_is_marked(
    question: str, text: str, position: int, feature: str
) -> None:
    assert figure_fit(read_question(question, "en"), fact_of(text, position=position))[feature] == 1.0


def test_a_figure_fits_where_it_is_an_average_as_asked() -> None:
    wanted = read_question("What was the average score?", "en")
    assert figure_fit(wanted, fact_of("The average score was 7.4 points."))["average"] == 1.0
    assert figure_fit(wanted, fact_of("The top score was 9.1 points."))["average"] == 0.0


def test_a_number_of_those_named_before_counts_them() -> None:
    wanted = read_question("How many of the complaints were at night?", "en")
    assert figure_fit(wanted, fact_of("It had 130 complaints, 46 of them at night.", position=1))["unit"] == 1.0


def test_a_day_is_no_number_of_things_and_a_place_no_number_of_places() -> None:
    assert read_question("Số ca mắc được tính đến ngày nào?", "vi").unit_fit("count") < 0.5
    assert read_question("Where was the port ranked?", "en").unit_fit("count") < 0.5


def test_a_number_that_labels_something_counts_nothing() -> None:
    wanted = read_question("Có bao nhiêu trẻ được tiêm?", "vi")
    assert figure_fit(wanted, fact_of("Mũi 2 của trẻ đạt thấp.", "vi"))["unit"] < 0.5
    assert figure_fit(wanted, fact_of("Đã tiêm cho 215 trẻ.", "vi"))["unit"] == 1.0


def test_a_figure_that_counts_what_is_asked_fits_better_than_another_count() -> None:
    wanted = read_question("How many ships called?", "en")
    assert (
        figure_fit(wanted, fact_of("It received 310 ships."))["noun"]
        > figure_fit(wanted, fact_of("It has 14 cranes."))["noun"]
    )


@pytest.mark.parametrize(
    ("question", "language", "text", "fits"),
    [
        pytest.param("How many people were helped?", "en", "It helped 183 cases.", True, id="en"),
        pytest.param("Bao nhiêu người dân được giúp?", "vi", "Đã giúp 183 trường hợp.", True, id="vi"),
        pytest.param("How many ships were helped?", "en", "It helped 183 cases.", False, id="things"),
        pytest.param("How many people were helped?", "en", "It helped 14 communes.", False, id="no-cases"),
    ],
)
def test_a_case_counts_somebody(question: str, language: Language, text: str, fits: bool) -> None:
    assert (figure_fit(read_question(question, language), fact_of(text, language))["noun"] > 0) is fits


def test_money_is_no_growth() -> None:
    wanted = read_question("What was the growth of exports?", "en")
    money, growth = fact_of("Exports reached VND 90 million."), fact_of("Exports grew by 7%.")
    assert figure_fit(wanted, money)["unit"] < 0.5 < figure_fit(wanted, growth)["unit"]


def test_the_first_year_of_a_period_is_not_when_something_happens() -> None:
    when = read_question("When will the plan be finished?", "en")
    period = read_question("Which period does the plan cover?", "en")
    fact = fact_of("The plan for 2021-2030 is being drawn up.")
    assert figure_fit(when, fact)["unit"] < 0.5 < figure_fit(when, fact_of("It will be finished by 2021."))["unit"]
    assert figure_fit(period, fact)["unit"] > 0.5


def test_years_in_a_row_are_no_score() -> None:
    score = read_question("How many points did the city get?", "en")
    years = read_question("For how many years in a row has it led?", "en")
    fact = fact_of("The city led the table for 4 years in a row.")
    assert figure_fit(score, fact)["unit"] < 0.5 <= figure_fit(years, fact)["unit"]


@pytest.mark.parametrize(
    ("question", "language", "shown", "silent"),
    [
        pytest.param("Why?", "en", "It fell due to a strike.", "It fell.", id="reason"),
        pytest.param("Who?", "en", "The city council paid.", "It was paid.", id="who"),
        pytest.param("Vì sao?", "vi", "Giảm do mưa lớn.", "Giảm mạnh.", id="reason-vi"),
        pytest.param("Khi nào?", "vi", "Xong vào cuối năm.", "Đã xong.", id="date-vi"),
        pytest.param("How often does it meet?", "en", "It meets every quarter.", "It meets.", id="frequency"),
    ],
)
def test_a_text_shows_the_kind_of_answer_or_does_not(
    question: str, language: Language, shown: str, silent: str
) -> None:
    wanted = read_question(question, language)
    assert kind_fit(wanted, shown, language) > 0
    assert kind_fit(wanted, silent, language) == 0
