"""Late interaction: how well the tokens of a text answer each token of the question.

For each question token the most similar token of the text counts; the score is their weighted mean, from -1 to 1. A
question token weighs as much as its word is rare, so that "Bến Tre" or "the province" does not choose the paragraph.
[1] Khattab and Zaharia, ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction, 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.tokens import TokenBlock, TokenFile


@dataclass(frozen=True, slots=True, eq=False)
class QuestionTokens:
    """The tokens of a question."""

    vectors: NDArray[np.float32]  # (tokens, dimension), centred, unit length
    weights: NDArray[np.float32]  # (tokens,), their sum is 1

    def __len__(self) -> int:
        return len(self.weights)


def score_texts(
    question: QuestionTokens, tokens: TokenFile, texts: Sequence[int], sentences: Sequence[NDArray[np.int64]]
) -> NDArray[np.float32]:
    """Score several texts (texts, 2): by all their tokens, headings included, and by their best sentence's.

    `sentences` holds where each text's sentences begin. 0 for a text without tokens.
    """
    scores = np.zeros((len(texts), 2), dtype=np.float32)
    filled = [place for place, text in enumerate(texts) if tokens.count(text)]
    if len(question) == 0 or not filled:
        return scores
    packed = [tokens.packed(texts[place]) for place in filled]
    codes = np.concatenate([one.codes for one in packed]).astype(np.float32)
    # The scales multiply the small table, not the large one: a third of the time.
    table = (question.vectors @ codes.T) * np.concatenate([one.scales for one in packed]).astype(np.float32)
    # Tokens of one sentence stand together; -1 are those of the headings.
    inside = [
        np.searchsorted(sentences[place], one.offsets[:, 0], side="right") - 1
        for place, one in zip(filled, packed, strict=True)
    ]
    owners = np.repeat(np.arange(len(filled)), [len(one.scales) for one in packed])
    numbers = np.concatenate(inside)
    first = np.flatnonzero(np.r_[True, (owners[1:] != owners[:-1]) | (numbers[1:] != numbers[:-1])])
    groups = np.maximum.reduceat(table, first, axis=1)
    owners, numbers = owners[first], numbers[first]
    begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    scores[filled, 0] = question.weights @ np.maximum.reduceat(groups, begins, axis=1)
    of_sentences = np.where(numbers >= 0, question.weights @ groups, -1)
    scores[filled, 1] = np.maximum.reduceat(of_sentences, begins)
    return scores


def match_tokens(question: QuestionTokens, block: TokenBlock, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Return how well each stretch of a text matches each question token: (spans, question tokens).

    A stretch is compared by the tokens that touch it; 0 where none does.
    """
    scores = np.zeros((len(spans), len(question)), dtype=np.float32)
    if len(question) == 0 or len(block.offsets) == 0:
        return scores
    table = question.vectors @ block.vectors.T
    starts, ends = block.offsets[:, 0], block.offsets[:, 1]
    for position, (start, end) in enumerate(spans):
        inside = (starts < end) & (ends > start)
        if inside.any():
            scores[position] = table[:, inside].max(axis=1)
    return scores
