"""From texts to what a model takes, and back: windows, batches, and the place of each token.

A text longer than the model's window is cut into overlapping windows at token boundaries. A token is taken from the
window in which it stands further from the edge; the text's vector is the mean of its windows', weighted by their
tokens. So nothing of a long text is lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_MARGIN = 8  # tokens left free, since cutting a text can split a word into more pieces
_OVERLAP = 64  # tokens
_BATCH_TOKENS = 4096  # padding included
_BATCH_TEXTS = 32  # however short they are


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one text that fits the model, with the part of it whose tokens are kept; all in characters."""

    text: int  # position among the texts
    start: int
    end: int
    keep_start: int
    keep_end: int


def cut(tokenizer: Tokenizer, position: int, text: str, room: int) -> Iterator[Window]:
    """Yield the windows of a text, each of at most about `room` tokens: one window for nearly every text."""
    room -= _MARGIN
    # A token covers at least a character, save for the few characters that NFKC spells out (㎞ becomes km).
    starts = [] if 2 * len(text) <= room else [start for start, _ in _offsets(tokenizer, text)]
    if len(starts) <= room:
        yield Window(position, 0, len(text), 0, len(text))
        return
    keep_start = 0
    for first in range(0, len(starts), room - _OVERLAP):
        last = first + room >= len(starts)
        end = len(text) if last else starts[first + room]
        keep_end = len(text) if last else starts[first + room - _OVERLAP // 2]
        yield Window(position, starts[first] if first else 0, end, keep_start, keep_end)
        keep_start = keep_end
        if last:
            return


def _offsets(tokenizer: Tokenizer, text: str) -> list[tuple[int, int]]:
    return tokenizer.encode(text, add_special_tokens=False).offsets


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield positions in batches of like lengths, longest first, so that memory is highest at the start."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batch and (len(batch) == _BATCH_TEXTS or lengths[batch[0]] * (len(batch) + 1) > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def padded(encodings: Sequence[Encoding], longest: int, padding: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return token ids and mask, both (texts, tokens), of at most `longest` tokens."""
    tokens = min(max(len(encoding.ids) for encoding in encodings), longest)
    ids = np.full((len(encodings), tokens), padding, dtype=np.int64)
    mask = np.zeros((len(encodings), tokens), dtype=np.int64)
    for row, encoding in enumerate(encodings):
        kept = encoding.ids[:tokens]
        ids[row, : len(kept)] = kept
        mask[row, : len(kept)] = 1
    return ids, mask


def content(
    encoding: Encoding,
    vector: NDArray[np.float32],
    tokens: NDArray[np.float32],
    window: Window,
    prefix: int,
    text: str,
) -> Encoded:
    """Keep a window's own tokens: neither special ones, nor the prefix's, nor those another window holds better."""
    rows, offsets = [], []
    for row, ((start, end), special) in enumerate(zip(encoding.offsets, encoding.special_tokens_mask, strict=True)):
        if special or end <= prefix or row >= len(tokens):
            continue
        start, end = _trimmed(text, max(start, prefix) - prefix + window.start, end - prefix + window.start)
        if start < end and window.keep_start <= start < window.keep_end:
            rows.append(row)
            offsets.append((start, end))
    return Encoded(unit(vector), tokens[rows], np.array(offsets, dtype=np.int32).reshape(-1, 2))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end < len(text) and unicodedata.combining(text[end]):  # decomposed text: marks belong to their letter
        end += 1
    return start, end


def joined(parts: Sequence[Encoded]) -> Encoded:
    """Return the windows of one text as one."""
    if len(parts) == 1:
        return parts[0]
    vector = np.sum([part.vector * max(len(part.tokens), 1) for part in parts], axis=0)
    tokens = np.concatenate([part.tokens for part in parts])
    return Encoded(unit(vector), tokens, np.concatenate([part.offsets for part in parts]))


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vector at unit length."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
