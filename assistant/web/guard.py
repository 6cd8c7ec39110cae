"""What keeps the page to its own host: headers against loading from elsewhere, and a check of who asks.

A page of another site, open in the same browser, may try to reach a server on this computer by its address (a request
from another origin) or by a name that it pointed here (DNS rebinding). Both are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Gradio's page needs inline scripts and eval; every source stays this host.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class StayHere:
    """ASGI middleware; it never touches a body, so streams stay streams."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        """Guard an app; `hosts` are the names it may be called by, empty for any."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with the headers added, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        if reason := self._refusal(scope):
            return await PlainTextResponse(reason, status_code=403)(scope, receive, send_with_headers)
        return await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> str:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        if self._hosts and urlsplit(f"//{host}").hostname not in self._hosts:
            return f"This server answers only as {', '.join(sorted(self._hosts))}."
        if scope["method"] != "GET" and origin is not None and urlsplit(origin).netloc != host:
            return "This server takes no requests from pages of other sites."
        return ""
