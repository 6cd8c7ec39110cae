"""Read a slow iterator against a clock.

A model's client may sit in a socket read for as long as the server likes (a keep-alive comment resets its time-out), so
the reading happens in a thread of its own and the caller waits on a queue. The thread is a daemon: a stalled server
never keeps the process alive.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")


class SourceFailed(Exception):
    """The iterator raised; its error is the cause (`__cause__`)."""


@dataclass(frozen=True, slots=True)
class _End:
    """The iterator is done, or raised this."""

    error: BaseException | None


class _Relay(Generic[Item]):
    """Carries whatever the iterator yields or raises to the thread that reads it; nothing is swallowed."""

    def __init__(self) -> None:
        self.items: queue.SimpleQueue[Item | _End] = queue.SimpleQueue()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.items.put(_End(error))
        return True


def timed(start: Callable[[], Iterator[Item]], *, silence: float, total: float) -> Generator[Item, None, None]:
    """Yield what `start()` yields.

    Raises TimeoutError after `silence` seconds without an item or after `total` seconds, and SourceFailed from
    whatever the iterator raises. Closing the generator stops the iterator at its next item.
    """
    relay: _Relay[Item] = _Relay()
    stop = threading.Event()

    def read() -> None:
        with relay:
            for item in start():
                relay.items.put(item)
                if stop.is_set():
                    return

    threading.Thread(target=read, name="chat-model", daemon=True).start()
    deadline = time.monotonic() + total
    try:
        while True:
            item = _next(relay.items, min(silence, deadline - time.monotonic()))
            if isinstance(item, _End):
                if item.error is not None:
                    raise SourceFailed(f"{type(item.error).__name__}: {item.error}") from item.error
                return
            yield item
    finally:
        stop.set()


def _next(items: queue.SimpleQueue[Item | _End], seconds: float) -> Item | _End:
    if seconds <= 0:
        raise TimeoutError("it was not done in time")
    try:
        return items.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"nothing came for {seconds:.3g} s") from None
