"""An OpenAI-compatible chat endpoint, so that any chat client can ask the report.

    POST /v1/chat/completions   {"messages": [{"role": "user", "content": "..."}], "stream": false}

`"reports": ["ID"]` asks one report instead of all.
The citations stand under the text, for people, and in the field `citations`, for programs.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from assistant.answer import Answer, address
from assistant.web.person import person_of
from assistant.web.reception import Reception
from assistant.web.turns import ComeBackLater
from index.errors import QuestionInvalid, ReportAssistantError

MODEL = "report-assistant"
UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # proxies pass each piece on at once


def add_chat_api(app: FastAPI, reception: Reception) -> None:
    """Add `/v1/models` and `/v1/chat/completions` to a server."""

    @app.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    @app.post("/v1/chat/completions")
    async def complete(body: dict[str, Any], request: Request) -> Response:
        person = person_of(request)
        try:
            question, history = conversation(body.get("messages"))
            reports = [str(report) for report in body.get("reports") or ()]
            if not body.get("stream"):
                return JSONResponse(completion(await reception.answer(person, question, history, reports)))
            events = reception.answers(person, question, history, reports)
            await anext(events)  # a full queue is said here, while the answer can still have another status
            return StreamingResponse(_events(events), media_type="text/event-stream", headers=UNBUFFERED)
        except ComeBackLater as error:
            return JSONResponse({"error": _error(error)}, error.status, {"Retry-After": str(error.seconds)})
        except ReportAssistantError as error:
            return JSONResponse({"error": _error(error)}, status_code=400)


def conversation(messages: object) -> tuple[str, list[dict[str, str]]]:
    """Return the question, which is the last message, and the history before it; system messages are left out.

    Raises QuestionInvalid where the messages have another shape.
    """
    if not isinstance(messages, list) or not messages:
        raise QuestionInvalid("`messages` must be a list that ends with the user's question.")
    spoken = [{"role": _role(message), "content": _text(message.get("content"))} for message in messages]
    said = [message for message in spoken if message["role"] in ("user", "assistant")]
    if not said or said[-1]["role"] != "user":
        raise QuestionInvalid("The last of `messages` must be the user's question.")
    return said[-1]["content"], said[:-1]


def _role(message: object) -> str:
    if not isinstance(message, dict):
        raise QuestionInvalid(f"A message must be an object, not {message!r}.")
    return str(message.get("role"))


def _text(content: object) -> str:
    """Return the text of a message, given as a string or as a list of parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(str(part["text"]) for part in parts if isinstance(part, dict) and part.get("type") == "text")


def completion(answer: Answer) -> dict[str, Any]:
    """Return an answer as a chat completion."""
    message = {"role": "assistant", "content": answer.text + sources(answer)}
    return {
        **_envelope("chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        **_evidence(answer),
    }


def sources(answer: Answer) -> str:
    """Return the citations as lines to stand under the answer's text."""
    lines = [
        f"[{each.number}] “{each.quote}” ({address(each) if each.source else each.paragraph.place})"
        for each in answer.citations
    ]
    return "\n\n" + "\n".join(lines) if lines else ""


def _evidence(answer: Answer) -> dict[str, Any]:
    values = answer.to_dict()
    return {"answered": answer.answered, "citations": values["citations"], "figures": values["figures"]}


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": MODEL}


async def _events(events: AsyncGenerator[int | Answer, None]) -> AsyncGenerator[str, None]:
    """Yield server-sent events: what each growing answer adds, then the sources with the last."""
    envelope = _envelope("chat.completion.chunk")
    shown = ""
    try:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Answer):
                    answer = event
                    yield _event(envelope, {"role": "assistant", "content": _added(shown, answer.text)})
                    shown = answer.text
        yield _event(envelope, {"content": sources(answer)})
        yield _event(envelope, {}, finish="stop", extra=_evidence(answer))
    except ReportAssistantError as error:
        yield f"data: {json.dumps({'error': _error(error)}, ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"


def _added(shown: str, text: str) -> str:
    """Return what a client must append; a text that was replaced is given again in full, on a new line."""
    return text.removeprefix(shown) if text.startswith(shown) else f"\n\n{text}"


def _event(
    envelope: Mapping[str, Any],
    delta: Mapping[str, str],
    finish: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> str:
    choices: Sequence[Any] = [{"index": 0, "delta": delta, "finish_reason": finish}]
    return f"data: {json.dumps({**envelope, 'choices': choices, **(extra or {})}, ensure_ascii=False)}\n\n"


def _error(error: ReportAssistantError) -> dict[str, str]:
    return {"message": str(error), "type": "invalid_request_error", "code": type(error).__name__}
