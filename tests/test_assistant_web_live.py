"""A web server that is open finds what another process puts on the shelf, and asks only the reports that are named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from eval.bench import serving
from index.home import builds, current_build

pytestmark = pytest.mark.slow

FISH = """BÁO CÁO TÌNH HÌNH NUÔI TRỒNG NĂM 2021

I. Thủy sản

Sản lượng cá đạt 1.200 tấn, tăng 5% so với năm 2020."""
BOOKS = """BÁO CÁO HOẠT ĐỘNG THƯ VIỆN NĂM 2023

I. Kết quả

Thư viện tỉnh có 12.345 đầu sách, tăng 7% so với năm trước."""
HOW_MANY_BOOKS = "Thư viện tỉnh có bao nhiêu đầu sách?"


class Site:
    def __init__(self, address: str, home: Path) -> None:
        self.address = address
        self.home = home

    def run(self, *command: str) -> None:
        whole = [sys.executable, "-m", "assistant.cli", *command, "--home", str(self.home)]
        subprocess.run(whole, check=True, capture_output=True, env=dict(os.environ))

    def ask(self, question: str, *reports: str) -> dict[str, Any]:
        body = json.dumps({"question": question, "history": [], "reports": reports}).encode()
        request = Request(f"{self.address}/page/ask", body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=120) as reply:
            return dict(json.loads(reply.read().decode().splitlines()[-1]))

    def reports(self) -> list[str]:
        with urlopen(f"{self.address}/page/start.json", timeout=120) as reply:
            return [report["id"] for report in json.loads(reply.read())["reports"]]


@pytest.fixture
def site(fresh_home: Path, tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "fish.txt").write_text(FISH, "utf-8")
    (tmp_path / "books.txt").write_text(BOOKS, "utf-8")
    Site("", fresh_home).run("index", str(tmp_path / "fish.txt"))
    with serving(fresh_home) as (address, _):
        yield Site(address, fresh_home)


def test_the_next_question_finds_a_report_that_another_process_added(site: Site, tmp_path: Path) -> None:
    before = site.ask(HOW_MANY_BOOKS)
    assert not before["answered"]
    assert site.reports() == ["fish"]
    opened = current_build(site.home / "index")
    site.run("reports", "add", str(tmp_path / "books.txt"))
    time.sleep(1.1)  # it looks once a second
    found = site.ask(HOW_MANY_BOOKS)
    assert found["answered"] and "12.345" in found["text"]
    assert [citation["report"] for citation in found["citations"]] == ["books"]
    assert site.reports() == ["fish", "books"]
    # A subset of the shelf is asked alone.
    assert not site.ask(HOW_MANY_BOOKS, "fish")["answered"]
    assert site.ask(HOW_MANY_BOOKS, "books")["answered"]
    assert site.ask(HOW_MANY_BOOKS, "books", "fish")["answered"]
    # And one that is taken off is gone, as is the build that knew it once nobody reads it.
    site.run("reports", "remove", "books")
    time.sleep(1.1)
    assert not site.ask(HOW_MANY_BOOKS)["answered"]
    assert site.reports() == ["fish"]
    site.run("index", "rebuild")
    assert opened not in builds(site.home / "index")
