from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.facts import Fact, read_facts
from assistant.features import Asked, figure_fit, kind_fit
from assistant.question import read_question
from index.report import Paragraph, Sentence


def rarity(word: str, language: str) -> float:
    return 1.0


def asked(question: str, spelled: tuple[str, ...], place: str = "") -> Asked:
    return Asked.of(question, "en", rarity, spelled, place)


def fact_of(text: str, language: Language = "en", position: int = 0) -> Fact:
    sentence = Sentence(text, 0, len(text))
    paragraph = Paragraph("r:1", "r", 1, text, "paragraph", sentences=(sentence,))
    return read_facts(paragraph, sentence, language, language)[position]


def test_a_text_with_the_questions_words_holds_more_of_them() -> None:
    question = asked("ferry berth dredging", ("ferry", "berth", "dredging"))
    assert question.held("The ferry berth needs dredging.", "en") == pytest.approx(1.0)
    assert 0 < question.held("A ferry called.", "en") < 0.5
    assert question.held("Schools opened.", "en") == 0.0


def test_years_and_the_reports_own_place_carry_no_subject() -> None:
    question = asked("ferry Harwick 2022", ("ferry", "harwick", "2022"), place="Harwick")
    assert set(question.words) == {"ferri"} or set(question.words) == {"ferry"}
    assert dict(question.spelled)["harwick"] == dict(question.spelled)["2022"] == 0.0


def test_meeting_every_word_is_one_and_meeting_none_is_zero() -> None:
    question = asked("ferry berth", ("ferry", "berth"))
    assert question.met(np.array([0.9, 0.9], dtype=np.float32)) == pytest.approx(1.0)
    assert question.met(np.array([0.1, 0.1], dtype=np.float32)) == 0.0
    assert question.weakest(np.array([0.9, 0.1], dtype=np.float32)) == pytest.approx(0.0)


@given(st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3))
def test_how_far_words_are_met_is_a_share_and_the_weakest_never_above_it(matches: list[float]) -> None:
    question = asked("ferry berth crane", ("ferry", "berth", "crane"))
    degrees = np.array(matches, dtype=np.float32)
    assert -1e-6 <= question.weakest(degrees) <= question.met(degrees) + 1e-5 <= 1 + 2e-5


@pytest.mark.parametrize(
    ("question", "text", "position", "feature"),
    [
        pytest.param("How fast did cargo grow?", "Cargo reached 98% of the plan.", 0, "other relation", id="relation"),
        pytest.param(
            "How many ships called in the first half?", "In the second half 160 ships called.", 0, "other period",
            id="period",
        ),
        pytest.param("By how much did fees fall?", "Fees rose 7%.", 0, "other direction", id="direction"),
        pytest.param("Why are 310 ships too many?", "It received 310 ships.", 0, "given", id="given-by-the-question"),
    ],
)  # fmt: skip
def test_a_figure_that_contradicts_the_question_is_marked(
    question: str, text: str, position: int, feature: str
) -> None:
    assert figure_fit(read_question(question, "en"), fact_of(text, position=position))[feature] == 1.0


def test_a_figure_that_counts_what_is_asked_fits_better_than_another_count() -> None:
    wanted = read_question("How many ships called?", "en")
    assert (
        figure_fit(wanted, fact_of("It received 310 ships."))["noun"]
        > figure_fit(wanted, fact_of("It has 14 cranes."))["noun"]
    )


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
