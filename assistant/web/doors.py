"""Which of Gradio's addresses are open: those that its page and its clients need for asking.

Gradio brings more than a page: it takes files, serves files, passes requests on to other hosts and edits its own code.
Nothing here uses that, so none of it can be reached.
"""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.person import path_of

# What the product itself serves, and then what Gradio may.
_OURS = re.compile(
    r"/health|/metrics|/mcp|/openapi\.json|/v1/[^/]+(/[^/]+)?|/page/.+",
)
_GRADIOS = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/(assets|static|svelte)/.+"
    r"|/gradio_api/(info/?|app_id/?|startup-events|theme\.css|openapi\.json|heartbeat/[^/]+|reset/?|cancel"
    r"|queue/(join|data)|(call|call/v2|run|api)/ask/?|call/ask/[^/]+)"
)


class Doors:
    """ASGI middleware: 404 for every address that nobody should need."""

    def __init__(self, app: ASGIApp, login: bool = False) -> None:
        """Guard an app; `login` opens the addresses for logging in, which are Gradio's own where we have none."""
        self._app = app
        self._more = ("/login", "/logout") if login else ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say that there is nothing here."""
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] == "http":
            path = path_of(scope)
            known = path in self._more or _OURS.fullmatch(path) or _GRADIOS.fullmatch(path)
            if not known or "/../" in f"{path}/":
                return await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
        return await self._app(scope, receive, send)
