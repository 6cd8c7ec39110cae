"""The report as an MCP tool, so that any assistant that speaks the Model Context Protocol can ask it, at `/mcp`.

Gradio's own MCP server needs the protocol package before its version 2; this one is built with version 2. Importing
this module imports that package, so `assistant.web.server` does it late.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings

from assistant.web.person import person_of
from assistant.web.reception import Reception
from index.errors import ReportAssistantError
from index.report import Report

PATH = "/mcp"


def tool_server(reception: Reception, reports: Sequence[Report]) -> MCPServer[Any]:
    """Return an MCP server with one tool, `ask`."""
    titles = "; ".join(f"{report.title} ({report.issuer})" for report in reports)
    server: MCPServer[Any] = MCPServer(
        "report-assistant",
        log_level="WARNING",
        instructions=f"Answers questions about: {titles}. Quote its citations, not your memory.",
    )

    @server.tool(structured_output=False)
    async def ask(
        question: str,
        context: Context[Any, Any],
        history: Sequence[dict[str, str]] = (),
        reports: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Ask the official report a question, in English or Vietnamese, and get a cited answer.

        Every figure in the answer stands in a cited paragraph; `answered` is false where the report does not say.
        `history` holds earlier turns, each with `role` ("user" or "assistant") and `content`; `reports` the ids
        of the reports to ask, all that everybody shares where there are none.
        """
        try:
            person = person_of(context.request_context.request)
            answer = await reception.answer(person, question, history, reports)
            return dict(answer.to_dict())
        except ReportAssistantError as error:
            raise ToolError(str(error)) from error

    return server


def app_with_tools(reception: Reception, reports: Sequence[Report], closing: Callable[[], None]) -> FastAPI:
    """Return a web app that serves the tool and calls `closing` when it stops; the caller adds its other routes."""
    server = tool_server(reception, reports)
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

    app = FastAPI(title="report-assistant", docs_url=None, redoc_url=None, lifespan=sessions)
    app.router.routes.extend(served.routes)
    return app
