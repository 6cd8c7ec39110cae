"""Token vectors on disk: one compressed, memory-mapped file beside the index, so none is computed at question time.

Every token vector is centred (the mean of its language in this corpus taken off), scaled to unit length and stored as
signed bytes with one scale for each token: 388 bytes a token in place of 1,536. On XQuAD, English questions to
Vietnamese paragraphs, R@1 / R@5 of late interaction alone: float32 .841 / .979, one byte .841 / .979, four bits
.838 / .981; on the first 192 principal directions, one byte .849 / .979; on 128, .833 / .984; on 64, .796 / .973.
A text is a paragraph's original (number 2n) or its translation (2n + 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    scales: NDArray[np.float16]  # (tokens,)
    offsets: NDArray[np.int32]  # (tokens, 2)


def centre(vectors: NDArray[np.float32], mean: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Take the mean off token vectors (tokens, dimension) and scale them to unit length.

    Every vector of a small encoder shares one large direction that says nothing; without it the rest decides.
    """
    centred = vectors if mean is None else vectors - mean
    return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)  # type: ignore[no-any-return]


def pack(vectors: NDArray[np.float32], offsets: NDArray[np.int32]) -> PackedTokens:
    """Compress centred vectors to one byte a number; the largest of each token becomes 127."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0), 1e-6) / _LEVELS
    codes = np.rint(vectors / scales[:, None]).astype(np.int8)
    return PackedTokens(codes, scales.astype(np.float16), offsets.astype(np.int32))


class TokenFile:
    """The token vectors of every text of a build."""

    def __init__(
        self,
        codes: NDArray[np.int8],
        scales: NDArray[np.float16],
        offsets: NDArray[np.int32],
        bounds: NDArray[np.int64],
        means: NDArray[np.float32],
    ) -> None:
        self._codes = codes
        self._scales = scales
        self._offsets = offsets
        self._bounds = bounds
        self.means = means  # (languages, dimension): what was taken off before packing

    @property
    def texts(self) -> int:
        """How many texts there are, empty ones included."""
        return len(self._bounds) - 1

    def count(self, text: int) -> int:
        """Return how many tokens a text has."""
        return int(self._bounds[text + 1] - self._bounds[text])

    def packed(self, text: int) -> PackedTokens:
        """Return the stored tokens of a text, none for a missing one."""
        part = slice(int(self._bounds[text]), int(self._bounds[text + 1]))
        return PackedTokens(self._codes[part], self._scales[part], self._offsets[part])

    def block(self, text: int) -> TokenBlock:
        """Return the tokens of a text ready for comparison."""
        packed = self.packed(text)
        return TokenBlock(packed.codes.astype(np.float32) * packed.scales.astype(np.float32)[:, None], packed.offsets)

    @classmethod
    def open(cls, folder: Path) -> TokenFile:
        """Open what a TokenWriter wrote; the vectors stay on disk until they are asked for."""
        with (folder / "token_places.npz").open("rb") as file, np.load(file) as places:
            bounds, means = places["bounds"], places["means"]
        count, dimension = int(bounds[-1]), means.shape[1]
        codes: NDArray[np.int8] = _mapped(folder / "token_codes.bin", np.int8, (count, dimension))
        scales: NDArray[np.float16] = _mapped(folder / "token_scales.bin", np.float16, (count,))
        offsets: NDArray[np.int32] = _mapped(folder / "token_offsets.bin", np.int32, (count, 2))
        return cls(codes, scales, offsets, bounds, means)


class TokenWriter:
    """Writes the token vectors of a build text by text, so that a large one needs no more memory than a small one."""

    def __init__(self, folder: Path, means: NDArray[np.float32], texts: int) -> None:
        self._folder = folder
        self._means = means
        self._counts = np.zeros(texts, dtype=np.int64)
        self._files = [(folder / f"token_{part}.bin").open("wb") for part in ("codes", "scales", "offsets")]

    def append(self, text: int, window: PackedTokens) -> None:
        """Write the next window of a text; texts come in their order."""
        for file, part in zip(self._files, (window.codes, window.scales, window.offsets), strict=True):
            file.write(np.ascontiguousarray(part).tobytes())
        self._counts[text] += len(window.scales)

    def __enter__(self) -> TokenWriter:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files:
            file.close()

    def finish(self) -> None:
        """Write where each text's tokens stand, when all are written."""
        for file in self._files:
            file.flush()
        bounds = np.zeros(len(self._counts) + 1, dtype=np.int64)
        np.cumsum(self._counts, out=bounds[1:])
        np.savez(self._folder / "token_places.npz", bounds=bounds, means=self._means)


def _mapped(path: Path, kind: type, shape: tuple[int, ...]) -> NDArray[Any]:
    """Map a file of plain numbers; an empty file cannot be mapped."""
    if 0 in shape:
        return np.zeros(shape, dtype=kind)
    # A plain view of the map: cutting a numpy.memmap costs ten times as much.
    return np.asarray(np.memmap(path, dtype=kind, mode="r", shape=shape))
