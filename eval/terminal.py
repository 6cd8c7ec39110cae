"""The terminal that an evaluation prints to, a file or a pipe included, and its progress bar."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_WIDE = 180  # columns of a file or a pipe: every name of a table of nine configurations is whole


def terminal() -> Console:
    """Return the console of standard output."""
    console = Console()
    return console if console.is_terminal or "COLUMNS" in os.environ else Console(width=_WIDE)


@contextmanager
def bar(what: str, total: int, console: Console) -> Iterator[Callable[[int], None]]:
    """Show a progress bar; yields what is told how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)
