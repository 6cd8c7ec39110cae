"""Late interaction: how well the tokens of a text answer each token of the question.

For each question token the most similar token of the text counts; the score is their weighted mean, from -1 to 1.
[1] Khattab and Zaharia, ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction, 2020.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.tokens import TokenBlock


def similarities(question: NDArray[np.float32], block: TokenBlock) -> NDArray[np.float32]:
    """Compare every question token with every token of a text: (question tokens, text tokens)."""
    return question @ block.vectors.T  # type: ignore[no-any-return]


def score_blocks(question: NDArray[np.float32], blocks: Sequence[TokenBlock]) -> NDArray[np.float32]:
    """Score several texts (texts,) by all their tokens; 0 for a text without tokens."""
    sizes = np.array([len(block.offsets) for block in blocks], dtype=np.int64)
    scores = np.zeros(len(blocks), dtype=np.float32)
    filled = np.flatnonzero(sizes)
    if len(question) == 0 or len(filled) == 0:
        return scores
    table = question @ np.concatenate([blocks[position].vectors for position in filled]).T
    starts = np.concatenate([[0], np.cumsum(sizes[filled])[:-1]])
    scores[filled] = np.maximum.reduceat(table, starts, axis=1).mean(axis=0)
    return scores


def score_spans(
    question: NDArray[np.float32], block: TokenBlock, spans: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Score stretches of one text (spans,), each by the tokens that touch it; 0 where none does."""
    scores = np.zeros(len(spans), dtype=np.float32)
    if len(question) == 0 or len(block.offsets) == 0:
        return scores
    table = similarities(question, block)
    starts, ends = block.offsets[:, 0], block.offsets[:, 1]
    for position, (start, end) in enumerate(spans):
        inside = (starts < end) & (ends > start)
        if inside.any():
            scores[position] = table[:, inside].max(axis=1).mean()
    return scores
