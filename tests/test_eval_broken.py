"""The gate is open for the real product and closes for each of five real defects, naming each and its questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager

import pytest

from assistant import Assistant
from eval.baseline import Baseline
from eval.corpus import Corpus
from eval.gate import Verdict, judge
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.run import ask
from eval.score import Scored, score_run
from eval.system import System
from tests.broken_products import (
    Written,
    always_answers,
    no_figure_check,
    other_language,
    second_first,
    swapped_paragraphs,
)

MANY = 28  # questions asked of each broken product: enough for a significant loss, few enough to be quick


class Sound:
    """The real product's answers to some questions, and the baseline made of them."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.corpus = Corpus.of(assistant.reports)
        self.questions = [each for each in load_questions(default_question_set()) if not each.history]
        self.swapped = self._two_well_known_paragraphs()
        self.run = self.scored(assistant, self.sample())
        self.baseline = Baseline.of("quoting", self.run, {})

    def scored(self, product: System, questions: Sequence[Question]) -> tuple[Scored, ...]:
        records = {question.id: ask(product, question, question.id) for question in questions}
        return score_run(questions, records, self.corpus)

    def verdict(self, product: System, questions: Sequence[Question]) -> Verdict:
        return judge(self.scored(product, questions), self.baseline, [question.id for question in questions])

    def sample(self) -> list[Question]:
        every = (self.with_figures(), self.unanswerable(), self.about_the_swapped())
        return list({question.id: question for questions in every for question in questions}.values())

    def with_figures(self) -> list[Question]:
        return [each for each in self.questions if each.type == "figure" and each.answerable][:MANY]

    def unanswerable(self) -> list[Question]:
        return [each for each in self.questions if not each.answerable][:MANY]

    def about_the_swapped(self) -> list[Question]:
        return [each for each in self.questions if self._paragraphs_of(each) in [{id} for id in self.swapped]]

    def _paragraphs_of(self, question: Question) -> set[str]:
        return {place.paragraph for quote in question.evidence for place in self.corpus.places(quote)}

    def _two_well_known_paragraphs(self) -> tuple[str, str]:
        """Choose two paragraphs of as many sentences that are asked about in Vietnamese three times each or more."""
        asked = Counter(
            paragraph for each in self.questions if len(found := self._paragraphs_of(each)) == 1 for paragraph in found
        )
        alike: dict[int, list[str]] = defaultdict(list)
        for id, count in sorted(asked.items()):
            if 3 <= count <= 5:
                alike[len(self.corpus.paragraphs[id].sentences)].append(id)
        one, other, *_ = max(alike.values(), key=len)
        return one, other


@pytest.fixture(scope="module")
def sound(assistant: Assistant) -> Sound:
    return Sound(assistant)


def named(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.questions for finding in verdict.findings}


def test_the_gate_is_open_for_the_product_as_it_is(sound: Sound) -> None:
    verdict = judge(sound.run, sound.baseline, [scored.question.id for scored in sound.run])
    assert verdict.passed, verdict.findings


def test_with_the_figure_check_a_model_that_lies_changes_nothing(sound: Sound) -> None:
    product = Written(sound.assistant)
    assert sound.verdict(product, sound.with_figures()).passed
    assert product.lies >= MANY // 2


def test_without_the_figure_check_the_gate_names_the_figures(sound: Sound) -> None:
    with no_figure_check(sound.assistant) as broken:
        verdict = sound.verdict(broken, sound.with_figures())
    assert not verdict.passed
    assert len(named(verdict)["figures unsupported"]) >= MANY // 2


def test_two_paragraphs_with_each_others_vectors_are_named(sound: Sound) -> None:
    one, other = sound.swapped
    with swapped_paragraphs(sound.assistant, one, other) as broken:
        verdict = sound.verdict(broken, sound.about_the_swapped())
    assert not verdict.passed
    assert named(verdict)["paragraphs swapped"]
    message = next(finding.message for finding in verdict.findings if finding.rule == "paragraphs swapped")
    assert one in message and other in message


@pytest.mark.parametrize(
    ("breaking", "asked", "rule"),
    [
        pytest.param(second_first, "with_figures", "first two swapped", id="second hit first"),
        pytest.param(always_answers, "unanswerable", "loss of refusal recall", id="always answers"),
        pytest.param(other_language, "with_figures", "loss of right language", id="other language"),
    ],
)
def test_a_broken_product_is_caught_and_named(sound: Sound, breaking: object, asked: str, rule: str) -> None:
    opened: AbstractContextManager[System] = breaking(sound.assistant)  # type: ignore[operator]
    with opened as broken:
        verdict = sound.verdict(broken, getattr(sound, asked)())
    assert not verdict.passed
    assert named(verdict).get(rule), [finding.message for finding in verdict.findings]
