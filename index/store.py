"""Nearest vectors, by Chroma: embedded in this process, or a server's. No other module knows Chroma.

Vectors are ours; Chroma never embeds anything. A unit is one vector of the index, known by its row.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.errors import StorageFailed, StoreUnreachable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI as ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

Level = Literal["paragraph", "sentence"]
LEVELS: tuple[Level, ...] = ("paragraph", "sentence")

_SECONDS = 30.0  # for one answer of a server; the largest batch of vectors takes a few
# Chroma counts who uses each embedded store, and miscounts where one thread opens what another closes.
_STORES = threading.Lock()
_BATCH = 4_000  # below the 5,461 rows that SQLite takes in one statement


class VectorStore:
    """Two collections of one build: paragraph vectors and sentence vectors."""

    def __init__(self, client: ClientAPI, collections: dict[Level, Collection]) -> None:
        self._client = client
        self._collections = collections

    @classmethod
    def create(cls, folder: Path, build: str, url: str | None = None) -> VectorStore:
        """Create the empty collections of a build, in `folder` or on the server at `url`."""
        with failures(url or str(folder)):
            client = connect(folder, url)
            return cls(
                client,
                {
                    level: client.create_collection(
                        _name(build, level), configuration=_configuration(), embedding_function=None
                    )
                    for level in LEVELS
                },
            )

    @classmethod
    def open(cls, folder: Path, build: str, url: str | None = None) -> VectorStore:
        """Open the collections of a build. Raises StorageFailed where they are missing or cannot be read."""
        if url is None and not folder.is_dir():
            raise StorageFailed(f"The vector store {str(folder)!r} is gone; run `report-assistant index rebuild`.")
        with failures(url or str(folder)):
            client = connect(folder, url)
            return cls(
                client,
                {level: client.get_collection(_name(build, level), embedding_function=None) for level in LEVELS},
            )

    def add(self, level: Level, rows: Sequence[int], vectors: NDArray[np.float32], reports: Sequence[str]) -> None:
        """Add unit vectors (rows, dimension), each with its row and the report it belongs to."""
        collection = self._collections[level]
        with failures(collection.name):
            for start in range(0, len(rows), _BATCH):
                part = slice(start, start + _BATCH)
                collection.add(
                    ids=[str(row) for row in rows[part]],
                    embeddings=np.ascontiguousarray(vectors[part], dtype=np.float32),
                    metadatas=[{"report": report} for report in reports[part]],
                )

    def nearest(
        self, level: Level, vector: NDArray[np.float32], count: int, reports: Sequence[str] | None = None
    ) -> list[int]:
        """Return the rows of the `count` nearest units, nearest first, of these reports or of all."""
        collection = self._collections[level]
        with failures(collection.name):
            found = collection.query(
                query_embeddings=vector[None],
                n_results=count,
                where=_of(reports),
                include=[],
            )
        return [int(row) for row in found["ids"][0]]

    def count(self, level: Level) -> int:
        """Return how many units a collection holds."""
        with failures(level):
            return self._collections[level].count()

    def vectors(self, level: Level) -> tuple[list[int], NDArray[np.float32]]:
        """Return the rows of a collection and their vectors (rows, dimension), all of them."""
        collection = self._collections[level]
        rows: list[int] = []
        parts: list[NDArray[np.float32]] = [np.zeros((0, 0), dtype=np.float32)]
        with failures(collection.name):
            for start in range(0, collection.count(), _BATCH):
                found = collection.get(limit=_BATCH, offset=start, include=["embeddings"])
                rows += [int(row) for row in found["ids"]]
                parts.append(np.asarray(found["embeddings"], dtype=np.float32))
        return rows, np.concatenate(parts[1:]) if rows else parts[0]

    def __enter__(self) -> VectorStore:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store's files."""
        _close(self._client)


def delete(build: str, url: str) -> None:
    """Delete every collection of a build from a server; missing ones are fine."""
    from chromadb.errors import NotFoundError

    with connected(url) as client, failures(url):
        for name in (*(_name(build, level) for level in LEVELS), files_of(build)):
            with suppress(NotFoundError):
                client.delete_collection(name)


def files_of(build: str) -> str:
    """Return the collection that holds a build's files (`index.shared`)."""
    return f"report-assistant.{build}.files"


def _of(reports: Sequence[str] | None) -> Where | None:
    if reports is None:
        return None
    return cast("Where", {"report": {"$in": [*reports]}})


def _name(build: str, level: Level) -> str:
    return f"report-assistant.{build}.{level}"


def _configuration() -> CreateCollectionConfiguration:
    # ef_search is how many neighbours the walk through the graph keeps in view.
    return {"hnsw": {"space": "cosine", "ef_construction": 128, "max_neighbors": 24, "ef_search": 200}}


def connect(folder: Path, url: str | None) -> ClientAPI:
    """Return a client of the store in `folder`, or of the server at `url`."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        with _STORES:
            return chromadb.PersistentClient(path=folder, settings=settings)
    address = urlsplit(url)
    client = chromadb.HttpClient(
        host=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 8000),
        ssl=address.scheme == "https",
        settings=settings,
    )
    # Chroma waits for ever for a server that hangs and offers no setting for it.
    client._server._session.timeout = _SECONDS  # type: ignore[attr-defined]
    return client


def _close(client: ClientAPI) -> None:
    with _STORES:
        client.close()  # type: ignore[attr-defined]  # every client has it, the interface forgot


@contextmanager
def connected(url: str) -> Iterator[ClientAPI]:
    """Yield a client of the server at `url`."""
    with failures(url):
        client = connect(Path(), url)
    try:
        yield client
    finally:
        _close(client)


class failures:
    """Turn what Chroma, SQLite, the network and the operating system raise into StorageFailed."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None or error is None:
            return
        import sqlite3

        import httpx
        from chromadb.errors import ChromaError

        if isinstance(error, httpx.HTTPError) or _NO_SERVER in str(error):
            raise StoreUnreachable(
                f"The Chroma server of {self._place!r} does not answer ({_first_line(error)}); start it, or check "
                "REPORT_ASSISTANT_CHROMA_URL."
            ) from error
        # Chroma's Rust core raises its own InternalError for SQLite and file faults, and AttributeError when a store
        # that could not start is opened a second time in one process; its client raises Exception itself for an answer
        # it does not understand.
        if isinstance(error, (ChromaError, OSError, sqlite3.Error, ValueError, AttributeError)) or kind is Exception:
            raise StorageFailed(
                f"The vector store {self._place!r} cannot be used ({_first_line(error)}); free some disk space, or run "
                "`report-assistant index rebuild`."
            ) from error


_NO_SERVER = "Could not connect to a Chroma server"  # a ValueError of Chroma's client


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
