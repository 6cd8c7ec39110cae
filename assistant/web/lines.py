"""What the page asks through: one request, and the answer line by line as it grows.

    POST /page/ask   {"question": "...", "history": [], "reports": []}   ->   {"place": 2}
                                                                              {"place": 0}
                                                                              {"text": "...", "final": false, ...}
                                                                              {"text": "...", "final": true, ...}

Everything happens within the one request, so any copy of the server behind a proxy can take it, and hanging up
abandons the answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from anyio import CancelScope
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from assistant.answer import Answer
from assistant.web.chat_api import UNBUFFERED
from assistant.web.payload import answer_payload
from assistant.web.person import person_of
from assistant.web.reception import Reception
from index.errors import ReportAssistantError

BEAT = 15.0  # seconds of silence after which an empty line is sent, so that no proxy takes the connection for dead


def add_lines(app: FastAPI, reception: Reception) -> None:
    """Add `/page/ask` to a server."""

    @app.post("/page/ask", include_in_schema=False)
    async def ask(question: dict[str, Any], request: Request) -> StreamingResponse:
        reports = [str(report) for report in question.get("reports") or ()]
        asked, history = str(question.get("question", "")), question.get("history") or ()
        events = reception.answers(person_of(request), asked, history, reports)
        first = await anext(events)  # a full queue is said here, while the answer can still have another status
        return StreamingResponse(_lines(first, events), media_type="application/x-ndjson", headers=UNBUFFERED)


async def _lines(first: int | Answer, events: AsyncGenerator[int | Answer, None]) -> AsyncGenerator[str, None]:
    yield _line(_payload(first))
    try:
        async with aclosing(events), aclosing(_with_beats(events)) as beaten:
            async for event in beaten:
                yield "\n" if event is None else _line(_payload(event))
    except ReportAssistantError as error:
        yield _line({"error": str(error), "final": True})


async def _with_beats(events: AsyncGenerator[int | Answer, None]) -> AsyncGenerator[int | Answer | None, None]:
    """Yield what comes, and None after every `BEAT` seconds in which nothing did."""
    ended = object()

    async def following() -> object:
        return await anext(events, ended)

    coming: asyncio.Task[Any] = asyncio.create_task(following())
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=BEAT)
            if not done:
                yield None
                continue
            event = coming.result()
            if event is ended:
                return
            yield event
            coming = asyncio.create_task(following())
    finally:
        coming.cancel()
        with CancelScope(shield=True):  # whoever hung up is cancelled again while this waits
            await asyncio.wait({coming})


def _payload(event: int | Answer) -> dict[str, Any]:
    return {"place": event} if isinstance(event, int) else answer_payload(event)


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
