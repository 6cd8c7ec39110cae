"""Start the web server and say where it is: `report-assistant web`."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant.web.asking import Asking
from assistant.web.guard import LOOPBACK
from assistant.web.journal import journal, write_journal
from assistant.web.own_reports import Bringing
from assistant.web.server import create_app
from assistant.web.settings import ALONE, Serving
from index.errors import ReportAssistantError

PORTS_TRIED = 20  # from 7860, where none is asked for
CONNECTIONS = 1_000  # at the same time; more are answered 503 at once
_log = logging.getLogger(__name__)


class LoginNeeded(ReportAssistantError):
    """The page would be open to a network without a login."""


def launch(
    assistant: Asking,
    home: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    serving: Serving = ALONE,
    log: str = "",
    bringing: Bringing | None = None,
) -> None:
    """Serve the page until it is told to stop, print its address; without `port`, take 7860 or the next free one.

    Args:
        log: the file the journal is appended to; "-" for standard error, empty for no journal.
        bringing: how a report that somebody adds becomes something to ask; None where nobody may add any.
    """
    import click

    listener = open_port(host, port)
    warm(assistant)
    address = f"http://{_in_address(host)}:{listener.getsockname()[1]}{serving.root_path}"
    app = create_app(assistant, home, named(serving, host), bringing)
    if log:
        write_journal(log)
    click.echo(f"Report assistant is at {address}  (Ctrl+C stops it)")
    journal("start", address=address, login=serving.login)
    if open_browser:
        webbrowser.open(address)
    run(app, listener, serving)
    journal("stop", unfinished=app.state.turns.running)
    # A model that hangs must not keep the process; a report half indexed is taken up again at the next start.
    if app.state.turns.running or (app.state.uploads and app.state.uploads.working):
        sys.stdout.flush()
        os._exit(0)


def run(app: FastAPI, listener: socket.socket, serving: Serving) -> None:
    """Serve until SIGINT or SIGTERM; after either, answers under way are finished within the grace and this returns."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # assistant.web.proxies reads them, from trusted proxies only
        root_path=serving.root_path,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    # Uvicorn raises the signal again when it is done; SIGTERM has then been obeyed and is no failure.
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        Server(config, app, serving.grace).run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)


class Server(uvicorn.Server):
    """Uvicorn's server, which first lets the answers under way be finished."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, grace: float) -> None:
        super().__init__(config)
        self._turns = app.state.turns
        self._grace = grace

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new questions, wait for those that came, then stop."""
        self._turns.close()
        if not await self._turns.idle(self._grace):
            _log.warning("%d answers were not finished in %g s", self._turns.running, self._grace)
        await super().shutdown(sockets)


def named(serving: Serving, host: str) -> Serving:
    """Return the settings with the names that a server listening on `host` may be called by.

    Elsewhere than on this computer, and where no name is given, it answers to its own names and to any bare address: a
    page of another site can point a name of its own here, but never an address.
    """
    if host in LOOPBACK or serving.hosts:
        return replace(serving, hosts=(*LOOPBACK, *serving.hosts))
    return replace(serving, hosts=(*LOOPBACK, socket.gethostname(), socket.getfqdn()), addresses=True)


def check_open(host: str, login: bool | None, has_users: bool) -> bool:
    """Return whether to ask people who they are: as was said, and else everywhere but on this computer.

    Raises LoginNeeded where nobody could log in, before anything is loaded.
    """
    wanted = login if login is not None else host not in LOOPBACK
    if wanted and not has_users:
        raise LoginNeeded(
            f"Listening on {host!r} needs somebody who can log in: run `report-assistant users add NAME`,"
            " or say --no-login to let everyone in."
        )
    return wanted


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


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
