"""The web server: the Gradio page, its endpoints, and the files the page loads, all from this host.

Gradio carries the page, the queue and the typed endpoints. FastAPI holds the rest, so that one address serves all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from assistant.web.asking import Asking
from assistant.web.chat_api import add_chat_api
from assistant.web.feedback import FeedbackFile
from assistant.web.glance import glance
from assistant.web.guard import StayHere
from assistant.web.payload import answer_payload, report_payload
from assistant.web.strings import load_strings
from assistant.web.suggest import Suggestions
from assistant.web.tool_server import app_with_tools
from index.errors import ReportAssistantError

QUESTION_LIMIT = 2000  # characters; a longer question is refused
CONCURRENT_QUESTIONS = 8  # asked at once; the rest wait in Gradio's queue

_HEAD = '<link rel="stylesheet" href="page/page.css"><script type="module" src="page/page.js"></script>'
_SHELL = '<div id="report-assistant" aria-busy="true"></div>'


def create_app(assistant: Asking, home: Path, hosts: Sequence[str] = ()) -> FastAPI:
    """Return the server of one assistant.

    Args:
        assistant: answers the questions.
        home: the folder feedback is kept in.
        hosts: the names the server may be called by; empty for any.
    """
    # Gradio would compute statistics of its queue, in pandas, after every single question.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    import gradio

    suggestions = Suggestions(assistant, kept=home / "suggestions.json")
    app = app_with_tools(assistant, "report-assistant", closing=suggestions.close)
    app.add_middleware(StayHere, hosts=hosts)
    add_chat_api(app, assistant)
    _page_routes(app, assistant, suggestions, FeedbackFile(home / "feedback.jsonl"))
    with as_file(files("assistant.web").joinpath("page")) as folder:
        app.mount("/page", StaticFiles(directory=folder))
    gradio.mount_gradio_app(
        app,
        _blocks(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        theme=gradio.themes.Base(font=["Be Vietnam Pro", "sans-serif"], font_mono=["monospace"]),
        head=_HEAD,
    )
    return app


def _blocks(assistant: Asking) -> Any:
    """Return the Gradio app: the page's shell, what it asks through, and the typed endpoint `/ask`."""
    import gradio

    def stream(question: str, history: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        """Answer a question about the report, growing; the last value is final."""
        try:
            for answer in assistant.stream(question, history=history):
                yield answer_payload(answer)
        except ReportAssistantError as error:
            yield {"error": str(error), "final": True}

    def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Ask the official report a question, in English or Vietnamese, and get a cited answer.

        Every figure in the answer stands in a cited paragraph; `answered` is false where the report does not say.

        Args:
            question: What to ask, at most 2,000 characters.
            history: Earlier turns of the conversation, each with `role` ("user" or "assistant") and `content`.

        Returns:
            The answer: its text with [1] marks, the verbatim citations with their addresses, and the checked figures.
        """
        try:
            return dict(assistant.ask(question, history=history or ()).to_dict())
        except ReportAssistantError as error:
            raise gradio.Error(str(error)) from error

    limit = {"concurrency_limit": CONCURRENT_QUESTIONS, "concurrency_id": "questions"}
    with gradio.Blocks(title=_title(assistant), analytics_enabled=False, fill_width=True) as blocks:
        gradio.HTML(_SHELL, js_on_load=None, apply_default_css=False, elem_id="report-assistant-host")
        gradio.api(stream, api_name="stream", api_visibility="undocumented", **limit)  # type: ignore[attr-defined]
        gradio.api(ask, api_name="ask", **limit)  # type: ignore[attr-defined]
    return blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS)


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
