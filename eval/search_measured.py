"""How well fitted search finds what proves answers, with and without each of its parts, and how far it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from eval.search_samples import Sample
from index.compare import PARAGRAPH_FEATURES
from index.fusion import Fusion

_DRAWS = 1_000  # resamples for an interval
_SEED = 7  # fixed: the same ranks have the same intervals


def measured(samples: Sequence[Sample], fusion: Fusion) -> Iterator[str]:
    """Yield the tables for a person to read: as fitted, with each feature left out, and how right confidences are."""
    yield table(first_ranks(samples, fusion))
    for place, feature in enumerate(PARAGRAPH_FEATURES):
        yield f"\nwithout {feature}\n{table(first_ranks(samples, without(fusion, place)))}"
    yield f"\n{calibration(samples, fusion)}"


def first_ranks(samples: Sequence[Sample], fusion: Fusion) -> dict[str, list[int]]:
    """Return, for each set of questions, the rank of the first proving paragraph, from 0."""
    ranks: dict[str, list[int]] = {}
    for sample in samples:
        if sample.proving.any():
            order = np.argsort(-fusion.scores(sample.paragraphs), kind="stable")
            ranks.setdefault(sample.name, []).append(int(np.flatnonzero(sample.proving[order])[0]))
    return ranks


def table(ranks: Mapping[str, Sequence[int]]) -> str:
    """Return R@1 and R@5 with bootstrap intervals (95 %), one line a set."""
    random = np.random.default_rng(_SEED)
    lines = []
    for name, values in sorted(ranks.items()):
        found = np.array(values)
        cells = []
        for depth in (1, 5):
            hits = found < depth
            low, high = np.percentile(random.choice(hits, (_DRAWS, len(hits))).mean(axis=1), [2.5, 97.5])
            cells.append(f"R@{depth} {hits.mean():.3f} [{low:.3f}, {high:.3f}]")
        lines.append(f"{name:38} {len(found):4}  {'  '.join(cells)}")
    return "\n".join(lines)


def without(fusion: Fusion, feature: int) -> Fusion:
    """Return the fusion with one feature of paragraphs left out."""
    weights = fusion.paragraphs
    same = tuple(0.0 if place == feature else value for place, value in enumerate(weights.same))
    other = tuple(0.0 if place == feature else value for place, value in enumerate(weights.other))
    return replace(fusion, paragraphs=replace(weights, same=same, other=other))


def calibration(samples: Sequence[Sample], fusion: Fusion) -> str:
    """Return how often first hits of each confidence prove the answer, one line a band."""
    sure, right = [], []
    for sample in samples:
        scores = fusion.scores(sample.paragraphs)
        best = int(np.argmax(scores))
        sure.append(float(fusion.confidences(sample.paragraphs, scores)[best]))
        right.append(bool(sample.proving[best]))
    values, hits = np.array(sure), np.array(right)
    lines = []
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (values >= low) & (values < low + 0.2 + 1e-6 * (low == 0.8))
        if inside.any():
            lines.append(
                f"confidence {low:.1f}-{low + 0.2:.1f}: {inside.sum():4} questions, right {hits[inside].mean():.2f}"
            )
    return "\n".join(lines)
