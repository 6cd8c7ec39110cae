"""A run's results on disk: one line a result, appended and flushed as it comes, so that nothing is ever asked twice.

A file belongs to one configuration. The last line of a question counts. A last line that was cut short (the run was
interrupted, the disk was full) is left out and overwritten; any other broken line stops with its number.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from index.errors import EvaluationFailed, StorageFailed


class Line(Protocol):
    """What is kept of one question."""

    @property
    def id(self) -> str:
        """The question's."""

    @property
    def key(self) -> str:
        """What the line depends on."""

    def to_line(self) -> str:
        """Return it as one line of JSON, without the line end."""

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read what `to_line` wrote; raises ValueError where the line is broken."""


Kept = TypeVar("Kept", bound=Line)


@dataclass(slots=True)
class Results(Generic[Kept]):
    """The results of one configuration: `by_key` holds every result ever made, `current` the last of each question."""

    path: Path
    kind: type[Kept]
    by_key: dict[str, Kept] = field(default_factory=dict)
    current: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, kind: type[Kept]) -> Results[Kept]:
        """Read what is there. Raises EvaluationFailed where a line is broken, StorageFailed where it cannot be read."""
        results = cls(path, kind)
        try:
            data = path.read_bytes() if path.exists() else b""
        except OSError as error:
            raise StorageFailed(f"the results {str(path)!r} cannot be read ({error.strerror})") from error
        whole = data[: data.rfind(b"\n") + 1]
        for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
            try:
                results._keep(kind.from_line(line.decode("utf-8")))
            except ValueError as error:
                raise EvaluationFailed(
                    f"line {number} of {str(path)!r} is broken ({error}); delete that line and run again"
                ) from error
        return results

    def add(self, record: Kept) -> None:
        """Append a result; it is on disk when this returns. Raises StorageFailed where it cannot be written."""
        try:
            self._append(record.to_line().encode("utf-8", "replace") + b"\n")
        except OSError as error:
            raise StorageFailed(
                f"the results {str(self.path)!r} cannot be written ({error.strerror}); the {len(self.current)} results "
                "so far are kept: make room and run again to go on"
            ) from error
        self._keep(record)

    def _append(self, line: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            end = _end_of_last_line(self.path)
            if end != file.tell():
                file.truncate(end)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _keep(self, record: Kept) -> None:
        self.by_key[record.key] = record
        self.current[record.id] = record


@contextmanager
def only_run(path: Path) -> Iterator[None]:
    """Hold the one right to write a results file. Raises EvaluationFailed where another run holds it."""
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_suffix(".lock"))
        lock.acquire(timeout=0)
    except Timeout as error:
        raise EvaluationFailed(
            f"another run is writing {str(path)!r}; wait for it to finish, or give this one another folder with --out"
        ) from error
    except OSError as error:
        raise StorageFailed(
            f"{str(path.parent)!r} cannot be written ({error.strerror}); choose another with --out"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _end_of_last_line(path: Path) -> int:
    """Return where the last whole line ends, looking back from the end of the file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        position = size
        while position > 0:
            start = max(0, position - 65536)
            file.seek(start)
            found = file.read(position - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            position = start
    return 0
