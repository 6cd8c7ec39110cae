"""Questions made harder by rule keep their answer, or lose it on purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.corpus import Corpus
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.record import Record
from eval.score import score_run
from eval.stress import REFUSED, RULES, original_id, stress, stressed, strip_diacritics
from index import read_report
from index.build import shipped_report


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.of([read_report(shipped_report())])


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_questions(default_question_set())


def test_every_rule_makes_questions_and_always_the_same(corpus: Corpus, questions: tuple[Question, ...]) -> None:
    made = stress(questions, corpus)
    assert set(made) == set(RULES)
    assert all(made.values()), {rule: len(found) for rule, found in made.items()}
    assert stress(questions, corpus) == made


def test_a_stressed_question_is_another_text_with_the_same_gold(
    corpus: Corpus, questions: tuple[Question, ...]
) -> None:
    originals = {question.id: question for question in questions}
    for rule, made in stress(questions, corpus).items():
        for question in made:
            original = originals[original_id(question)]
            assert question.question != original.question or rule in ("stripped", "half-stripped")
            assert question.answerable == (original.answerable and rule not in REFUSED)
            if rule not in REFUSED:
                assert (question.evidence, question.figures) == (original.evidence, original.figures)


def test_another_year_or_province_stands_nowhere_in_the_report(corpus: Corpus, questions: tuple[Question, ...]) -> None:
    made = stress(questions, corpus)
    text = "\n".join(paragraph.text for paragraph in corpus.paragraphs.values())
    plain = strip_diacritics(text).casefold()
    originals = {question.id: question for question in questions}
    for question in (*made["other year"], *made["other province"]):
        before = set(originals[original_id(question)].question.split())
        for word in set(question.question.split()) - before:
            if word.strip("?,.").isdigit():
                assert word.strip("?,.") not in text
    for question in made["other province"]:
        assert "ben tre" not in strip_diacritics(question.question).casefold()
        assert "ca mau" not in plain or "lam dong" not in plain


def test_typing_slips_keep_figures_and_letters(corpus: Corpus, questions: tuple[Question, ...]) -> None:
    originals = {question.id: question for question in questions}
    for question in stress(questions, corpus)["typos"]:
        original = originals[original_id(question)].question
        assert sorted(question.question) == sorted(original)
        digits = [word for word in original.split() if any(letter.isdigit() for letter in word)]
        assert [word for word in question.question.split() if any(letter.isdigit() for letter in word)] == digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Đường tỉnh ở đâu?", "Duong tinh o dau?"), ("hỗ trợ", "ho tro"), ("plain 12%", "plain 12%")],
)
def test_diacritics_are_stripped_as_people_leave_them_out(text: str, plain: str) -> None:
    assert strip_diacritics(text) == plain


def test_the_change_is_paired_with_the_question_as_asked(corpus: Corpus) -> None:
    asked = [
        Question(f"q{n}", "en", f"Is {n} said?", "unanswerable_far", (), False, (), (), "no", "f") for n in range(3)
    ]
    made = [replace(question, id=f"{question.id}~wrapped") for question in asked]
    before = score_run(asked, {q.id: Record(q.id, q.id, q.id == "q0", "", "en") for q in asked}, corpus)
    after = score_run(made, {q.id: Record(q.id, q.id, q.id != "q0~wrapped", "", "en") for q in made}, corpus)
    result = stressed("wrapped", after, {scored.question.id: scored for scored in before})
    assert (result.won, result.lost) == (("q0",), ("q1", "q2"))
    assert (result.before, result.after) == pytest.approx((2 / 3, 1 / 3))
