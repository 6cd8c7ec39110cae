"""What machines that share nothing but a Chroma server keep there: the files of each build, and which build answers.

A build is written on one machine, put on the server whole, and then named as the one that answers; a machine that lacks
it fetches it. So a home is only a copy, and an empty one fills itself. Without a server nothing here does anything.

report-assistant.BUILD.paragraph   the build's vectors, as `index.store` keeps them; and .sentence
report-assistant.BUILD.files       the build's folder as a tar archive
report-assistant.SHELF.current     one record: the build that answers, and the one before it
report-assistant.SHELF.lock        there while a machine writes (`index.claim`)
"""

from __future__ import annotations

import logging
import shutil
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import home as homes
from index.archive import Download, Upload
from index.errors import IndexMissing, StorageFailed
from index.manifest import Manifest
from index.settings import Settings
from index.store import connected, delete, failures

if TYPE_CHECKING:
    from index.store import ClientAPI

_WAIT = 300.0  # seconds for another process of this machine that fetches the same
_KEPT = 24 * 3600.0  # seconds from a build's beginning for which it stays on the server whether it answers or not

_log = logging.getLogger(__name__)


def sync(settings: Settings) -> None:
    """Let the build that answers on the server answer in this home, fetched where it is not here yet.

    Raises:
        StoreUnreachable: the server does not answer.
        StorageFailed: the server lost the build, or the disk cannot take it.
    """
    if settings.chroma_url is None:
        return
    with connected(settings.chroma_url) as client:
        current, _ = _named(client, settings)
        folder = settings.index_folder
        if not current or (Manifest.exists(folder / current) and _current_here(folder) == current):
            return
        with homes.writing(folder, _WAIT, lock="fetching"):
            if not Manifest.exists(folder / current):
                _fetch(client, current, folder)
            homes.make_current(folder, current)


def publish(settings: Settings, build: str) -> None:
    """Put a finished build of this home on the server, and let it answer on every machine from now on.

    The build before it and those of the last day stay: a machine may still answer from them, or be writing them.
    """
    if settings.chroma_url is None:
        return
    with connected(settings.chroma_url) as client:
        _put(client, settings.index_folder / build, build)
        current, _ = _named(client, settings)
        _name(client, settings, build, current)
        for name in sorted(_stale(client)):
            _log.info("deleting build %s from the server", name)
            delete(name, settings.chroma_url)


def withdraw(settings: Settings, build: str) -> None:
    """Delete what a failed build left on the server; where that fails, too, it goes with the builds of another day."""
    if settings.chroma_url is None:
        return
    try:
        with connected(settings.chroma_url) as client:
            if build not in _named(client, settings):
                delete(build, settings.chroma_url)
    except StorageFailed as error:
        _log.warning("build %s stays on the server: %s", build, error)


def _current_here(folder: Path) -> str | None:
    try:
        return homes.current_build(folder)
    except (IndexMissing, StorageFailed):
        return None


def _named(client: ClientAPI, settings: Settings) -> tuple[str, str]:
    """The build that answers and the one before it, "" where there is none."""
    with failures(str(settings.chroma_url)):
        kept = client.get_or_create_collection(f"{settings.shared_name}.current", embedding_function=None)
        [values] = kept.get(ids=["current"], include=["metadatas"])["metadatas"] or [{}]
    return str(values.get("build", "")), str(values.get("before", ""))


def _name(client: ClientAPI, settings: Settings, build: str, before: str) -> None:
    with failures(str(settings.chroma_url)):
        kept = client.get_or_create_collection(f"{settings.shared_name}.current", embedding_function=None)
        kept.upsert(
            ids=["current"],
            embeddings=np.zeros((1, 1), dtype=np.float32),
            metadatas=[{"build": build, "before": before}],
        )


def _put(client: ClientAPI, folder: Path, build: str) -> None:
    """Write a build's folder into its collection; what an attempt that broke off left there is overwritten."""
    with failures(build):
        archive = Upload(client, build)
        with tarfile.open(fileobj=archive, mode="w|") as tar:
            tar.add(folder, ".", filter=lambda entry: None if entry.name.startswith("./chroma") else entry)
        archive.finish()


def _fetch(client: ClientAPI, build: str, folder: Path) -> None:
    """Unpack a build beside the others, and give it its name when all of it is there."""
    unfinished = folder.with_name(f"{folder.name}.{build}.fetching")  # beside it: no build, whatever happens
    shutil.rmtree(unfinished, ignore_errors=True)
    _log.info("fetching build %s from the server", build)
    try:
        with homes.storage(folder), failures(build):
            unfinished.mkdir(parents=True)
            archive = Download(client, build)
            with tarfile.open(fileobj=archive, mode="r|") as tar:
                tar.extractall(unfinished, filter="data")
            archive.finish()
            unfinished.replace(folder / build)
    except tarfile.TarError as error:
        raise StorageFailed(f"The build {build!r} on the Chroma server is damaged ({error}); index again.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _stale(client: ClientAPI) -> set[str]:
    """Builds on the server that no shelf names and that were begun more than a day ago."""
    with failures("the server"):
        names = [collection.name for collection in client.list_collections()]
        shelves = [name for name in names if name.startswith("report-assistant.") and name.endswith(".current")]
        kept: set[str] = set()
        for name in shelves:
            found = client.get_collection(name, embedding_function=None).get(ids=["current"], include=["metadatas"])
            for values in found["metadatas"] or []:
                kept |= {str(values.get("build")), str(values.get("before"))}
    builds = {name.removeprefix("report-assistant.").rpartition(".")[0] for name in names}
    return {build for build in builds - kept if _age(build) > _KEPT}


def _age(build: str) -> float:
    """Seconds since a build was begun; 0 for a name that is no build's."""
    try:
        begun = datetime.strptime(build.partition("-")[0], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return 0.0
    return (datetime.now(UTC) - begun).total_seconds()
