"""An encoder without a model: a token's vector is the hash of its letters. For tests, and where no weights can be had.

Texts that share words are near each other, whatever they mean; nothing crosses languages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Role
from index.language import fold

_WORD = re.compile(r"\w+")


class HashedEncoder:
    """Deterministic, instant, and the same on every machine."""

    def __init__(self, dimension: int = 64, name: str = "hashed") -> None:
        self.dimension = dimension
        self.name = name
        self.identity = f"{name} {dimension}"

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Encode texts, in their order; questions and passages alike."""
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> Encoded:
        tokens, offsets = word_tokens(text, self.dimension)
        total = tokens.sum(axis=0)
        return Encoded(total / max(float(np.linalg.norm(total)), 1e-12), tokens, offsets)


def word_tokens(text: str, dimension: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return a vector for each word of a text (words, dimension) and where it stands (words, 2), in characters."""
    matches = list(_WORD.finditer(text))
    vectors = np.array([_vector(fold(match.group()), dimension) for match in matches], dtype=np.float32)
    offsets = np.array([match.span() for match in matches], dtype=np.int32)
    return vectors.reshape(-1, dimension), offsets.reshape(-1, 2)


@lru_cache(maxsize=10_000)
def _vector(word: str, dimension: int) -> NDArray[np.float32]:
    """The mean of the random directions of a word's letter triples, at unit length."""
    padded = f" {word} "
    total = np.zeros(dimension, dtype=np.float32)
    for start in range(max(len(padded) - 2, 1)):
        seed = zlib.crc32(padded[start : start + 3].encode("utf-8", "replace"))
        total += np.random.default_rng(seed).standard_normal(dimension, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)
