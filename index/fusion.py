"""From what is compared to one score, and from scores to a confidence.

The numbers are fitted by `python -m eval.fit_search XQUAD.jsonl --write` and kept in fusion.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.compare import Features


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts in a text in the question's language, and in a text in another."""

    same: tuple[float, ...]  # (features,)
    other: tuple[float, ...]
    same_constant: float  # what makes the scores of the two comparable: a proving text scores about 0 in either
    other_constant: float

    def score(self, features: Features) -> NDArray[np.float32]:
        """Score things (things,) by their text in the question's language, or by the other where they have no such."""
        weights = np.where(features.same[..., None], np.array(self.same), np.array(self.other))
        constants = np.where(features.same, self.same_constant, self.other_constant)
        texts = np.where(features.present, (features.values * weights).sum(axis=2) + constants, _LOWEST)
        best = features.present & features.same
        alone = ~best.any(axis=1, keepdims=True)
        scores: NDArray[np.float64] = np.where(best | alone, texts, _LOWEST).max(axis=1, initial=_LOWEST)
        return scores.astype(np.float32)


_LOWEST = -100.0  # of a thing without any text

# Of a hit: the log-odds that it is the best of its search, then late interaction, sentence vector and share of the
# question's words of its best text.
CONFIDENCE_FEATURES = ("odds", "late_sentence", "sentence", "keywords")


@dataclass(frozen=True, slots=True)
class Fusion:
    """The fitted numbers."""

    paragraphs: Weights
    sentences: Weights
    confidence: tuple[float, ...]  # one a confidence feature, then the constant: logistic

    @classmethod
    def shipped(cls) -> Fusion:
        """Read the numbers that come with the product."""
        return cls.of(json.loads((files("index") / "fusion.json").read_text("utf-8")))

    @classmethod
    def of(cls, values: Mapping[str, Mapping[str, object] | Sequence[float]]) -> Fusion:
        """Take the numbers from plain values."""
        return cls(_weights(values["paragraphs"]), _weights(values["sentences"]), _numbers(values["confidence"]))

    def to_dict(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        return asdict(self)

    def scores(self, features: Features) -> NDArray[np.float32]:
        """Score paragraphs (paragraphs,)."""
        return self.paragraphs.score(features)

    def sentence_scores(self, features: Features) -> NDArray[np.float32]:
        """Score sentences (sentences,)."""
        return self.sentences.score(features)

    def confidences(self, features: Features, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely each paragraph is to hold the answer (paragraphs,), from 0 to 1."""
        values = confidence_features(features, scores)
        logits: NDArray[np.float64] = values @ np.array(self.confidence[:-1]) + self.confidence[-1]
        return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


def confidence_features(features: Features, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what a confidence is taken from: (paragraphs, confidence features)."""
    shares = np.exp(scores - scores.max(initial=_LOWEST))
    shares = np.clip(shares / max(float(shares.sum()), 1e-12), 1e-4, 1 - 1e-4)
    best = np.where(features.present[..., None], features.values, 0).max(axis=1)
    return np.column_stack([np.log(shares / (1 - shares)), best[:, 1], best[:, 2], best[:, 3]]).astype(np.float32)


def _weights(values: object) -> Weights:
    if not isinstance(values, Mapping):
        raise TypeError(f"weights are a mapping, not {values!r}")
    return Weights(
        same=_numbers(values["same"]),
        other=_numbers(values["other"]),
        same_constant=float(values["same_constant"]),
        other_constant=float(values["other_constant"]),
    )


def _numbers(values: object) -> tuple[float, ...]:
    if not isinstance(values, Sequence):
        raise TypeError(f"numbers are a list, not {values!r}")
    return tuple(float(value) for value in values)
