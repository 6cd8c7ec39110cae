"""Build an index of reports where there is none that holds them, and open it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from index import home as homes
from index.claim import claim
from index.encoder import Encoder
from index.errors import IndexMissing, IndexOutOfDate, ReportUnreadable, StorageFailed, StoreUnreachable
from index.kept import Taken, sources
from index.make import Build
from index.manifest import Manifest, changed, outdated, reworded
from index.open import identity, load, open_build, open_index, same_weights, settings_for
from index.read import read_report
from index.read.reading import Progress, silent
from index.report import Report
from index.search import Index
from index.settings import Settings
from index.shared import sync

__all__ = ["Progress", "build_index", "ensure_index", "kept_sources", "shipped_report"]

_log = logging.getLogger(__name__)


def shipped_report() -> Path:
    """Return the folder of the report that comes with the product."""
    return Path(str(files("index"))) / "reports" / "ben-tre-2020"


def build_index(
    paths: Sequence[str | Path | Report | Taken] | None = None,
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
            is the shipped report. `Taken` is a report already read together with its source.
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
    chosen = _read([shipped_report()] if paths is None else paths, progress or silent)
    reports = tuple(one.report for one in chosen)
    with homes.writing(settings.index_folder, wait), claim(settings, wait):
        sync(settings)
        before = None if rebuild else _usable(settings, encoder)
        if before is not None and not changed(before, reports) and not reworded(before):
            try:
                return open_build(settings, before, encoder)
            except StorageFailed as error:
                _log.warning("building anew: %s", error)
                before = None
        with homes.storage(settings.index_folder):
            encoder = encoder or load(settings)
            if before is not None and before.encoder != identity(encoder):
                before = None
            manifest = Build(settings, encoder, progress or silent).run(chosen, before)
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
    except StoreUnreachable:
        raise
    except (IndexMissing, IndexOutOfDate, StorageFailed) as reason:
        _log.info("building the index: %s", reason)
        if not kept_sources(settings) and not isinstance(reason, IndexMissing):
            raise
    kept = kept_sources(settings) or None
    return build_index(kept, encoder=encoder, settings=settings, progress=progress, wait=wait)


def kept_sources(settings: Settings) -> list[Path]:
    """Return the reports of this home, current or, where that is lost, of its newest finished build."""
    folder = settings.index_folder
    finished = homes.finished_builds(folder, Manifest.exists)
    return next((kept for name in finished if (kept := sources(folder / name))), [])


def _read(paths: Sequence[str | Path | Report | Taken], progress: Progress) -> tuple[Taken, ...]:
    if not paths:
        raise ReportUnreadable("There is no report to build an index of; give at least one file.")
    found: dict[str, Taken] = {}
    for path in paths:
        one = _taken(path, progress)
        if one.report.id in found:
            other = found[one.report.id].report.source
            raise ReportUnreadable(
                f"{one.report.source!r} and {other!r} both have the id {one.report.id!r}; rename one of them."
            )
        found[one.report.id] = one
    return tuple(found.values())


def _taken(path: str | Path | Report | Taken, progress: Progress) -> Taken:
    if isinstance(path, Taken):
        return path
    if isinstance(path, Report):
        return Taken(path, None)
    return Taken(read_report(path, progress=progress), Path(path).expanduser())


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
