"""The page in a real browser, with a small assistant of the same protocol."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser_assistant import REFUSAL, WordAssistant
from tests.browser_server import Watched, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a busy machine may take its time; speed has tests of its own

HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> [link](http://evil.example/) | a | b | \u202eabc"
COVID = "How much COVID support was paid?"
COVID_VI = "Tổng kinh phí hỗ trợ do đại dịch Covid-19 là bao nhiêu?"
QUOTE = "Việc chi hỗ trợ cho các nhóm đối tượng gặp khó khăn do đại dịch Covid-19 đảm bảo kịp thời"


@pytest.fixture(scope="module")
def assistant() -> WordAssistant:
    return WordAssistant(scripted={"Say something hostile": f"{HOSTILE} **bold** ![i](http://evil.example/i.png) [1]"})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(assistant: WordAssistant, home: Path) -> Iterator[str]:
    with serving(assistant, home) as at:
        yield at


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last.locator(".question")).to_contain_text(question)
    expect(page.locator(".turn").last.locator(".meta")).to_have_count(1)


def in_view(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate(
            """(selector) => { const box = document.querySelector(selector).getClientRects()[0];
            const at = document.elementFromPoint(box.left + 4, box.top + 6);
            return box.top >= 0 && box.top < innerHeight && at?.closest(selector) !== null; }""",
            selector,
        )
    )


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        pytest.param("en-GB", COVID, "VND 190,959 million", id="English"),
        pytest.param("vi-VN", COVID_VI, "190.959 triệu đồng", id="Vietnamese"),
    ],
)
def test_a_click_on_a_citation_lands_on_the_marked_sentence(
    window: Callable[..., Watched], address: str, language: str, question: str, words: str
) -> None:
    page = window(language=language).open(address)
    ask(page, question)
    expect(page.locator(".answer-text")).to_contain_text(words)
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    expect(page.locator("mark").first).to_contain_text(QUOTE)
    assert in_view(page, "mark")
    expect(page.locator(".mark-label").first).to_contain_text("1")
    assert page.evaluate("location.hash") == "#ben-tre-2020:16"
    page.locator(".mark-label").first.click()
    assert page.evaluate("document.activeElement.id") == "answer-1"


def test_hover_and_focus_show_the_quotation_and_escape_closes_it(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    chip = page.locator(".answer-text .cite")
    chip.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text(QUOTE)
    expect(card).to_contain_text("Unofficial translation")
    expect(card).to_contain_text("I › 3 › 3.2, ¶16")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.mouse.move(5, 5)
    page.locator("#question").focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.answer-text .cite')"):
            break
    expect(page.get_by_role("tooltip")).to_contain_text(QUOTE)


def test_a_refusal_looks_different_and_offers_passages_and_questions(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    ask(page, "Who won the football championship in Brazil?")
    expect(page.locator(".refusal")).to_contain_text(REFUSAL["en"])
    expect(page.locator(".refusal .nearest li")).to_have_count(3)
    expect(page.locator(".next .suggestion")).to_have_count(3)
    page.locator(".refusal .place").first.click()
    assert in_view(page, ".target")


def test_example_and_follow_up_questions_have_answers(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    expect(page.locator(".examples .suggestion")).to_have_count(6)
    page.locator(".examples .suggestion").first.click()
    expect(page.locator(".next .suggestion")).to_have_count(3)
    page.locator(".next .suggestion").first.click()
    expect(page.locator(".turn").nth(1).locator(".meta")).to_be_visible()
    expect(page.locator(".refusal")).to_have_count(0)


def test_a_follow_up_carries_its_history_and_shows_what_was_searched(
    window: Callable[..., Watched], address: str, assistant: WordAssistant
) -> None:
    page = window().open(address)
    ask(page, COVID)
    ask(page, "and cases?")
    expect(page.locator(".turn").nth(1).locator(".searched")).to_contain_text(f"{COVID} and cases?")
    history = next(history for question, history in reversed(assistant.asked) if question == "and cases?")
    assert [entry["role"] for entry in history] == ["user", "assistant"]


def test_a_long_conversation_never_moves_the_page_itself(window: Callable[..., Watched], address: str) -> None:
    page = window(height=600).open(address)
    for _ in range(3):
        ask(page, "compare growth of the sectors")
        ask(page, COVID)
    expect(page.locator(".turn").last.locator(".suggestion").first).to_be_visible()
    assert page.evaluate("document.querySelector('.top').getBoundingClientRect().top") == 0
    assert page.evaluate("document.querySelector('.composer').getBoundingClientRect().bottom") == 600
    expect(page.locator(".turn").last.locator(".question")).to_be_in_viewport()


def test_the_language_follows_the_browser_and_the_switch_sticks(window: Callable[..., Watched], address: str) -> None:
    page = window(language="vi-VN").open(address)
    expect(page.locator(".send")).to_have_text("Hỏi")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".send")).to_have_text("Ask")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    expect(page.locator(".send")).to_have_text("Ask")


def test_the_conversation_survives_a_reload_and_another_server(
    window: Callable[..., Watched], assistant: WordAssistant, tmp_path: Path
) -> None:
    with serving(assistant, tmp_path) as at:
        page = window().open(at)
        ask(page, COVID)
        page.reload()
        expect(page.locator(".answer-text")).to_contain_text("VND 190,959 million")
    port = int(at.rsplit(":", 1)[1])
    with serving(assistant, tmp_path, port):
        page.reload()
        expect(page.locator(".answer-text")).to_contain_text("VND 190,959 million")
        ask(page, "How many cases?")
        expect(page.locator(".turn")).to_have_count(2)


def test_a_deep_link_opens_at_its_paragraph(window: Callable[..., Watched], address: str) -> None:
    page = window().open(f"{address}/#ben-tre-2020:39")
    expect(page.locator(".paragraph.target .pilcrow")).to_have_text("¶39")
    assert in_view(page, ".paragraph.target")


def test_the_keyboard_alone_is_enough(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(COVID)
    page.keyboard.press("Enter")
    expect(page.locator(".answer-text .cite")).to_be_visible()
    expect(page.locator(".next .suggestion")).to_have_count(3)
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.answer-text .cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_contain_text(QUOTE)
    assert page.evaluate("document.activeElement.id") == "ben-tre-2020:16"


def test_on_a_phone_a_citation_opens_the_report_in_place_of_the_chat(
    window: Callable[..., Watched], address: str
) -> None:
    page = window(width=390, height=844).open(address)
    expect(page.locator(".report")).to_be_hidden()
    ask(page, COVID)
    page.locator(".answer-text .cite").click()
    expect(page.locator(".chat")).to_be_hidden()
    expect(page.locator("mark").first).to_contain_text(QUOTE)
    assert in_view(page, "mark")
    page.get_by_role("button", name="Answers").click()
    expect(page.locator(".answer-text")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_nothing_is_wider_than_the_window(window: Callable[..., Watched], address: str, width: int) -> None:
    page = window(width=width).open(address)
    ask(page, COVID)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('#report-assistant *')].filter((each) =>
        each.offsetParent && !each.closest('.offscreen, .skip, svg, .table-wrap')
        && each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.className || each.tagName)"""
    )
    assert wide == []


