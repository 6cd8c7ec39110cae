"""`report-assistant web`: the page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from assistant.commands.options import asking_options, open_assistant


@click.command(
    epilog="""\b
Examples:
  report-assistant web
  report-assistant web --port 8080 --no-browser
"""
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 7860, or the next free one]")
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser, where there is a screen.")
@asking_options
def web(
    host: str, port: int | None, browser: bool, reports: tuple[Path, ...], home: Path | None, model: str | None
) -> None:
    """Open the page in the browser; Ctrl-C stops it."""
    from index.settings import Settings

    with open_assistant(reports, home, model) as assistant:
        from assistant.web.serve import launch

        folder = home.expanduser() if home else Settings.from_environment().home
        launch(assistant, folder, host, port, browser and _has_screen())


def _has_screen() -> bool:
    """Whether a browser would open a window; without one Python starts a text browser in this terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
