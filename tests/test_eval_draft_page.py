"""The page of drafts in a real browser: accept, edit, discard by keyboard and by finger, and save a question set."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.draft.keep import keep, page_beside
from eval.draft.page import page_of
from eval.draft.proposals import propose
from eval.question_set import load_questions
from eval.validate import validate_file
from index import read_report
from tests.browser_server import Watched

pytestmark = pytest.mark.browser
REPORT = Path(__file__).parent / "reports" / "tra-vinh-2022.txt"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "tra-vinh.drafts.jsonl"
    report = read_report(REPORT)
    keep(propose(report), report, path)
    return path


def opened(watched: Watched, drafts: Path) -> Page:
    page = watched.context.new_page()
    page.goto(page_beside(drafts).as_uri())
    return page


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.keyboard.press("s")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_is_accepted_by_keyboard_is_saved_as_a_valid_question_set(
    window: Callable[..., Watched], drafts: Path, tmp_path: Path
) -> None:
    page = opened(window(), drafts)
    first = page.locator("#question").inner_text()
    expect(page.locator("mark").first).not_to_be_empty()
    page.keyboard.press("a")
    expect(page.locator("#count")).to_contain_text("1 accepted, 0 discarded")
    second = page.locator("#question").inner_text()
    assert second != first
    page.keyboard.press("d")
    page.keyboard.press("e")
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.type("x")  # a letter that is no command while somebody types
    expect(page.get_by_role("button", name="Discard")).to_be_hidden()  # nothing to decide on what is half written
    mended = "GRDP bình quân đầu người năm 2022 đạt bao nhiêu?"
    page.get_by_label("Question").fill(mended)
    page.get_by_role("button", name="Accept as edited").click()
    expect(page.locator("#count")).to_contain_text("2 accepted, 1 discarded")
    path = saved(page, tmp_path)
    assert path.name == "tra-vinh.questions.jsonl"
    questions = load_questions(path)
    assert [each.question for each in questions] == [
        first,
        "nghi quyet so 37/nq-hdnd cua hoi dong nhan dan tinh duoc ban hanh ngay nao",
        mended,
        "grdp binh quan dau nguoi nam 2022 dat bao nhieu",
    ]
    assert [each.lang for each in questions] == ["vi", "vi-nodiac"] * 2
    assert validate_file(path, read_report(REPORT)) == []
    assert '"draft"' not in path.read_text(encoding="utf-8")
    expect(page.get_by_role("status")).to_contain_text("4 questions saved")


def test_all_accepted_is_all_the_file_held(window: Callable[..., Watched], drafts: Path, tmp_path: Path) -> None:
    page = opened(window(), drafts)
    lines = [json.loads(line) for line in drafts.read_text(encoding="utf-8").splitlines()]
    for _ in range(sum(line["lang"] != "vi-nodiac" for line in lines)):
        page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("All are read")
    path = saved(page, tmp_path)
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        del line["draft"]
    assert kept == lines


def test_leaving_the_page_loses_nothing(window: Callable[..., Watched], drafts: Path) -> None:
    page = opened(window(), drafts)
    page.keyboard.press("a")
    page.keyboard.press("d")
    third = page.locator("#question").inner_text()
    page.reload()
    expect(page.locator("#count")).to_contain_text("1 accepted, 1 discarded")
    assert page.locator("#question").inner_text() == third
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#state")).to_have_text("discarded")
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    expect(page.locator("#edit")).to_be_hidden()
    page.keyboard.press("a")
    expect(page.locator("#count")).to_contain_text("2 accepted, 0 discarded")


def test_nothing_accepted_is_nothing_to_save(window: Callable[..., Watched], drafts: Path) -> None:
    page = opened(window(), drafts)
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_contain_text("nothing to save")
    page.keyboard.press("e")
    page.get_by_label("Answer").fill("  ")
    page.get_by_role("button", name="Accept as edited").click()
    expect(page.get_by_role("status")).to_contain_text("needs words")


def test_texts_of_a_report_are_no_markup(window: Callable[..., Watched], tmp_path: Path) -> None:
    attack = "</script><img src=x onerror=document.title='owned'>"
    report = replace(read_report(REPORT), title=f"A {attack} title")
    drafts = [replace(each, question=f"{attack} bao nhiêu?", answer=attack) for each in propose(report)[:2]]
    path = tmp_path / "x.html"
    path.write_text(page_of(drafts, report, "x"), encoding="utf-8")
    page = window().context.new_page()
    page.goto(path.as_uri())
    expect(page.locator("#question")).to_have_text(f"{attack} bao nhiêu?")
    assert "owned" not in page.title().replace(attack, "")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_it_fits_a_phone_and_axe_finds_nothing_serious(
    window: Callable[..., Watched], drafts: Path, width: int, scheme: str
) -> None:
    from axe_core_python.sync_playwright import Axe

    page = opened(window(width=width, height=740, color_scheme=scheme), drafts)
    page.get_by_role("button", name="Accept", exact=False).first.click()
    for state in ("reading", "editing"):
        if state == "editing":
            page.get_by_role("button", name="Edit").click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None and box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= width
        violations = Axe().run(page)["violations"]
        assert [each["id"] for each in violations if each["impact"] in ("serious", "critical")] == []
