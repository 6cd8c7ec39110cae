"""Counts every request and writes it down: who, which address, what came of it, how long; never what was said."""

from __future__ import annotations

import time

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.journal import journal
from assistant.web.metrics import Metrics, route_of
from assistant.web.person import path_of, person_of


class Record:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and record it when its last byte is sent, or when it fails."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 500  # what a request that fails without a word becomes
        scope.setdefault("state", {})

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - started
            path = path_of(scope)
            self._metrics.requested(path, scope["method"], status, seconds)
            journal(
                "request",
                method=scope["method"],
                route=route_of(path),
                status=status,
                seconds=round(seconds, 4),
                person=person_of(HTTPConnection(scope)).name,
                address=(scope.get("client") or ("",))[0],
            )
        return None
