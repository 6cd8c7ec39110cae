"""A file on a Chroma server: its bytes are the vectors of a collection, three in each number.

Chroma indexes everything but vectors as text, which takes three to five times the room of this (docs/scale.md).
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import StorageFailed
from index.store import files_of

if TYPE_CHECKING:
    from index.store import ClientAPI

_NUMBERS = 4_096  # in a record: as many as hosted Chroma takes
_RECORD = 3 * _NUMBERS  # bytes: a float32 holds integers below 2^24 exactly
_RECORDS = 64  # in a request: 1 MB


class Upload(io.RawIOBase):
    """A file whose bytes become the vectors of a collection; an attempt that broke off is overwritten."""

    def __init__(self, client: ClientAPI, build: str) -> None:
        self._collection = client.get_or_create_collection(files_of(build), embedding_function=None)
        self._waiting = bytearray()
        self._records = 0
        self._bytes = 0
        self._hash = hashlib.sha256()

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take the next bytes."""
        self._hash.update(data)
        self._bytes += len(data)
        self._waiting += data
        while len(self._waiting) >= _RECORDS * _RECORD:
            self._send(_RECORDS * _RECORD)
        return len(data)

    def finish(self) -> None:
        """Send what is left, and say how much it was: without that the build is not there."""
        self._waiting += bytes(-len(self._waiting) % _RECORD)
        if self._waiting:
            self._send(len(self._waiting))
        self._collection.modify(metadata={"bytes": self._bytes, "sha256": self._hash.hexdigest()})

    def _send(self, length: int) -> None:
        vectors = packed(bytes(self._waiting[:length]))
        del self._waiting[:length]
        ids = [str(self._records + place) for place in range(len(vectors))]
        self._collection.upsert(ids=ids, embeddings=vectors)
        self._records += len(vectors)


class Download(io.RawIOBase):
    """The file that an `Upload` wrote."""

    def __init__(self, client: ClientAPI, build: str) -> None:
        self._collection = client.get_collection(files_of(build), embedding_function=None)
        told = self._collection.metadata or {}
        self._left = int(told.get("bytes", 0))
        self._expected = told.get("sha256")
        self._record = 0
        self._ready = b""
        self._hash = hashlib.sha256()
        self._build = build

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, all that are left by default."""
        while self._left and (size < 0 or len(self._ready) < size):
            more = self._next()
            self._hash.update(more)
            self._ready += more
        size = len(self._ready) if size < 0 else size
        found, self._ready = self._ready[:size], self._ready[size:]
        return found

    def finish(self) -> None:
        """Raise StorageFailed where the bytes are not those that were written."""
        self.read()
        if self._hash.hexdigest() != self._expected:
            raise StorageFailed(f"The build {self._build!r} on the Chroma server is damaged; index again.")

    def _next(self) -> bytes:
        ids = [str(self._record + place) for place in range(_RECORDS)]
        found = self._collection.get(ids=ids, include=["embeddings"])
        rows = dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        vectors = [rows[id] for id in ids if id in rows]
        if not vectors:
            raise StorageFailed(f"The build {self._build!r} on the Chroma server is not whole; index again.")
        self._record += len(vectors)
        data = unpacked(np.array(vectors))[: self._left]
        self._left -= len(data)
        return data


def packed(data: bytes) -> NDArray[np.float32]:
    """Return bytes as vectors (records, 4096); their number must be a multiple of a record's."""
    parts = np.frombuffer(data, dtype=np.uint8).reshape(-1, _NUMBERS, 3).astype(np.uint32)
    return (parts[..., 0] | parts[..., 1] << 8 | parts[..., 2] << 16).astype(np.float32)


def unpacked(vectors: NDArray[np.float32]) -> bytes:
    """Return the bytes that `packed` took."""
    numbers = vectors.astype(np.uint32)
    return np.stack([numbers & 255, numbers >> 8 & 255, numbers >> 16], axis=-1).astype(np.uint8).tobytes()
