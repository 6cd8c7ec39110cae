"""The page holds everything, escapes everything, and shows the terminal's numbers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from eval.baseline import Baseline
from eval.baselines.keywords import Keywords
from eval.corpus import Corpus, Place
from eval.gate import judge
from eval.page import Scorecard, page_of, write_page
from eval.page_questions import marked
from eval.question_set import default_question_set, load_questions
from eval.run import ask
from eval.score import score_run
from eval.show import show_breakdown, show_changes, show_configurations, show_questions, show_verdict
from eval.summary import NAMES, summarise
from index import read_report
from index.build import shipped_report
from index.errors import StorageFailed

VOID = {"meta", "input", "rect", "line", "br"}


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    report = read_report(shipped_report())
    corpus = Corpus.of([report])
    questions = load_questions(default_question_set())[::6]
    product = Keywords([report])
    run = score_run(questions, {question.id: ask(product, question, "key") for question in questions}, corpus)
    baseline = Baseline.of("bm25", run)
    values = {id: {**scores, "right": 0.0} for id, scores in baseline.values.items()}
    verdict = judge(run, replace(baseline, values=values))
    return Scorecard("A <b>title</b>", run, [summarise("bm25", run)], corpus, verdict, made=date(2020, 11, 23))


@pytest.fixture(scope="module")
def page(scorecard: Scorecard) -> str:
    return page_of(scorecard)


class Nesting(HTMLParser):
    """Reads a page and keeps what is open, and every address that would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open += [] if tag in VOID else [tag]
        named = dict(attributes)
        self.ids += [named["id"] or ""] if "id" in named else []
        self.fetched += [value or "" for name, value in attributes if name in ("src", "href", "data", "action")]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_fetches_nothing(page: str, scorecard: Scorecard) -> None:
    parser = Nesting()
    parser.feed(page)
    assert parser.open == []
    assert all(address.startswith("#q") for address in parser.fetched)
    assert {address[1:] for address in parser.fetched} <= set(parser.ids)
    assert len(parser.ids) == len(set(parser.ids))
    assert not re.search(r"https?://|@import|url\(", page)


def test_every_question_is_there_with_its_outcome(page: str, scorecard: Scorecard) -> None:
    for scored in scorecard.run:
        assert f'id="q-{scored.question.id}" data-outcome="{scored.outcome}"' in page


def test_texts_are_escaped(scorecard: Scorecard) -> None:
    attack = "<script>alert(1)</script>\"'&"
    first = scorecard.run[0]
    evil = replace(
        first,
        question=replace(first.question, question=attack, answer=attack),
        record=replace(first.record, text=attack, notice=attack, standalone_question=attack),
        reason=attack,
    )
    page = page_of(replace(scorecard, run=[evil]))
    assert "<script>alert" not in page
    assert "A &lt;b&gt;title" in page
    parser = Nesting()
    parser.feed(page)
    assert parser.open == []


def test_a_quotation_is_marked_and_gold_evidence_within_it(scorecard: Scorecard) -> None:
    shown = marked("một hai ba bốn <năm>", 4, 14, [Place("p", 8, 10)])
    assert shown == "một <mark>hai </mark><mark><ins>ba</ins></mark><mark> bốn</mark> &lt;năm&gt;"


def test_the_pages_numbers_are_the_terminals(page: str, scorecard: Scorecard) -> None:
    printed = io.StringIO()
    console = Console(file=printed, width=200)
    show_configurations(scorecard.summaries, console)
    cells = {name: value for name, value in re.findall(r"│ (\S[^│]*?)\s*│\s*(\S[^│]*?) │", printed.getvalue())}
    for name in NAMES:
        assert f"<tr><td>{name}</td><td>{cells[name]}</td></tr>" in page
    overall = scorecard.summaries[0].overall
    for counted in (f"{overall.right} right", f"{overall.refused} refused", f"{overall.wrong} wrong"):
        assert f">{counted}" in page
    for name in ("right - wrong", "R@5", "figures right"):
        mean = cells[name].split(" [")[0]
        low, high = cells[name][:-1].split(" [")[1].split(", ")
        assert f"<li><b>{mean}</b>" in page
        assert f'<div class="soft">{low} to {high}</div>' in page


def test_the_terminal_shows_groups_changes_and_verdict(scorecard: Scorecard) -> None:
    printed = io.StringIO()
    console = Console(file=printed, width=200)
    show_breakdown(scorecard.summaries[0], ("language", "kind", "part"), console)
    show_changes(scorecard.verdict.changes, console, "the baseline")
    show_verdict(scorecard.verdict, console)
    show_questions(scorecard.run[:1], console)
    text = printed.getvalue()
    won = next(change for change in scorecard.verdict.changes if change.name == "right").won
    assert won
    assert all(id in text for id in won)
    assert scorecard.run[0].question.id in text
    assert "vi-nodiac" in text
    assert "held-out" in text


def test_the_page_is_written_whole_or_not_at_all(scorecard: Scorecard, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "scorecard.html"
    write_page(scorecard, path)
    assert path.read_text(encoding="utf-8") == page_of(scorecard)
    assert [file.name for file in path.parent.iterdir()] == ["scorecard.html"]
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(StorageFailed, match="cannot be written"):
        write_page(scorecard, blocked / "scorecard.html")
