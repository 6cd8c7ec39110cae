"""Bringing a report in the page, in a real browser: dropped or chosen, watched, asked, removed."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.settings import Serving
from assistant.web.users import Users
from tests.browser_assistant import WordAssistant
from tests.browser_server import Watched, serving
from tests.word_bringing import WordBringing

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

LINES = [
    "BÁO CÁO",
    "Hoạt động thư viện năm 2023",
    "I. KẾT QUẢ",
    "Thư viện tỉnh có 12.345 đầu sách, tăng 7% so với năm trước.",
    "II. NHIỆM VỤ",
    "Năm 2024 mua thêm 800 đầu sách cho thiếu nhi.",
]
QUESTION = "Thư viện tỉnh có bao nhiêu đầu sách?"
MB = 1_000_000


def text() -> bytes:
    return "\n\n".join(LINES).encode()


def word() -> bytes:
    from docx import Document

    document = Document()
    for line in LINES:
        document.add_paragraph(line, style="Heading 1" if line[:2] in ("I.", "II") else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def portable() -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters: install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for start in (0, 4):
        canvas.setFont("DejaVu", 12)
        for row, line in enumerate(LINES[start : start + 4]):
            canvas.drawString(72, 760 - 60 * row, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def bringing() -> WordBringing:
    return WordBringing()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, bringing: WordBringing) -> Iterator[str]:
    with serving(WordAssistant(), tmp_path_factory.mktemp("home"), bringing=bringing) as at:
        yield at


@pytest.fixture
def address(server: str) -> str:
    """Return the address of a server nobody has brought a report to; its own failures are forgotten too."""
    for report in httpx.get(f"{server}/page/start.json").json()["own"]:
        httpx.delete(f"{server}/page/reports/{report}")
    return server


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_role("button", name="Add a report").click()
    page.locator("#upload-file").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def drop(page: Page, name: str, content: bytes) -> None:
    data = page.evaluate_handle(
        """([name, content]) => { const files = new DataTransfer();
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        files.items.add(new File([bytes], name)); return files; }""",
        [name, base64.b64encode(content).decode()],
    )
    for kind in ("dragover", "drop"):
        page.locator(".chat").dispatch_event(kind, {"dataTransfer": data})


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last.locator(".meta")).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "make", "bring"),
    [
        pytest.param("thu-vien.docx", word, drop, id="Word, dropped"),
        pytest.param("thu-vien.pdf", portable, choose, id="PDF, chosen"),
        pytest.param("thu-vien.txt", text, choose, id="text, chosen"),
    ],
)
def test_a_report_is_brought_seen_and_asked_at_once(
    window: Callable[..., Watched],
    address: str,
    name: str,
    make: Callable[[], bytes],
    bring: Callable[[Page, str, bytes], None],
) -> None:
    page = window().open(address)
    bring(page, name, make())
    upload = page.locator(".upload.ready").filter(has=page.get_by_role("button", name="Ask this report"))
    expect(upload).to_contain_text(name)
    expect(upload).to_contain_text("Headings found: 2")
    upload.get_by_text("Headings found").click()
    expect(upload.locator(".found-outline")).to_contain_text("NHIỆM VỤ")
    upload.get_by_role("button", name="Ask this report").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#question")).to_be_focused()
    ask(page, QUESTION)
    expect(page.locator(".answer-text").last).to_contain_text("12.345")
    page.locator(".answer-text .cite").last.click()
    expect(page.locator("mark").first).to_contain_text("12.345 đầu sách")
    # The shipped report stays selectable, and its answers come from it.
    expect(page.locator("#asked option")).to_have_count(2)
    page.locator("#asked").select_option("ben-tre-2020")
    ask(page, "How much COVID support was paid?")
    expect(page.locator(".answer-text").last).to_contain_text("190,959")
    page.reload()
    page.wait_for_selector("#report-assistant:not([aria-busy])")
    expect(page.locator("#asked option")).to_have_count(2)
    expect(page.locator(".turn")).to_have_count(2)


def test_the_keyboard_alone_brings_a_report_and_removes_it(window: Callable[..., Watched], address: str) -> None:
    page = window().open(address)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a report").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#upload-file")).to_be_focused()
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "a.txt", "mimeType": "text/plain", "buffer": text()})
    expect(page.locator(".upload.ready")).to_have_count(1)
    remove = page.locator(".own").get_by_role("button", name="Remove")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".own .sure")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".own")).to_have_count(0)
    expect(page.locator("#upload-file")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#asked")).to_have_count(0)


def test_progress_is_shown_and_survives_a_reload(
    window: Callable[..., Watched], address: str, bringing: WordBringing
) -> None:
    bringing.go_on.clear()
    page = window().open(address)
    choose(page, "a.txt", text())
    expect(page.locator(".upload")).to_contain_text("Making it searchable: 0 of 3 passages")
    expect(page.locator(".upload progress")).to_have_attribute("value", "0")
    page.locator("#upload-file").focus()
    page.wait_for_event("response", lambda response: response.url.endswith("/uploads"))
    page.wait_for_event("response", lambda response: response.url.endswith("/uploads"))
    expect(page.locator("#upload-file")).to_be_focused()  # what comes from the server is drawn around it
    page.reload()
    page.wait_for_selector("#report-assistant:not([aria-busy])")
    page.get_by_role("button", name="Add a report").click()
    expect(page.locator(".upload")).to_contain_text("Making it searchable")
    bringing.go_on.set()
    expect(page.locator(".upload.ready")).to_have_count(1)
    expect(page.locator("#asked option:checked")).to_contain_text("thư viện")


@pytest.mark.parametrize(
    ("language", "button", "name", "content", "words"),
    [
        pytest.param("en-GB", "Add a report", "a.exe", b"x", "“a.exe” is of a kind that cannot be read", id="kind"),
        pytest.param("en-GB", "Add a report", "a.pdf", b"%PDF-1.7", "“a.pdf” cannot be read", id="damaged"),
        pytest.param("vi-VN", "Thêm báo cáo", "a.txt", b" ", "“a.txt” không có văn bản nào", id="empty, Vietnamese"),
    ],
)
def test_what_goes_wrong_is_one_line_in_the_readers_language(
    window: Callable[..., Watched], address: str, language: str, button: str, name: str, content: bytes, words: str
) -> None:
    page = window(language=language).open(address)
    page.get_by_role("button", name=button).click()
    page.locator("#upload-file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    problem = page.locator(".upload.failed [role=alert]")
    expect(problem).to_contain_text(words)
    assert "\n" not in problem.inner_text()
    ask_box = page.locator("#question")
    page.keyboard.press("Escape")
    expect(ask_box).to_be_visible()
    assert page.locator("#asked").count() == 0


def test_a_connection_that_breaks_off_is_said_and_loses_nothing(window: Callable[..., Watched], address: str) -> None:
    watched = window()
    page = watched.open(address)
    ask(page, "How much COVID support was paid?")
    page.route("**/page/reports?*", lambda route: route.abort())
    choose(page, "a.txt", text())
    said = page.locator(".upload.failed").filter(has_text="The connection broke off while “a.txt” was sent")
    expect(said).to_have_count(1)
    page.unroute("**/page/reports?*")
    page.locator("#upload-file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": text()})
    expect(page.locator(".upload.ready")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".turn")).to_have_count(1)
    assert all("ERR_FAILED" in error for error in watched.errors), "the break is all that the console may tell of"
    watched.errors.clear()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_the_panel_fits_the_window_and_axe_finds_nothing_serious(
    window: Callable[..., Watched], address: str, width: int, scheme: str
) -> None:
    from axe_core_python.sync_playwright import Axe

    page = window(width=width, color_scheme=scheme).open(address)
    for shown in (".menu summary", ".add-report", ".settings .segment >> nth=1"):
        box = page.locator(shown).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    choose(page, "thu-vien.txt", text())
    expect(page.locator(".upload.ready")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    inside = "(d => d.scrollWidth <= d.clientWidth)(document.querySelector('.upload-dialog .dialog-body'))"
    assert page.evaluate(inside)
    chooser = page.locator(".upload-dialog .drop .primary").bounding_box()
    assert chooser and chooser["x"] >= 0 and chooser["x"] + chooser["width"] <= width
    violations = Axe().run(page)["violations"]
    assert [each["id"] for each in violations if each["impact"] in ("serious", "critical")] == []


def test_one_logs_in_and_out_in_the_page(browser: Browser, tmp_path: Path) -> None:
    Users(tmp_path).add("lan", "một mật khẩu đủ dài")
    with serving(WordAssistant(), tmp_path, settings=Serving(login=True), bringing=WordBringing()) as address:
        watched = Watched(browser, "vi-VN")
        page = watched.context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="Trợ lý báo cáo")).to_be_visible()
        page.get_by_label("Tên").fill("lan")
        page.get_by_label("Mật khẩu").fill("một mật khẩu đủ dài")
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_selector("#report-assistant:not([aria-busy])")
        ask(page, "Tổng kinh phí hỗ trợ do đại dịch Covid-19 là bao nhiêu?")
        page.get_by_label("Trình đơn").click()
        page.get_by_role("button", name="Đăng xuất (lan)").click()
        expect(page.get_by_label("Mật khẩu")).to_be_visible()
        watched.close()
