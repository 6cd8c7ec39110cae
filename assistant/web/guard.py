"""What keeps the page to its own host: headers against loading from elsewhere, and a check of who asks.

A page of another site, open in the same browser, may try to reach a server on this computer by its address (a request
from another origin) or by a name that it pointed here (DNS rebinding). Both are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Gradio's page writes its settings as inline scripts that differ with each request, runs eval in its compiled parts and
# sets style attributes, so neither nonces nor hashes fit without rewriting its template; every source stays this host.
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
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",  # for browsers that do not know frame-ancestors
    "referrer-policy": "same-origin",  # not no-referrer: with it a browser sends a form without its origin
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_STAY_SECURE = "max-age=31536000"  # a year; only said over TLS


class StayHere:
    """ASGI middleware; it never touches a body, so streams stay streams."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = (), addresses: bool = False) -> None:
        """Guard an app; `hosts` are the names it may be called by, empty for any, `addresses` adds every bare IP."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with the headers added, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        added = {**HEADERS, **({"strict-transport-security": _STAY_SECURE} if scope["scheme"] == "https" else {})}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message.get("headers", [])}
                more = [(k.encode(), v.encode()) for k, v in added.items() if k.encode() not in own]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        if reason := self._refusal(Headers(scope=scope)):
            return await PlainTextResponse(reason, status_code=403)(scope, receive, send_with_headers)
        return await self._app(scope, receive, send_with_headers)

    def _refusal(self, headers: Headers) -> str:
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._hosts and not self._is_ours(host):
            return f"This server answers only as {', '.join(sorted(self._hosts))}. Add a name with --name."
        if origin is not None and urlsplit(origin).netloc != host:
            return "This server takes no requests from pages of other sites."
        return ""

    def _is_ours(self, host: str) -> bool:
        name = (_host_name(host) or "").lower()
        return name in self._hosts or (self._addresses and _is_address(name))


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:  # "[" without "]"
        return None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
