"""The Gradio app: the page's shell, and the typed endpoint `/ask` that Gradio's clients call.

Importing this module imports Gradio, so `assistant.web.server` does it late.
"""

from __future__ import annotations

from typing import Any

import gradio
from fastapi import FastAPI

from assistant.web.person import person_of
from assistant.web.reception import Reception
from index.errors import ReportAssistantError

_HEAD = (
    '<link rel="stylesheet" href="page/page.css"><link rel="stylesheet" href="page/upload.css">'
    '<script type="module" src="page/page.js"></script>'
)
_SHELL = '<div id="report-assistant" aria-busy="true"></div>'


def mount_gradio(app: FastAPI, reception: Reception, title: str) -> None:
    """Mount the Gradio app at the root, behind every other route of the server."""
    gradio.mount_gradio_app(
        app,
        _blocks(reception, title),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        theme=gradio.themes.Base(font=["Be Vietnam Pro", "sans-serif"], font_mono=["monospace"]),
        head=_HEAD,
    )


def _blocks(reception: Reception, title: str) -> Any:
    async def ask(
        question: str,
        request: gradio.Request,
        history: list[dict[str, str]] | None = None,
        reports: list[str] | None = None,
    ) -> dict[str, Any]:
        """Ask the official report a question, in English or Vietnamese, and get a cited answer.

        Every figure in the answer stands in a cited paragraph; `answered` is false where the report does not say.

        Args:
            question: What to ask, at most 2,000 characters.
            history: Earlier turns of the conversation, each with `role` ("user" or "assistant") and `content`.
            reports: Ids of the reports to ask; all that everybody shares where there are none.

        Returns:
            The answer: its text with [1] marks, the verbatim citations with their addresses, and the checked figures.
        """
        try:
            person = person_of(request.request)
            return dict((await reception.answer(person, question, history or (), reports or ())).to_dict())
        except ReportAssistantError as error:
            raise gradio.Error(str(error)) from error

    with gradio.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        gradio.HTML(_SHELL, js_on_load=None, apply_default_css=False, elem_id="report-assistant-host")
        gradio.api(ask, api_name="ask", concurrency_limit=None)  # type: ignore[attr-defined]  # the reception queues
    return blocks.queue(default_concurrency_limit=None)
