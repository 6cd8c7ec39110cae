"""A chat server that speaks OpenAI's protocol over real HTTP and does what its script says, good or bad.

    with ScriptedChatServer([say("VND 5 million. [1]"), status(500)]) as server:
        model = open_chat_model("scripted", base_url=server.base_url)

Each request takes the next turn of the script; the last turn repeats.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Turn = Callable[["_Handler"], None]


def say(text: str, *, piece: int = 5, usage: tuple[int, int] | None = None) -> Turn:
    """Stream a text in pieces of so many characters, then end properly."""

    def turn(handler: _Handler) -> None:
        handler.begin()
        handler.send_text(text, piece)
        handler.send_event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        if usage:
            counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
            handler.send_event({"choices": [], "usage": counts})
        handler.send_raw(b"data: [DONE]\n\n")

    return turn


def stall(text: str = "", *, seconds: float = 20.0) -> Turn:
    """Stream a text, then only keep-alive comments, as a server does that is too busy to answer."""

    def turn(handler: _Handler) -> None:
        handler.begin()
        handler.send_text(text, 5)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not handler.script.stopped.wait(0.05):
            handler.send_raw(b": waiting\n\n")

    return turn


def drop(text: str = "") -> Turn:
    """Stream a text, then close the connection in the middle of an event."""

    def turn(handler: _Handler) -> None:
        handler.begin()
        handler.send_text(text, 5)
        handler.send_raw(b'data: {"choi')

    return turn


def hang_up() -> Turn:
    """Close the connection without a word."""
    return lambda handler: None


def status(code: int) -> Turn:
    """Answer with an HTTP error."""

    def turn(handler: _Handler) -> None:
        body = json.dumps({"error": {"message": f"scripted {code}", "type": "server_error"}}).encode()
        handler.send_response(code)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return turn


def nonsense() -> Turn:
    """Answer 200 with a web page, as a captive portal does."""

    def turn(handler: _Handler) -> None:
        body = b"<html><body>Please log in</body></html>"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return turn


class ScriptedChatServer:
    """Runs the script on 127.0.0.1; `requests` holds the bodies received, `base_url` where it listens."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = list(turns)
        self.requests: list[dict[str, Any]] = []
        self.stopped = threading.Event()
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ScriptedChatServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    script: ScriptedChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.script.lock:
            turn = self.script.turns[min(len(self.script.requests), len(self.script.turns) - 1)]
            self.script.requests.append(body)
        with suppress(BrokenPipeError, ConnectionResetError):  # the client may stop listening
            turn(self)
        self.close_connection = True

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def send_text(self, text: str, size: int) -> None:
        for start in range(0, len(text), size):
            delta = {"role": "assistant", "content": text[start : start + size]}
            self.send_event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})

    def send_event(self, event: dict[str, Any]) -> None:
        whole = {"id": "scripted", "object": "chat.completion.chunk", "created": 0, "model": "scripted", **event}
        self.send_raw(f"data: {json.dumps(whole, ensure_ascii=False)}\n\n".encode())

    def send_raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output to the tests."""
