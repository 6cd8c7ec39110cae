"""Build an index from reports, beside the one that answers, and put it in its place when it is finished."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np

from index import home as homes
from index.analyse import Vocabulary
from index.embedding import Earlier, Embedded, embed, token_means
from index.encoder import Encoder
from index.errors import IndexMissing, IndexOutOfDate, ReportUnreadable, StorageFailed
from index.kept import save_reports, save_sources, sources
from index.lexical import Keywords
from index.manifest import FORMAT, Manifest, Source, changed, content_hash, libraries, outdated
from index.open import DAMAGED, STORE, identity, load, open_build, open_index, same_weights, settings_for
from index.read import read_report
from index.report import Paragraph, Report
from index.search import Index
from index.settings import Settings
from index.store import LEVELS, VectorStore, delete
from index.tokens import TokenFile, TokenWriter
from index.units import LANGUAGES, Unit, content_of, contexts_of, language_of, units_of
from index.vectors import UnitVectors, VectorWriter

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is

# A corpus four times the one its token means were taken from gets new means, and so new token vectors.
_MEANS_HOLD = 4

_log = logging.getLogger(__name__)


def shipped_report() -> Path:
    """Return the folder of the report that comes with the product."""
    return Path(str(files("index"))) / "reports" / "ben-tre-2020"


def build_index(
    paths: Sequence[str | Path | Report] | None = None,
    *,
    home: str | Path | None = None,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    rebuild: bool = False,
    wait: float = 0,
) -> Index:
    """Build an index of exactly these reports, or of the shipped one, and open it.

    Nothing is done where the index already holds them; vectors of unchanged paragraphs are used again. Until the
    build is finished the old index answers, and it keeps answering where the build fails.

    Args:
        paths: files or folders that `read_report` takes, or reports already read, whose sources are not kept; None
            is the shipped report.
        encoder: a loaded encoder; by default the one the settings name is loaded when it is needed.
        rebuild: build anew even where nothing changed, and use no vector again.
        wait: seconds to wait for another process that is building.

    Raises:
        ReportUnreadable, ReportEmpty: a report cannot be taken.
        IndexBusy: another process is building.
        StorageFailed: the disk is full or read-only.
        ModelUnavailable: the encoder cannot be had.
    """
    settings = settings_for(home, settings, encoder)
    chosen = [shipped_report()] if paths is None else list(paths)
    reports = _read(chosen)
    with homes.writing(settings.index_folder, wait):
        before = None if rebuild else _usable(settings, encoder)
        if before is not None and not changed(before, reports):
            try:
                return open_build(settings, before, encoder)
            except StorageFailed as error:
                _log.warning("building anew: %s", error)
                before = None
        with homes.storage(settings.index_folder):
            encoder = encoder or load(settings)
            if before is not None and before.encoder != identity(encoder):
                before = None
            kept = [Path(path).expanduser() for path in chosen if not isinstance(path, Report)]
            manifest = _Build(settings, encoder, progress or _silent).run(kept, reports, before)
    return open_build(settings, manifest, encoder)


def ensure_index(
    home: str | Path | None = None,
    *,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    wait: float = 300,
) -> Index:
    """Open the index of a home, building it where it is missing, out of date or damaged.

    It is rebuilt from the sources kept in the home; a home without an index gets the shipped report. Where an index
    is there but no source of it is left, what is wrong with it is raised: it must not become another report's index.
    """
    settings = settings_for(home, settings, encoder)
    try:
        index = open_index(encoder=encoder, settings=settings)
        if encoder is not None or same_weights(settings, index.manifest):
            return index
        index.close()
    except (IndexMissing, IndexOutOfDate, StorageFailed) as reason:
        _log.info("building the index: %s", reason)
        if not kept_sources(settings) and not isinstance(reason, IndexMissing):
            raise
    kept = kept_sources(settings) or None
    return build_index(kept, encoder=encoder, settings=settings, progress=progress, wait=wait)


def kept_sources(settings: Settings) -> list[Path]:
    """Return the reports of this home, current or, where that is lost, of its newest finished build."""
    folder = settings.index_folder
    finished = [name for name in homes.builds(folder)[::-1] if Manifest.exists(folder / name)]
    try:
        finished.insert(0, homes.current_build(folder))
    except (IndexMissing, StorageFailed) as error:
        _log.info("looking through all builds: %s", error)
    return next((kept for name in finished if (kept := sources(folder / name))), [])


def _read(paths: Sequence[str | Path | Report]) -> tuple[Report, ...]:
    if not paths:
        raise ReportUnreadable("There is no report to build an index of; give at least one file.")
    reports: dict[str, Report] = {}
    for path in paths:
        report = path if isinstance(path, Report) else read_report(path)
        if report.id in reports:
            other = reports[report.id].source
            raise ReportUnreadable(
                f"{report.source!r} and {other!r} both have the id {report.id!r}; rename one of them."
            )
        reports[report.id] = report
    return tuple(reports.values())


def _usable(settings: Settings, encoder: Encoder | None) -> Manifest | None:
    """The manifest of the current build, where this installation can use its files."""
    try:
        manifest = Manifest.read(settings.index_folder / homes.current_build(settings.index_folder))
    except (IndexMissing, StorageFailed) as error:
        _log.info("building from nothing: %s", error)
        return None
    reasons = list(outdated(manifest, settings.embedding_model, identity(encoder)))
    if not reasons and encoder is None and not same_weights(settings, manifest):
        reasons.append("the encoder has other weights")
    if reasons:
        _log.info("building from nothing: %s", "; ".join(reasons))
    return None if reasons else manifest


def _silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class _Build:
    """One build on its way."""

    settings: Settings
    encoder: Encoder
    progress: Progress

    def run(self, paths: Sequence[Path], reports: tuple[Report, ...], before: Manifest | None) -> Manifest:
        """Write a build into a folder of its own and make it current; on any failure leave nothing behind."""
        name = homes.new_build_name()
        folder = self.settings.index_folder / name
        folder.mkdir()
        try:
            save_sources(folder, paths)
            save_reports(folder, reports)
            Vocabulary.of(reports).save(folder)
            manifest = self._write(folder, name, reports, before)
            homes.make_current(self.settings.index_folder, name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        # The build before stays one round longer: readers in other processes still use its files.
        keep = {name} | ({before.build} if before else set())
        for stale in homes.remove_stale(self.settings.index_folder, keep):
            if self.settings.chroma_url:
                delete(stale, self.settings.chroma_url)
        return manifest

    def _write(self, folder: Path, name: str, reports: tuple[Report, ...], before: Manifest | None) -> Manifest:
        paragraphs = [paragraph for report in reports for paragraph in report.paragraphs]
        owners = [report for report in reports for _ in report.paragraphs]
        languages = [language_of(owner, text) for owner in owners for text in (0, 1)]
        contexts = [context for report in reports for context in contexts_of(report)]
        units = [
            unit
            for position, paragraph in enumerate(paragraphs)
            for unit in units_of(paragraph, position, contexts[2 * position : 2 * position + 2])
        ]
        for language in LANGUAGES:
            texts = [
                _keyword_text(one, position, contexts, languages, language) for position, one in enumerate(paragraphs)
            ]
            Keywords.build(texts, language).save(folder / f"keywords-{language}")
        windows = sum(unit.level == "paragraph" for unit in units)
        earlier, mean_windows = self._earlier(before, units, windows), before.mean_windows if before else 0
        if earlier is None:
            means, mean_windows = token_means(units, languages, self.encoder), windows
        else:
            means = earlier.tokens.means
        self._embed(folder, name, units, languages, owners, means, earlier)
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
            paragraphs=len(paragraphs),
            units=len(units),
            mean_windows=mean_windows,
        )
        manifest.write(folder)
        return manifest

    def _earlier(self, before: Manifest | None, units: Sequence[Unit], windows: int) -> Earlier | None:
        """The vectors of the build before, where enough of them can be used again."""
        if before is None or windows > _MEANS_HOLD * before.mean_windows:
            return None
        folder = self.settings.index_folder / before.build
        try:
            earlier = Earlier.of(UnitVectors.open(folder), TokenFile.open(folder))
        except DAMAGED as error:
            _log.warning("no vector is used again: %s", error)
            return None
        known = sum(unit.key in earlier.rows for unit in units)
        return earlier if known * _MEANS_HOLD >= len(units) else None

    def _embed(
        self,
        folder: Path,
        name: str,
        units: Sequence[Unit],
        languages: Sequence[str],
        owners: Sequence[Report],
        means: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
        earlier: Earlier | None,
    ) -> None:
        """Encode the units and write their vectors into the store and the files beside it."""
        with (
            VectorStore.create(folder / STORE, name, self.settings.chroma_url) as store,
            VectorWriter(folder, self.encoder.dimension, len(languages)) as vectors,
            TokenWriter(folder, means, len(languages)) as tokens,
        ):
            row = 0
            for block in embed(units, languages, self.encoder, means, earlier, self.progress):
                ours = units[row : row + len(block)]
                for unit, embedded in zip(ours, block, strict=True):
                    vectors.append(unit, embedded.vector, 0 if embedded.tokens is None else len(embedded.tokens.scales))
                    if embedded.tokens is not None:
                        tokens.append(unit.text, embedded.tokens)
                _store_block(store, ours, block, row, owners)
                row += len(block)
            vectors.finish()
            tokens.finish()


def _store_block(
    store: VectorStore, units: Sequence[Unit], block: Sequence[Embedded], first: int, owners: Sequence[Report]
) -> None:
    for level in LEVELS:
        places = [place for place, unit in enumerate(units) if unit.level == level]
        if places:
            store.add(
                level,
                [first + place for place in places],
                np.array([block[place].vector for place in places], dtype=np.float32),
                [owners[units[place].text // 2].id for place in places],
            )


def _keyword_text(
    paragraph: Paragraph, position: int, contexts: Sequence[tuple[str, str]], languages: Sequence[str], language: str
) -> str:
    """A paragraph under its headings in one language, "" where it has no text in it."""
    for text in (2 * position, 2 * position + 1):
        if languages[text] == language:
            return contexts[text][0] + content_of(paragraph, text)
    return ""
