"""The web server: the Gradio page, its endpoints, and the files the page loads, all from this host.

Gradio carries the page's shell and the typed endpoint. FastAPI holds the rest, so that one address serves all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from assistant.web.asking import Asking
from assistant.web.chat_api import add_chat_api
from assistant.web.feedback import FeedbackFile
from assistant.web.glance import glance
from assistant.web.guard import StayHere
from assistant.web.lines import add_lines
from assistant.web.payload import report_payload
from assistant.web.reception import Reception
from assistant.web.strings import load_strings
from assistant.web.suggest import Suggestions
from assistant.web.turns import ComeBackLater, Turns

QUESTION_LIMIT = 2000  # characters; a longer question is refused


def create_app(assistant: Asking, home: Path, hosts: Sequence[str] = ()) -> FastAPI:
    """Return the server of one assistant.

    Args:
        assistant: answers the questions.
        home: the folder feedback is kept in.
        hosts: the names the server may be called by; empty for any.
    """
    # Gradio would compute statistics of its queue, in pandas, after every single question.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    from assistant.web.endpoint import mount_gradio
    from assistant.web.tool_server import app_with_tools

    reception = Reception(assistant, Turns())
    suggestions = Suggestions(assistant, kept=home / "suggestions.json")
    app = app_with_tools(reception, assistant.reports, closing=suggestions.close)
    app.add_middleware(StayHere, hosts=hosts)
    app.add_exception_handler(ComeBackLater, _come_back_later)
    add_lines(app, reception)
    add_chat_api(app, reception)
    _page_routes(app, assistant, suggestions, FeedbackFile(home / "feedback.jsonl"))
    with as_file(files("assistant.web").joinpath("page")) as folder:
        app.mount("/page", StaticFiles(directory=folder))
    mount_gradio(app, reception, _title(assistant))
    return app


def _come_back_later(_: Request, error: Exception) -> Response:
    if not isinstance(error, ComeBackLater):
        raise error
    return JSONResponse({"detail": str(error)}, error.status, {"Retry-After": str(error.seconds)})


def _title(assistant: Asking) -> str:
    return " · ".join([report.title for report in assistant.reports[:1]] + [load_strings()["vi"]["product"]])


def _page_routes(app: FastAPI, assistant: Asking, suggestions: Suggestions, feedback: FeedbackFile) -> None:
    """Add what the page's script fetches."""
    figures = cache(lambda: glance(assistant.reports))
    start = {
        "strings": load_strings(),
        "question_limit": QUESTION_LIMIT,
        "reports": [report_payload(report) for report in assistant.reports],
    }

    @app.get("/health")
    def health() -> dict[str, Any]:
        reports = [
            {"id": each.id, "title": each.title, "paragraphs": len(each.paragraphs)} for each in assistant.reports
        ]
        return {"status": "ok", "reports": reports}

    @app.get("/page/start.json", include_in_schema=False)
    def read_start() -> dict[str, Any]:
        return start

    @app.get("/page/figures.json", include_in_schema=False)
    def read_glance() -> list[dict[str, Any]]:
        return figures()

    @app.post("/page/suggestions", include_in_schema=False)
    def suggest(request: dict[str, Any]) -> dict[str, Any]:
        return suggestions.choose(
            language=str(request.get("language", "en")),
            near=[str(paragraph) for paragraph in request.get("near", [])],
            asked=[str(question) for question in request.get("asked", [])],
            count=min(int(request.get("count", 6)), 12),
        )

    @app.post("/page/feedback", status_code=204, include_in_schema=False)
    def keep_feedback(request: dict[str, Any]) -> None:
        try:
            feedback.add(request)
        except ValueError as error:
            raise HTTPException(status_code=400, detail=str(error)) from error

    @app.post("/page/conversation.docx", include_in_schema=False)
    def export(request: dict[str, Any]) -> Response:
        from assistant.web.document import DOCX_TYPE, conversation_docx

        return Response(conversation_docx(request), media_type=DOCX_TYPE)
