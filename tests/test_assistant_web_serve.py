"""The server as a process: how it stops, what it logs, and where a proxy has put it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant import Assistant
from assistant.web.bringing import Indexing
from assistant.web.settings import ALONE
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving

ROOT = Path(__file__).parents[1]
COVID = "How much COVID support was paid?"
PROGRAM = """
import sys, time
from pathlib import Path
from assistant.web.serve import launch
from assistant.web.settings import Serving
from tests.browser_assistant import WordAssistant

class Assistant(WordAssistant):
    def stream(self, question, history=()):
        if "endless" in question:
            yield from [*super().stream("slowly " + question)][:1]
            time.sleep(600)
        yield from super().stream(question, history)

home, grace = Path(sys.argv[1]), float(sys.argv[2])
launch(Assistant(), home, port=0, serving=Serving(grace=grace, at_once=2, waiting=1), log=str(home / "log"))
"""


@contextmanager
def process(home: Path, grace: float) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the server in a process of its own; yields it and its address."""
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(home), str(grace)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=home)
    assert started.stdout is not None
    try:
        found = re.search(r"http://\S+", started.stdout.readline())
        assert found
        wait_for(f"{found.group()}/health")
        yield started, found.group()
    finally:
        started.kill()
        started.wait(10)
        started.stdout.close()


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"{url} never answered")


def test_told_to_stop_it_finishes_the_answer_under_way_takes_no_other_and_exits_with_0(tmp_path: Path) -> None:
    with process(tmp_path, grace=30) as (server, address), ThreadPoolExecutor(1) as person:
        with httpx.stream("POST", f"{address}/page/ask", json={"question": f"slowly, {COVID}"}, timeout=60) as answer:
            lines = answer.iter_lines()
            next(lines), next(lines)
            server.send_signal(signal.SIGTERM)
            time.sleep(0.4)
            late = person.submit(httpx.post, f"{address}/page/ask", json={"question": COVID}, timeout=60).result()
            health = httpx.get(f"{address}/health")
            rest = [json.loads(line) for line in lines]
        assert rest[-1]["final"] is True
        assert late.status_code == 503
        assert int(late.headers["retry-after"]) >= 1
        assert (health.status_code, health.json()["status"]) == (503, "stopping")
        assert server.wait(20) == 0
    log = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert [log[0]["event"], log[-1]["event"]] == ["start", "stop"]
    assert log[-1]["unfinished"] == 0
    assert any(line["event"] == "answer" and line["outcome"] == "answered" for line in log)


def test_an_answer_that_never_ends_does_not_keep_the_process(tmp_path: Path) -> None:
    with (
        process(tmp_path, grace=0.5) as (server, address),
        httpx.stream("POST", f"{address}/page/ask", json={"question": f"endless {COVID}"}, timeout=60) as answer,
    ):
        lines = answer.iter_lines()
        next(lines), next(lines)
        started = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
        assert time.monotonic() - started < 15


def test_a_full_server_answers_503_with_when_to_come_back(tmp_path: Path) -> None:
    with process(tmp_path, grace=0.1) as (_, address), ThreadPoolExecutor(3) as people:
        body = {"question": f"endless {COVID}"}

        def give_up_on(url: str) -> None:
            with pytest.raises(httpx.ReadTimeout):
                httpx.post(url, json=body, timeout=6)

        waiting = [people.submit(give_up_on, f"{address}/page/ask") for _ in range(3)]
        for _ in range(200):
            refused = httpx.get(f"{address}/metrics").text
            if "questions_waiting 1.0" in refused:
                break
            time.sleep(0.02)
        for path, asked in (
            ("/page/ask", body),
            ("/v1/chat/completions", {"messages": [{"role": "user", "content": "x"}]}),
        ):
            full = httpx.post(address + path, json=asked)
            assert full.status_code == 503
            assert 1 <= int(full.headers["retry-after"]) <= 120
        for each in waiting:
            each.result()


def test_no_library_reports_home(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strangers: list[object] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def only_here(this: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            strangers.append(address)
        return connect(this, address)  # type: ignore[arg-type]

    def names_here(host: object, *others: object, **more: object) -> object:
        if host not in ("127.0.0.1", "::1", "localhost", None):
            strangers.append(host)
        return look_up(host, *others, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(socket.socket, "connect", only_here)
    monkeypatch.setattr(socket, "getaddrinfo", names_here)
    with (
        serving(assistant, tmp_path, bringing=Indexing(assistant, tmp_path)) as address,
        httpx.Client(base_url=address, timeout=120) as client,
    ):
        assert client.get("/").status_code == 200
        assert client.get("/gradio_api/info").status_code == 200
        client.post("/page/ask", json={"question": COVID})
        report = "THƯ VIỆN TỈNH\n\nThư viện tỉnh có 12.345 đầu sách.".encode()
        sent = client.post("/page/reports", params={"name": "library.txt"}, content=report).json()
        for _ in range(1200):
            [upload] = client.get("/page/uploads").json()
            if upload["state"] in ("ready", "failed"):
                break
            time.sleep(0.1)
        assert upload["state"] == "ready", upload
        asked = {"question": "Thư viện tỉnh có bao nhiêu đầu sách?", "reports": [sent["report"]]}
        lines = client.post("/page/ask", json=asked).text.splitlines()
        assert "12.345" in json.loads(lines[-1])["text"]
    assert strangers == []


def test_the_page_works_where_a_proxy_has_put_it(tmp_path: Path) -> None:
    settings = replace(ALONE, root_path="/reports")
    with serving(WordAssistant(), tmp_path, settings=settings) as address:
        # The proxy strips the path; what the page loads is addressed relative to where it stands.
        page = httpx.get(f"{address}/")
        assert page.status_code == 200
        assert 'src=\\"page/page.js\\"' in page.text
        assert not re.search(r'(src|href)="/(?!manifest)', page.text)
        assert httpx.get(f"{address}/page/start.json").status_code == 200
        assert httpx.post(f"{address}/page/ask", json={"question": COVID}, timeout=60).status_code == 200
