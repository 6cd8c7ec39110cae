"""The page over the real assistant and the shipped report, in a real browser: from question to marked sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant import Assistant
from tests.browser_server import Watched, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUOTE = "minh bạch với 183.040 trường hợp, kinh phí 190.959 triệu đồng."


@pytest.fixture(scope="module")
def address(encoder_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        Assistant.open(home=encoder_home) as assistant,
        serving(assistant, tmp_path_factory.mktemp("home")) as at,
    ):
        yield at


@pytest.mark.parametrize(
    ("language", "question", "shown"),
    [
        pytest.param("en-GB", "how much COVID support was paid?", ("VND 190,959 million", "183,040"), id="English"),
        pytest.param(
            "vi-VN",
            "Tổng kinh phí hỗ trợ do Covid-19 là bao nhiêu?",
            ("190.959 triệu đồng", "183.040"),
            id="Vietnamese",
        ),
        pytest.param("vi-VN", "ho tro covid bao nhieu tien", ("190.959 triệu đồng", "183.040"), id="no diacritics"),
    ],
)
def test_a_question_is_answered_and_its_citation_leads_to_the_sentence(
    browser: Browser, address: str, language: str, question: str, shown: tuple[str, ...]
) -> None:
    watched = Watched(browser, language)
    page = watched.open(address)
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    answer = page.locator(".answer-text")
    for words in shown:
        expect(answer).to_contain_text(words, timeout=120_000)
    expect(page.locator(".checked summary")).to_contain_text(re.compile(r"\d"))
    answer.locator(".cite").first.click()
    expect(page.locator(".original mark")).to_contain_text(QUOTE)
    expect(page.locator(".target .pilcrow")).to_have_attribute("aria-label", re.compile(r"3\.2"))
    expect(page.locator(".original mark")).to_be_in_viewport()
    watched.close()
