"""Take the pictures of the page that the README shows.

    python -m assistant.web.screenshots docs/images

Needs Chromium and the test dependencies. Every picture is a visit to the real page: a question is asked, a citation
is pressed, and the report opens at the sentence.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.web.asking import Asking
from assistant.web.candidates import candidates
from assistant.web.own_reports import Bringing
from assistant.web.serve import open_port, warm
from assistant.web.server import create_app
from index.errors import ReportAssistantError

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks, with which window, and at what."""

    name: str
    language: str  # of the browser
    width: int
    height: int
    scheme: str = "light"
    report: bool = True  # press the citation, so that the report stands at the sentence


SHOTS = [
    Shot("page-en", "en-GB", 1280, 800),
    Shot("page-vi", "vi-VN", 1280, 800),
    Shot("page-vi-dark", "vi-VN", 1280, 800, scheme="dark"),
    Shot("phone-en", "en-GB", 390, 844, report=False),
    Shot("phone-vi-report", "vi-VN", 390, 844),
    Shot("phone-en-dark", "en-GB", 390, 844, scheme="dark", report=False),
]


def take_screenshots(
    assistant: Asking,
    home: Path,
    folder: Path,
    questions: Mapping[str, str] | None = None,
    bringing: Bringing | None = None,
) -> list[Path]:
    """Save every picture into a folder and return the paths.

    Args:
        questions: what is asked, by language ("en", "vi"); by default the first example question.
        bringing: as the server takes it; without one the page has no button to add a report.
    """
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    warm(assistant)
    chosen = {language: candidates(assistant.reports[0], language)[0].question for language in ("en", "vi")}
    chosen.update(questions or {})
    with _serving(assistant, home, bringing) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        _wait_for_examples(browser, address)
        paths = [_take(browser, address, shot, chosen[shot.language[:2]], folder) for shot in SHOTS]
        browser.close()
    return paths


def _wait_for_examples(browser: Browser, address: str) -> None:
    """Wait until the questions of the page have all been checked, as they are some seconds after a server's start."""
    page = browser.new_page()
    wanted = {"language": "en", "count": 6}
    while not page.request.post(f"{address}/page/suggestions", data=wanted).json()["ready"]:
        page.wait_for_timeout(1000)
    page.close()


def _take(browser: Browser, address: str, shot: Shot, question: str, folder: Path) -> Path:
    page = browser.new_page(
        locale=shot.language,
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
    )
    page.goto(address)
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    page.locator(".turn .next .suggestion").first.wait_for(timeout=120_000)
    if shot.report:
        page.locator(".answer-text .cite").first.click()
        page.locator("mark").first.wait_for()
    page.wait_for_timeout(1500)  # the mark's colour settles
    path = folder / f"{shot.name}.png"
    page.screenshot(path=path)
    page.close()
    return path


@contextmanager
def _serving(assistant: Asking, home: Path, bringing: Bringing | None) -> Iterator[str]:
    import uvicorn

    listener = open_port("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(assistant, home, bringing=bringing), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


def find_chromium() -> str:
    """Return the path of this system's Chromium; raises ReportAssistantError where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise ReportAssistantError("No Chromium is installed; on Debian: apt-get install chromium")
    return path


def main() -> None:
    """Take the pictures of the default report's page into the folder named on the command line."""
    from assistant import Assistant
    from assistant.web.bringing import Indexing

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    assistant = Assistant.open()
    questions = {"en": "How much COVID support was paid?", "vi": "Tổng kinh phí hỗ trợ do Covid-19 là bao nhiêu?"}
    with tempfile.TemporaryDirectory() as home:
        for path in take_screenshots(assistant, Path(home), folder, questions, Indexing(assistant, Path(home))):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
