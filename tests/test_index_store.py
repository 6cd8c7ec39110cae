"""Nearest vectors, in the embedded store and on a server."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import StorageFailed
from index.store import VectorStore
from tests.chroma_server import ChromaServer

VECTORS = np.eye(4, dtype=np.float32)


def fill(store: VectorStore) -> None:
    store.add("sentence", [10, 11, 12, 13], VECTORS, ["a", "a", "b", "b"])


def check(store: VectorStore) -> None:
    towards = np.array([0.1, 0.9, 0.8, 0.0], dtype=np.float32)
    assert store.nearest("sentence", towards, 2) == [11, 12]
    assert store.nearest("sentence", towards, 2, reports=["b"]) == [12, 13]
    assert store.nearest("sentence", towards, 99)[:2] == [11, 12]
    assert store.nearest("paragraph", towards, 5) == []
    assert (store.count("sentence"), store.count("paragraph")) == (4, 0)


def test_vectors_are_found_again_after_closing(tmp_path: Path) -> None:
    with VectorStore.create(tmp_path / "chroma", "build") as store:
        fill(store)
        check(store)
    with VectorStore.open(tmp_path / "chroma", "build") as store:
        check(store)


def test_more_vectors_than_one_statement_takes_can_be_added(tmp_path: Path) -> None:
    random = np.random.default_rng(3).standard_normal((9_000, 4)).astype(np.float32)
    with VectorStore.create(tmp_path / "chroma", "build") as store:
        store.add("paragraph", list(range(9_000)), random, ["a"] * 9_000)
        assert store.count("paragraph") == 9_000


def test_a_missing_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="index rebuild"):
        VectorStore.open(tmp_path / "chroma", "build")
    VectorStore.create(tmp_path / "chroma", "build").close()
    with pytest.raises(StorageFailed):
        VectorStore.open(tmp_path / "chroma", "another")


def test_a_server_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="Chroma"):
        VectorStore.open(tmp_path, "build", "http://127.0.0.1:9")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with ChromaServer(tmp_path / "served") as started:
        yield started.url


@pytest.mark.slow
def test_a_server_gives_the_same_neighbours(server: str, tmp_path: Path) -> None:
    # In a process of its own: Chroma never closes its HTTP sessions, and their warnings would come in another test.
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        import numpy as np
        from index.errors import StorageFailed
        from index.store import VectorStore, delete

        folder, url = Path({str(tmp_path)!r}), {server!r}
        with VectorStore.create(folder, "build", url) as store:
            store.add("sentence", [10, 11, 12, 13], np.eye(4, dtype=np.float32), ["a", "a", "b", "b"])
        with VectorStore.open(folder, "build", url) as store:
            towards = np.array([0.1, 0.9, 0.8, 0.0], dtype=np.float32)
            print(store.nearest("sentence", towards, 2), store.nearest("sentence", towards, 2, reports=["b"]))
        delete("build", url)
        delete("build", url)
        try:
            VectorStore.open(folder, "build", url)
        except StorageFailed:
            print("gone")
        """
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd())
    assert ran.stdout.splitlines() == ["[11, 12] [12, 13]", "gone"], ran.stderr
