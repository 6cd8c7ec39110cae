from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.facts import Fact, read_facts
from index.report import Paragraph, Sentence
from tests.one_sentence import facts_of


def translated_facts(text: str, translation: str, language: Language) -> tuple[Fact, ...]:
    """Read the facts of a Vietnamese sentence with its translation, both in the middle of their paragraph."""
    before, other_before = "Mở đầu. ", "An opening sentence. "
    sentence = Sentence(
        text, len(before), len(before) + len(text), translation, len(other_before), len(other_before) + len(translation)
    )
    paragraph = Paragraph(
        "r:1", "r", 1, before + text, "paragraph", sentences=(sentence,), translation=other_before + translation
    )
    return read_facts(paragraph, sentence, language, "vi")


def phrase(fact: Fact) -> str:
    return fact.text[slice(*fact.phrase)].strip()


def statement(fact: Fact) -> str:
    return fact.text[slice(*fact.statement)].strip()


@pytest.mark.parametrize(
    ("text", "language", "figure", "expected"),
    [
        pytest.param(
            "Sản lượng cảng đạt 4,2 triệu tấn, tăng 12% so cùng kỳ.", "vi", 1, "tăng 12% so cùng kỳ.", id="comma"
        ),
        pytest.param(
            "Doanh thu 120 tỷ đồng (trong đó tiền mặt 15 tỷ đồng).", "vi", 1, "trong đó tiền mặt 15 tỷ đồng",
            id="bracket",
        ),
        pytest.param(
            "Trong 6 tháng đầu năm sản lượng giảm sâu (-5,3%), sau đó tăng.", "vi", 1,
            "Trong 6 tháng đầu năm sản lượng giảm sâu (-5,3%", id="alone-in-brackets",
        ),
        pytest.param(
            "Có 14 trường mầm non và 22 trường tiểu học.", "vi", 0, "Có 14 trường mầm non", id="and-splits-before"
        ),
        pytest.param(
            "Có 14 trường mầm non và 22 trường tiểu học.", "vi", 1, "22 trường tiểu học.", id="and-splits-after"
        ),
        pytest.param(
            "The port handled 310 ships, up 8% on the year before.", "en", 1, "up 8% on the year before.", id="comma-en"
        ),
        pytest.param("It has 14 cranes and 22 berths.", "en", 0, "It has 14 cranes", id="and-splits-en"),
        pytest.param("Parks and gardens took 14 cranes away.", "en", 0, "Parks and gardens took 14 cranes away.",
                     id="and-between-nouns-does-not-split"),
    ],
)  # fmt: skip
def test_the_phrase_of_a_figure_is_what_stands_around_it(
    text: str, language: Language, figure: int, expected: str
) -> None:
    assert phrase(facts_of(text, language)[figure]) == expected


def test_a_statement_reaches_back_to_its_subject() -> None:
    facts = facts_of("Tổng số học sinh trung học của huyện đạt 9.800 em, tăng 3% so năm học trước.", "vi")
    assert statement(facts[1]).startswith("Tổng số học sinh trung học")
    assert [figure.value for figure in facts[1].before] == [Decimal(9800)]


def test_a_statement_does_not_reach_into_the_clause_before() -> None:
    text = "Cảng đón 310 tàu trong cả năm; doanh thu dịch vụ kho bãi của công ty đạt 45 tỷ đồng, vượt 6% kế hoạch."
    facts = facts_of(text, "vi")
    assert statement(facts[1]).startswith("doanh thu dịch vụ kho bãi")
    assert statement(facts[2]).startswith("doanh thu dịch vụ kho bãi")
    assert [figure.value for figure in facts[2].before] == [Decimal(45_000_000_000)]


def test_a_clause_too_short_for_a_subject_takes_the_one_before() -> None:
    facts = facts_of("Sản lượng hàng hóa qua cảng đạt 4,2 triệu tấn; vượt 5% kế hoạch.", "vi")
    assert statement(facts[-1]).startswith("Sản lượng hàng hóa")


