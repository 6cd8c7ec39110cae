"""The web server: the Gradio page, its endpoints, and the files the page loads, all from this host.

Gradio carries the page, the queue and the typed endpoints. FastAPI holds the rest, so that one address serves all.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.web.asking import Asking
from assistant.web.feedback import FeedbackFile
from assistant.web.guard import StayHere
from assistant.web.payload import answer_payload, report_payload
from assistant.web.strings import load_strings
from assistant.web.suggest import Suggestions
from index.errors import ReportAssistantError

if TYPE_CHECKING:
    from fastapi import FastAPI

QUESTION_LIMIT = 2000  # characters; a longer question is refused
CONCURRENT_QUESTIONS = 8  # asked at once; the rest wait in Gradio's queue

_HEAD = '<link rel="stylesheet" href="page/page.css"><script type="module" src="page/page.js"></script>'
_SHELL = '<div id="report-assistant" aria-busy="true"></div>'


def create_app(assistant: Asking, home: Path) -> FastAPI:
    """Return the server of one assistant; feedback is kept under `home`."""
    import gradio
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    suggestions = Suggestions(assistant)
    app = FastAPI(title="report-assistant", docs_url=None, redoc_url=None)
    app.add_middleware(StayHere)
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
    """Return the Gradio app: the page's shell, and the endpoint it asks through."""
    import gradio

    def stream(question: str, history: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        """Answer a question about the report, growing; the last value is final."""
        try:
            for answer in assistant.stream(question, history=history):
                yield answer_payload(answer)
        except ReportAssistantError as error:
            yield {"error": str(error), "final": True}

    with gradio.Blocks(title=_title(assistant), analytics_enabled=False, fill_width=True) as blocks:
        gradio.HTML(_SHELL, js_on_load=None, apply_default_css=False, elem_id="report-assistant-host")
        gradio.api(  # type: ignore[attr-defined]  # public, but missing from gradio's __all__
            stream, api_name="stream", concurrency_limit=CONCURRENT_QUESTIONS
        )
    return blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS)


def _title(assistant: Asking) -> str:
    return " · ".join([report.title for report in assistant.reports[:1]] + [load_strings()["vi"]["product"]])


def _page_routes(app: FastAPI, assistant: Asking, suggestions: Suggestions, feedback: FeedbackFile) -> None:
    """Add what the page's script fetches."""
    from fastapi.responses import Response

    start = {
        "strings": load_strings(),
        "question_limit": QUESTION_LIMIT,
        "reports": [report_payload(report) for report in assistant.reports],
    }

    @app.get("/page/start.json")
    def read_start() -> dict[str, Any]:
        return start

    @app.post("/page/suggestions")
    def suggest(request: dict[str, Any]) -> dict[str, Any]:
        return suggestions.choose(
            language=str(request.get("language", "en")),
            near=[str(paragraph) for paragraph in request.get("near", [])],
            asked=[str(question) for question in request.get("asked", [])],
            count=min(int(request.get("count", 6)), 12),
        )

    @app.post("/page/feedback", status_code=204)
    def keep_feedback(request: dict[str, Any]) -> None:
        feedback.add(request)

    @app.post("/page/conversation.docx")
    def export(request: dict[str, Any]) -> Response:
        from assistant.web.document import DOCX_TYPE, conversation_docx

        return Response(conversation_docx(request), media_type=DOCX_TYPE)
