"""The checks: what may be shown, and what is wrong with the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, Figure, Language
from assistant.figures import read_figures
from assistant.verify import check_answer, check_sentence
from index.report import Heading, Paragraph, Sentence
from prompts import refusal

TEXT = (
    "Thu ngân sách đạt 4.321 tỷ đồng, tăng 5,6% so với năm 2018. Xuất khẩu giảm 2,5%. "
    "Theo Quyết định số 98/QĐ-UBND ngày 03/02/2019, tỉnh “quyết tâm về đích” với 12 xã nông thôn mới, xếp hạng 9/63."
)
TRANSLATION = (
    "Budget revenue reached VND 4,321 billion, up 5.6% compared with 2018. Exports fell by 2.5%. "
    "Under Decision No. 98/QĐ-UBND dated 3 February 2019, the province is “determined to reach the finish line” with "
    "12 new-style rural communes, ranking 9th of 63."
)


def sentences() -> tuple[Sentence, ...]:
    pairs = zip(TEXT.split(". "), TRANSLATION.replace("No. 98", "No.~98").split(". "), strict=True)
    built = []
    for original, translated in pairs:
        start = TEXT.index(original)
        words = translated.replace("No.~98", "No. 98")
        translation_start = TRANSLATION.index(words)
        stop = 0 if original.endswith(".") else 1
        built.append(
            Sentence(
                TEXT[start : start + len(original) + stop],
                start,
                start + len(original) + stop,
                TRANSLATION[translation_start : translation_start + len(words) + stop],
                translation_start,
                translation_start + len(words) + stop,
            )
        )
    return tuple(built)


REVENUE = Paragraph(
    id="sample:3",
    report="sample",
    number=3,
    text=TEXT,
    kind="paragraph",
    outline=(Heading("1", "1. Ngân sách", 1, "1. The budget"),),
    sentences=sentences(),
    translation=TRANSLATION,
)
OTHER = Paragraph(
    "sample:4", "sample", 4, "Có 15 xã được hỗ trợ.", "paragraph", translation="Support went to 15 communes."
)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Budget revenue reached VND 4,321 billion, up 5.6% compared with 2018. [1]", "en"),
        ("Revenue was VND 4.321 trillion [1].", "en"),
        ("Exports fell by 2.5% [1].", "en"),
        ("The province ranked 9th of 63 [1].", "en"),
        ("Decision No. 98/QĐ-UBND was dated 3 February 2019 [1].", "en"),
        ("The province is “determined to reach the finish line” [1].", "en"),
        ("It says “quyết tâm về đích” of the province [1].", "en"),
        ("There were twelve new-style rural communes [1].", "en"),
        ("Thu ngân sách đạt 4.321 tỷ đồng, tăng 5,6% so với năm 2018 [1].", "vi"),
        ("Có 12 xã nông thôn mới【1】.", "vi"),
        ("VND 4,321 billion [1]", "en"),
    ],
)
def test_what_the_passage_says_may_be_shown(sentence: str, language: Language) -> None:
    assert check_sentence(sentence, [REVENUE], language=language) == ()


@pytest.mark.parametrize(
    ("sentence", "language", "fault"),
    [
        pytest.param("Revenue was VND 4,312 billion [1].", "en", "figure", id="digits-swapped"),
        pytest.param("Revenue was VND 4,321 million [1].", "en", "figure", id="scale"),
        pytest.param("Revenue was USD 4,321 billion [1].", "en", "figure", id="currency"),
        pytest.param("Revenue was up 5.6 percentage points [1].", "en", "figure", id="points-for-percent"),
        pytest.param("Revenue was down 5.6% [1].", "en", "figure", id="sign"),
        pytest.param("Exports fell to 5.6% [1].", "en", "direction", id="direction-without-by"),
        pytest.param("Revenue rose compared with 2017 [1].", "en", "figure", id="year"),
        pytest.param("Decision No. 89/QĐ-UBND applies [1].", "en", "figure", id="code"),
        pytest.param("The decision is of 2 March 2019 [1].", "en", "figure", id="day-and-month-swapped"),
        pytest.param("The province ranked 6th of 63 [1].", "en", "figure", id="rank"),
        pytest.param("The province ranked 9th of 36 [1].", "en", "figure", id="rank-of"),
        pytest.param("There were 12 new-style districts [1].", "en", "figure", id="counts-something-else"),
        pytest.param("Exports fell by half [1].", "en", "figure", id="half"),
        pytest.param("Dozens of communes are new-style [1].", "en", "figure", id="dozens"),
        pytest.param("Thu ngân sách đạt 4.321 triệu đồng [1].", "vi", "figure", id="scale-vietnamese"),
        pytest.param("Xuất khẩu tăng 2,5% [1].", "vi", "figure", id="sign-vietnamese"),
        pytest.param("The province is “determined to reach the line” [1].", "en", "quotation", id="quotation"),
        pytest.param("The province, led by Tran Binh, raised revenue [1].", "en", "name", id="new-name"),
        pytest.param(
            "Farmers complained that the new bridge was closed [1].", "en", "unsupported", id="another-subject"
        ),
        pytest.param("Thu ngân sách đạt 4.321 tỷ đồng [1].", "en", "language", id="vietnamese-for-english"),
        pytest.param("Revenue was VND 4,321 billion, up from the year before [1].", "vi", "language", id="english"),
        pytest.param(
            "Les recettes du budget ont atteint cette somme dans notre belle province [1].", "en", "language", id="fr"
        ),
        pytest.param("预算收入达到 [1].", "en", "language", id="chinese"),
        pytest.param("See https://evil.example for revenue [1].", "en", "markup", id="address"),
        pytest.param("What was the budget revenue? [1]", "en", "question", id="question"),
        pytest.param("[1]", "en", "empty", id="only-a-mark"),
    ],
)
def test_what_the_passage_does_not_say_is_named(sentence: str, language: Language, fault: str) -> None:
    problems = check_sentence(sentence, [REVENUE], language=language)
    assert fault in {problem.fault for problem in problems}
    assert all(problem.detail for problem in problems)


def test_a_figure_of_another_passage_than_the_cited_is_refused() -> None:
    assert check_sentence("Support went to 15 communes [2].", [OTHER], language="en") == ()
    assert check_sentence("Support went to 15 communes [1].", [REVENUE], language="en")


def test_no_citation_and_an_unknown_one_are_refused() -> None:
    assert [each.fault for each in check_sentence("Exports fell by 2.5%.", [], language="en")] == ["no_citation"]
    (problem,) = check_sentence("Exports fell by 2.5% [9].", [], language="en", unknown=[9])
    assert problem.fault == "unknown_citation"


def test_a_sentence_that_only_repeats_the_question_is_refused() -> None:
    problems = check_sentence(
        "The budget revenue of the province [1].",
        [REVENUE],
        language="en",
        question="What was the budget revenue of the province?",
    )
    assert "question" in {problem.fault for problem in problems}


def cited(number: int = 1, sentence: int = 0) -> Citation:
    it = REVENUE.sentences[sentence]
    return Citation(number, REVENUE, it.text, it.start, it.end, it.translation)


GOOD = Answer(
    text="**VND 4,321 billion**, up 5.6% compared with 2018. [1]",
    answered=True,
    question="What was the revenue?",
    standalone_question="What was the revenue?",
    language="en",
    citations=(cited(),),
    figures=tuple(replace(each, shown=each.text, citation=1) for each in read_figures(TEXT, "vi")[:2]),
)


def test_a_proven_answer_has_no_problem() -> None:
    assert check_answer(GOOD) == ()


def test_quotations_and_labels_of_a_quoted_answer_are_no_problem() -> None:
    sentence = REVENUE.sentences[0]
    text = f"{GOOD.text}\n\n“{sentence.text}”\n\nUnofficial translation: {sentence.translation}"
    assert check_answer(replace(GOOD, text=text)) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({"text": "**VND 4,322 billion**. [1]", "figures": ()}, "figure", id="figure"),
        pytest.param({"text": "VND 4,321 billion. [1][2]"}, "unknown_citation", id="mark-without-citation"),
        pytest.param({"text": "VND 4,321 billion."}, "citation", id="citation-without-mark"),
        pytest.param({"text": " [1]", "figures": ()}, "empty", id="empty"),
        pytest.param({"text": "Nothing is cited here.", "citations": (), "figures": ()}, "no_citation", id="uncited"),
        pytest.param({"text": "Thu ngân sách đạt 4.321 tỷ đồng. [1]"}, "language", id="language"),
        pytest.param({"text": "VND 4,321 billion <b>now</b>. [1]"}, "markup", id="markup"),
        pytest.param({"citations": (replace(cited(), start=1),)}, "quotation", id="offset"),
        pytest.param(
            {"citations": (replace(cited(), quote="Thu ngân sách đạt 4.322 tỷ đồng"),)}, "quotation", id="quote"
        ),
        pytest.param({"citations": (replace(cited(), translation="Revenue fell."),)}, "quotation", id="translation"),
        pytest.param({"citations": (cited(2),), "text": "VND 4,321 billion. [2]", "figures": ()}, "citation", id="gap"),
        pytest.param({"answered": False, "text": "I do not know."}, "refusal", id="refusal-in-other-words"),
        pytest.param({"figures": (replace(GOOD.figures[0], citation=4),)}, "citation", id="figure-of-no-citation"),
    ],
)
def test_every_flaw_of_an_answer_is_found(change: dict[str, object], fault: str) -> None:
    assert fault in {problem.fault for problem in check_answer(replace(GOOD, **change))}  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_refusal_is_an_answer_without_problems(language: Language) -> None:
    answer = Answer(refusal(language), False, "?", "?", language)
    assert check_answer(answer) == ()


def test_a_difference_is_accepted_from_quoting_only_and_only_between_shown_figures() -> None:
    text = "5.6% against 2.5%: 3.1 percentage points more. [1][2]"
    answer = replace(GOOD, text=text, citations=(cited(1, 0), cited(2, 1)), figures=())
    assert check_answer(answer) == ()
    assert {each.fault for each in check_answer(replace(answer, written_by="openai:some-model"))} == {"figure"}
    assert check_answer(replace(answer, text="5.6%: 3.1 percentage points more. [1][2]"))


def test_figures_that_are_not_the_reports_are_found() -> None:
    wrong = Figure(GOOD.figures[0].value + 1, "VND", "4.321 tỷ đồng", citation=1)
    assert "figure" in {problem.fault for problem in check_answer(replace(GOOD, figures=(wrong,)))}