@pytest.mark.parametrize(
    ("text", "language", "figure", "relation"),
    [
        pytest.param("Doanh thu đạt 45 tỷ đồng, tăng 7%.", "vi", 1, "growth", id="growth"),
        pytest.param("Doanh thu đạt 45 tỷ đồng, đạt 98% kế hoạch.", "vi", 1, "plan", id="plan"),
        pytest.param("Hàng khô chiếm 60% tổng sản lượng.", "vi", 0, "share", id="share"),
        pytest.param("Hỗ trợ 9 tỷ đồng (trong đó tiền mặt 2 tỷ đồng).", "vi", 1, "part", id="part"),
        pytest.param("Revenue grew 7%, or 98% of the plan.", "en", 0, "growth", id="growth-en"),
        pytest.param("Revenue grew 7%, or 98% of the plan.", "en", 1, "plan", id="plan-en"),
    ],
)
def test_a_figure_knows_how_it_relates_to_its_subject(
    text: str, language: Language, figure: int, relation: str
) -> None:
    assert relation in facts_of(text, language)[figure].relations


def test_a_relation_belongs_to_its_own_figure_only() -> None:
    total, growth = facts_of("Doanh thu đạt 45 tỷ đồng, tăng 7% so cùng kỳ.", "vi")
    assert "growth" not in total.relations
    assert "growth" in growth.relations


@pytest.mark.parametrize(
    ("text", "language", "periods"),
    [
        pytest.param("Trong 6 tháng đầu năm đón 150 tàu", "vi", {"first-half"}, id="first-half"),
        pytest.param("Quý III đón 80 tàu", "vi", {"quarter"}, id="quarter"),
        pytest.param("Cả năm đón 310 tàu", "vi", {"full-year"}, id="full-year"),
        pytest.param("Trả từ Quỹ Bảo trợ 310 suất", "vi", set(), id="a-fund-is-no-quarter"),
        pytest.param(
            "Sáu tháng đầu năm lượng hàng giảm sâu (-4%)", "vi", {"first-half"}, id="before-a-figure-in-brackets"
        ),
        pytest.param("In the second half 160 ships called", "en", {"second-half"}, id="second-half-en"),
    ],
)
def test_a_figure_knows_its_period(text: str, language: Language, periods: set[str]) -> None:
    assert facts_of(text, language)[-1].periods == periods


@pytest.mark.parametrize(
    ("text", "language", "directions"),
    [
        pytest.param("Số vụ cháy giảm 12%", "vi", {"down"}, id="giam"),
        pytest.param("Số tàu tăng 12%", "vi", {"up"}, id="tang"),
        pytest.param("Giám đốc ký 12 văn bản", "vi", set(), id="a-director-is-no-decrease"),
        pytest.param("Hạ tầng có 12 cầu tàu", "vi", set(), id="infrastructure-is-no-increase"),
        pytest.param("Công an bắt 12 vụ tàng trữ pháo", "vi", set(), id="keeping-is-no-increase"),
        pytest.param("Fires fell by 12%", "en", {"down"}, id="fell"),
    ],
)
def test_a_figure_knows_its_direction(text: str, language: Language, directions: set[str]) -> None:
    assert facts_of(text, language)[-1].directions == directions


VIETNAMESE = "Cảng đón 310 tàu, tăng 8% so cùng kỳ; doanh thu 45 tỷ đồng."
ENGLISH = "The port received 310 ships, up 8% on the same period; revenue was VND 45 billion."


def test_an_english_question_reads_the_translation_and_keeps_the_original_beside_it() -> None:
    facts = translated_facts(VIETNAMESE, ENGLISH, "en")
    assert [fact.source.value for fact in facts] == [310, 8, 45_000_000_000]
    for fact in facts:
        assert fact.translated
        assert fact.text[fact.figure.start : fact.figure.end] == fact.figure.text
        assert fact.paragraph.text[fact.source.start : fact.source.end] == fact.source.text
        assert fact.twin is not None
        assert not fact.twin.translated
        assert fact.twin.source == fact.source


