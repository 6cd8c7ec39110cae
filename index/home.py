"""The builds of an index in a home folder: one is current, others are being made or about to go.

home/index/current          the name of the build that answers; replaced in one step
home/index/lock             held by the one process that writes
home/index/shelf            held by the one process that decides what is on the shelf
home/index/<build>/         one build, never changed once it is current
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from index.errors import IndexBusy, IndexMissing, StorageFailed
from index.lease import is_leased

_CURRENT = "current"


def new_build_name() -> str:
    """Return a name for a build that sorts by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid4().hex[:8]}"


def current_build(folder: Path) -> str:
    """Return the name of the current build.

    Raises:
        IndexMissing: there is none.
        StorageFailed: the name cannot be read, or its build is gone.
    """
    try:
        name = (folder / _CURRENT).read_text("ascii").strip()
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {str(folder)!r}; run `report-assistant index`.") from error
    except (OSError, ValueError) as error:
        raise StorageFailed(f"The index in {str(folder)!r} cannot be read ({error}).") from error
    if not name or "/" in name or not (folder / name).is_dir():
        raise StorageFailed(f"The build {name!r} of the index is gone; run `report-assistant index rebuild`.")
    return name


def finished_builds(folder: Path, finished: Callable[[Path], bool]) -> list[str]:
    """Return the builds that were finished: the current one, where it can be told, then the others, newest first."""
    names = [name for name in builds(folder)[::-1] if finished(folder / name)]
    try:
        current = current_build(folder)
    except (IndexMissing, StorageFailed):
        return names
    return [current, *(name for name in names if name != current)]


def make_current(folder: Path, build: str) -> None:
    """Let a finished build answer from now on, in one step that a crash cannot cut in half."""
    beside = folder / f"{_CURRENT}.{os.getpid()}"
    with beside.open("w", encoding="ascii") as file:
        file.write(build + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / _CURRENT)


def builds(folder: Path) -> list[str]:
    """Return the names of all builds on disk, oldest first, finished or not."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def remove_stale(folder: Path, keep: set[str]) -> None:
    """Delete every build that is neither to keep nor being read by anybody."""
    for name in builds(folder):
        if name not in keep and not is_leased(folder / name):
            shutil.rmtree(folder / name, ignore_errors=True)  # a file that will not go now goes after the next build


@contextmanager
def writing(folder: Path, seconds: float = 0, *, lock: str = "lock") -> Iterator[None]:
    """Hold the one right to write, waiting for it at most some seconds; a dead process does not hold it.

    Args:
        lock: "lock" for a build, "shelf" for deciding what the next build holds, "fetching" for a build of a server.

    Raises:
        IndexBusy: another process is building.
        StorageFailed: the disk is full or read-only.
    """
    from filelock import FileLock, Timeout

    with storage(folder):
        folder.mkdir(parents=True, exist_ok=True)
        held = FileLock(folder / lock)
        try:
            held.acquire(timeout=seconds)
        except Timeout as error:
            raise IndexBusy(
                f"Another process is building the index in {str(folder)!r}; wait for it to finish and try again."
            ) from error
    try:
        yield
    finally:
        held.release()


@contextmanager
def storage(folder: Path) -> Iterator[None]:
    """Turn what the operating system says of a disk into StorageFailed."""
    try:
        yield
    except OSError as error:
        hint = "use another folder with REPORT_ASSISTANT_HOME"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            hint = f"free some disk space or {hint}"
        raise StorageFailed(f"{str(folder)!r} cannot be written ({error.strerror or error}); {hint}.") from error
