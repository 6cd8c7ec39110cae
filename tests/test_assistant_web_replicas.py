"""Two copies of the web server behind nginx that share nothing but a Chroma server, each with a home that was empty."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from eval.bench import serving
from index.embed import ModelEncoder
from tests.chroma_server import ChromaServer

pytestmark = pytest.mark.slow

REPORT = """BÁO CÁO TÌNH HÌNH NUÔI TRỒNG NĂM 2021

I. Thủy sản

Sản lượng cá đạt 1.200 tấn, tăng 5% so với năm 2020.

II. Giao thông

Xã có 15 cây cầu mới, tổng kinh phí 2.345 triệu đồng.
"""
CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream replicas {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_buffering off;
      proxy_read_timeout 600s;
      proxy_next_upstream error timeout non_idempotent;
      add_header X-Replica $upstream_addr always;
    }}
  }}
}}
"""


@dataclass(frozen=True)
class Site:
    address: str
    chroma: ChromaServer
    replicas: tuple[subprocess.Popen[bytes], ...]

    def send(self, path: str, values: dict[str, Any] | None = None) -> tuple[str, bytes]:
        """Return which replica answered, and what."""
        body = None if values is None else json.dumps(values).encode()
        request = Request(self.address + path, body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=300) as reply:
            return reply.headers["X-Replica"].split(",")[-1].strip(), reply.read()

    def ask(self, question: str, history: list[dict[str, str]] | None = None) -> tuple[str, dict[str, Any]]:
        replica, said = self.send("/page/ask", {"question": question, "history": history or []})
        return replica, json.loads(said.decode().splitlines()[-1])


@contextmanager
def proxied(folder: Path, servers: list[str]) -> Iterator[str]:
    """Run nginx before some servers; yields its address."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no nginx: install it with `apt-get install nginx-light`")
    port = ChromaServer(folder).port  # a free one
    named = " ".join(f"server {address.removeprefix('http://')};" for address in servers)
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, port=port, servers=named), "utf-8")
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command)
    try:
        for _ in range(100):
            if (folder / "nginx.pid").exists():
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def site(encoder: ModelEncoder, encoder_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    if shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        pytest.skip("no nginx: install it with `apt-get install nginx-light`")
    homes = [folder / name for name in ("builder", "one", "two")]
    for home in homes:
        home.mkdir()
        (home / "models").symlink_to(encoder_home / "models", target_is_directory=True)
    (folder / "nuoi-trong.txt").write_text(REPORT, "utf-8")
    with ExitStack() as stack:
        chroma = stack.enter_context(ChromaServer(folder / "served"))
        environment = {**os.environ, "REPORT_ASSISTANT_CHROMA_URL": chroma.url}
        command = [sys.executable, "-m", "assistant.cli", "index", str(folder / "nuoi-trong.txt"), "--home"]
        subprocess.run([*command, str(homes[0])], check=True, env=environment, capture_output=True)
        shutil.rmtree(homes[0])  # the machine that built it is gone
        started = [stack.enter_context(serving(home, environment=environment)) for home in homes[1:]]
        address = stack.enter_context(proxied(folder, [address for address, _ in started]))
        yield Site(address, chroma, tuple(process for _, process in started))


def test_both_replicas_give_the_same_answer(site: Site) -> None:
    answers = [site.ask("Xã có bao nhiêu cây cầu mới?") for _ in range(4)]
    assert len({replica for replica, _ in answers}) == 2
    texts = {answer["text"] for _, answer in answers}
    assert len(texts) == 1 and "15" in texts.pop()
    assert {answer["answered"] for _, answer in answers} == {True}


def test_a_conversation_and_its_export_go_on_whichever_replica_answers(site: Site) -> None:
    question = "Sản lượng cá năm 2021 là bao nhiêu?"
    first, before = site.ask(question)
    history = [{"role": "user", "content": question}, {"role": "assistant", "content": before["text"]}]
    followed = [site.ask("còn cây cầu?", history) for _ in range(2)]
    assert first in {replica for replica, _ in followed} and len({replica for replica, _ in followed}) == 2
    assert len({answer["text"] for _, answer in followed}) == 1
    assert len({answer["standalone_question"] for _, answer in followed}) == 1
    turn = {"question": question, "answer": before}
    exported = [site.send("/page/conversation.docx", {"title": "", "turns": [turn]}) for _ in range(2)]
    assert {document[:2] for _, document in exported} == {b"PK"}
    assert len({replica for replica, _ in exported}) == 2


@pytest.mark.fault
def test_while_the_chroma_server_is_away_one_line_says_so_and_then_answers_come_again(site: Site) -> None:
    site.chroma.stop()
    said = [site.ask(f"Xã có bao nhiêu cây cầu mới{'?' * number}")[1] for number in (2, 3)]
    _, health = site.send("/health")
    site.chroma.start()
    after = [site.ask(f"Xã có bao nhiêu cây cầu mới{'?' * number}")[1] for number in (4, 5)]
    assert [problem for answer in said if "Chroma server" not in (problem := answer["error"]) or "\n" in problem] == []
    assert json.loads(health)["status"] == "ok"
    assert [answer["text"] for answer in after if "15 cây cầu" not in answer["text"]] == []
    print(f"\nChroma server stopped: {said[0]['error']!r}; started again: {after[0]['text']!r}")


@pytest.mark.fault
def test_one_replica_is_enough(site: Site) -> None:
    site.replicas[0].kill()
    site.replicas[0].wait()
    try:
        answers = [site.ask(f"Xã có bao nhiêu cây cầu mới{'?' * number}")[1]["text"] for number in range(6, 10)]
    except HTTPError as error:
        pytest.fail(f"the proxy answered {error.code}")
    assert [text for text in answers if "15 cây cầu" not in text] == []
    print(f"\none of two replicas killed: {len(answers)} of {len(answers)} questions answered by the other")
