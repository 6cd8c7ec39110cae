"""How a report that somebody brings becomes an index of its own, with the encoder that is loaded already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.respond import Assistant
from assistant.web.asking import Asking
from index import build_index, open_index, read_report
from index.errors import IndexMissing, IndexOutOfDate, StorageFailed
from index.kept import Taken
from index.read.reading import Progress
from index.report import Report
from index.settings import Settings

_WAIT = 300.0  # seconds for another copy of the server that builds the same index


class Indexing:
    """Makes and opens indexes beside that of the assistant everybody shares."""

    def __init__(self, shared: Assistant, home: Path) -> None:
        """Use the encoder and the chat model of `shared`; `home` is the folder all of this lies in."""
        self._shared = shared
        self._home = home

    def read(self, source: Path, progress: Progress) -> Report:
        """Read a report, in a process of its own with limits on what it may take. Raises ReportUnreadable."""
        return read_report(source, progress=progress)

    def index(self, report: Report, source: Path, folder: Path, progress: Progress) -> None:
        """Make the index of a report in its folder."""
        settings = self._settings(folder)
        encoder = self._shared.index.encoder
        build_index([Taken(report, source)], encoder=encoder, settings=settings, progress=progress, wait=_WAIT).close()

    def open(self, source: Path, folder: Path) -> Asking:
        """Open what `index` made, making it anew where this version cannot use it."""
        settings = self._settings(folder)
        encoder = self._shared.index.encoder
        try:
            index = open_index(encoder=encoder, settings=settings)
        except (IndexMissing, IndexOutOfDate, StorageFailed):
            index = build_index([source], encoder=encoder, settings=settings, wait=_WAIT)
        return Assistant(index, self._shared.settings, self._shared.model)

    def _settings(self, folder: Path) -> Settings:
        shelf = (folder / "index").relative_to(self._home)  # what an index is called on a Chroma server, too
        return replace(Settings.from_environment(), home=self._home, shelf=shelf.as_posix())
