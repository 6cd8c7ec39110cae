from __future__ import annotations

from collections import Counter

from eval.question import Question
from eval.question_set import default_question_set, load_questions, part_of
from eval.sample import balanced

QUESTIONS = load_questions(default_question_set())


def test_a_sample_has_every_kind_in_every_language_and_only_what_is_held_out() -> None:
    sample = balanced(QUESTIONS, 40)
    assert len(sample) == 40
    assert {part_of(question) for question in sample} == {"held-out"}
    languages = Counter(question.lang for question in sample)
    assert max(languages.values()) - min(languages.values()) <= 1
    held_out = {(one.lang, one.type) for one in QUESTIONS if part_of(one) == "held-out"}
    assert {(one.lang, one.type) for one in sample} == held_out


def test_a_sample_does_not_depend_on_the_order_of_the_set_and_grows_by_adding() -> None:
    def ids(sample: tuple[Question, ...]) -> set[str]:
        return {question.id for question in sample}

    assert ids(balanced(QUESTIONS[::-1], 40)) == ids(balanced(QUESTIONS, 40)) < ids(balanced(QUESTIONS, 60))


def test_a_sample_of_more_than_there_are_is_all_that_is_held_out() -> None:
    assert len(balanced(QUESTIONS, 10_000)) == sum(part_of(question) == "held-out" for question in QUESTIONS)
