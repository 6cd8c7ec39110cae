"""A report on disk -> paragraphs and sentences you can search.

from index import build_index, open_index, read_report

Each name is imported when it is first used, so that the process which reads a report loads no search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.build import build_index, ensure_index
    from index.open import open_index
    from index.read import read_report
    from index.search import Index

__all__ = ["Index", "build_index", "ensure_index", "open_index", "read_report"]

_PLACES = {
    "Index": "index.search",
    "build_index": "index.build",
    "ensure_index": "index.build",
    "open_index": "index.open",
    "read_report": "index.read",
}


def __getattr__(name: str) -> object:
    """Return one of the public names from its module."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
