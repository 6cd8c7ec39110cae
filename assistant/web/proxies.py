"""What a proxy says about who asks is believed only of proxies that the settings name.

Anybody can send an `X-Forwarded-For` header; believing it would let everyone choose an address, and with it a rate
limit of their own. From others these headers are taken away before anything reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from index.errors import ReportAssistantError

_SAID_BY_PROXIES = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-original-")


class Proxies:
    """ASGI middleware: the address and scheme of a request as a trusted proxy says, or as the connection shows."""

    def __init__(self, app: ASGIApp, trusted: Sequence[str] = ()) -> None:
        self._app = app
        self._networks = networks(trusted)
        self._believing = ProxyHeadersMiddleware(self._without, trusted_hosts=list(trusted))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and self._trusts(scope):
            return await self._believing(scope, receive, send)  # type: ignore[arg-type]
        return await self._without(scope, receive, send)

    async def _without(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = [(name, value) for name, value in scope["headers"] if not name.startswith(_SAID_BY_PROXIES)]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)

    def _trusts(self, scope: Scope) -> bool:
        client = scope.get("client")
        try:
            address = ip_address(client[0]) if client else None
        except ValueError:  # a socket file has no address
            return False
        return address is not None and any(address in network for network in self._networks)


def networks(trusted: Sequence[str]) -> list[IPv4Network | IPv6Network]:
    """Return addresses and networks as networks. Raises ReportAssistantError where one is neither."""
    found = []
    for each in trusted:
        try:
            found.append(ip_network(each))
        except ValueError as error:
            raise ReportAssistantError(
                f"--trusted-proxy {each!r} is no address or network; give one such as 127.0.0.1 or 10.0.0.0/8."
            ) from error
    return found
