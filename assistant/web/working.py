"""Run a slow iterator in a thread of its own and follow it from the event loop.

Cancelling must never reach into a model's call, so whoever stops following only asks the thread to stop: it closes the
iterator itself, between two items, and says when it has.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    """The iterator is done, or raised this."""

    error: BaseException | None


class _Relay(Generic[Item]):
    """Carries what the iterator yields or raises to the event loop; nothing is swallowed."""

    def __init__(self) -> None:
        self.items: asyncio.Queue[Item | _End] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def put(self, item: Item | _End) -> None:
        """Hand over an item from the thread; where the event loop has ended, nobody is left to take it."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.items.put_nowait, item)

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.put(_End(error))
        return True


async def follow(
    start: Callable[[], Iterable[Item]], ended: Callable[[], None], seconds: float
) -> AsyncGenerator[Item, None]:
    """Yield what `start()` yields, and raise what it raises, or TimeoutError after some seconds.

    Args:
        ended: called on the event loop once the thread has let go of the iterator, which is later than the end of the
            generator where that was closed early.
    """
    relay: _Relay[Item] = _Relay()
    stop = threading.Event()
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds

    def work() -> None:
        with relay, closing(_closable(start())) as items:
            for item in items:
                relay.put(item)
                if stop.is_set():
                    return

    def work_and_tell() -> None:
        work()
        if not loop.is_closed():
            loop.call_soon_threadsafe(ended)

    # A daemon: a model that hangs does not keep the process alive.
    threading.Thread(target=work_and_tell, name="answer", daemon=True).start()
    try:
        while True:
            item = await asyncio.wait_for(relay.items.get(), max(0.0, until - loop.time()))
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()


def _closable(items: Iterable[Item]) -> Generator[Item, None, None]:
    yield from items
