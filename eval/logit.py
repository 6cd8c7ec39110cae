"""The two regressions that the answerer's weights are fitted by, each drawn towards a prior.

[1] McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]


def fit_choice(groups: Sequence[tuple[Matrix, Matrix]], prior: Matrix, pull: float) -> Matrix:
    """Fit a conditional logit [1]; a group is the features of a question's candidates, and 1 for each right one."""

    def loss(values: Matrix) -> tuple[float, Matrix]:
        total, gradient = 0.0, np.zeros_like(values)
        for features, right in groups:
            scores = features @ values
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            mass = float(chance @ right)
            total -= float(np.log(mass + 1e-9))
            gradient -= features.T @ (chance * right / (mass + 1e-12) - chance)
        drawn = values - prior
        return total / len(groups) + pull * float(drawn @ drawn) / 2, gradient / len(groups) + pull * drawn

    return np.asarray(minimize(loss, prior.copy(), jac=True, method="L-BFGS-B").x)


def fit_refusal(features: Matrix, right: Matrix, counts: Matrix, prior: Matrix, pull: float) -> Matrix:
    """Fit a logistic regression; the last of the features is the constant 1, which nothing pulls.

    Args:
        counts: how often each row counts.
    """
    free = np.append(np.ones(len(prior) - 1), 0.0)

    def loss(values: Matrix) -> tuple[float, Matrix]:
        scores = features @ values
        chance = 1 / (1 + np.exp(-scores))
        drawn = (values - prior) * free
        value = float(counts @ (np.logaddexp(0, scores) - right * scores)) / counts.sum()
        gradient = features.T @ (counts * (chance - right)) / counts.sum()
        return value + pull * float(drawn @ drawn) / 2, gradient + pull * drawn

    return np.asarray(minimize(loss, prior.copy(), jac=True, method="L-BFGS-B").x)
