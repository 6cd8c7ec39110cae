"""The page when things do not go smoothly, and in every state it can be in: nothing is lost, doubled or left unsaid."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.read import read_report
from tests.browser_assistant import SHIPPED, WordAssistant
from tests.browser_server import Watched, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

COVID = "How much COVID support was paid?"
SLOW = "slowly, how much COVID support was paid?"
LISTED = "compare growth of the sectors in a table"
HOSTILE_REPORT = """# Markets <script>alert(1)</script>

The market of Alpha took in 12 million dong, <img src=x onerror=alert(2)> and *much of it* in cash \u202ereversed.

| Market | Stalls | Takings |
|---|---|---|
| Alpha | 120 | 12 million dong |
| Beta | 340 | 34 million dong |

## Figures

"""


@pytest.fixture(scope="module")
def assistant() -> WordAssistant:
    return WordAssistant(scripted={"Say it with stress": "*Slowly* but **5%** of 3*4*5 and <i>no more</i> [1]"})


@pytest.fixture(scope="module")
def address(assistant: WordAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(assistant, tmp_path_factory.mktemp("home")) as at:
        yield at


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A report with a table, markup in its text, and more figures than anyone scrolls through."""
    path = tmp_path_factory.mktemp("reports") / "markets.md"
    lines = (f"Stall number {n} of the long row paid {n} million dong in fees." for n in range(1, 431))
    path.write_text(HOSTILE_REPORT + "\n\n".join(lines), encoding="utf-8")
    with serving(WordAssistant([read_report(path)]), tmp_path_factory.mktemp("home")) as at:
        yield at


def ask(page: Page, question: str, wait: bool = True) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    if wait:
        expect(page.locator(".turn").last.locator(".meta")).to_have_count(1)


def until(holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 seconds")


# Stopping, losing the server, asking twice


def test_stop_abandons_the_answer_on_the_server(
    window: Callable[..., Watched], address: str, assistant: WordAssistant
) -> None:
    page = window().open(address)
    before = len(assistant.abandoned)
    ask(page, SLOW, wait=False)
    expect(page.locator(".answer-text")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".problem")).to_contain_text("Stopped.")
    until(lambda: len(assistant.abandoned) == before + 1)
    assert assistant.abandoned[-1] == SLOW


def test_closing_the_page_abandons_the_answer_and_the_question_is_kept(
    window: Callable[..., Watched], address: str, assistant: WordAssistant
) -> None:
    watched = window()
    page = watched.open(address)
    before = len(assistant.abandoned)
    ask(page, SLOW, wait=False)
    expect(page.locator(".answer-text")).to_be_visible()
    page.reload()
    expect(page.locator(".problem")).to_contain_text("interrupted")
    expect(page.locator(".question")).to_contain_text(SLOW)
    until(lambda: len(assistant.abandoned) == before + 1)


def test_a_new_conversation_stops_the_answer_and_the_old_one_can_be_opened(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    ask(page, SLOW, wait=False)
    expect(page.locator(".answer-text")).to_be_visible()
    page.locator(".menu summary").click()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.locator(".menu summary").click()
    page.locator(".menu .clip").first.click()
    expect(page.locator(".problem")).to_contain_text("Stopped.")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".meta")).to_have_count(1)


