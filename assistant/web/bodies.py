"""How large a request may be and how long it may take to arrive; counted as it streams in, whatever it announces."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.person import path_of


@dataclass(frozen=True, slots=True)
class Body:
    """What one request may bring."""

    size: int = 1_000_000  # bytes; a question with a long conversation takes a tenth of it
    seconds: float = 30.0  # from the first byte to the last


class Bodies:
    """ASGI middleware: 413 for a body that is too large, 408 for one that takes too long."""

    def __init__(self, app: ASGIApp, usual: Body, larger: dict[str, Body]) -> None:
        """Guard an app; `larger` names the addresses that may take more."""
        self._app = app
        self._usual = usual
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whose body is counted while it is read."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        body = self._larger.get(path_of(scope), self._usual)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdecimal() or int(announced) > body.size:
            return await _refusal(413, body)(scope, receive, send)
        counted = _Counted(receive, body)
        answering = False

        async def noting(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._app(scope, counted, noting)
        except _Refused as refused:
            if answering:
                raise
            await _refusal(refused.status_code, body)(scope, receive, send)
        return None


class _Refused(HTTPException):
    """A body was too large or too slow; frameworks that know HTTPException turn it into its status themselves."""


class _Counted:
    """The receiving end of one request."""

    def __init__(self, receive: Receive, body: Body) -> None:
        self._receive = receive
        self._body = body
        self._got = 0
        self._until = time.monotonic() + body.seconds
        self._complete = False

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()  # waits for the connection's end, which may take as long as an answer
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError as error:
            raise _Refused(408, _words(408, self._body)) from error
        self._got += len(message.get("body", b""))
        if self._got > self._body.size:
            raise _Refused(413, _words(413, self._body))
        self._complete = not message.get("more_body", False)
        return message


def _refusal(status: int, body: Body) -> PlainTextResponse:
    return PlainTextResponse(_words(status, body), status_code=status, headers={"Connection": "close"})


def _words(status: int, body: Body) -> str:
    if status == 408:
        return f"The request took longer than {body.seconds:.0f} seconds to arrive."
    return f"The request is too large; at most {body.size:,} bytes are taken."
