"""Encoding the units of a build, block by block, with vectors of the build before used again where nothing changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.means import question_mean
from index.read.reading import Progress
from index.tokens import PackedTokens, TokenFile, centre, pack
from index.units import LANGUAGES, Unit, Units
from index.vectors import UnitVectors

_BLOCK = 1_024  # units encoded between two writes; a block's texts are sorted by length, so padding costs little
_STEP = 32  # units between two reports of progress
_REMEMBERED = 4_096  # units; a window of 400 tokens takes 160 kB, a sentence 1 kB
_SAMPLE = 400  # windows a mean is taken from: about 100,000 tokens


@dataclass(frozen=True, slots=True)
class Embedded:
    """A unit's vector and, for a window, its packed tokens."""

    vector: NDArray[np.float16]
    tokens: PackedTokens | None

    def moved(self, by: int) -> Embedded:
        """Return the same for a unit that begins `by` characters later in its text."""
        if not by or self.tokens is None:
            return self
        offsets = np.where(self.tokens.offsets < 0, -1, self.tokens.offsets + by).astype(np.int32)
        return replace(self, tokens=replace(self.tokens, offsets=offsets))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The vectors of the build before."""

    vectors: UnitVectors
    tokens: TokenFile
    rows: Mapping[bytes, int]

    @classmethod
    def of(cls, vectors: UnitVectors, tokens: TokenFile) -> Earlier:
        """Index the vectors of a build by what they were made from."""
        return cls(vectors, tokens, vectors.by_key())

    def find(self, unit: Unit) -> Embedded | None:
        """Return the vectors of a unit with the same content, if there was one."""
        row = self.rows.get(unit.key)
        if row is None:
            return None
        vector = np.array(self.vectors.vectors[row])
        if unit.level == "sentence":
            return Embedded(vector, None)
        # The windows of a text stand in a row, and so do their tokens.
        first = int(np.searchsorted(self.vectors.texts, self.vectors.texts[row]))
        skipped = int(self.vectors.tokens[first:row].sum())
        packed = self.tokens.packed(int(self.vectors.texts[row]))
        part = slice(skipped, skipped + int(self.vectors.tokens[row]))
        found = Embedded(vector, PackedTokens(packed.codes[part], packed.scales[part], packed.offsets[part]))
        return found.moved(unit.start - int(self.vectors.places[row]))


class _Recent:
    """The last few thousand units that were embedded: reports of one kind say much in the same words."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, tuple[int, Embedded]] = OrderedDict()

    def find(self, unit: Unit) -> Embedded | None:
        """Return the vectors of a unit with the same content."""
        if unit.key not in self._found:
            return None
        self._found.move_to_end(unit.key)
        start, embedded = self._found[unit.key]
        return embedded.moved(unit.start - start)

    def keep(self, unit: Unit, embedded: Embedded) -> None:
        """Remember a unit, and forget the one not used for longest."""
        self._found[unit.key] = unit.start, embedded
        if len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)


def token_means(units: Units, encoder: Encoder) -> NDArray[np.float32]:
    """Return the mean token vector of passages in each language, from windows spread over the corpus.

    A language the corpus lacks gets the mean of the others. Zeros for an encoder whose question mean is unknown: taking
    off only one of the two makes search worse.
    """
    if question_mean(encoder, "en") is None:
        return np.zeros((len(LANGUAGES), encoder.dimension), dtype=np.float32)
    means = []
    for language in LANGUAGES:
        tokens = [encoded.tokens for encoded in _encode(encoder, _sample(units, language))]
        means.append(np.concatenate(tokens).mean(axis=0) if tokens and sum(map(len, tokens)) else None)
    known = [mean for mean in means if mean is not None]
    default = np.mean(known, axis=0) if known else np.zeros(encoder.dimension)
    return np.array([default if mean is None else mean for mean in means], dtype=np.float32)


def _sample(units: Units, language: str) -> list[Unit]:
    """At most 400 windows of a language, spread over the corpus."""

    def windows() -> Iterator[Unit]:
        return (unit for unit in units if unit.level == "paragraph" and unit.language == language)

    count = sum(1 for _ in windows())
    chosen = set(np.linspace(0, count - 1, min(_SAMPLE, count)).astype(int).tolist())
    return [unit for number, unit in enumerate(windows()) if number in chosen]


def embed(
    units: Iterable[Unit],
    total: int,
    encoder: Encoder,
    means: NDArray[np.float32],
    earlier: Earlier | None,
    progress: Progress,
) -> Iterator[list[tuple[Unit, Embedded]]]:
    """Yield each unit with its vectors, in their order, a block at a time; `total` is how many there are."""
    progress("embedding", 0, total)
    recent, waiting, done = _Recent(), iter(units), 0
    while block := list(islice(waiting, _BLOCK)):
        found: dict[int, Embedded] = {}
        missing: dict[bytes, list[int]] = {}  # what is said twice is encoded once
        for place, unit in enumerate(block):
            if one := (earlier and earlier.find(unit)) or recent.find(unit):
                found[place] = one
            else:
                missing.setdefault(unit.key, []).append(place)
        firsts = sorted((places[0] for places in missing.values()), key=lambda place: -len(block[place].content))
        for first in range(0, len(firsts), _STEP):
            places = firsts[first : first + _STEP]
            for place, raw in zip(places, _encode(encoder, [block[place] for place in places]), strict=True):
                unit = block[place]
                one = _embedded(unit, raw, means[LANGUAGES.index(unit.language)])
                recent.keep(unit, one)
                for other in missing[unit.key]:
                    found[other] = one.moved(block[other].start - unit.start)
            progress("embedding", done + len(found), total)
        done += len(block)
        yield [(unit, found[place]) for place, unit in enumerate(block)]


@dataclass(frozen=True, slots=True)
class _Raw:
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    offsets: NDArray[np.int32]


def _encode(encoder: Encoder, units: Sequence[Unit]) -> Iterator[_Raw]:
    for start in range(0, len(units), _STEP):
        part = units[start : start + _STEP]
        for unit, encoded in zip(part, encoder.encode([unit.content for unit in part], "passage"), strict=True):
            offsets = encoded.offsets.astype(np.int64) - len(unit.headings) + unit.start
            offsets[encoded.offsets[:, 1] <= len(unit.headings)] = -1
            yield _Raw(encoded.vector, encoded.tokens, offsets.astype(np.int32))


def _embedded(unit: Unit, raw: _Raw, mean: NDArray[np.float32]) -> Embedded:
    tokens = pack(centre(raw.tokens, mean), raw.offsets) if unit.level == "paragraph" else None
    return Embedded(raw.vector.astype(np.float16), tokens)
