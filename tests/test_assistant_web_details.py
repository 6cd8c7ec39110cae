"""What a reader notices of the page: nothing cut off or out of date, on a phone, on paper and on the way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser_assistant import WordAssistant
from tests.browser_server import Watched, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

COVID = "How much COVID support was paid?"
COVID_VI = "Tổng kinh phí hỗ trợ do đại dịch Covid-19 là bao nhiêu?"
BRAZIL = "Who won the football championship in Brazil?"
LISTED = "compare growth of the sectors in a table"
# What is pressed and lower than a thumb needs; a [1] has room around it, and ¶16 is a margin's number.
LOW = """() => [...document.querySelectorAll('#report-assistant :is(a, button, summary, textarea, .choice, input)')]
.filter((each) => each.checkVisibility() && !each.matches('.skip, .cite, .pilcrow, .mark-label, .choice input'))
.filter((each) => !each.closest('.offscreen') && each.offsetHeight < 44 && each.offsetParent)
.filter((each) => !(each.closest('.box') && each.closest('.box').offsetHeight >= 44))
.map((each) => `${each.className || each.tagName} ${each.offsetHeight}`)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(WordAssistant(), tmp_path_factory.mktemp("home")) as at:
        yield at


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last.locator(".meta")).to_have_count(1)


def in_menu(page: Page, name: str) -> None:
    page.locator(".menu summary").click()
    page.locator(".menu").get_by_role("button", name=name).click()


# Marks, and the way back