def test_dark_colours_follow_the_system_and_the_choice(window: Callable[..., Watched], address: str) -> None:
    page = window(color_scheme="dark").open(address)
    background = "getComputedStyle(document.getElementById('report-assistant')).backgroundColor"
    dark = page.evaluate(background)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(background) != dark
    page.reload()
    page.wait_for_selector("#report-assistant:not([aria-busy])")
    assert page.evaluate(background) != dark


def test_markup_in_question_and_answer_is_shown_as_text(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, HOSTILE)
    expect(page.locator(".question")).to_contain_text("<img src=x onerror=alert(1)>")
    ask(page, "Say something hostile")
    answer = page.locator(".turn").nth(1).locator(".answer-text")
    expect(answer).to_contain_text("<script>alert(2)</script> [link](http://evil.example/) | a | b |")
    assert (
        page.evaluate("document.querySelectorAll('.turn img, .turn script, .turn a:not(.cite):not(.place)').length")
        == 0
    )


def test_a_question_too_long_is_not_sent_and_the_box_says_so(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    page.locator("#question").fill("a" * 2001)
    expect(page.locator(".count")).to_have_text("A question can have 2000 characters; this one has 2001.")
    page.locator("#question").press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    assert page.locator("#question").input_value() == "a" * 2001


def test_our_errors_are_one_line_and_can_be_retried(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    page.locator("#question").fill("tree of errors")
    page.locator("#question").press("Enter")
    expect(page.locator(".problem")).to_contain_text("This question cannot be taken. Ask another.")
    expect(page.locator(".problem").get_by_role("button", name="Ask again")).to_be_visible()


def test_streaming_can_be_stopped_and_asked_again(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    page.locator("#question").fill("slowly, how much COVID support was paid?")
    page.locator("#question").press("Enter")
    expect(page.locator(".answer-text")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".problem")).to_contain_text("Stopped.")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".meta")).to_be_visible(timeout=20_000)
    expect(page.locator(".turn")).to_have_count(1)


def test_an_edited_question_replaces_its_turn(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, "Who won the football championship in Brazil?")
    page.get_by_role("button", name="Edit the question").click()
    page.locator(".edit textarea").fill(COVID)
    page.locator(".edit textarea").press("Enter")
    expect(page.locator(".answer-text")).to_contain_text("VND 190,959 million")
    expect(page.locator(".turn")).to_have_count(1)


