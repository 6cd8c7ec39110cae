"""The index of a home as it is now: a build that another process makes takes the place of the one that is open.

live = LiveIndex(open_index(), Settings.from_environment())
with live.lend() as index:
    index.search("how much COVID support was paid?")

Whoever asks looks, at most once a second, whether another build is current. What was lent before stays open, and its
files stay on disk, until it is given back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.errors import ReportAssistantError
from index.home import current_build
from index.open import open_index
from index.search import Index
from index.settings import Settings
from index.shared import sync

_SECONDS = 1.0  # between two looks
_SECONDS_SHARED = 10.0  # between two looks at a Chroma server, each of which asks it twice
_PATIENCE = 5.0  # seconds that whoever noticed a new build waits for it; then the old one answers

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    index: Index
    lent: int = 0  # to how many
    retired: bool = False  # another build has taken its place


class LiveIndex:
    """Lends the index of a home; any number of threads may borrow it."""

    def __init__(self, index: Index, settings: Settings | None = None) -> None:
        """Lend `index` until the home of `settings` has another build; without settings for ever."""
        self._open = _Open(index)
        self._settings = settings
        self._lock = threading.Lock()
        self._next_look = 0.0
        self._looking = False

    @property
    def index(self) -> Index:
        """The index as it is now. To be asked at once: it is closed when a newer one answers; `lend` keeps it open."""
        self._look()
        return self._open.index

    @contextmanager
    def lend(self) -> Iterator[Index]:
        """Yield the index as it is now, which stays open meanwhile."""
        self._look()
        with self._lock:
            held = self._open
            held.lent += 1
        try:
            yield held.index
        finally:
            with self._lock:
                held.lent -= 1
                over = held.retired and not held.lent
            if over:
                held.index.close()

    def close(self) -> None:
        """Close the index, lent or not."""
        self._open.index.close()

    def _look(self) -> None:
        """Take up a new build where there is one; one thread does, and no other waits for it."""
        settings = self._settings
        with self._lock:
            if settings is None or self._looking or time.monotonic() < self._next_look:
                return
            self._looking = True
        looking = threading.Thread(target=self._take_up, args=(settings,), name="newer build", daemon=True)
        looking.start()
        looking.join(_PATIENCE)

    def _take_up(self, settings: Settings) -> None:
        try:
            if newer := _newer(settings, self._open.index):
                self._replace(newer)
        except ReportAssistantError as error:
            _log.info("the index that is open keeps answering: %s", error)
        finally:
            with self._lock:
                self._next_look = time.monotonic() + (_SECONDS_SHARED if settings.chroma_url else _SECONDS)
                self._looking = False

    def _replace(self, newer: Index) -> None:
        with self._lock:
            before, self._open = self._open, _Open(newer)
            before.retired = True
            over = not before.lent
        if over:
            before.index.close()


def _newer(settings: Settings, now: Index) -> Index | None:
    """Open the build that is current, None where it is the one that is open."""
    sync(settings)
    if current_build(settings.index_folder) == now.manifest.build:
        return None
    return open_index(settings=settings, encoder=now.encoder)
