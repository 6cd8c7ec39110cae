from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.compose import Draft, complement, label, tidy
from assistant.facts import Fact, read_facts
from assistant.passages import Passage, whole
from index.report import Paragraph, Sentence

TEXT = "- Cảng đón 310 tàu, tăng 8% so với kế hoạch năm."
TRANSLATION = "- The port received 310 ships, up 8% on the year's plan."


def paragraph_of(text: str, translation: str | None = None, number: int = 1) -> Paragraph:
    sentence = (
        Sentence(text, 0, len(text), translation, 0, len(translation)) if translation else Sentence(text, 0, len(text))
    )
    return Paragraph(f"r:{number}", "r", number, text, "paragraph", sentences=(sentence,), translation=translation)


def facts_of(paragraph: Paragraph, language: Language) -> tuple[Fact, ...]:
    return read_facts(paragraph, paragraph.sentences[0], language, "vi")


def passage_of(paragraph: Paragraph) -> Passage:
    return whole(paragraph, paragraph.sentences[0])


@pytest.mark.parametrize(
    ("language", "figure", "expected"),
    [
        pytest.param("en", 0, "**310 ships** [1]", id="count-en"),
        pytest.param("vi", 0, "**310 tàu** [1]", id="count-vi"),
        pytest.param("en", 1, "**8%** on the year's plan [1]", id="percent-en"),
        pytest.param("vi", 1, "**8%** so với kế hoạch năm [1]", id="percent-vi"),
    ],
)
def test_a_figure_stands_first_bold_and_cited_in_the_answers_language(
    language: Language, figure: int, expected: str
) -> None:
    paragraph = paragraph_of(TEXT, TRANSLATION)
    draft = Draft(language)
    assert draft.figure(facts_of(paragraph, language)[figure], passage_of(paragraph)) == expected
    assert draft.figures[0].citation == 1


def test_what_led_on_to_the_next_figure_does_not_follow_a_figure() -> None:
    paragraph = paragraph_of(
        "Cảng đón 310 tàu, tăng 8% so với 2019.", "The port had 310 ships, up 8% compared with 2019."
    )
    assert "**8%** [1]" in Draft("en").figure(facts_of(paragraph, "en")[1], passage_of(paragraph))


def test_a_year_that_begins_a_period_is_shown_with_its_end() -> None:
    paragraph = paragraph_of("Đề án giai đoạn 2031-2035, tầm nhìn đến năm 2050.")
    shown = [Draft("vi").figure(fact, passage_of(paragraph)) for fact in facts_of(paragraph, "vi")]
    assert shown == ["**2031-2035** [1]", "**2035** [1]", "**2050** [1]"]


def test_money_is_written_as_the_answers_language_writes_it() -> None:
    paragraph = paragraph_of("Chi 1.234,5 tỷ đồng.", "VND 1,234.5 billion was spent.")
    assert "**VND 1,234.5 billion**" in Draft("en").figure(facts_of(paragraph, "en")[0], passage_of(paragraph))
    assert "**1.234,5 tỷ đồng**" in Draft("vi").figure(facts_of(paragraph, "vi")[0], passage_of(paragraph))


def test_a_quote_shows_the_translation_and_cites_the_original() -> None:
    paragraph = paragraph_of(TEXT, TRANSLATION)
    draft = Draft("en")
    assert draft.quote(passage_of(paragraph), "vi") == f"“{TRANSLATION[2:]}” [1]"
    (citation,) = draft.citations
    assert citation.quote == paragraph.text[citation.start : citation.end] == TEXT
    assert citation.translation == TRANSLATION


def test_a_quote_without_a_translation_says_that_it_is_the_reports_own_words() -> None:
    assert Draft("en").quote(passage_of(paragraph_of(TEXT)), "vi") == f"In the report's own words: “{TEXT[2:]}” [1]"


def test_a_passage_cited_twice_has_one_number() -> None:
    first, second = paragraph_of(TEXT), paragraph_of(TEXT, number=2)
    draft = Draft("vi")
    assert [draft.cite(passage_of(one)) for one in (first, second, first)] == [1, 2, 1]


def test_a_figure_is_listed_once_a_citation() -> None:
    paragraph = paragraph_of(TEXT, TRANSLATION)
    draft = Draft("en")
    draft.figure(facts_of(paragraph, "en")[0], passage_of(paragraph))
    draft.quote(passage_of(paragraph), "vi")
    assert sorted(figure.value for figure in draft.figures) == [8, 310]


def test_a_labelled_figure_says_what_it_is_a_figure_of() -> None:
    paragraph = paragraph_of("Tổng sản lượng hàng khô qua cảng đạt 96% kế hoạch.")
    (fact,) = facts_of(paragraph, "vi")
    assert label(fact) == "Tổng sản lượng hàng khô qua cảng"
    assert complement(fact) == " kế hoạch"
    shown = Draft("vi").figure(fact, passage_of(paragraph), labelled=True)
    assert shown == "**96%** kế hoạch (Tổng sản lượng hàng khô qua cảng) [1]"


def test_the_label_of_a_figure_in_a_clause_of_its_own_is_that_clauses_subject() -> None:
    paragraph = paragraph_of("Tổng dư nợ của toàn huyện đạt 40 tỷ đồng, tăng 10%; còn cho vay đạt 55 tỷ đồng.")
    assert label(facts_of(paragraph, "vi")[2]) == "cho vay"


def test_a_long_label_begins_where_its_subject_does() -> None:
    said = (
        "Nhờ triển khai đồng bộ các giải pháp, khu vực dịch vụ đã có sự cải thiện đáng kể và tăng trưởng cả năm đạt 7%."
    )
    (fact,) = facts_of(paragraph_of(said), "vi")
    assert label(fact).startswith("khu vực dịch vụ đã có sự cải thiện")


def test_a_range_of_years_is_never_pulled_apart() -> None:
    paragraph = paragraph_of("Nhiệm kỳ 2020-2025 đạt 96% kế hoạch giai đoạn 2021-2025.")
    for fact in facts_of(paragraph, "vi"):
        shown = Draft("vi").figure(fact, passage_of(paragraph), labelled=True)
        assert not re.search(r"\d{4}\*\* ?[-–]\s?\d{4}", shown), shown
        assert not re.search(r"\d{4} [-–]\d{4}", shown), shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- Xây cầu", "Xây cầu", id="bullet"),
        pytest.param("  + Xây\n cầu ", "Xây cầu", id="lines"),
        pytest.param("-3% so năm trước", "-3% so năm trước", id="a-minus-stays"),
    ],
)
def test_a_quotation_is_shown_without_its_bullet_but_with_its_minus(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.lists(st.integers(1, 6), min_size=1, max_size=20))
def test_a_drafts_marks_are_numbered_from_one_without_gaps_in_the_order_of_first_use(order: list[int]) -> None:
    draft = Draft("vi")
    draft.lines = [draft.quote(passage_of(paragraph_of(TEXT, number=number)), "vi") for number in order]
    marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", draft.text)]
    assert list(dict.fromkeys(marks)) == list(range(1, len(set(order)) + 1))
    assert [citation.number for citation in draft.citations] == list(range(1, len(set(order)) + 1))
    assert [draft.citations[mark - 1].paragraph.number for mark in marks] == order