def test_an_answer_is_copied_with_its_citations(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.get_by_role("button", name="Copy the answer with its citations").click()
    expect(page.locator(".actions")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"[1] “{QUOTE}" in copied
    assert "Ủy ban nhân dân tỉnh Bến Tre" in copied
    assert "I › 3 › 3.2, ¶16" in copied


@pytest.mark.parametrize("format_", ["markdown", "docx", "json"])
def test_the_conversation_is_exported(
    window: Callable[..., Watched], address: str, tmp_path: Path, format_: str
) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-export={format_}]").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert QUOTE in _text_of(path)


def _text_of(path: Path) -> str:
    if path.suffix != ".docx":
        text = path.read_text(encoding="utf-8")
        assert path.suffix != ".json" or json.loads(text)["turns"][0]["answer"]["answered"] is True
        return text
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_feedback_is_kept_as_a_line_of_a_question_set(window: Callable[..., Watched], address: str, home: Path) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.locator(".feedback").get_by_role("button", name="Wrong").click()
    page.get_by_label("Wrong source").check()
    page.locator(".feedback textarea").fill("It should cite ¶17")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".actions")).to_contain_text("Noted")
    lines = (home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[-1])
    assert (record["question"], record["verdict"], record["comment"]) == (COVID, "wrong_source", "It should cite ¶17")
    assert record["lang"] == "en"


def test_two_tabs_of_one_conversation_lose_and_double_nothing(window: Callable[..., Watched], address: str) -> None:
    watched = window()
    first, second = watched.open(address), watched.open(address)
    ask(first, COVID)
    expect(second.locator(".turn")).to_have_count(1)
    ask(second, "Who won the football championship in Brazil?")
    expect(first.locator(".turn")).to_have_count(2)
    first.reload()
    expect(first.locator(".turn")).to_have_count(2)


def test_search_outline_and_views_of_the_report(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    page.get_by_label("Search in the report").fill("xam nhap man")
    expect(page.locator(".matches")).to_contain_text(re.compile(r"^1 of \d+"))
    page.get_by_label("Search in the report").press("Enter")
    expect(page.locator(".matches")).to_contain_text(re.compile(r"^2 of \d+"))
    page.locator(".outline summary").click()
    page.locator(".outline a").last.click()
    assert page.evaluate("document.activeElement.matches('.heading')")
    page.get_by_role("button", name="Translation").click()
    expect(page.locator(".document .original").first).not_to_be_visible()
    page.get_by_role("button", name="Original").click()
    expect(page.locator(".document .translation")).to_have_count(0)


def test_a_paragraph_can_be_cited_and_asked_about(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    paragraph = page.locator('[id="ben-tre-2020:39"]')
    paragraph.hover()
    paragraph.get_by_role("button", name="Copy citation").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "I › 3 › 3.8, ¶39" in copied
    assert "Ủy ban nhân dân tỉnh Bến Tre" in copied
    paragraph.get_by_role("button", name="Ask about this").click()
    assert page.locator("#question").input_value().startswith("What does the report say about")


def test_figures_at_a_glance_are_filtered_and_lead_to_their_sentence(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    page.locator(".toolbar").get_by_role("button", name="Figures").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("tbody tr").first).to_be_visible()
    dialog.get_by_label("Filter the figures").fill("dich benh")
    dialog.get_by_label("Filter the figures").fill("190.959")
    expect(dialog.locator("tbody tr:visible").first).to_contain_text("183,040 cases")
    dialog.get_by_role("link").first.click()
    expect(page.locator("mark").first).to_contain_text(QUOTE)
    assert in_view(page, "mark")


def test_compared_figures_are_drawn_with_a_citation_each(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, "compare growth of the sectors")
    bars = page.locator(".chart tbody tr")
    assert bars.count() >= 3
    assert bars.count() == page.locator(".chart .cite").count()
    widths = page.evaluate("[...document.querySelectorAll('.chart .bar')].map((bar) => bar.offsetWidth)")
    assert max(widths) > 2 * min(widths)
    bars.first.locator(".cite").click()
    assert in_view(page, "mark")


def test_an_english_answer_shows_the_words_of_the_report(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    expect(page.locator(".original-words blockquote")).to_contain_text(QUOTE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(window: Callable[..., Watched], address: str, scheme: str) -> None:
    from axe_core_python.sync_playwright import Axe

    page = window(color_scheme=scheme).open(address)
    ask(page, COVID)
    ask(page, "Who won the football championship in Brazil?")
    expect(page.locator(".next .suggestion").last).to_be_visible()
    page.locator(".answer-text .cite").click()
    found = Axe().run(page, context="#report-assistant")["violations"]
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_first_paint_is_under_a_second_and_a_half(window: Callable[..., Watched], address: str) -> None:
    # The least of three: what else runs on the machine only ever adds to it.
    script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    paints = [window().open(address).evaluate(script) for _ in range(3)]
    print(f"first contentful paint: {[round(paint) for paint in paints]} ms")
    assert min(paints) < 1500
