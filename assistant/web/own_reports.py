"""The reports people brought themselves, each person's apart from everybody else's.

home/people/<person>/<report>/source/       the file as it came, with about.toml
home/people/<person>/<report>/index/        its index
home/people/<person>/<report>/report.json   what the page shows; written last, so its presence says that all is there

A report that is somebody else's is answered for exactly as one that does not exist.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from assistant.web.asking import Asking
from assistant.web.payload import report_payload
from assistant.web.person import Person
from index.errors import ReportUnknown
from index.read.reading import Progress
from index.report import Report

KEPT_OPEN = 16  # indexes, of all people together; one takes some megabytes
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_READY, _EXAMPLES = "report.json", "examples.json"
_log = logging.getLogger(__name__)


class Bringing(Protocol):
    """How a report becomes something that can be asked."""

    def read(self, source: Path, progress: Progress) -> Report:
        """Read a report. Raises ReportUnreadable."""

    def index(self, report: Report, source: Path, folder: Path, progress: Progress) -> None:
        """Make the index of a report in its folder."""

    def open(self, source: Path, folder: Path) -> Asking:
        """Open what `index` made, making it anew where this version cannot use it."""


@dataclass(slots=True)
class _Open:
    asking: Asking
    lent: int = 0  # to how many questions


class OwnReports:
    """Everybody's own reports; any number of threads may use it."""

    def __init__(self, home: Path, bringing: Bringing) -> None:
        self._folder = home / "people"
        self.bringing = bringing
        self._open: OrderedDict[Path, _Open] = OrderedDict()
        self._lock = threading.Lock()

    def folder(self, person: Person, id: str) -> Path:
        """Return the folder of a person's report, there or not. Raises ReportUnknown for what is no id."""
        if len(id) > 100 or not _ID.fullmatch(id):
            raise ReportUnknown("There is no such report.")
        return self._folder / sha256(person.id.encode()).hexdigest()[:24] / id

    def ids(self, person: Person, *, ready: bool = True) -> list[str]:
        """Return the ids of a person's reports; with `ready` false, of those whose index was never finished."""
        mine = self.folder(person, "any").parent
        folders = sorted(mine.iterdir(), key=lambda each: each.stat().st_mtime) if mine.is_dir() else []
        return [each.name for each in folders if _ID.fullmatch(each.name) and (each / _READY).exists() is ready]

    def payload(self, person: Person, id: str) -> dict[str, Any]:
        """Return a report as the page shows it. Raises ReportUnknown for another's as for none."""
        try:
            values = json.loads((self.folder(person, id) / _READY).read_text("utf-8"))
        except FileNotFoundError as error:
            raise ReportUnknown("There is no such report.") from error
        return dict(values)

    def examples(self, person: Person, id: str, language: str) -> list[str]:
        """Return the questions that are known to have an answer in a report. Raises ReportUnknown."""
        self.payload(person, id)
        kept = self.folder(person, id) / _EXAMPLES
        return list(json.loads(kept.read_text("utf-8")).get(language, [])) if kept.exists() else []

    def has_examples(self, person: Person, id: str) -> bool:
        """Whether such questions have been looked for."""
        return (self.folder(person, id) / _EXAMPLES).exists()

    def keep_examples(self, person: Person, id: str, questions: dict[str, list[str]]) -> None:
        """Keep questions that are known to have an answer."""
        _write(self.folder(person, id) / _EXAMPLES, questions)

    def finish(self, person: Person, report: Report) -> None:
        """Say that everything of a report is there: from now on it can be asked."""
        _write(self.folder(person, report.id) / _READY, {**report_payload(report), "own": True})

    def remove(self, person: Person, id: str) -> None:
        """Remove a report and everything made from it. Raises ReportUnknown for another's as for none."""
        folder = self.folder(person, id)
        if not folder.is_dir():
            raise ReportUnknown("There is no such report.")
        (folder / _READY).unlink(missing_ok=True)
        with self._lock:
            opened = self._open.pop(folder, None)
        if opened and not opened.lent:
            _close(opened.asking)
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lend(self, person: Person, id: str) -> Iterator[Asking]:
        """Yield what answers from one of a person's reports, opening it where it is not. Raises ReportUnknown."""
        self.payload(person, id)
        folder = self.folder(person, id)
        with self._lock:
            opened = self._open.get(folder) or _Open(self.bringing.open(folder / "source", folder))
            self._open[folder] = opened
            self._open.move_to_end(folder)
            opened.lent += 1
        try:
            yield opened.asking
        finally:
            with self._lock:
                opened.lent -= 1
                idle = [each for each, one in self._open.items() if not one.lent]
                for each in idle[: max(0, len(self._open) - KEPT_OPEN)]:
                    _close(self._open.pop(each).asking)


def _close(asking: Asking) -> None:
    close = getattr(asking, "close", None)
    if close:
        close()


def _write(path: Path, values: dict[str, Any]) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    beside.replace(path)
