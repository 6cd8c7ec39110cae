"""From what each way of comparing says of a paragraph to one score, and from scores to a confidence.

The numbers are fitted by `python -m eval.fit_search` and kept in fusion.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.compare import Features


@dataclass(frozen=True, slots=True)
class Fusion:
    """The fitted weights; `same` for a text in the question's language, `other` for one in another."""

    same: NDArray[np.float32]  # (features,)
    other: NDArray[np.float32]
    translated: float  # how much the text in the other language counts beside one in the question's language
    sentence_same: NDArray[np.float32]  # (3,): late interaction, vector, share of the question's words
    sentence_other: NDArray[np.float32]
    confidence: NDArray[np.float32]  # (confidence features + 1,): logistic, the constant last

    @classmethod
    def shipped(cls) -> Fusion:
        """Read the numbers that come with the product."""
        return cls.of(json.loads((files("index") / "fusion.json").read_text("utf-8")))

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Fusion:
        """Take the numbers from plain values."""
        return cls(
            same=np.array(values["same"], dtype=np.float32),
            other=np.array(values["other"], dtype=np.float32),
            translated=float(str(values["translated"])),
            sentence_same=np.array(values["sentence_same"], dtype=np.float32),
            sentence_other=np.array(values["sentence_other"], dtype=np.float32),
            confidence=np.array(values["confidence"], dtype=np.float32),
        )

    def scores(self, features: Features) -> NDArray[np.float32]:
        """Score paragraphs (paragraphs,)."""
        return self._joined(features, self.same, self.other)

    def sentence_scores(self, features: Features) -> NDArray[np.float32]:
        """Score sentences (sentences,)."""
        return self._joined(features, self.sentence_same, self.sentence_other)

    def confidences(self, features: Features, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely each paragraph is to hold the answer (paragraphs,), from 0 to 1."""
        return np.zeros(len(scores), dtype=np.float32)

    def _joined(self, features: Features, same: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
        texts = (features.values * np.where(features.same[..., None], same, other)).sum(axis=2)
        share = np.where(features.present, np.where(features.same, 1.0, self.translated), 0.0)
        total = share.sum(axis=1, keepdims=True)
        # A paragraph known only in the other language is judged by that alone.
        return (texts * share / np.maximum(total, 1e-6)).sum(axis=1).astype(np.float32)  # type: ignore[no-any-return]
