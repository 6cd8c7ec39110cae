"""Paired differences: exact, by fact, and with the questions that changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from eval.compare import chance_of, compare, values_of
from eval.corpus import Corpus
from eval.intervals import mean_by_cluster
from eval.question import Question
from eval.record import Record
from eval.score import Scored, score_run

CORPUS = Corpus({}, {})


def scored(outcomes: dict[str, bool]) -> tuple[Scored, ...]:
    """Return questions that the report does not answer, refused where the outcome is to be right."""
    questions = [
        Question(id, "en", id, "unanswerable_far", (), False, (), (), "no", f"fact-{id[0]}") for id in outcomes
    ]
    records = {id: Record(id, id, not right, "The report does not say.", "en") for id, right in outcomes.items()}
    return score_run(questions, records, CORPUS)


def test_won_and_lost_questions_are_named() -> None:
    before = values_of(scored({"a1": True, "a2": False, "b1": True, "b2": True}))
    run = scored({"a1": True, "a2": True, "b1": False, "b2": False})
    change = next(change for change in compare(before, run) if change.name == "right")
    assert (change.won, change.lost) == (("a2",), ("b1", "b2"))
    assert (change.before, change.after, change.change.mean) == pytest.approx((0.75, 0.5, -0.25))
    assert change.chance == 1.0


def test_fewer_wrong_answers_is_won_though_the_value_falls() -> None:
    change = compare(values_of(scored({"a": False})), scored({"a": True}), ("wrong",))[0]
    assert (change.won, change.lost) == (("a",), ())


def test_questions_that_only_one_run_has_are_left_out() -> None:
    assert compare(values_of(scored({"a": True})), scored({"b": True})) == ()


@given(won=st.integers(0, 60), lost=st.integers(0, 60))
def test_the_chance_is_that_of_the_exact_mcnemar_test(won: int, lost: int) -> None:
    expected = binomtest(won, won + lost, 0.5).pvalue if won + lost else 1.0
    assert chance_of(won, lost) == pytest.approx(expected)


def test_twins_widen_the_interval() -> None:
    values = [float(value) for value in np.random.default_rng(1).integers(0, 2, 60)]
    alone = mean_by_cluster(values, [str(position) for position in range(60)])
    twins = mean_by_cluster(values * 2, [str(position % 60) for position in range(120)])
    assert (twins.low, twins.high) == pytest.approx((alone.low, alone.high), abs=0.02)
    naive = mean_by_cluster(values * 2, [str(position) for position in range(120)])
    assert naive.high - naive.low < 0.8 * (twins.high - twins.low)


def test_the_interval_holds_the_true_mean_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    clusters = [str(position // 2) for position in range(120)]
    held = 0
    for _ in range(200):
        facts = generator.random(60) < 0.7
        estimate = mean_by_cluster([float(facts[position // 2]) for position in range(120)], clusters, draws=500)
        held += estimate.low <= 0.7 <= estimate.high
    assert 0.88 <= held / 200 <= 0.99


def test_the_same_values_always_give_the_same_interval() -> None:
    assert mean_by_cluster([0, 1, 1], ["a", "b", "b"]) == mean_by_cluster([0, 1, 1], ["a", "b", "b"])


def test_no_values_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no values"):
        mean_by_cluster([], [])
