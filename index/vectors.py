"""The vectors of a build's units, exact and memory-mapped, with the names by which the next build finds them again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.units import Unit

_SENTENCE = 1  # its place in `index.store.LEVELS`


class UnitVectors:
    """One vector a unit, in the order of the texts; the windows of a text stand before its sentences."""

    def __init__(
        self,
        vectors: NDArray[np.float16],
        keys: NDArray[np.void],
        texts: NDArray[np.int64],
        levels: NDArray[np.int8],
        tokens: NDArray[np.int64],
        places: NDArray[np.int64],
        text_count: int,
    ) -> None:
        self.vectors = vectors  # (units, dimension), unit length
        self.keys = keys  # (units,): 16 bytes, as Unit.key
        self.texts = texts  # (units,): the text each belongs to, ascending
        self.levels = levels  # (units,): 0 a window of a paragraph, 1 a sentence
        self.tokens = tokens  # (units,): how many tokens it gave its text; 0 for a sentence
        self.places = places  # (units,): where in its text each begins
        self._starts = np.searchsorted(texts, np.arange(text_count + 1))

    def similarities(self, question: NDArray[np.float32], texts: Sequence[int]) -> NDArray[np.float32]:
        """Compare a question's vector with the best sentence of each text (texts,); 0 for one without."""
        ranges = [(int(self._starts[text]), int(self._starts[text + 1])) for text in texts]
        rows = np.concatenate([np.arange(*part) for part in ranges] or [np.zeros(0, np.int64)]).astype(np.int64)
        owners = np.repeat(np.arange(len(texts)), [end - start for start, end in ranges])
        sentences = self.levels[rows] == _SENTENCE
        best = np.full(len(texts), -np.inf, dtype=np.float32)
        values = self.vectors[rows[sentences]].astype(np.float32) @ question
        np.maximum.at(best, owners[sentences], values)
        return np.where(np.isfinite(best), best, 0).astype(np.float32)

    def rows(self, texts: NDArray[np.bool_], level: int) -> NDArray[np.int64]:
        """Return the rows of the units of one level in the texts that `texts` (texts,) marks."""
        return np.flatnonzero(texts[self.texts] & (self.levels == level))

    def nearest(self, question: NDArray[np.float32], rows: NDArray[np.int64], count: int) -> list[int]:
        """Return the `count` rows nearest to a question's vector, of these rows, nearest first; exact."""
        values = self.vectors[rows].astype(np.float32) @ question
        return [int(row) for row in rows[np.argsort(-values, kind="stable")[:count]]]

    def sentences(self, question: NDArray[np.float32], text: int) -> NDArray[np.float32]:
        """Compare a question's vector with every sentence of a text, in its order."""
        rows = np.arange(int(self._starts[text]), int(self._starts[text + 1]))
        rows = rows[self.levels[rows] == _SENTENCE]
        return self.vectors[rows].astype(np.float32) @ question  # type: ignore[no-any-return]

    def sentence_starts(self, text: int) -> NDArray[np.int64]:
        """Return where the sentences of a text begin, ascending."""
        part = slice(int(self._starts[text]), int(self._starts[text + 1]))
        return np.sort(self.places[part][self.levels[part] == _SENTENCE])

    def by_key(self) -> dict[bytes, int]:
        """Return the row of every key."""
        return {key.tobytes(): row for row, key in enumerate(self.keys)}

    @classmethod
    def open(cls, folder: Path) -> UnitVectors:
        """Open what a VectorWriter wrote; the vectors stay on disk until they are asked for."""
        with (folder / "unit_places.npz").open("rb") as file, np.load(file) as places:
            keys, texts, levels = places["keys"], places["texts"], places["levels"]
            begins, tokens, text_count = places["starts"], places["tokens"], int(places["text_count"])
            dimension = int(places["dimension"])
        vectors = np.asarray(
            np.memmap(folder / "unit_vectors.bin", dtype=np.float16, mode="r", shape=(len(texts), dimension))
        )
        return cls(vectors, keys, texts, levels, tokens, begins, text_count)


class VectorWriter:
    """Writes the vectors of a build unit by unit, in the order of the texts."""

    def __init__(self, folder: Path, dimension: int, text_count: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._text_count = text_count
        self._file = (folder / "unit_vectors.bin").open("wb")
        self._keys = bytearray()
        self._columns = {"texts": array("q"), "levels": array("b"), "tokens": array("q"), "starts": array("q")}

    def append(self, unit: Unit, vector: NDArray[np.float16], tokens: int) -> None:
        """Write the next unit's vector; `tokens` is how many it gives its text."""
        self._file.write(np.ascontiguousarray(vector, dtype=np.float16).tobytes())
        self._keys += unit.key
        values = (unit.text, unit.level == "sentence", tokens, unit.start)
        for column, value in zip(self._columns.values(), values, strict=True):
            column.append(value)

    def __enter__(self) -> VectorWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def finish(self) -> None:
        """Write what each vector belongs to, when all are written."""
        self._file.flush()
        columns = {name: np.array(column) for name, column in self._columns.items()}
        columns |= {"text_count": np.array(self._text_count), "dimension": np.array(self._dimension)}
        keys = np.frombuffer(self._keys, dtype="V16")
        np.savez(self._folder / "unit_places.npz", allow_pickle=False, keys=keys, **columns)
