"""The encoder: one vector a text, one a token, and where each token stands."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embed import ModelEncoder, load_encoder
from index.errors import ModelUnavailable
from index.means import FILE, QuestionLanguage, centred, question_mean, token_mean

PARAGRAPH = "Tổng số hồ sơ đã hỗ trợ là 183.040 trường hợp, kinh phí 190.959 triệu đồng."
OTHER = "Diện tích trồng bưởi da xanh tăng so với cùng kỳ năm trước."


def words(text: str, offsets: NDArray[np.int32]) -> list[str]:
    return [text[start:end] for start, end in offsets]


def test_tokens_stand_where_their_offsets_say(encoder: ModelEncoder) -> None:
    (encoded,) = encoder.encode([PARAGRAPH], "passage")
    assert words(PARAGRAPH, encoded.offsets)[:8] == ["Tổng", "số", "hồ", "sơ", "đã", "hỗ", "trợ", "là"]
    assert encoded.tokens.shape == (len(encoded.offsets), encoder.dimension)
    assert encoded.vector.dtype == encoded.tokens.dtype == np.float32


def test_a_text_as_a_whole_has_unit_length(encoder: ModelEncoder) -> None:
    for encoded in encoder.encode([PARAGRAPH, "", "?", "a b " * 1000], "question"):
        assert np.linalg.norm(encoded.vector) == pytest.approx(1, abs=1e-5)


def test_a_question_and_a_passage_differ_by_their_prefix(encoder: ModelEncoder) -> None:
    (question,), (passage,) = encoder.encode([PARAGRAPH], "question"), encoder.encode([PARAGRAPH], "passage")
    assert 0.8 < float(question.vector @ passage.vector) < 0.9999


def test_a_question_finds_its_paragraph_in_the_other_language(encoder: ModelEncoder) -> None:
    paragraphs = encoder.encode([OTHER, PARAGRAPH, "Toàn tỉnh có 12 bệnh viện công lập."], "passage")
    (question,) = encoder.encode(["How many support applications were paid?"], "question")
    assert int(np.argmax([question.vector @ paragraph.vector for paragraph in paragraphs])) == 1


def test_the_company_of_a_text_changes_nothing(encoder: ModelEncoder) -> None:
    texts = ["one", PARAGRAPH, "two words", PARAGRAPH * 3, ""]
    for text, encoded in zip(texts, encoder.encode(texts, "passage"), strict=True):
        (alone,) = encoder.encode([text], "passage")
        assert float(alone.vector @ encoded.vector) > 0.9999
        assert np.array_equal(alone.offsets, encoded.offsets)


def test_a_text_longer_than_the_window_keeps_every_token_once(encoder: ModelEncoder) -> None:
    text = " ".join(f"chỉ tiêu {number} đạt" for number in range(600))
    (encoded,) = encoder.encode([text], "passage")
    covered = np.zeros(len(text), dtype=int)
    for start, end in encoded.offsets:
        covered[start:end] += 1
    assert len(encoded.tokens) > 1000
    assert (np.diff(encoded.offsets[:, 0]) >= 0).all()
    assert all(covered[position] >= 1 or text[position] == " " for position in range(len(text)))
    assert sum(words(text, encoded.offsets).count(word) for word in ("chỉ", "tiêu", "đạt")) == 1800


def test_the_end_of_a_long_text_still_counts(encoder: ModelEncoder) -> None:
    (question,) = encoder.encode(["kinh phí hỗ trợ 190.959 triệu đồng"], "question")
    plain, told = encoder.encode([OTHER * 60, OTHER * 60 + PARAGRAPH], "passage")
    assert question.vector @ told.vector > question.vector @ plain.vector
    best = [
        (centred(question.tokens, None) @ centred(text.tokens, None).T).max(axis=1).mean() for text in (plain, told)
    ]
    assert best[1] > best[0] + 0.02


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            unicodedata.normalize("NFD", "hỗ trợ"),
            [unicodedata.normalize("NFD", word) for word in ("hỗ", "trợ")],
            id="decomposed",
        ),
        pytest.param("\u200b\ufeff", [], id="only zero-width"),
        pytest.param(" \n\t ", [], id="only space"),
        pytest.param("hỗ\u200btrợ", ["hỗ", "trợ"], id="zero-width inside"),
        pytest.param("  hỗ   trợ ", ["hỗ", "trợ"], id="runs of space"),
    ],
)
def test_offsets_refer_to_the_text_as_given(encoder: ModelEncoder, text: str, expected: list[str]) -> None:
    (encoded,) = encoder.encode([text], "question")
    assert words(text, encoded.offsets) == expected


def test_decomposed_text_gives_the_vectors_of_composed_text(encoder: ModelEncoder) -> None:
    composed, decomposed = encoder.encode([PARAGRAPH, unicodedata.normalize("NFD", PARAGRAPH)], "passage")
    assert float(composed.vector @ decomposed.vector) > 0.9999


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_encoded_with_offsets_inside_it(encoder: ModelEncoder, text: str) -> None:
    (encoded,) = encoder.encode([text], "question")
    assert np.isfinite(encoded.vector).all()
    assert all(0 <= start < end <= len(text) for start, end in encoded.offsets)


def test_progress_ends_at_the_total(encoder: ModelEncoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode(["a"] * 70, "passage", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (70, 70)
    assert seen == sorted(seen)


def test_no_texts_give_no_vectors(encoder: ModelEncoder) -> None:
    assert encoder.encode([], "passage") == []


def test_threads_share_one_encoder(encoder: ModelEncoder) -> None:
    texts = [f"chỉ tiêu {number}" for number in range(12)]
    alone = encoder.encode(texts, "question")
    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(lambda text: encoder.encode([text], "question")[0], texts))
    for one, other in zip(alone, shared, strict=True):
        assert float(one.vector @ other.vector) > 0.9999


def test_the_identity_names_model_prefixes_and_window(encoder: ModelEncoder) -> None:
    for part in ("intfloat/multilingual-e5-small", "query: ", "passage: ", "512"):
        assert part in encoder.identity


def test_the_stored_means_were_computed_with_this_encoder(encoder: ModelEncoder) -> None:
    with np.load(Path(__file__).parents[1] / "index" / "means" / FILE) as stored:
        assert str(stored["encoder"]) == encoder.identity


@pytest.mark.parametrize("language", ["en", "vi", "vi-folded"])
def test_a_question_lies_nearest_to_the_mean_of_its_own_language(
    encoder: ModelEncoder, language: QuestionLanguage
) -> None:
    questions = {
        "en": "How many people in the province were helped, and how much was paid?",
        "vi": "Có bao nhiêu người trong tỉnh được hỗ trợ và đã chi bao nhiêu tiền?",
        "vi-folded": "co bao nhieu nguoi trong tinh duoc ho tro va da chi bao nhieu tien?",
    }
    own = token_mean(encoder.encode([questions[language]], "question"))
    distances = {}
    for candidate in ("en", "vi", "vi-folded"):
        mean = question_mean(encoder, candidate)
        assert mean is not None
        distances[candidate] = float(np.linalg.norm(own - mean))
    assert min(distances, key=lambda candidate: distances[candidate]) == language


def test_centred_tokens_have_unit_length_and_lose_their_mean(encoder: ModelEncoder) -> None:
    encoded = encoder.encode([PARAGRAPH, OTHER], "passage")
    tokens = centred(encoded[0].tokens, token_mean(encoded))
    assert np.linalg.norm(tokens, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(tokens.mean(axis=0)) < np.linalg.norm(centred(encoded[0].tokens, None).mean(axis=0))


def test_the_mean_of_no_tokens_is_refused(encoder: ModelEncoder) -> None:
    with pytest.raises(ValueError, match="no tokens"):
        token_mean(encoder.encode([""], "question"))


def test_a_folder_that_holds_no_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="does not load"):
        load_encoder(str(tmp_path), home=tmp_path)
