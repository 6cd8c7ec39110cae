"""Build an index of reports where there is none that holds them, and open it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from index import home as homes
from index.encoder import Encoder
from index.errors import IndexMissing, IndexOutOfDate, ReportUnreadable, StorageFailed
from index.kept import sources
from index.make import Build
from index.manifest import Manifest, changed, outdated
from index.open import identity, load, open_build, open_index, same_weights, settings_for
from index.read import read_report
from index.read.reading import Progress, silent
from index.report import Report
from index.search import Index
from index.settings import Settings

__all__ = ["Progress", "build_index", "ensure_index", "kept_sources", "shipped_report"]

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
    reports = _read(chosen, progress or silent)
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
            manifest = Build(settings, encoder, progress or silent).run(kept, reports, before)
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


def _read(paths: Sequence[str | Path | Report], progress: Progress) -> tuple[Report, ...]:
    if not paths:
        raise ReportUnreadable("There is no report to build an index of; give at least one file.")
    reports: dict[str, Report] = {}
    for path in paths:
        report = path if isinstance(path, Report) else read_report(path, progress=progress)
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
