"""Means of token vectors, subtracted before late interaction.

The token vectors of this encoder share a large common part, another one for questions in each language; what tells
two tokens apart is the rest. Subtracting the mean of the corpus from paragraph tokens and a fixed mean from question
tokens raised R@1 on 160 paragraphs of XQuAD, English to Vietnamese, and leaves it within noise on the 80 in
docs/encoder.md; subtracting only one of the two lowers it for certain. So where `question_mean` returns None, for an
encoder nobody measured, subtract neither.

A question is too short to give its own mean. The fixed ones come from other questions and are computed once by
`python -m index.means XQUAD.jsonl --home HOME`, which writes `multilingual-e5-small.npz`: three vectors of 384 numbers.
Questions: XQuAD (CC BY-SA 4.0), of which only these means are kept.
[1] Artetxe et al., On the Cross-lingual Transferability of Monolingual Representations, 2020
[2] Mu and Viswanath, All-but-the-Top: Simple and Effective Postprocessing for Word Representations, 2018
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Encoder
from index.weights import DEFAULT_MODEL

QuestionLanguage = Literal["en", "vi", "vi-folded"]  # the last is Vietnamese without its diacritics

FILE = "multilingual-e5-small.npz"


def question_mean(encoder: Encoder, language: QuestionLanguage) -> NDArray[np.float32] | None:
    """Return the mean of question tokens, shape (dimension,), or None for an encoder it was never computed for.

    None, too, for an encoder whose tokens are spelled words (`index.remote`): they share no direction.
    """
    if encoder.name != DEFAULT_MODEL or getattr(encoder, "spelled_tokens", False):
        return None
    mean = _shipped()[language]
    return mean if mean.shape == (encoder.dimension,) else None


@cache
def _shipped() -> Mapping[str, NDArray[np.float32]]:
    with resources.files(__name__).joinpath(FILE).open("rb") as file, np.load(file) as means:
        return dict(means)


def token_mean(encoded: Iterable[Encoded]) -> NDArray[np.float32]:
    """Return the mean of all tokens, shape (dimension,): of a corpus, or of questions.

    Raises ValueError when there is no token at all.
    """
    total, count = np.zeros(0, dtype=np.float64), 0
    for part in encoded:
        total = part.tokens.sum(axis=0, dtype=np.float64) + (total if count else 0)
        count += len(part.tokens)
    if not count:
        raise ValueError("no tokens to take the mean of")
    return np.asarray(total / count, dtype=np.float32)


def centred(tokens: NDArray[np.float32], mean: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Return token vectors less their mean, at unit length; `mean` None leaves out the subtraction."""
    rest = tokens if mean is None else tokens - mean
    lengths = np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-12)
    return np.asarray(rest / lengths, dtype=np.float32)
