"""Questions made harder by rule keep their answer, or lose it on purpose."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from eval.corpus import Corpus
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.record import Record
from eval.rows import stress_rows
from eval.score import score_run
from eval.show import show_stress
from eval.stress import original_id, stress, stressed
from eval.stress_rules import REFUSED, RULES, strip_diacritics
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
            assert (question.lang == original.lang) == (rule not in ("stripped", "other language"))
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
    right = result.change("right")
    assert right is not None
    assert (right.won, right.lost) == (("q0",), ("q1", "q2"))
    assert (right.before, right.after) == pytest.approx((2 / 3, 1 / 3))
    assert result.change("R@1") is None
    assert result.refused is None


def test_where_all_must_be_refused_the_answered_are_named(corpus: Corpus) -> None:
    made = [
        Question(f"q{n}~other year", "en", "In 2041?", "unanswerable_near", (), False, (), (), "", "f")
        for n in range(4)
    ]
    run = score_run(made, {q.id: Record(q.id, q.id, q.id.startswith("q3"), "", "en") for q in made}, corpus)
    result = stressed("other year", run, {})
    assert (result.refused, result.answered, result.changes) == (0.75, ("q3",), ())
    head, rows = stress_rows([result])
    assert len(head) == len(rows[0])
    printed = io.StringIO()
    show_stress([result], Console(file=printed, width=160))
    assert "must be refused: q3" in printed.getvalue()


def test_a_wrapped_question_begins_small_unless_it_begins_with_a_name(
    corpus: Corpus, questions: tuple[Question, ...]
) -> None:
    like = replace(questions[0], lang="en")
    for text, shown in (("Did it rain?", "did it rain?"), ("GRDP grew how fast?", "GRDP grew how fast?")):
        asked = [replace(like, id=f"w{n}", question=text) for n in range(12)]
        wrapped = {question.question for question in stress(asked, corpus)["wrapped"]}
        assert f"According to the report, {shown}" in wrapped
        assert f"{text} Please answer from the report." in wrapped