def test_double_clicks_ask_and_say_once(
    window: Callable[..., Watched], address: str, assistant: WordAssistant, tmp_path: Path
) -> None:
    with serving(assistant, tmp_path) as at:
        page = window().open(at)
        page.locator("#question").fill(SLOW)
        page.locator(".send").dblclick()
        expect(page.locator(".turn")).to_have_count(1)
        expect(page.locator(".problem, .meta")).to_have_count(1)
        page.get_by_role("button", name="Ask again").dblclick()
        expect(page.locator(".meta")).to_have_count(1)
        expect(page.locator(".turn")).to_have_count(1)
        page.locator(".feedback").get_by_role("button", name="Right").dblclick()
        expect(page.locator(".actions")).to_contain_text("Noted")
        assert len((tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_server_that_goes_and_comes_back_loses_and_doubles_nothing(
    window: Callable[..., Watched], assistant: WordAssistant, tmp_path: Path
) -> None:
    watched = window()
    with serving(assistant, tmp_path) as at:
        page = watched.open(at)
        ask(page, COVID)
        expect(page.locator(".next .suggestion").first).to_be_visible()
    ask(page, "How many cases were there?", wait=False)
    expect(page.locator(".problem")).to_contain_text("cannot be reached")
    page.locator(".feedback").get_by_role("button", name="Right").click()
    expect(page.locator(".notice")).to_contain_text("could not be sent")
    assert all("ERR_CONNECTION_REFUSED" in error for error in watched.errors)
    watched.errors.clear()  # the browser's own lines about the server that is gone
    with serving(assistant, tmp_path, int(at.rsplit(":", 1)[1])):
        page.get_by_role("button", name="Ask again").last.click()
        expect(page.locator(".meta")).to_have_count(2)
        expect(page.locator(".turn .question")).to_contain_text([COVID, "How many cases were there?"])
        page.locator(".feedback").first.get_by_role("button", name="Right").click()
        expect(page.locator(".actions").first).to_contain_text("Noted")


def test_a_link_with_a_broken_address_opens_the_page(window: Callable[..., Watched], address: str) -> None:
    page = window().open(f"{address}/#%E0%A4%A:1")
    expect(page.locator("#question")).to_be_visible()


def test_an_edited_question_that_is_too_long_says_so(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.get_by_role("button", name="Edit the question").click()
    page.locator(".edit textarea").fill("a" * 2001)
    page.locator(".edit textarea").press("Enter")
    expect(page.locator(".edit .note")).to_have_text("A question can have 2000 characters; this one has 2001.")
    page.keyboard.press("Escape")
    expect(page.locator(".question")).to_contain_text(COVID)


# What is shown


def test_emphasis_is_set_in_italics_and_nothing_else_becomes_markup(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    ask(page, "Say it with stress")
    answer = page.locator(".answer-text")
    expect(answer).to_have_text("Slowly but 5% of 3*4*5 and <i>no more</i> [1]")
    expect(answer.locator("em")).to_have_text("Slowly")
    expect(answer.locator("i")).to_have_count(0)


def test_listed_figures_are_a_table_with_a_bar_and_a_citation_in_each_row(
    window: Callable[..., Watched], address: str
) -> None:
    page = window().open(address)
    ask(page, LISTED)
    rows = page.get_by_role("table", name="The checked figures of this answer, side by side").get_by_role("row")
    assert rows.count() >= 3
    for row in rows.all():
        expect(row.locator(".bar")).to_have_count(1)
        expect(row.locator(".cite")).to_have_count(1)
        expect(row.get_by_role("rowheader")).to_contain_text("growth, line")
    below, above = page.locator(".bar.negative"), page.locator(".bar:not(.negative)")
    assert below.count() > 0
    nought = above.first.bounding_box()["x"]  # type: ignore[index]
    assert all(bar.bounding_box()["x"] < nought for bar in below.all())  # type: ignore[index]
    expect(page.locator(".turn > .below > .next .suggestion")).to_have_count(3)
    expect(page.locator(".chart .suggestion")).to_have_count(0)
    rows.first.locator(".cite").click()
    expect(page.locator("mark").first).to_be_in_viewport()


def test_a_table_of_the_report_is_a_table_and_its_rows_can_be_cited(
    window: Callable[..., Watched], markets: str
) -> None:
    page = window().open(markets)
    table = page.locator(".report-table")
    expect(table.locator("th")).to_have_text(["Market", "Stalls", "Takings"])
    expect(table.locator("tbody tr")).to_have_count(2)
    ask(page, "How many stalls and what takings does Beta have?")
    page.locator(".answer-text .cite").first.click()
    expect(table.locator("mark")).to_contain_text(["340"])
    expect(table.locator("mark").first).to_be_in_viewport()
    row = table.locator("tr.target")
    row.hover()
    row.get_by_role("button", name="Copy citation").click()
    assert "340" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_label("Search in the report").fill("34 million")
    expect(page.locator(".matches")).to_contain_text("1 of")


def test_markup_in_a_report_is_text_everywhere(window: Callable[..., Watched], markets: str) -> None:
    page = window().open(markets)
    expect(page.locator(".document")).to_contain_text("<img src=x onerror=alert(2)>")
    expect(page.locator(".document em").first).to_have_text("much of it")
    ask(page, "What did the market of Alpha take in?")
    page.locator(".answer-text .cite").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("<img src=x")
    page.locator(".toolbar").get_by_role("button", name="Figures").click()
    page.get_by_label("Filter the figures").fill("onerror")
    expect(page.get_by_role("dialog")).to_contain_text("<img src=x")
    assert page.evaluate("document.querySelectorAll('#report-assistant :is(img, script, iframe)').length") == 0


def test_hundreds_of_figures_are_filtered_on_a_phone_by_keyboard(window: Callable[..., Watched], markets: str) -> None:
    page = window(width=390, height=844).open(markets)
    page.get_by_role("button", name="Report", exact=True).click()
    page.locator(".toolbar").get_by_role("button", name="Figures").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("figures")
    assert dialog.locator("tbody tr").count() > 400
    assert page.evaluate(
        "[...document.querySelectorAll('dialog *')].every((e) => e.getBoundingClientRect().right <= 391)"
    )
    expect(dialog.get_by_label("Filter the figures")).to_be_focused()
    page.keyboard.type("number 417 ")
    shown = dialog.locator("tbody tr:visible")
    expect(shown.first).to_contain_text("417 million dong")
    dialog.get_by_role("button", name="Money").press("Enter")
    expect(shown).to_have_count(1)
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"^1 of 4\d\d figures"))
    shown.get_by_role("link").press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator("mark").first).to_contain_text("417 million dong")
    expect(page.locator("mark").first).to_be_in_viewport()


def test_nothing_moves_while_an_answer_streams(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    ask(page, COVID)
    page.evaluate(
        """() => { window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: 'layout-shift' }); }"""
    )
    ask(page, SLOW)
    expect(page.locator(".turn").last.locator(".suggestion").first).to_be_visible()
    page.wait_for_timeout(500)
    shift = page.evaluate("window.shift")
    print(f"cumulative layout shift while streaming: {shift:.4f}")
    assert shift < 0.02


def test_a_printed_answer_has_its_question_its_proof_and_nothing_to_press(
    window: Callable[..., Watched], address: str
) -> None:
    page = window(color_scheme="dark").open(address)
    ask(page, COVID)
    page.emulate_media(media="print")
    for seen in (".question", ".answer-text", ".checked table", ".proof", ".meta"):
        expect(page.locator(seen).first).to_be_visible()
    for pressed in (".top", ".composer", ".report", ".actions", ".next"):
        expect(page.locator(pressed).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.answer-text strong')).color") == "rgb(0, 0, 0)"
    expect(page.locator(".proof")).to_contain_text("đảm bảo kịp thời, công khai, minh bạch")
    expect(page.locator(".proof")).to_contain_text("Ủy ban nhân dân tỉnh Bến Tre, November 2020, I › 3 › 3.2, ¶16")


def test_a_long_conversation_is_printed_to_its_end_with_every_bar(window: Callable[..., Watched], address: str) -> None:
    import pypdfium2

    page = window(language="vi-VN").open(address)
    for _ in range(4):
        ask(page, LISTED)
    ask(page, "Tổng kinh phí hỗ trợ do đại dịch Covid-19 là bao nhiêu?")
    pages = list(pypdfium2.PdfDocument(page.pdf(format="A4")))
    assert len(pages) > 2
    assert "I › 3 › 3.2, ¶16" in pages[-1].get_textpage().get_text_range()
    page.emulate_media(media="print")
    expect(page.locator(".bar.negative").first).to_be_visible()


def test_numbers_and_dates_are_in_the_readers_writing(window: Callable[..., Watched], address: str) -> None:
    page = window(language="vi-VN").open(address)
    expect(page.locator(".which")).to_contain_text("tháng 11 năm 2020")
    ask(page, COVID)
    expect(page.locator(".meta")).to_contain_text("0,12 giây")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".meta")).to_contain_text("0.12 s")
    expect(page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        pytest.param("en-GB", "light", 1280, id="English, light, desktop"),
        pytest.param("vi-VN", "dark", 390, id="Vietnamese, dark, phone"),
    ],
)
def test_axe_finds_no_serious_violation_in_any_state(
    window: Callable[..., Watched], address: str, language: str, scheme: str, width: int
) -> None:
    from axe_core_python.sync_playwright import Axe

    page = window(language=language, color_scheme=scheme, width=width).open(address)
    serious: list[str] = []

    def check(state: str) -> None:
        page.wait_for_timeout(300)  # what fades in has arrived
        for each in Axe().run(page, context="#report-assistant")["violations"]:
            if each["impact"] in ("serious", "critical"):
                serious.extend(f"{state}: {each['id']} {node['html'][:120]}" for node in each["nodes"])

    check("welcome")
    ask(page, LISTED)
    check("figures side by side")
    ask(page, "Who won the football championship in Brazil?")
    expect(page.locator(".next .suggestion").last).to_be_visible()
    check("refusal")
    page.locator(".feedback button").nth(1).click()
    check("feedback")
    page.locator(".menu summary").click()
    check("menu")
    page.keyboard.press("Escape")
    page.locator("#question").fill("a" * 2001)
    check("too long")
    page.locator("#question").fill("")
    page.locator(".turn").first.locator(".cite").first.hover()
    check("card")
    page.locator(".turn").first.locator(".cite").first.click()
    check("report with a mark")
    page.locator(".outline summary").click()
    check("outline")
    page.keyboard.press("Escape")
    page.locator(".toolbar .boxed").click()
    check("figures at a glance")
    assert serious == []


def test_the_shipped_report_has_no_table_and_stays_as_it_was() -> None:
    assert not any(paragraph.row for paragraph in read_report(SHIPPED).paragraphs)
