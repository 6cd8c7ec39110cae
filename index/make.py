"""Write one build of an index: every file of it, in a folder of its own, made current when it is finished."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import home as homes
from index.address import Numbering, last_numberings, numbered, save_numberings
from index.analyse import Vocabulary
from index.corpus import save_reports
from index.embedding import Earlier, Embedded, embed, token_means
from index.encoder import Encoder
from index.kept import Taken, save_sources
from index.keywords import Keywords
from index.lease import make_leasable
from index.manifest import FORMAT, Manifest, Source, content_hash, files_of, libraries, reading
from index.open import DAMAGED, STORE, identity
from index.read.reading import Progress
from index.report import Report
from index.settings import Settings
from index.shared import publish, withdraw
from index.store import LEVELS, Level, VectorStore
from index.tokens import TokenFile, TokenWriter
from index.units import LANGUAGES, Unit, Units, texts_of
from index.vectors import UnitVectors, VectorWriter

# A corpus four times the one its token means were taken from gets new means, and so new token vectors; but not where
# they come from a hundred windows: of the shipped report, the mean of every second window has a cosine of .997 with
# that of the others.
_MEANS_HOLD = 4
_ENOUGH = 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """One build on its way."""

    settings: Settings
    encoder: Encoder
    progress: Progress

    def run(self, chosen: Sequence[Taken], before: Manifest | None) -> Manifest:
        """Write a build into a folder of its own and make it current; on any failure leave nothing behind."""
        name = homes.new_build_name()
        folder = self.settings.index_folder / name
        folder.mkdir()
        try:
            reports = self._numbered(folder, [one.report for one in chosen])
            save_sources(folder, [one.source for one in chosen])
            save_reports(folder, reports)
            Vocabulary.of(reports).save(folder)
            make_leasable(folder)
            manifest = self._write(folder, name, reports, before)
            publish(self.settings, name)
            homes.make_current(self.settings.index_folder, name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            withdraw(self.settings, name)
            raise
        # The build before stays one round longer: a reader may have read its name and not opened it yet.
        keep = {name} | ({before.build} if before else set())
        homes.remove_stale(self.settings.index_folder, keep)
        return manifest

    def _numbered(self, folder: Path, reports: Sequence[Report]) -> tuple[Report, ...]:
        """Give every paragraph the number it had in the last build that knew it."""
        before = last_numberings(self.settings.index_folder)
        now = tuple(numbered(report, before.get(report.id)) for report in reports)
        save_numberings(folder, {one.id: Numbering.of(one, before.get(one.id)) for one in now})
        return now

    def _write(self, folder: Path, name: str, reports: tuple[Report, ...], before: Manifest | None) -> Manifest:
        for language in LANGUAGES:
            texts = (one.headings + one.content for one in texts_of(reports) if one.language == language)
            Keywords.build(texts, language).save(folder / f"keywords-{language}")
        units = Units(reports)
        levels = Counter(unit.level for unit in units)
        earlier, mean_windows = self._earlier(before, units, levels), before.mean_windows if before else 0
        if earlier is None:
            means, mean_windows = token_means(units, self.encoder), levels["paragraph"]
        else:
            means = earlier.tokens.means
        paragraphs = sum(len(report.paragraphs) for report in reports)
        self._embed(
            folder, name, embed(units, levels.total(), self.encoder, means, earlier, self.progress), means, paragraphs
        )
        manifest = Manifest(
            build=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self.encoder.name,
            encoder=identity(self.encoder) or "",
            format=FORMAT,
            **libraries(),
            sources=tuple(
                Source(report.id, Path(report.source).name, report.source_hash, content_hash(report))
                for report in reports
            ),
            paragraphs=paragraphs,
            units=levels.total(),
            mean_windows=mean_windows,
            **reading(),
            files=files_of(folder, apart=STORE),
        )
        manifest.write(folder)
        return manifest

    def _earlier(self, before: Manifest | None, units: Units, levels: Counter[Level]) -> Earlier | None:
        """The vectors of the build before, where enough of them can be used again."""
        windows = levels["paragraph"]
        if before is None or (before.mean_windows < _ENOUGH and windows > _MEANS_HOLD * before.mean_windows):
            return None
        folder = self.settings.index_folder / before.build
        try:
            earlier = Earlier.of(UnitVectors.open(folder), TokenFile.open(folder))
        except DAMAGED as error:
            _log.warning("no vector is used again: %s", error)
            return None
        if before.mean_windows >= _ENOUGH:
            return earlier
        known = sum(unit.key in earlier.rows for unit in units)
        return earlier if known * _MEANS_HOLD >= levels.total() else None

    def _embed(
        self,
        folder: Path,
        name: str,
        blocks: Iterable[Sequence[tuple[Unit, Embedded]]],
        means: NDArray[np.float32],
        paragraphs: int,
    ) -> None:
        """Write the vectors of the units into the store and the files beside it."""
        with (
            VectorStore.create(folder / STORE, name, self.settings.chroma_url) as store,
            VectorWriter(folder, self.encoder.dimension, 2 * paragraphs) as vectors,
            TokenWriter(folder, means, 2 * paragraphs) as tokens,
        ):
            row = 0
            for block in blocks:
                for unit, embedded in block:
                    vectors.append(unit, embedded.vector, 0 if embedded.tokens is None else len(embedded.tokens.scales))
                    if embedded.tokens is not None:
                        tokens.append(unit.text, embedded.tokens)
                _store_block(store, block, row)
                row += len(block)
            vectors.finish()
            tokens.finish()


def _store_block(store: VectorStore, block: Sequence[tuple[Unit, Embedded]], first: int) -> None:
    for level in LEVELS:
        ours = [(row, *one) for row, one in enumerate(block, first) if one[0].level == level]
        if ours:
            rows, units, embedded = zip(*ours, strict=True)
            vectors = np.array([one.vector for one in embedded], dtype=np.float32)
            store.add(level, rows, vectors, [unit.report for unit in units])
