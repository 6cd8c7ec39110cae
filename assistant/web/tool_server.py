"""The report as an MCP tool, so that any assistant that speaks the Model Context Protocol can ask it, at `/mcp`.

Gradio's own MCP server needs the protocol package before its version 2; this one is built with version 2.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from assistant.web.asking import Asking
from index.errors import ReportAssistantError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

PATH = "/mcp"


def tool_server(assistant: Asking) -> MCPServer[Any]:
    """Return an MCP server with one tool, `ask`."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    titles = "; ".join(f"{report.title} ({report.issuer})" for report in assistant.reports)
    server: MCPServer[Any] = MCPServer(
        "report-assistant",
        log_level="WARNING",
        instructions=f"Answers questions about: {titles}. Quote its citations, not your memory.",
    )

    @server.tool(structured_output=False)
    def ask(question: str, history: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
        """Ask the official report a question, in English or Vietnamese, and get a cited answer.

        Every figure in the answer stands in a cited paragraph; `answered` is false where the report does not say.
        `history` holds earlier turns, each with `role` ("user" or "assistant") and `content`.
        """
        try:
            return dict(assistant.ask(question, history=history).to_dict())
        except ReportAssistantError as error:
            raise ToolError(str(error)) from error

    return server


def app_with_tools(assistant: Asking, title: str, closing: Callable[[], None]) -> FastAPI:
    """Return a web app that serves the tool and calls `closing` when it stops; the caller adds its other routes."""
    from mcp.server.transport_security import TransportSecuritySettings

    server = tool_server(assistant)
    served = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        # Who may ask is checked for every route, in assistant.web.guard.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    @asynccontextmanager
    async def sessions(_: FastAPI) -> AsyncIterator[None]:
        async with server.session_manager.run():
            try:
                yield
            finally:
                await asyncio.to_thread(closing)

    app = FastAPI(title=title, docs_url=None, redoc_url=None, lifespan=sessions)
    app.router.routes.extend(served.routes)
    return app
