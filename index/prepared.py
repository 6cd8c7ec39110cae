"""Reports read and encoded ahead of a build, elsewhere: one file each, from which the build takes its vectors.

    python -m index.bulk writes them; a build that is given a `PreparedEncoder` finds every vector it asks for.

A file holds the report as it was read and, for every unit of it, what the encoder returned. Tokens are kept for windows
only, as a build uses no others, and in half precision.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Encoder, Role
from index.plain import plain, report_of
from index.report import Report
from index.units import Units

_KEPT_OPEN = 64  # files; a block of a build touches fewer
_TEXTS = 32  # encoded together
_DAMAGED = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile)
_log = logging.getLogger(__name__)


def prepare(report: Report, encoder: Encoder) -> bytes:
    """Return a report and the vectors of all its units as one file."""
    units = list(Units([report]))
    windows = {unit.content for unit in units if unit.level == "paragraph"}
    texts = sorted({unit.content for unit in units}, key=lambda text: (-len(text), text))
    encoded = [
        one
        for start in range(0, len(texts), _TEXTS)
        for one in encoder.encode(texts[start : start + _TEXTS], "passage")
    ]
    tokens = [one.tokens if text in windows else one.tokens[:0] for text, one in zip(texts, encoded, strict=True)]
    places = [one.offsets if text in windows else one.offsets[:0] for text, one in zip(texts, encoded, strict=True)]
    empty = np.zeros((0, encoder.dimension))
    file = io.BytesIO()
    np.savez(
        file,
        report=np.frombuffer(json.dumps(report, default=plain, ensure_ascii=False).encode(), dtype=np.uint8),
        keys=np.frombuffer(b"".join(_key(text) for text in texts), dtype="V16"),
        vectors=np.array([one.vector for one in encoded], dtype=np.float32).reshape(-1, encoder.dimension),
        tokens=np.concatenate([empty, *tokens]).astype(np.float16),
        offsets=np.concatenate([np.zeros((0, 2)), *places]).astype(np.int32),
        bounds=np.cumsum([0, *map(len, tokens)]),
    )
    return file.getvalue()


def write_prepared(path: Path, data: bytes) -> None:
    """Write such a file so that it is there whole or not at all."""
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def read_prepared(path: Path) -> Report | None:
    """Return the report of a file, None where there is none or it is damaged."""
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            return report_of(json.loads(file["report"].tobytes()))
    except _DAMAGED as error:
        _log.info("not prepared yet: %s", error)
        return None


class PreparedEncoder:
    """An encoder that was asked before: passages come from files, everything else from the encoder itself."""

    def __init__(self, encoder: Encoder, files: Sequence[Path]) -> None:
        self._encoder = encoder
        self._files = files
        self._open: OrderedDict[int, Mapping[str, NDArray[np.generic]]] = OrderedDict()
        self._rows: dict[bytes, tuple[int, int]] = {}
        for number, path in enumerate(files):
            with np.load(path) as file:
                for row, key in enumerate(file["keys"]):
                    self._rows.setdefault(key.tobytes(), (number, row))
        self.identity = getattr(encoder, "identity", encoder.name)
        self.spelled_tokens = getattr(encoder, "spelled_tokens", False)

    @property
    def name(self) -> str:
        """The encoder's own."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """The encoder's own."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Return what the encoder returned, or returns now for a text it was not asked about."""
        if role == "question":
            return self._encoder.encode(texts, role)
        return [self._find(text) or self._encoder.encode([text], role)[0] for text in texts]

    def _find(self, text: str) -> Encoded | None:
        place = self._rows.get(_key(text))
        if place is None:
            return None
        number, row = place
        if number not in self._open:
            with np.load(self._files[number]) as file:
                self._open[number] = {name: file[name] for name in ("vectors", "tokens", "offsets", "bounds")}
            while len(self._open) > _KEPT_OPEN:
                self._open.popitem(last=False)
        part = self._open[number]
        span = slice(int(part["bounds"][row]), int(part["bounds"][row + 1]))
        return Encoded(
            np.asarray(part["vectors"][row], dtype=np.float32),
            np.asarray(part["tokens"][span], dtype=np.float32),
            np.asarray(part["offsets"][span], dtype=np.int32),
        )


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
