"""Near misses among figures, on sentences of reports that nothing was made for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Language
from assistant.counted import group_of
from assistant.near_miss import asks_for_target, is_near_miss, terms_asked
from assistant.question import read_question
from tests.one_sentence import facts_of


def near_misses(question: str, text: str, language: Language, heading: str = "") -> list[str]:
    """Return the figures of a one-sentence paragraph that are not what a question asks for."""
    facts = facts_of(text, language, heading)
    wanted = read_question(question, language)
    terms = terms_asked(wanted, {})
    counted = [fact for fact in facts if fact.figure.unit != "year"]
    return [fact.figure.text for fact in counted if is_near_miss(wanted, fact, facts, terms)]


@pytest.mark.parametrize(
    ("question", "text", "language", "missed"),
    [
        pytest.param(
            "What is the target for glass recycling?",
            "Glass recycling came to 41%, against a target of 45%.",
            "en",
            ["41%"],
            id="a-result-is-no-target",
        ),
        pytest.param(
            "How many ships ran aground?",
            "31 ships ran aground, compared with 44 ships the year before.",
            "en",
            ["44 ships"],
            id="what-it-is-compared-with",
        ),
        pytest.param(
            "How many ships ran aground the year before?",
            "31 ships ran aground, compared with 44 ships the year before.",
            "en",
            [],
            id="unless-that-is-asked-for",
        ),
        pytest.param(
            "What does a tonne of gravel sell for?",
            "The quarry sold 812 tonnes of gravel.",
            "en",
            ["812 tonnes"],
            id="a-price-asked-for-by-selling",
        ),
        pytest.param(
            "Có bao nhiêu ca sởi nặng?",
            "Ghi nhận 380 ca sởi, trong đó 21 ca nặng.",
            "vi",
            [],
            id="a-part-is-of-the-same-kind-as-its-whole",
        ),
        pytest.param(
            "What interest rate did the fund charge?",
            "Bad debt stood at 4%; the interest rate was not published.",
            "en",
            ["4%"],
            id="the-thing-a-question-begins-with-is-named-later",
        ),
        pytest.param(
            "Kế hoạch trồng rừng được giao là bao nhiêu ha?",
            "Trồng rừng đạt 310 ha, bằng 92% kế hoạch.",
            "vi",
            ["310 ha", "92%"],
            id="nor-is-a-share-of-it",
        ),
        pytest.param(
            "Chỉ tiêu trồng rừng năm 2025 là bao nhiêu?",
            "Năm 2025 phấn đấu: trồng rừng 400 ha; độ che phủ 41%.",
            "vi",
            [],
            id="what-opens-a-list-is-said-of-all-of-it",
        ),
        pytest.param(
            "How far was the recycling target reached?", "Recycling came to 41%.", "en", [], id="reaching-is-no-target"
        ),
        pytest.param(
            "Tỷ lệ bỏ học là bao nhiêu phần trăm?",
            "Tỷ lệ tốt nghiệp đạt 98,1%; tỷ lệ bỏ học thấp.",
            "vi",
            ["98,1%"],
            id="named-only-later",
        ),
        pytest.param(
            "Hộ nghèo được hỗ trợ bao nhiêu tiền?",
            "Kinh phí hỗ trợ doanh nghiệp là 12 tỷ đồng.",
            "vi",
            ["12 tỷ đồng"],
            id="another-group-was-paid",
        ),
        pytest.param(
            "Hộ nghèo được hỗ trợ bao nhiêu tiền?",
            "Kinh phí hỗ trợ gia đình nghèo là 12 tỷ đồng.",
            "vi",
            [],
            id="the-group-in-other-words",
        ),
        pytest.param(
            "How many fishermen were fined?",
            "Inspections found 7 cases of violation.",
            "en",
            ["7 cases"],
            id="violations-are-no-people",
        ),
        pytest.param(
            "When did the Elm bridge open?",
            "Work on the Elm bridge began on 3 May 2022.",
            "en",
            ["3 May 2022"],
            id="its-start-is-not-its-opening",
        ),
        pytest.param(
            "When did the Elm bridge open?",
            "Agreed in May 2022, the Elm bridge was opened in June 2023.",
            "en",
            ["May 2022"],
            id="another-time-is-said-to-be-it",
        ),
        pytest.param(
            "Chừng nào xong cầu Rạch Gốc?",
            "Cầu Rạch Gốc duyệt ngày 2/3/2021; dự kiến hoàn thành ngày 3/5/2022.",
            "vi",
            ["2/3/2021"],
            id="another-time-is-said-to-be-it-vi",
        ),
        pytest.param(
            "Cầu Rạch Gốc khởi công ngày nào?",
            "Cầu Rạch Gốc khởi công ngày 3/5/2022.",
            "vi",
            [],
            id="the-end-that-is-asked-for",
        ),
        pytest.param(
            "Cầu Rạch Gốc khởi công ngày nào?",
            "Cầu Rạch Gốc thông xe ngày 3/5/2022.",
            "vi",
            ["3/5/2022"],
            id="the-other-end",
        ),
        pytest.param(
            "Giá bán dừa là bao nhiêu tiền?",
            "Giá trị xuất khẩu dừa đạt 21 tỷ đồng.",
            "vi",
            ["21 tỷ đồng"],
            id="a-value-is-no-price",
        ),
        pytest.param(
            "What was the price of rice?",
            "Rice sold at a price of USD 520, down 4%.",
            "en",
            [],
            id="a-price-is-one",
        ),
        pytest.param(
            "ty le hoc sinh bo hoc la bao nhieu phan tram",
            "Tỷ lệ tốt nghiệp đạt 98,1%; tỷ lệ học sinh bỏ học thấp.",
            "vi",
            ["98,1%"],
            id="named-only-later-without-diacritics",
        ),
        pytest.param(
            "Tỷ lệ tốt nghiệp và tỷ lệ bỏ học, cái nào cao hơn?",
            "Tỷ lệ tốt nghiệp đạt 98,1%; tỷ lệ bỏ học 0,4%.",
            "vi",
            [],
            id="a-comparison-asks-for-both",
        ),
        pytest.param(
            "Tỷ lệ tốt nghiệp là bao nhiêu phần trăm?",
            "Tỷ lệ tốt nghiệp đạt 98,1%; tỷ lệ bỏ học thấp.",
            "vi",
            [],
            id="named-before",
        ),
        pytest.param(
            "How many people work at the port?", "The port has 14 bridges and 220 workers.", "en", ["14 bridges"],
            id="bridges-are-not-people",
        ),
        pytest.param(
            "Có bao nhiêu người bị bắt?", "Triệt phá 31 vụ, bắt 52 đối tượng.", "vi", ["31 vụ"], id="nor-are-cases"
        ),
        pytest.param(
            "How many teachers are there?",
            "The district has 310 pupils and 22 teachers.",
            "en",
            ["310 pupils"],
            id="pupils-are-not-teachers",
        ),
        pytest.param(
            "How many of the 57 households had children?",
            "In all 419 households were rehoused, 12 of them with children.",
            "en",
            ["419 households"],
            id="a-part-is-smaller-than-its-whole",
        ),
        pytest.param(
            "Trong 6 tháng đầu năm có bao nhiêu vụ cháy?", "Xảy ra 19 vụ cháy.", "vi", [], id="months-are-no-whole"
        ),
        pytest.param(
            "Năm 2021 có bao nhiêu y sĩ nghỉ việc?",
            "Có 30 y sĩ và 12 dược sĩ nghỉ việc; năm 2021 có 25 người nghỉ việc.",
            "vi",
            ["12 dược sĩ nghỉ việc", "25 người nghỉ việc"],
            id="another-figure-counts-them-by-name",
        ),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_the_thing_asked_for_is_told(
    question: str, text: str, language: Language, missed: list[str]
) -> None:
    assert near_misses(question, text, language) == missed


def test_a_figure_under_a_heading_of_targets_is_one() -> None:
    question, text = "What is the target for tree planting?", "Tree planting: 400 hectares."
    assert near_misses(question, text, "en") == ["400 hectares"]
    assert near_misses(question, text, "en", heading="2. Targets") == []


@pytest.mark.parametrize(
    ("noun", "language", "asked", "group"),
    [
        pytest.param("main socio-economic targets", "en", False, "aims", id="english-counts-the-last-noun"),
        pytest.param("targets did the province meet", "en", True, "aims", id="and-a-question-the-first"),
        pytest.param("hop tac xa nong nghiep", "vi", False, "firms", id="vietnamese-the-first"),
        pytest.param("truong hop duong tinh", "vi", False, "", id="a-case-is-no-school"),
        pytest.param("cases", "en", False, "", id="a-case-may-be-anybody"),
    ],
)
def test_a_counted_noun_is_of_a_group(noun: str, language: Language, asked: bool, group: str) -> None:
    assert group_of(noun, language, asked=asked) == group


def test_a_follow_up_leaves_behind_what_it_was_completed_with() -> None:
    wanted = read_question("What is the target for glass recycling, and what was it in 2020?", "en")
    assert asks_for_target(wanted)
    follow_up = replace(wanted, focus="what was it in 2020?")
    assert not asks_for_target(follow_up)
    assert not terms_asked(replace(read_question("school dropout rate", "en"), focus="rate"), {})
