"""`report-assistant web`: the page."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from assistant.commands.options import asking_options, open_assistant
from assistant.commands.serving_options import RATE, serving_options


@click.command(
    epilog="""\b
Examples:
  report-assistant web
  report-assistant web --port 8080 --no-browser
  report-assistant web --host 0.0.0.0 --name reports.example.org
"""
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="REPORT_ASSISTANT_HOST", help="Address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    envvar="REPORT_ASSISTANT_PORT",
    help="Port to listen on.  [default: 7860, or the next free one]",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser, where there is a screen.")
@serving_options
@asking_options
def web(
    host: str,
    port: int | None,
    browser: bool,
    login: bool | None,
    rate: int | None,
    uploads: bool | None,
    log: str | None,
    reports: tuple[Path, ...],
    home: Path | None,
    model: str | None,
    **others: Any,
) -> None:
    """Open the page in the browser; Ctrl-C stops it.

    On this computer everybody is let in. Elsewhere people log in; `report-assistant users add NAME` lets one in.
    """
    from assistant.web.bringing import Indexing
    from assistant.web.guard import LOOPBACK
    from assistant.web.serve import check_open, launch
    from assistant.web.settings import Serving
    from assistant.web.users import Users
    from index.settings import Settings

    folder = home.expanduser() if home else Settings.from_environment().home
    login = check_open(host, login, bool(Users(folder).all()))
    alone = host in LOOPBACK and not login
    serving = Serving(
        login=login,
        secret=os.environ.get("REPORT_ASSISTANT_SECRET", ""),  # no option: everybody on the machine sees those
        rate=rate if rate is not None else 0 if alone else RATE,
        **others,
    )
    with open_assistant(reports, home, model) as assistant:
        chosen = log if log is not None else "" if alone else "-"
        bringing = (
            Indexing(assistant, folder) if (uploads if uploads is not None else login or host in LOOPBACK) else None
        )
        launch(assistant, folder, host, port, browser and _has_screen(), serving, chosen, bringing)


def _has_screen() -> bool:
    """Whether a browser would open a window; without one Python starts a text browser in this terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
