"""A reader's hold on a build: while it lasts, no writer deletes the build's files.

The operating system lets go of it with the process, however that ends. Where there is no `flock` (Windows), open files
cannot be deleted in the first place.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import IO

_FILE = "in-use"


class Lease:
    """Shared by any number of readers, and taken away by nobody."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._file = file

    @classmethod
    def take(cls, build: Path) -> Lease:
        """Hold a build. Raises OSError where it is gone."""
        if importlib.util.find_spec("fcntl") is None:
            return cls(None)
        import fcntl

        file = (build / _FILE).open("rb")
        fcntl.flock(file, fcntl.LOCK_SH)
        return cls(file)

    def release(self) -> None:
        """Let go of the build."""
        if self._file is not None:
            self._file.close()


def make_leasable(build: Path) -> None:
    """Let readers hold a build from now on."""
    (build / _FILE).touch()


def is_leased(build: Path) -> bool:
    """Whether somebody reads a build."""
    if importlib.util.find_spec("fcntl") is None or not (build / _FILE).is_file():
        return False
    import fcntl

    with (build / _FILE).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
