"""Late interaction, on tokens whose answer can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.rerank import QuestionTokens, match_tokens, score_texts
from index.tokens import TokenFile, TokenWriter, centre, pack

# Four directions stand for four words.
WORDS = np.eye(4, dtype=np.float32)
MEANS = np.zeros((2, 4), dtype=np.float32)


def question(*words: int, weights: tuple[float, ...] | None = None) -> QuestionTokens:
    shares = np.array(weights or [1 / len(words)] * len(words), dtype=np.float32)
    return QuestionTokens(WORDS[list(words)], shares)


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    with TokenWriter(tmp_path, MEANS, texts=3) as writer:
        # Text 0: a heading "3", then the sentences "0 1" and "2"; text 1 is missing; text 2 is "3".
        writer.append(0, pack(WORDS[[3, 0, 1, 2]], np.array([[-1, -1], [0, 1], [2, 3], [5, 6]])))
        writer.append(2, pack(WORDS[[3]], np.array([[0, 1]])))
        writer.finish()
    return TokenFile.open(tmp_path)


STARTS = [np.array([0, 5]), np.array([], dtype=np.int64), np.array([0])]


@pytest.mark.parametrize(
    ("asked", "whole", "sentence"),
    [
        pytest.param(question(0, 1), [1, 0, 0], [1, 0, 0], id="both words in one sentence"),
        pytest.param(question(0, 2), [1, 0, 0], [0.5, 0, 0], id="words in two sentences"),
        pytest.param(question(3), [1, 0, 1], [0, 0, 1], id="a word of the heading"),
        pytest.param(question(0, 3, weights=(0.9, 0.1)), [1, 0, 0.1], [0.9, 0, 0.1], id="a rare and a common word"),
    ],
)
def test_a_text_scores_by_its_best_token_for_each_word(
    tokens: TokenFile, asked: QuestionTokens, whole: list[float], sentence: list[float]
) -> None:
    scores = score_texts(asked, tokens, [0, 1, 2], STARTS)
    np.testing.assert_allclose(scores[:, 0], whole, atol=0.01)
    np.testing.assert_allclose(scores[:, 1], sentence, atol=0.01)


def test_a_span_scores_by_the_tokens_that_touch_it(tokens: TokenFile) -> None:
    scores = match_tokens(question(0, 2), tokens.block(0), [(0, 3), (5, 6), (0, 6), (4, 5), (9, 12)])
    np.testing.assert_allclose(scores, [[1, 0], [0, 1], [1, 1], [0, 0], [0, 0]], atol=0.01)


def test_nothing_asked_or_nothing_there_scores_nothing(tokens: TokenFile) -> None:
    nothing = QuestionTokens(np.zeros((0, 4), np.float32), np.zeros(0, np.float32))
    assert score_texts(nothing, tokens, [0, 2], [STARTS[0], STARTS[2]]).tolist() == [[0, 0], [0, 0]]
    assert score_texts(question(0), tokens, [1], [STARTS[1]]).tolist() == [[0, 0]]
    assert match_tokens(question(0), tokens.block(1), [(0, 1)]).tolist() == [[0]]


def test_compression_keeps_directions_to_within_a_hundredth(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    vectors = centre(random.standard_normal((200, 384)).astype(np.float32), None)
    with TokenWriter(tmp_path, np.zeros((2, 384), np.float32), texts=1) as writer:
        writer.append(0, pack(vectors, np.zeros((200, 2), np.int32)))
        writer.finish()
    kept = TokenFile.open(tmp_path).block(0).vectors
    assert float((kept * vectors).sum(axis=1).min()) > 0.999


def test_centring_takes_the_common_part_away() -> None:
    common = np.array([10, 0, 0], dtype=np.float32)
    vectors = common + np.array([[0, 1, 0], [0, 0, 1]], dtype=np.float32)
    centred = centre(vectors, common)
    assert float(vectors[0] @ vectors[1]) > 99
    assert float(centred[0] @ centred[1]) == pytest.approx(0)
