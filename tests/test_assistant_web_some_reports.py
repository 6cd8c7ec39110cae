"""Choosing some of several shared reports in the page, in a real browser: only these are asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from index.read import read_report
from tests.browser_assistant import SHIPPED, WordAssistant
from tests.browser_server import Watched, serving
from tests.word_bringing import WordBringing

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

BOOKS = "Hoạt động thư viện năm 2023\n\nThư viện tỉnh có 12.345 đầu sách, tăng 7% so với năm trước."
SPORT = "Hoạt động thể thao năm 2023\n\nTỉnh có 31 đội bóng đá thiếu nhi thi đấu."
QUESTION = "Thư viện tỉnh có bao nhiêu đầu sách?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "books.txt").write_text(BOOKS, "utf-8")
    (folder / "sport.txt").write_text(SPORT, "utf-8")
    reports = [read_report(path) for path in (SHIPPED, folder / "books.txt", folder / "sport.txt")]
    with serving(WordAssistant(reports), folder / "home", bringing=WordBringing()) as at:
        yield at


def ask(page: Page, question: str) -> list[str]:
    """Ask, wait for the answer, and return the reports that the question was sent for."""
    turns = page.locator(".turn").count()
    with page.expect_request("**/page/ask") as sent:
        page.locator("#question").fill(question)
        page.locator("#question").press("Enter")
    expect(page.locator(".turn.done")).to_have_count(turns + 1)
    return list(json.loads(sent.value.post_data or "{}")["reports"])


def test_a_subset_of_the_shared_reports_is_asked_alone(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    choice = page.locator(".asked-some summary")
    expect(choice).to_have_text("Reports asked: All shared reports")
    assert ask(page, QUESTION) == []
    expect(page.locator(".answer-text").last).to_contain_text("12.345")
    choice.click()
    page.locator("#asked-ben-tre-2020").check()
    page.locator("#asked-sport").check()
    expect(page.locator("#asked-all")).not_to_be_checked()
    choice.click()
    assert ask(page, QUESTION) == ["ben-tre-2020", "sport"]
    expect(page.locator(".answer-text").last).not_to_contain_text("12.345")
    page.reload()  # the choice sticks
    page.wait_for_selector("#report-assistant:not([aria-busy])")
    choice.click()
    expect(page.locator("#asked-sport")).to_be_checked()
    page.locator("#asked-books").check()  # all of them, one by one, are all
    expect(page.locator("#asked-all")).to_be_checked()
    expect(page.locator("#asked-books")).to_be_focused()
    choice.click()
    assert ask(page, QUESTION) == []
    expect(page.locator(".answer-text").last).to_contain_text("12.345")


def test_a_report_of_ones_own_is_asked_alone_beside_several_shared_ones(
    window: Callable[..., Watched], address: str
) -> None:
    page = window(language="vi-VN", width=390).open(address)
    page.get_by_role("button", name="Thêm báo cáo").click()
    file = {"name": "cho.txt", "mimeType": "text/plain", "buffer": "Chợ mới\n\nXã có 4 chợ mới.".encode()}
    page.locator("#upload-file").set_input_files(file)
    expect(page.locator(".upload.ready")).to_have_count(1)
    page.keyboard.press("Escape")
    choice = page.locator(".asked-some summary")
    expect(choice).to_contain_text("Các báo cáo được hỏi:")
    assert ask(page, "Xã có bao nhiêu chợ mới?") == ["cho"]
    choice.click()
    page.locator("#asked-books").check()
    expect(page.locator("#asked-cho")).not_to_be_checked()
    choice.click()
    assert ask(page, QUESTION) == ["books"]
    choice.click()
    page.locator("#asked-cho").check()
    expect(page.locator("#asked-books")).not_to_be_checked()
    page.locator("#asked-cho").uncheck()
    expect(page.locator("#asked-all")).to_be_checked()
