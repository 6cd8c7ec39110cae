"""A running page for the browser tests: the server in a thread, and Chromium watched for errors and strangers."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.web.asking import Asking
from assistant.web.own_reports import Bringing
from assistant.web.serve import open_port
from assistant.web.server import create_app
from assistant.web.settings import ALONE, Serving

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@contextmanager
def serving(
    assistant: Asking, home: Path, port: int = 0, settings: Serving = ALONE, bringing: Bringing | None = None
) -> Iterator[str]:
    """Serve a page while the block runs; yields its address."""
    listener = open_port("127.0.0.1", port)
    running: list[uvicorn.Server] = []

    async def serve() -> None:
        # Made inside an event loop: outside of one, Gradio opens loops that it never closes.
        app = create_app(assistant, home, settings, bringing)
        running.append(
            uvicorn.Server(
                uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, root_path=settings.root_path)
            )
        )
        await running[0].serve(sockets=[listener])

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    while thread.is_alive() and not (running and running[0].started):
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        running[0].should_exit = True
        thread.join(timeout=10)
        listener.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; the test is skipped, saying so, where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium: install it with `sh tests/install_browser.sh`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A browser window whose errors and foreign requests are kept."""

    def __init__(self, browser: Browser, language: str = "en-GB", width: int = 1280, height: int = 800, **options: str):
        self.context: BrowserContext = browser.new_context(
            locale=language, viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.context.on("request", lambda request: self._note(request.url))
        self.context.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)  # suggestions are asked before they are shown: seconds on a busy machine
        page.goto(address, timeout=60_000)  # a busy machine may take its time; the paint has a test of its own
        page.wait_for_selector("#report-assistant:not([aria-busy])")
        return page

    def close(self) -> None:
        self.context.close()
        assert self.errors == [], "the console has errors"
        assert self.foreign == [], "a request left this machine"

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1":
            self.foreign.append(url)
