"""A question about a whole section is answered by what stands under its heading."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "section", "paragraphs"),
    [
        pytest.param("Công tác tài nguyên, môi trường năm 2020 ra sao?", "3.7", 2, id="vi"),
        pytest.param("quoc phong an ninh nam 2020 the nao", "3.9", 2, id="without-diacritics"),
    ],
)
def test_a_heading_that_names_all_that_is_asked_about_answers_by_its_paragraphs(
    assistant: Assistant, question: str, section: str, paragraphs: int
) -> None:
    answer = assistant.ask(question)
    cited = {citation.paragraph.id: citation.paragraph for citation in answer.citations}
    assert len(cited) >= paragraphs, answer.text
    assert all(paragraph.outline[-1].label == section for paragraph in cited.values()), answer.text


@pytest.mark.parametrize(
    "question", ["Which resolution is about natural resources?", "Chăn nuôi bò sữa năm 2020 ra sao?"]
)
def test_what_no_heading_names_is_not_answered_by_a_section(assistant: Assistant, question: str) -> None:
    assert len(assistant.ask(question).citations) <= 1


@pytest.mark.parametrize("question", ["What are the key tasks for 2021?", "nhiem vu trong tam nam 2021 la gi"])
def test_a_section_that_is_a_list_is_given_with_all_its_items(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    introducing, *items = answer.citations
    assert introducing.quote.endswith(":")
    assert len(items) == 10, answer.text
