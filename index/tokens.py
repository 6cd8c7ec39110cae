"""Token vectors on disk: one compressed, memory-mapped file beside the index, so none is computed at question time.

Every token vector is centred (the corpus mean taken off), scaled to unit length and stored as signed bytes with one
scale for each token. A text is a paragraph's original (number 2n) or its translation (2n + 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_LEVELS = 127  # of a signed byte


@dataclass(frozen=True, slots=True)
class TokenBlock:
    """The tokens of one text."""

    vectors: NDArray[np.float32]  # (tokens, dimension), centred, unit length
    offsets: NDArray[np.int32]  # (tokens, 2), characters in the text; (-1, -1) for a token of its headings


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """The tokens of one text as they are stored."""

    codes: NDArray[np.int8]  # (tokens, dimension)
    scales: NDArray[np.float32]  # (tokens,)
    offsets: NDArray[np.int32]  # (tokens, 2)


def centre(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take the mean off token vectors (tokens, dimension) and scale them to unit length.

    Every vector of a small encoder shares one large direction that says nothing; without it the rest decides.
    """
    centred = vectors - mean
    return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)  # type: ignore[no-any-return]


def pack(vectors: NDArray[np.float32], offsets: NDArray[np.int32]) -> PackedTokens:
    """Compress centred vectors to one byte a number; the largest of each token becomes 127."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0), 1e-6) / _LEVELS
    codes = np.rint(vectors / scales[:, None]).astype(np.int8)
    return PackedTokens(codes, scales.astype(np.float32), offsets.astype(np.int32))


class TokenFile:
    """The token vectors of every text of a build."""

    def __init__(
        self,
        codes: NDArray[np.int8],
        scales: NDArray[np.float32],
        offsets: NDArray[np.int32],
        bounds: NDArray[np.int64],
        mean: NDArray[np.float32],
    ) -> None:
        self._codes = codes
        self._scales = scales
        self._offsets = offsets
        self._bounds = bounds
        self.mean = mean  # (dimension,): what was taken off before packing

    @property
    def texts(self) -> int:
        """How many texts there are, empty ones included."""
        return len(self._bounds) - 1

    def packed(self, text: int) -> PackedTokens:
        """Return the stored tokens of a text, none for a missing one."""
        part = slice(int(self._bounds[text]), int(self._bounds[text + 1]))
        return PackedTokens(self._codes[part], self._scales[part], self._offsets[part])

    def block(self, text: int) -> TokenBlock:
        """Return the tokens of a text ready for comparison."""
        packed = self.packed(text)
        return TokenBlock(packed.codes.astype(np.float32) * packed.scales[:, None], packed.offsets)

    @staticmethod
    def write(folder: Path, texts: Sequence[PackedTokens], mean: NDArray[np.float32]) -> None:
        """Write the tokens of all texts into a folder."""
        dimension = len(mean)
        bounds = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(text.scales) for text in texts], out=bounds[1:])
        codes = np.lib.format.open_memmap(
            folder / "token_codes.npy", mode="w+", dtype=np.int8, shape=(int(bounds[-1]), dimension)
        )
        for start, text in zip(bounds, texts, strict=False):
            codes[start : start + len(text.scales)] = text.codes
        codes.flush()
        del codes
        empty = [np.zeros((0, 2), np.int32)]
        np.savez(
            folder / "token_places.npz",
            scales=np.concatenate([text.scales for text in texts] or [np.zeros(0, np.float32)]),
            offsets=np.concatenate([text.offsets for text in texts] or empty),
            bounds=bounds,
            mean=mean,
        )

    @classmethod
    def open(cls, folder: Path) -> TokenFile:
        """Open what `write` wrote; the vectors stay on disk until they are asked for."""
        with np.load(folder / "token_places.npz") as places:
            scales, offsets = places["scales"], places["offsets"]
            bounds, mean = places["bounds"], places["mean"]
        codes = np.load(folder / "token_codes.npy", mmap_mode="r")
        return cls(codes, scales, offsets, bounds, mean)
