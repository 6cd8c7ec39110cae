"""A request for many figures lists those of its subject, each from its own sentence, and no others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import Answer, Assistant
from assistant.chat import Message, Reply
from assistant.overview import asks_for_figures, subject_of
from assistant.question import read_question
from assistant.settings import Settings
from assistant.verify import check_answer


@pytest.mark.parametrize(
    ("question", "language", "subject"),
    [
        pytest.param("show all growth figures", "en", "growth", id="show all"),
        pytest.param("List every figure on tax arrears, please", "en", "tax arrears", id="list every"),
        pytest.param("compare growth of the sectors", "en", "growth sectors", id="compare"),
        pytest.param("Compare attendance across all schools", "en", "attendance schools", id="compare across"),
        pytest.param("chart of rainfall", "en", "rainfall", id="chart"),
        pytest.param("liệt kê các số liệu tăng trưởng", "vi", "tăng trưởng", id="Vietnamese"),
        pytest.param("cho tôi xem tất cả số liệu về hộ nghèo", "vi", "hộ nghèo", id="Vietnamese, show"),
        pytest.param("so sanh doanh thu cac huyen", "vi", "doanh thu huyen", id="no diacritics"),
    ],
)
def test_a_request_for_many_figures_is_known_with_its_subject(question: str, language: str, subject: str) -> None:
    assert asks_for_figures(read_question(question, language))  # type: ignore[arg-type]
    assert subject_of(question, language) == subject  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("How much did exports grow?", "en", id="one figure"),
        pytest.param("compare revenue and spending", "en", id="two named things"),
        pytest.param("Compare the first half with the full year", "en", id="with"),
        pytest.param("Give me two numbers: the cost and the number of cases", "en", id="two numbers"),
        pytest.param("What does the report say about all schools?", "en", id="no figures asked"),
        pytest.param("so sánh thu và chi ngân sách", "vi", id="Vietnamese, two things"),
        pytest.param("Giải phóng mặt bằng có chậm không?", "vi", id="a word that folds like table"),
    ],
)
def test_other_questions_are_left_alone(question: str, language: str) -> None:
    assert not asks_for_figures(read_question(question, language))  # type: ignore[arg-type]


def _proven(answer: Answer) -> None:
    """Every line of the list is a figure that stands in the sentence it cites."""
    assert answer.kind == "figures"
    assert not check_answer(answer)
    lines = answer.text.splitlines()
    assert len(lines) == len(answer.figures)
    for line, figure in zip(lines, answer.figures, strict=True):
        citation = answer.citations[(figure.citation or 0) - 1]
        assert figure.text in citation.quote
        assert line.startswith(f"- **{figure.shown}**")
        assert line.endswith(f"[{figure.citation}]")


@pytest.mark.slow
def test_the_same_figures_are_listed_in_both_languages(assistant: Assistant) -> None:
    english, vietnamese = assistant.ask("show all growth figures"), assistant.ask("liet ke cac so lieu tang truong")
    for answer in (english, vietnamese):
        _proven(answer)
        assert {figure.unit for figure in answer.figures} == {"percent"}
    assert len(english.figures) >= 6
    assert {figure.value for figure in english.figures} == {figure.value for figure in vietnamese.figures}


@pytest.mark.slow
def test_compared_groups_give_the_figures_of_each(assistant: Assistant) -> None:
    answer = assistant.ask("compare growth of the sectors")
    _proven(answer)
    assert len({citation.paragraph.id for citation in answer.citations}) >= 2


@pytest.mark.slow
def test_a_subject_without_figures_gets_no_figure_of_another(assistant: Assistant) -> None:
    for question in ("list all football figures", "show all percentages about poverty"):
        answer = assistant.ask(question)
        assert "**" not in answer.text


class _Silent:
    id, reads_slowly = "silent", False

    def stream(self, system: str, messages: Sequence[Message]) -> Reply:
        raise AssertionError("a list of figures is not left to a model")


@pytest.mark.slow
def test_no_model_is_asked_to_write_a_list_of_figures(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, Settings(), _Silent()).ask("show all growth figures")
    assert (answer.written_by, answer.kind) == ("quotes", "figures")
