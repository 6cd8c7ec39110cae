"""The web server: the Gradio page, its endpoints, and the files the page loads, all from this host.

Gradio carries the page's shell and the typed endpoint. FastAPI holds the rest, so that one address serves all.
"""

from __future__ import annotations

import os
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.web.asking import Asking, OfReports, shared_ids
from assistant.web.bodies import Bodies, Body
from assistant.web.chat_api import add_chat_api
from assistant.web.doors import Doors
from assistant.web.feedback import FeedbackFile
from assistant.web.glance import glance
from assistant.web.guard import StayHere
from assistant.web.lines import add_lines
from assistant.web.login import WhoAsks, add_login
from assistant.web.own_reports import Bringing, OwnReports
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
from assistant.web.upload_routes import PATH as UPLOAD_PATH
from assistant.web.upload_routes import add_uploads, no_such_report
from assistant.web.uploads import Uploads
from assistant.web.users import Users
from index.errors import ReportUnknown
from index.read.formats import READERS
from index.settings import Limits

UPLOAD_SECONDS = 600.0  # a file may take to arrive
QUESTION_LIMIT = 2000  # characters; a longer question is refused


def create_app(assistant: Asking, home: Path, serving: Serving = ALONE, bringing: Bringing | None = None) -> FastAPI:
    """Return the server of one assistant.

    Args:
        assistant: answers the questions about the reports that everybody shares.
        home: the folder users, feedback and people's own reports are kept in.
        bringing: how a report that somebody adds becomes something to ask; None where nobody may add any.
    """
    # Gradio would compute statistics of its queue, in pandas, after every single question.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    from assistant.web.endpoint import mount_gradio
    from assistant.web.tool_server import app_with_tools

    own = OwnReports(home, bringing) if bringing else None
    reception = Reception(assistant, serving, own)
    suggestions = Suggestions(assistant, kept=home / "suggestions.json")
    app = app_with_tools(reception, assistant.reports, closing=suggestions.close)
    app.state.turns = reception.turns  # for the server, which waits for them when it stops
    app.state.uploads = None
    if own:
        uploads = Uploads(own, reception.metrics, lambda: shared_ids(assistant), serving.reports_each)
        add_uploads(app, uploads, own, reception.rates, home / "incoming")
        app.state.uploads = uploads
    _guard(app, reception, home, serving)
    app.add_exception_handler(ComeBackLater, _come_back_later)
    app.add_exception_handler(ReportUnknown, no_such_report)
    add_lines(app, reception)
    add_chat_api(app, reception)
    _watch_routes(app, reception, assistant, serving)
    _page_routes(app, assistant, own, suggestions, FeedbackFile(home / "feedback.jsonl"))
    with as_file(files("assistant.web").joinpath("page")) as folder:
        app.mount("/page", StaticFiles(directory=folder))
    mount_gradio(app, reception, _title(assistant))
    return app


def _guard(app: FastAPI, reception: Reception, home: Path, serving: Serving) -> None:
    """Stand the layers before everything else; the last one added sees a request first."""
    users = Users(home) if serving.login else None
    sessions = Sessions(users, home, serving.secret) if users else None
    app.add_middleware(Bodies, usual=Body(), larger={UPLOAD_PATH: Body(Limits.from_environment().size, UPLOAD_SECONDS)})
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


def _page_routes(
    app: FastAPI, assistant: Asking, own: OwnReports | None, suggestions: Suggestions, feedback: FeedbackFile
) -> None:
    """Add what the page's script fetches."""
    figures = OfReports(assistant, glance)
    shown = OfReports(assistant, lambda reports: [report_payload(report) for report in reports])
    limits = Limits.from_environment()
    upload = {"kinds": sorted(READERS), "bytes": limits.size, "pages": limits.pages}
    start: dict[str, Any] = {
        "strings": load_strings(),
        "question_limit": QUESTION_LIMIT,
    }

    @app.get("/page/start.json", include_in_schema=False)
    def read_start(request: Request) -> dict[str, Any]:
        person = person_of(request)
        mine = own.ids(person) if own else []
        return {**start, "reports": shown(), "person": person.name, "own": mine, "upload": upload if own else None}

    @app.get("/page/figures.json", include_in_schema=False)
    def read_glance(request: Request, report: str = "") -> list[dict[str, Any]]:
        if own and report and report not in shared_ids(assistant):
            with own.lend(person_of(request), report) as asking:
                return glance(asking.reports)
        return [row for row in figures() if report in ("", row["report"])]

    @app.post("/page/suggestions", include_in_schema=False)
    def suggest(request: dict[str, Any], asking: Request) -> dict[str, Any]:
        language, reports = str(request.get("language", "en")), [str(report) for report in request.get("reports") or ()]
        if own and reports and not shared_ids(assistant).issuperset(reports):
            asked = {str(question).casefold() for question in request.get("asked", [])}
            person = person_of(asking)
            held = own.examples(person, reports[0], language)
            fresh = [each for each in held if each.casefold() not in asked]
            ready = own.has_examples(person, reports[0])
            return {"questions": fresh[: int(request.get("count", 6))], "ready": ready}
        return suggestions.choose(
            language=language,
            near=[str(paragraph) for paragraph in request.get("near", [])],
            asked=[str(question) for question in request.get("asked", [])],
            said=[str(text) for text in request.get("said", [])],
            count=min(int(request.get("count", 6)), 12),
            reports=reports,
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
