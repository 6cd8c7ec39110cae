"""The one right to write among machines that share a Chroma server; it dies with its holder."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from index.errors import IndexBusy, StorageFailed, StoreUnreachable
from index.settings import Settings
from index.store import connected, failures

if TYPE_CHECKING:
    from index.store import ClientAPI

_SECONDS = 120.0  # seconds that a machine which died keeps others from writing
_RENEWED = 20.0  # seconds between two signs of life of one that did not

_log = logging.getLogger(__name__)


@contextmanager
def claim(settings: Settings, seconds: float = 0, *, lock: str = "lock") -> Iterator[None]:
    """Hold the one right to write among all machines, waiting for it at most some seconds.

    Raises:
        IndexBusy: another machine holds it.
        StoreUnreachable: the server does not answer.
    """
    if settings.chroma_url is None:
        yield
        return
    with connected(settings.chroma_url) as client:
        name = f"{settings.shared_name}.{lock}"
        deadline = time.monotonic() + seconds
        while (held := _take(client, name)) is None:
            if time.monotonic() >= deadline:
                raise IndexBusy(
                    f"Another machine is building the index on {settings.chroma_url!r}; wait for it to finish and try "
                    "again."
                )
            time.sleep(min(1.0, max(0.0, deadline - time.monotonic())))
        done = threading.Event()
        renewing = threading.Thread(target=_renew, args=(settings.chroma_url, name, held, done), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            done.set()
            renewing.join()
            if _holder(client, name) == held:
                client.delete_collection(name)


def _take(client: ClientAPI, name: str) -> UUID | None:
    """Create the lock and return what tells it from any other, or None where another machine holds it."""
    if _holder(client, name) is not None:
        return None
    try:
        with failures(name):
            return client.create_collection(
                name, metadata={"until": time.time() + _SECONDS}, embedding_function=None
            ).id
    except StoreUnreachable:
        raise
    except StorageFailed as error:
        _log.info("another machine was first: %s", error)
        return None


def _holder(client: ClientAPI, name: str) -> UUID | None:
    """The lock that is held now; one whose holder died is removed."""
    try:
        with failures(name):
            found = client.get_collection(name, embedding_function=None)
            if float((found.metadata or {}).get("until", 0)) > time.time():
                return found.id
            client.delete_collection(name)
    except StoreUnreachable:
        raise
    except StorageFailed as error:
        _log.debug("nobody writes: %s", error)
    return None


def _renew(url: str, name: str, held: UUID, done: threading.Event) -> None:
    """Show signs of life until the work is done; a server that is away for a moment is asked again."""
    while not done.wait(_RENEWED):
        try:
            with connected(url) as client, failures(name):
                collection = client.get_collection(name, embedding_function=None)
                if collection.id == held:
                    collection.modify(metadata={"until": time.time() + _SECONDS})
        except StorageFailed as error:
            _log.warning("the right to write could not be renewed: %s", error)
