"""Start the web server and say where it is: `report-assistant web`."""

from __future__ import annotations

import socket
import webbrowser
from pathlib import Path

from assistant.web.asking import Asking
from assistant.web.guard import LOOPBACK
from assistant.web.server import create_app
from index.errors import ReportAssistantError

PORTS_TRIED = 20


def launch(
    assistant: Asking,
    home: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the page until interrupted, print its address; without `port`, take 7860 or the next free one."""
    import click
    import uvicorn

    listener = open_port(host, port)
    warm(assistant)
    address = f"http://{host}:{listener.getsockname()[1]}"
    app = create_app(assistant, home, hosts=LOOPBACK if host in LOOPBACK else ())
    click.echo(f"Report assistant is at {address}  (Ctrl+C stops it)")
    if open_browser:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listener])


def warm(assistant: Asking) -> None:
    """Ask once, so that the first person to ask does not wait for models to load."""
    for report in assistant.reports[:1]:
        assistant.ask(report.title[:200])


def open_port(host: str, port: int | None) -> socket.socket:
    """Return a socket bound to `port`, or without one to the first free port from 7860 on.

    Raises ReportAssistantError where none can be had.
    """
    ports = [port] if port is not None else range(7860, 7860 + PORTS_TRIED)
    for candidate in ports:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
        except OSError as error:
            listener.close()
            reason = error
            continue
        return listener
    raise ReportAssistantError(
        f"No port can be opened on {host!r} ({ports[0]} to {ports[-1]}: {reason.strerror}); choose another with --port."
    ) from reason
