from __future__ import annotations

import pytest

from eval.question import Question
from eval.threshold import Answered, best_threshold, sweep


def question(answerable: bool) -> Question:
    return Question("q", "en", "how many?", "figure", (), answerable, (), (), "none", "topic")


def test_a_threshold_is_scored_by_what_it_refuses_and_what_it_lets_through() -> None:
    run = [
        Answered(question(True), "right", 0.9),
        Answered(question(True), "wrong", 0.8),
        Answered(question(True), "right", 0.2),
        Answered(question(False), "wrong", 0.1),
        Answered(question(False), "wrong", 0.7),
    ]
    swept = sweep(run, 0.5)
    assert swept.headline == pytest.approx((2 - 2) / 5)
    assert swept.wrong == pytest.approx(2 / 5)
    assert swept.refused_answerable == pytest.approx(1 / 3)
    assert swept.refused_unanswerable == pytest.approx(1 / 2)
    assert sweep(run, 0.0).headline == pytest.approx((2 - 3) / 5)


def test_the_lowest_of_the_thresholds_that_score_as_well_is_taken() -> None:
    sure = [Answered(question(True), "right", 0.62), Answered(question(False), "wrong", 0.21)]
    assert best_threshold(sure) == pytest.approx(0.25)  # the first over .21; up to .62 the right one is not refused


def test_nine_in_ten_unanswerable_questions_are_refused_whatever_that_costs() -> None:
    right = [Answered(question(True), "right", 0.3)]
    wrong = [Answered(question(False), "wrong", 0.4)]
    assert best_threshold(4 * right + wrong) == pytest.approx(0.45)
    assert best_threshold([*(5 * right), *(9 * [Answered(question(False), "wrong", 0.1)]), *wrong]) < 0.3 + 1e-9
    assert best_threshold([Answered(question(False), "wrong", 0.99)]) == pytest.approx(0.7)  # none is high enough
