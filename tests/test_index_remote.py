"""An embeddings server in place of the encoder: the same search, and one line where the server fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.embedding_server import EmbeddingServer
from index import build_index, open_index
from index.embed import load_encoder
from index.errors import IndexOutOfDate, ModelUnavailable
from index.hashed import HashedEncoder
from index.remote import RemoteEncoder
from index.settings import Settings

FISH = "Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới.\n\nTỉnh hỗ trợ 300 hộ dân."


def embed(texts: Sequence[str]) -> list[list[float]]:
    return [[3.0 * float(value) for value in one.vector] for one in HashedEncoder(48).encode(texts, "passage")]


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with EmbeddingServer(embed) as started:
        yield started


def test_vectors_come_from_the_server_at_unit_length_and_in_order(server: EmbeddingServer) -> None:
    encoder = RemoteEncoder(server.url, "some-model", key="secret")
    texts = [f"đoạn {number}" for number in range(150)]
    found = encoder.encode(texts, "passage")
    assert encoder.dimension == 48
    for text, encoded in zip(texts, found, strict=True):
        [expected] = HashedEncoder(48).encode([text], "passage")
        assert float(encoded.vector @ expected.vector) == pytest.approx(1, abs=1e-5)
        assert [text[start:end] for start, end in encoded.offsets] == text.split()
    assert max(len(request["input"]) for request in server.requests) <= 32
    assert {request["authorization"] for request in server.requests} == {"Bearer secret"}
    encoder.close()


def test_the_prefixes_of_e5_are_sent_with_the_texts(server: EmbeddingServer) -> None:
    encoder = RemoteEncoder(server.url, "intfloat/multilingual-e5-large")
    encoder.encode(["bao nhiêu"], "question")
    encoder.encode(["15 cây cầu"], "passage")
    assert [request["input"] for request in server.requests[1:]] == [["query: bao nhiêu"], ["passage: 15 cây cầu"]]
    encoder.close()


def test_an_index_is_built_and_searched_with_a_server(server: EmbeddingServer, tmp_path: Path) -> None:
    report = tmp_path / "fish.txt"
    report.write_text(FISH, "utf-8")
    settings = Settings(tmp_path / "home", "some-model", embedding_url=server.url)
    with build_index([report], settings=settings) as index:
        assert index.search("bao nhiêu cây cầu")[0].paragraph.text == "Xã có 15 cây cầu mới."
    with open_index(settings=settings) as index:
        assert index.search("ho tro ho dan")[0].paragraph.text == "Tỉnh hỗ trợ 300 hộ dân."
    assert not (tmp_path / "home" / "models").exists()
    with pytest.raises(IndexOutOfDate, match="other-model"):
        open_index(settings=Settings(tmp_path / "home", "other-model", embedding_url=server.url))


def test_a_server_that_is_busy_for_a_moment_is_asked_again(server: EmbeddingServer) -> None:
    encoder = RemoteEncoder(server.url, "some-model")
    server.failures = [503, 429]
    assert np.linalg.norm(encoder.encode(["cá"], "question")[0].vector) == pytest.approx(1, abs=1e-5)
    encoder.close()


@pytest.mark.parametrize(
    ("failures", "said"),
    [pytest.param([503, 503, 503], "503", id="broken for long"), pytest.param([401], "401", id="wrong key")],
)
def test_a_server_that_fails_is_one_line_that_says_what_to_do(failures: list[int], said: str) -> None:
    with EmbeddingServer(embed) as server:
        encoder = RemoteEncoder(server.url, "some-model")
        server.failures = list(failures)
        with pytest.raises(ModelUnavailable, match=said) as raised:
            encoder.encode(["cá"], "question")
        encoder.close()
    assert "\n" not in str(raised.value) and "REPORT_ASSISTANT_EMBEDDING_URL" in str(raised.value)


def test_a_server_that_does_not_run_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(ModelUnavailable, match=r"does not answer.*Start it"):
        RemoteEncoder("http://127.0.0.1:9/v1", "some-model")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param([[1.0] * 48], id="too few"),
        pytest.param([[1.0] * 12, [1.0] * 12], id="another length"),
        pytest.param([[float("nan")] * 48] * 2, id="not a number"),
    ],
)
def test_an_answer_that_is_no_list_of_vectors_is_refused(answer: list[list[float]]) -> None:
    with EmbeddingServer(lambda texts: embed(texts) if len(texts) == 1 else answer) as server:
        encoder = RemoteEncoder(server.url, "some-model")
        with pytest.raises(ModelUnavailable, match="no list of vectors"):
            encoder.encode(["cá", "cầu"], "passage")
        encoder.close()


@pytest.mark.parametrize("device", ["cuda", "no such device"])
def test_a_device_that_is_not_there_is_said_before_anything_is_loaded(device: str, encoder_home: Path) -> None:
    import torch

    if device == "cuda" and torch.cuda.is_available():
        pytest.skip("this machine has a graphics card")
    with pytest.raises(ModelUnavailable, match="REPORT_ASSISTANT_DEVICE"):
        load_encoder(home=encoder_home, device=device)
