"""95 % intervals by the cluster bootstrap: facts are drawn, not questions [1].

Questions about one fact (twins in two languages, with and without diacritics) succeed and fail together; drawing them
one by one would make every interval too narrow.

[1] Field and Welsh, Bootstrapping clustered data, Journal of the Royal Statistical Society B 69, 2007
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000  # resamples of the facts
_SEED = 20201123  # fixed: the same run has the same intervals


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval, over `count` questions."""

    mean: float
    low: float
    high: float
    count: int


def mean_by_cluster(values: Sequence[float], clusters: Sequence[str], draws: int = DRAWS) -> Estimate:
    """Estimate a mean; the same input always gives the same interval. Raises ValueError where there are no values."""
    if not values:
        raise ValueError("no values to take the mean of")
    _, position = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(position, weights=np.asarray(values, dtype=np.float64))
    counts = np.bincount(position).astype(np.float64)
    weights = _weights(len(sums), draws)
    means = (weights @ sums) / (weights @ counts)
    low, high = np.quantile(means, (0.025, 0.975))
    return Estimate(float(np.mean(values)), float(low), float(high), len(values))


_drawn: dict[tuple[int, int], NDArray[np.float64]] = {}


def _weights(clusters: int, draws: int) -> NDArray[np.float64]:
    """How often each cluster is drawn, (draws, clusters); kept, because every score of a run needs the same."""
    if (clusters, draws) not in _drawn:
        generator = np.random.default_rng(_SEED)
        chance = np.full(clusters, 1 / clusters)
        _drawn[clusters, draws] = generator.multinomial(clusters, chance, size=draws).astype(np.float64)
    return _drawn[clusters, draws]
