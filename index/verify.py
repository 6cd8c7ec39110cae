"""Read a whole index and compare it with its manifest: `report-assistant index verify`.

A damaged file, a lost vector or a source that is not the one an index was built from is found before somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.corpus import Corpus
from index.errors import ReportUnreadable, StorageFailed
from index.home import current_build
from index.kept import taken
from index.manifest import File, Manifest, content_hash, outdated, reworded
from index.open import DAMAGED, STORE, settings_for
from index.read.parse import source_hash
from index.shared import sync
from index.store import LEVELS, VectorStore
from index.vectors import UnitVectors

_SHOWN = 5  # of the same problem
_CLOSE = 2e-3  # a number of a vector beside itself rounded to two bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """What was read of an index, and what is wrong with it."""

    manifest: Manifest
    problems: tuple[str, ...]
    vectors: int  # compared one by one with the store's


def verify_index(home: str | Path | None = None) -> Verified:
    """Read the current index of a home and say what is wrong with it; nothing is changed.

    Raises:
        IndexMissing: there is none.
        StorageFailed: the manifest itself cannot be read.
    """
    settings = settings_for(home)
    sync(settings)
    folder = settings.index_folder / current_build(settings.index_folder)
    manifest = Manifest.read(folder)
    problems = [*outdated(manifest, settings.embedding_model), *reworded(manifest)]
    problems += _files(folder, manifest)
    problems += _reports(folder, manifest)
    vectors = 0
    try:
        vectors, wrong = _vectors(folder, manifest, settings.chroma_url)
        problems += wrong
    except StorageFailed as error:
        problems.append(str(error))
    except DAMAGED as error:
        problems.append(f"the vectors cannot be read ({error})")
    return Verified(manifest, tuple(problems), vectors)


def _files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Compare every file with its size and hash."""
    wrong = []
    for file in manifest.files:
        path = folder / file.name
        if not path.is_file():
            wrong.append(f"{file.name} is missing")
        elif path.stat().st_size != file.bytes:
            wrong.append(f"{file.name} has {path.stat().st_size:,} bytes, not {file.bytes:,}")
        elif File.of(folder, path) != file:
            wrong.append(f"{file.name} is not what was written (another SHA-256)")
    yield from wrong[:_SHOWN]
    if len(wrong) > _SHOWN:
        yield f"and {len(wrong) - _SHOWN} more files"


def _reports(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Compare the reports as they were read, and their kept sources, with the manifest's hashes and counts."""
    try:
        reports = Corpus.open(folder).reports
        hashes = [content_hash(report) for report in reports]
    except StorageFailed as error:
        yield str(error)
        return
    if [report.id for report in reports] != [source.report for source in manifest.sources]:
        yield "the reports are not those of the manifest"
        return
    if sum(len(report.paragraphs) for report in reports) != manifest.paragraphs:
        yield f"the reports do not have {manifest.paragraphs:,} paragraphs"
    for found, source in zip(hashes, manifest.sources, strict=True):
        if found != source.content_hash:
            yield f"the report {source.report!r} is not as it was read"
    for one, source in zip(taken(folder), manifest.sources, strict=True):
        if one.source is not None and _source_hash(one.source) != source.source_hash:
            yield f"the kept source of {source.report!r} is not the one it was read from"


def _source_hash(path: Path) -> str:
    try:
        return source_hash(path)
    except (OSError, ReportUnreadable) as error:
        return str(error)


def _vectors(folder: Path, manifest: Manifest, url: str | None) -> tuple[int, list[str]]:
    """Compare every vector of the store with the file beside it; return how many were."""
    vectors = UnitVectors.open(folder)
    problems = []
    if len(vectors.texts) != manifest.units:
        problems.append(f"there are {len(vectors.texts):,} vectors, not {manifest.units:,}")
    lengths = np.linalg.norm(vectors.vectors.astype(np.float32), axis=1)
    if odd := int((np.abs(lengths - 1) > 0.02).sum()):
        problems.append(f"{odd:,} vectors are not of unit length")
    checked = 0
    with VectorStore.open(folder / STORE, manifest.build, url) as store:
        for level in LEVELS:
            expected = np.flatnonzero(vectors.levels == LEVELS.index(level))
            rows, stored = store.vectors(level)
            if set(rows) != set(expected.tolist()):
                problems.append(f"the store has {len(rows):,} {level} vectors, not the {len(expected):,} of the index")
                continue
            other = np.abs(stored - vectors.vectors[rows].astype(np.float32)).max(axis=1, initial=0) > _CLOSE
            if other.any():
                problems.append(f"{int(other.sum()):,} {level} vectors of the store are not those of the index")
            checked += len(rows)
    return checked, problems