def test_a_vietnamese_question_reads_the_original_and_keeps_the_translation_beside_it() -> None:
    facts = translated_facts(VIETNAMESE, ENGLISH, "vi")
    assert len(facts) == 3
    for fact in facts:
        assert not fact.translated
        assert fact.twin is not None
        assert fact.twin.translated
        assert fact.twin.text[fact.twin.figure.start : fact.twin.figure.end] == fact.twin.figure.text


def test_a_relation_and_a_period_may_be_said_by_either_text() -> None:
    (fact,) = translated_facts("Cảng đón 310 tàu.", "In the first half the port received 310 ships, an increase.", "vi")
    assert fact.twin is not None
    assert fact.both == (fact, fact.twin)
    assert "growth" not in fact.relations
    assert fact.either_relations == fact.relations | fact.twin.relations
    assert fact.either_periods == fact.twin.periods != fact.periods
    (alone,) = facts_of("Cảng đón 310 tàu.", "vi")
    assert (alone.both, alone.either_relations, alone.either_periods) == ((alone,), alone.relations, alone.periods)


def test_a_figure_that_the_translation_leaves_out_is_not_read_from_it() -> None:
    facts = translated_facts(VIETNAMESE, "The port received 310 ships; revenue was VND 45 billion.", "en")
    assert [fact.source.value for fact in facts] == [310, 45_000_000_000]


def test_a_figure_that_the_translation_changes_is_not_read_from_it() -> None:
    facts = translated_facts(VIETNAMESE, ENGLISH.replace("310", "301"), "en")
    assert Decimal(301) not in {fact.figure.value for fact in facts}


def test_a_statement_holds_its_figure_where_a_colon_follows() -> None:
    (fact,) = facts_of(
        "Huyện đã triển khai 14 nhóm giải pháp: nâng cao chất lượng dạy học và sửa chữa phòng học cũ.", "vi"
    )
    assert fact.statement[0] <= fact.figure.start


words = st.sampled_from(
    ["tăng", "12%", "45 tỷ đồng", "và", ",", ";", "(", ")", "trong đó", "310 tàu", "năm 2022", "cảng", "7/63"]
)


@given(st.lists(words, min_size=1, max_size=20).map(" ".join))
def test_every_figure_stands_in_its_phrase_and_the_phrase_in_its_statement(text: str) -> None:
    for fact in facts_of(text, "vi"):
        assert fact.text[fact.figure.start : fact.figure.end] == fact.figure.text
        assert fact.phrase[0] <= fact.figure.start <= fact.figure.end <= fact.phrase[1]
        assert 0 <= fact.statement[0] <= fact.figure.start
        assert fact.statement[1] == fact.phrase[1] <= len(text)
        assert all(fact.statement[0] <= other.start <= fact.figure.start for other in fact.before)


def test_what_stands_behind_two_joined_figures_may_be_said_of_both() -> None:
    falls, misses, before, _ = facts_of(
        "There were 17 falls and 240 near misses on the quays, compared with 22 falls and 198 near misses.", "en"
    )
    assert falls.tail and "on the quays" in falls.text[slice(*falls.tail)]
    assert misses.tail is None
    assert before.tail is None or "quays" not in before.text[slice(*before.tail)]


def test_all_figures_behind_of_which_are_parts() -> None:
    whole, first, second, other = facts_of("Có 90 văn bản, trong đó: 12 chỉ thị, 78 kế hoạch; 5 tờ trình.", "vi")
    assert ["part" in fact.relations for fact in (whole, first, second, other)] == [False, True, True, False]


def test_what_a_colon_introduces_is_said_of_what_stands_before_it() -> None:
    fact = facts_of("Chất lượng bến bãi: điểm bình quân của cả năm vừa qua đạt 7,4 điểm.", "vi")[-1]
    assert statement(fact).startswith("Chất lượng bến bãi")