@pytest.mark.parametrize("act", ["new conversation", "ask again", "edit"])
def test_a_mark_goes_with_the_answer_that_left_it(window: Callable[..., Watched], address: str, act: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.locator(".answer-text .cite").first.click()
    expect(page.locator(".mark-label")).to_have_text("Answer 1 [1]")
    if act == "new conversation":
        in_menu(page, "New conversation")
    elif act == "ask again":
        page.get_by_role("button", name="Ask again").click()
    else:
        page.get_by_role("button", name="Edit the question").click()
        page.locator(".edit textarea").fill(BRAZIL)
        page.locator(".edit textarea").press("Enter")
    expect(page.locator("mark")).to_have_count(0)
    assert page.evaluate("location.hash") == ""


def test_the_mark_of_an_earlier_answer_stays_when_a_later_one_is_asked_again(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    ask(page, COVID)
    ask(page, BRAZIL)
    page.locator(".answer-text .cite").first.click()
    page.get_by_role("button", name="Ask again").last.click()
    expect(page.locator(".meta")).to_have_count(2)
    expect(page.locator(".mark-label")).to_have_text("Answer 1 [1]")


def test_back_leads_to_the_mark_before_and_on_a_phone_to_the_answers(
    window: Callable[..., Watched], address: str
) -> None:
    page = window(width=390, height=844).open(address)
    ask(page, COVID)
    ask(page, LISTED)
    page.locator(".turn").first.locator(".answer-text .cite").first.click()
    page.locator("[data-shows=chat]").click()
    page.locator(".turn").last.locator(".cite").first.click()
    expect(page.locator(".mark-label").first).to_contain_text("Answer 2")
    page.go_back()
    expect(page.locator(".mark-label").first).to_have_text("Answer 1 [1]")
    page.go_back()
    expect(page.locator(".chat")).to_be_visible()
    expect(page.locator(".report")).to_be_hidden()


# What is read


def test_follow_ups_speak_the_language_of_the_question(window: Callable[..., Watched], address: str) -> None:
    page = window(language="en-GB").open(address)
    ask(page, COVID_VI)
    expect(page.locator(".next .suggestion")).to_have_count(3)
    for question in page.locator(".next .suggestion").all_inner_texts():
        assert re.search(r"bao nhiêu|nói gì|Liệt kê", question)


def test_the_window_is_named_in_the_readers_language(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    assert page.title().startswith("Review of the work of direction")
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.title().startswith("Báo cáo kiểm điểm")


@pytest.mark.parametrize("paragraph", ["ben-tre-2020:5", "ben-tre-2020:23", "ben-tre-2020:53"])
@pytest.mark.parametrize("language", ["en-GB", "vi-VN"])
def test_ask_about_this_asks_in_words_that_say_something(
    window: Callable[..., Watched], address: str, language: str, paragraph: str
) -> None:
    page = window(language=language).open(address)
    section = page.locator(f'[id="{paragraph}"]')
    section.evaluate("(each) => each.focus()")
    section.locator(".tools button").last.click()
    words = re.findall("“(.+)”", page.locator("#question").input_value())[0]
    assert len(words.split()) >= 8, "one word, as However or 1, begins many paragraphs"
    assert not re.match(r"[-*\d]", words)


def test_what_was_a_refusal_can_only_be_wrong_in_not_saying(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, BRAZIL)
    page.locator(".feedback").get_by_role("button", name="Wrong").click()
    expect(page.locator(".choice")).to_have_text(["The report does say it"])
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".actions")).to_contain_text("Noted")


def test_markup_in_a_question_is_text_in_the_saved_conversation_too(
    window: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    page = window().open(address)
    ask(page, "Is [this](http://evil.example/) <b>COVID</b> support ![x](http://evil.example/i.png) paid?")
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator("[data-export=markdown]").click()
    download.value.save_as(tmp_path / "saved.md")
    saved = (tmp_path / "saved.md").read_text(encoding="utf-8")
    assert r"Is \[this](http://evil.example/) \<b\>COVID\</b\> support \!\[x](http" in saved


# What is seen


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_searched_for_can_be_read_in_the_box(window: Callable[..., Watched], address: str, width: int) -> None:
    page = window(language="vi-VN", width=width).open(address)
    if width < 760:
        page.locator("[data-shows=report]").click()
    box = page.get_by_label("Tìm trong báo cáo")
    box.fill("xâm nhập mặn")
    expect(page.locator(".matches")).to_contain_text("1 / ")
    assert box.evaluate("(each) => each.scrollWidth <= each.clientWidth")


def test_of_a_few_choices_the_chosen_one_is_seen(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.locator(".feedback").get_by_role("button", name="Wrong").click()
    drawn = "[...document.querySelectorAll('.choice input')].map((each) => getComputedStyle(each).appearance)"
    assert page.evaluate(drawn) == ["auto"] * 3  # as the browser draws them, a dot in the chosen one


def test_a_citation_never_begins_a_line(window: Callable[..., Watched], address: str) -> None:
    page = window(language="vi-VN", width=390).open(address)
    ask(page, COVID_VI)
    first = """[...document.querySelectorAll('.answer-text > p > .cite')].map((each) =>
        each.getBoundingClientRect().left - each.parentElement.getBoundingClientRect().left)"""
    for width in range(320, 560, 8):
        page.set_viewport_size({"width": width, "height": 700})
        assert min(page.evaluate(first)) > 4, f"at {width} pixels"


def test_the_card_stays_inside_a_low_window(window: Callable[..., Watched], address: str) -> None:
    page = window(width=390, height=420).open(address)
    ask(page, COVID)
    page.locator(".answer-text .cite").last.hover()
    card = page.get_by_role("tooltip").bounding_box()
    assert card and card["y"] >= 0 and card["y"] + card["height"] <= 420


def test_what_is_pressed_on_a_phone_is_high_enough_for_a_thumb(window: Callable[..., Watched], address: str) -> None:
    page = window(width=390, height=844).open(address)
    expect(page.locator(".examples .suggestion")).to_have_count(6)
    low = {"welcome": page.evaluate(LOW)}
    ask(page, COVID)
    page.locator(".feedback button").last.click()
    low["answer"] = page.evaluate(LOW)
    ask(page, BRAZIL)
    page.locator(".menu summary").click()
    low["refusal and menu"] = page.evaluate(LOW)
    page.keyboard.press("Escape")
    page.locator(".turn").first.locator(".cite").first.click(position={"x": 8, "y": -10}, force=True)
    expect(page.locator("mark").first).to_be_in_viewport()
    page.locator(".outline summary").click()
    low["report and contents"] = page.evaluate(LOW)
    page.keyboard.press("Escape")
    page.locator(".toolbar .boxed").click()
    low["figures"] = page.evaluate(LOW.replace("#report-assistant", "dialog"))
    assert {state: sorted(set(found)) for state, found in low.items() if found} == {}
