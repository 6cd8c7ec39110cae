from __future__ import annotations

import numpy as np
import pytest

from eval.logit import fit_choice, fit_refusal


def test_a_choice_learns_the_feature_that_tells_the_right_candidate() -> None:
    random = np.random.default_rng(1)
    groups = []
    for _ in range(60):
        features = random.random((5, 2))
        groups.append((features, (features[:, 0] == features[:, 0].max()).astype(np.float64)))
    telling, idle = fit_choice(groups, np.zeros(2), pull=0.001)
    assert telling > 5
    assert abs(idle) < telling / 4


def test_a_choice_keeps_its_prior_where_the_questions_say_nothing() -> None:
    features = np.array([[1.0, 0.0], [0.0, 0.0]])
    learned = fit_choice([(features, np.array([1.0, 0.0]))], np.array([0.0, -2.5]), pull=0.01)
    assert learned[1] == pytest.approx(-2.5)
    assert learned[0] > 0


def test_refusing_gives_the_share_that_is_right() -> None:
    features = np.ones((100, 1))
    right = np.array([1.0] * 80 + [0.0] * 20)
    (bias,) = fit_refusal(features, right, np.ones(100), np.zeros(1), pull=10.0)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.8, abs=0.01)


def test_a_row_teaches_refusing_as_often_as_it_counts() -> None:
    features, right = np.ones((2, 1)), np.array([1.0, 0.0])
    (bias,) = fit_refusal(features, right, np.array([3.0, 1.0]), np.zeros(1), pull=10.0)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.75, abs=0.01)
