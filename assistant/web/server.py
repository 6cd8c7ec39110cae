"""The web server: the Gradio page, its endpoints, and the files the page loads, all from this host.

Gradio carries the page's shell and the typed endpoint. FastAPI holds the rest, so that one address serves all.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.web.asking import Asking
from assistant.web.bodies import Bodies, Body
from assistant.web.chat_api import add_chat_api
from assistant.web.doors import Doors
from assistant.web.feedback import FeedbackFile
from assistant.web.glance import glance
from assistant.web.guard import StayHere
from assistant.web.lines import add_lines
from assistant.web.login import WhoAsks, add_login
from assistant.web.payload import report_payload
from assistant.web.person import person_of
from assistant.web.proxies import Proxies
from assistant.web.reception import Reception
from assistant.web.record import Record
from assistant.web.sessions import Sessions
from assistant.web.settings import ALONE, Serving
from assistant.web.strings import load_strings
from assistant.web.suggest import Suggestions
from assistant.web.turns import ComeBackLater
from assistant.web.users import Users

QUESTION_LIMIT = 2000  # characters; a longer question is refused


def create_app(assistant: Asking, home: Path, serving: Serving = ALONE) -> FastAPI:
    """Return the server of one assistant; `home` is the folder users, feedback and people's own reports are kept in."""
    # Gradio would compute statistics of its queue, in pandas, after every single question.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    from assistant.web.endpoint import mount_gradio
    from assistant.web.tool_server import app_with_tools

    reception = Reception(assistant, serving)
    suggestions = Suggestions(assistant, kept=home / "suggestions.json")
    app = app_with_tools(reception, assistant.reports, closing=suggestions.close)
    app.state.turns = reception.turns  # for the server, which waits for them when it stops
    _guard(app, reception, home, serving)
    app.add_exception_handler(ComeBackLater, _come_back_later)
    add_lines(app, reception)
    add_chat_api(app, reception)
    _watch_routes(app, reception, assistant, serving)
    _page_routes(app, assistant, suggestions, FeedbackFile(home / "feedback.jsonl"))
    with as_file(files("assistant.web").joinpath("page")) as folder:
        app.mount("/page", StaticFiles(directory=folder))
    mount_gradio(app, reception, _title(assistant))
    return app


def _guard(app: FastAPI, reception: Reception, home: Path, serving: Serving) -> None:
    """Stand the layers before everything else; the last one added sees a request first."""
    users = Users(home) if serving.login else None
    sessions = Sessions(users, home, serving.secret) if users else None
    app.add_middleware(Bodies, usual=Body(), larger={})
    app.add_middleware(WhoAsks, users=users, sessions=sessions, public=("/metrics",) if serving.open_metrics else ())
    app.add_middleware(Doors, login=serving.login)
    app.add_middleware(StayHere, hosts=serving.hosts, addresses=serving.addresses)
    app.add_middleware(Record, metrics=reception.metrics)
    app.add_middleware(Proxies, trusted=serving.proxies)
    if users and sessions:
        add_login(app, users, sessions, reception.rates)


def _come_back_later(_: Request, error: Exception) -> Response:
    if not isinstance(error, ComeBackLater):
        raise error
    return JSONResponse({"detail": str(error)}, error.status, {"Retry-After": str(error.seconds)})


def _title(assistant: Asking) -> str:
    return " · ".join([report.title for report in assistant.reports[:1]] + [load_strings()["vi"]["product"]])


def _watch_routes(app: FastAPI, reception: Reception, assistant: Asking, serving: Serving) -> None:
    """Add what machines watch: whether the server is well, and its counters."""

    @app.get("/health")
    def health(request: Request) -> Response:
        known = not serving.login or person_of(request).name
        reports = [
            {"id": each.id, "title": each.title, "paragraphs": len(each.paragraphs)} for each in assistant.reports
        ]
        status = "stopping" if reception.turns.closed else "ok"
        values = {"status": status, **({"reports": reports} if known else {})}
        return JSONResponse(values, status_code=200 if status == "ok" else 503)

    @app.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(reception.metrics.page(), media_type=CONTENT_TYPE_LATEST)


def _page_routes(app: FastAPI, assistant: Asking, suggestions: Suggestions, feedback: FeedbackFile) -> None:
    """Add what the page's script fetches."""
    figures = cache(lambda: glance(assistant.reports))
    start: dict[str, Any] = {
        "strings": load_strings(),
        "question_limit": QUESTION_LIMIT,
        "reports": [report_payload(report) for report in assistant.reports],
    }

    @app.get("/page/start.json", include_in_schema=False)
    def read_start(request: Request) -> dict[str, Any]:
        return {**start, "person": person_of(request).name}

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
