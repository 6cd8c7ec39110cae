"""Bringing reports in tests of the server: really read, asked by the small assistant of the page's tests."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.web.asking import Asking
from index.errors import StorageFailed
from index.read import read_report
from index.read.reading import Progress
from index.report import Report
from tests.browser_assistant import WordAssistant


class WordBringing:
    """Reads reports as the product does; indexing takes as long as a test wants, and fails where it wants."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.go_on.set()
        self.disk_full = False

    def read(self, source: Path, progress: Progress) -> Report:
        return read_report(source, progress=progress)

    def index(self, report: Report, source: Path, folder: Path, progress: Progress) -> None:
        for done in range(3):
            progress("embedding", done, 3)
            self.go_on.wait(60)
        if self.disk_full:
            raise StorageFailed("the disk is full")
        (folder / "index").mkdir(exist_ok=True)

    def open(self, source: Path, folder: Path) -> Asking:
        return WordAssistant([read_report(source)])
