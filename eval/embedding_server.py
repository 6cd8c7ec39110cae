"""An embeddings server in OpenAI's protocol over the encoder of this machine.

    python -m eval.embedding_server --port 8090
    REPORT_ASSISTANT_EMBEDDING_URL=http://127.0.0.1:8090/v1 report-assistant eval score

It shows what search keeps when vectors come from a server, with everything else equal; `EmbeddingServer` also plays a
server that fails.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from index.encoder import Encoder, Role
from index.open import load
from index.settings import Settings

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
_PREFIXES: dict[str, Role] = {"query: ": "question", "passage: ": "passage"}


class EmbeddingServer:
    """A server on this machine while the block runs.

    `failures`, which may be set, are the HTTP codes it answers first, one a request, before it embeds anything.
    """

    def __init__(self, embed: Embed, *, port: int = 0) -> None:
        self.requests: list[dict[str, Any]] = []  # as they came, each with its key under "authorization"
        self.failures: list[int] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self, embed))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> EmbeddingServer:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Serve until interrupted."""
        self._server.serve_forever()


def unprefixed(encoder: Encoder) -> Embed:
    """Return an encoder as a server has it: the prefixes of e5 come with the texts, in a request all the same."""

    def embed(texts: Sequence[str]) -> list[list[float]]:
        prefix = next((each for each in _PREFIXES if texts[0].startswith(each)), "")
        encoded = encoder.encode([text.removeprefix(prefix) for text in texts], _PREFIXES.get(prefix, "passage"))
        return [[float(value) for value in one.vector] for one in encoded]

    return embed


def _handler(server: EmbeddingServer, embed: Embed) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append({**body, "authorization": self.headers.get("Authorization")})
            if self.path != "/v1/embeddings":
                self._answer(404, {"error": {"message": f"there is no {self.path}"}})
            elif server.failures:
                self._answer(server.failures.pop(0), {"error": {"message": "scripted"}})
            else:
                rows = [{"index": place, "embedding": vector} for place, vector in enumerate(embed(body["input"]))]
                self._answer(200, {"object": "list", "model": body["model"], "data": rows[::-1]})

        def _answer(self, code: int, values: dict[str, Any]) -> None:
            content = json.dumps(values).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *message: object) -> None:
            """Say nothing of requests."""

    return Handler


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8090)
    server = EmbeddingServer(unprefixed(load(Settings.from_environment())), port=parser.parse_args().port)
    print(server.url, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
