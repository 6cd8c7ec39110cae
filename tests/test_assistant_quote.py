"""Quoted answers over the shipped report, by the checks that every answer has to pass."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.passages import whole
from assistant.quote import listed_under
from assistant.verify import check_answer
from eval.question_set import default_question_set, load_questions
from index import read_report

QUESTIONS = load_questions(default_question_set())[::7][:60]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    return {each.id: assistant.ask(each.question, history=list(each.history)) for each in QUESTIONS}


def test_every_figure_of_sixty_answers_stands_in_a_cited_paragraph(answers: dict[str, Answer]) -> None:
    problems = {
        id: found for id, answer in answers.items() if answer.kind != "thanks" and (found := check_answer(answer))
    }
    assert problems == {}


def test_every_quotation_of_sixty_answers_is_verbatim(answers: dict[str, Answer]) -> None:
    citations = [citation for answer in answers.values() for citation in answer.citations]
    assert len(citations) > 30
    for citation in citations:
        assert citation.quote == citation.paragraph.text[citation.start : citation.end]
        assert citation.translation is None or citation.translation in (citation.paragraph.translation or "")


def test_marks_and_citations_of_sixty_answers_match(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.text)}
        assert marks == {citation.number for citation in answer.citations} == set(range(1, len(marks) + 1))


def test_a_translation_is_never_shown_without_saying_that_it_is_unofficial(answers: dict[str, Answer]) -> None:
    shown = [answer for answer in answers.values() if answer.answered and answer.language == "en"]
    assert len(shown) > 5
    for answer in shown:
        if any(citation.translation for citation in answer.citations):
            assert "Unofficial translation:" in answer.text


def test_a_period_of_years_is_never_pulled_apart(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert not re.search(r"\b\d{4}(?:\*\*)? [-–]\d{4}\b", answer.text), answer.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("how much COVID support was paid?", "**VND 190,959 million**", id="en"),
        pytest.param("Hỗ trợ COVID bao nhiêu tiền?", "**190.959 triệu đồng**", id="vi"),
        pytest.param("ho tro covid bao nhieu tien", "**190.959 triệu đồng**", id="vi-without-diacritics"),
        pytest.param("how many cases received COVID support?", "**183,040", id="count"),
    ],
)
def test_the_figure_comes_first_and_bold_in_the_questions_language(
    assistant: Assistant, question: str, first: str
) -> None:
    assert assistant.ask(question).text.startswith(first)


def test_a_list_is_found_under_its_opening_where_numbers_are_no_positions(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(
        "# Plan\n\nThree things will be done in 2021:\n\n- roads\n- bridges\n- schools\n\nThat is all.\n", "utf-8"
    )
    report = read_report(path)
    moved = tuple(
        replace(one, number=one.number + 40, id=f"{report.id}:{one.number + 40}") for one in report.paragraphs
    )
    report = replace(report, paragraphs=moved)
    opening = next(one for one in moved if one.text.endswith(":"))
    items = listed_under(whole(opening, opening.sentences[0]), [report])
    assert [item.quote.strip("- ") for item in items] == ["roads", "bridges", "schools"]


def test_of_two_figures_in_a_sentence_the_one_said_of_what_is_asked_leads(assistant: Assistant) -> None:
    for question in ("nợ xấu của ngân hàng là bao nhiêu", "no xau cua ngan hang la bao nhieu"):
        assert assistant.ask(question).text.startswith("**1%** tổng dư nợ [1]")


def test_what_is_listed_is_one_thing_where_the_report_calls_it_so(assistant: Assistant) -> None:
    answer = assistant.ask("Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng bao nhiêu tiền?")
    assert answer.text.startswith("**49.649 tỷ đồng**")


def test_a_plan_asked_about_beside_a_figure_is_told_by_its_share(assistant: Assistant) -> None:
    answer = assistant.ask("How much did retail sales come to, and did they meet the plan?")
    assert [figure.text for figure in answer.figures[:2]] == ["49.649 tỷ đồng", "92,8%"]


def test_a_figure_of_the_half_year_is_told_from_that_of_the_year(assistant: Assistant) -> None:
    half = assistant.ask("How did agriculture do in the first six months?")
    assert half.text.startswith("**-5.31%**")
    turns = [{"role": "user", "content": half.question}, {"role": "assistant", "content": half.text}]
    assert assistant.ask("And for the whole year?", turns).text.startswith("**0.12%**")


def test_the_total_leads_before_how_many_were_added(assistant: Assistant) -> None:
    told = assistant.ask("Bao nhiêu xã đạt chuẩn nông thôn mới?")
    assert told.text.startswith("- **55 xã**")
    added = assistant.ask("Năm 2020 có thêm bao nhiêu xã đạt chuẩn nông thôn mới?")
    assert added.text.startswith("**6 xã**")


def test_each_side_of_a_comparison_has_a_figure_of_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("Which was larger, industry growth or services growth?")
    assert [figure.text for figure in answer.figures[:2]] == ["14,6%", "1,29%"]


def test_a_list_that_is_introduced_is_given_with_its_items(assistant: Assistant) -> None:
    answer = assistant.ask("Những hạn chế chính trong năm 2020 là gì?")
    assert len(answer.citations) == 5, answer.text


def test_each_of_several_things_that_are_asked_for_has_its_own_figure(assistant: Assistant) -> None:
    three = assistant.ask("How did agriculture (Sector I), industry and services each grow over the full year 2020?")
    assert [figure.text for figure in three.figures[:3]] == ["0,12%", "14,6%", "1,29%"]
    two = assistant.ask("tỷ lệ tốt nghiệp THPT và tỷ lệ lao động qua đào tạo là bao nhiêu?")
    assert {"99,29%", "60,6%"} <= {figure.text for figure in two.figures}


def test_two_numbers_that_are_asked_for_and_not_compared_are_both_given(assistant: Assistant) -> None:
    answer = assistant.ask("Give me two numbers: donations against saltwater, and the amount paid in Covid support.")
    assert {"161,44 tỷ đồng", "190.959 triệu đồng"} <= {figure.text for figure in answer.figures}
