"""Late interaction: how well the tokens of a text answer each token of the question.

For each question token the most similar token of the text counts; the score is their weighted mean, from -1 to 1.
[1] Khattab and Zaharia, ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction, 2020.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.tokens import TokenBlock, TokenFile


def score_texts(question: NDArray[np.float32], tokens: TokenFile, texts: Sequence[int]) -> NDArray[np.float32]:
    """Score several texts (texts,) by all their tokens, their headings' too; 0 for a text without tokens."""
    scores = np.zeros(len(texts), dtype=np.float32)
    filled = [place for place, text in enumerate(texts) if tokens.count(text)]
    if len(question) == 0 or not filled:
        return scores
    packed = [tokens.packed(texts[place]) for place in filled]
    codes = np.concatenate([one.codes for one in packed]).astype(np.float32)
    # The scales multiply the small table, not the large one: a third of the time.
    table = (question @ codes.T) * np.concatenate([one.scales for one in packed]).astype(np.float32)
    sizes = [len(one.scales) for one in packed]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    scores[filled] = np.maximum.reduceat(table, starts, axis=1).mean(axis=0)
    return scores


def score_spans(
    question: NDArray[np.float32], block: TokenBlock, spans: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Score stretches of one text (spans,), each by the tokens that touch it; 0 where none does."""
    scores = np.zeros(len(spans), dtype=np.float32)
    if len(question) == 0 or len(block.offsets) == 0:
        return scores
    table = question @ block.vectors.T
    starts, ends = block.offsets[:, 0], block.offsets[:, 1]
    for position, (start, end) in enumerate(spans):
        inside = (starts < end) & (ends > start)
        if inside.any():
            scores[position] = table[:, inside].max(axis=1).mean()
    return scores


def match_tokens(
    question: NDArray[np.float32], block: TokenBlock, spans: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Return, for each stretch, how well it matches each question token: (spans, question tokens)."""
    scores = np.zeros((len(spans), len(question)), dtype=np.float32)
    if len(question) == 0 or len(block.offsets) == 0:
        return scores
    table = similarities(question, block)
    starts, ends = block.offsets[:, 0], block.offsets[:, 1]
    for position, (start, end) in enumerate(spans):
        inside = (starts < end) & (ends > start)
        if inside.any():
            scores[position] = table[:, inside].max(axis=1)
    return scores
