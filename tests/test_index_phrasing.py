"""A question's terms are read as the reports put them, and only where these have no word for what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index, build_index
from index.embed import ModelEncoder

REPORT = """BÁO CÁO
Tình hình tín dụng năm 2022

Nợ xấu chiếm 1,2% tổng dư nợ của các ngân hàng trên địa bàn.

Xây dựng nông thôn mới được chú trọng, có thêm 4 xã đạt chuẩn trong năm.

Công tác giải phóng mặt bằng còn chậm ở ba dự án giao thông trọng điểm.
"""


@pytest.fixture(scope="module")
def index(encoder: ModelEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Return an index of a report that has only one phrase for each of its terms."""
    folder: Path = tmp_path_factory.mktemp("phrasing")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    with build_index([folder / "report.txt"], home=folder / "home", encoder=encoder) as built:
        yield built


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("nợ khó đòi là bao nhiêu?", "nợ xấu là bao nhiêu?", id="a synonym"),
        pytest.param("no kho doi la bao nhieu", "nợ xấu là bao nhiêu", id="typed without diacritics"),
        pytest.param("các nhà băng thế nào?", "các ngân hàng thế nào?", id="an everyday word"),
        pytest.param("nợ xấu là bao nhiêu?", "nợ xấu là bao nhiêu?", id="as the report says it"),
        pytest.param("chuẩn nông thôn mới là gì?", "chuẩn nông thôn mới là gì?", id="more than the report's own term"),
        pytest.param("rừng ngập mặn rộng bao nhiêu?", "rừng ngập mặn rộng bao nhiêu?", id="what no report is about"),
    ],
)
def test_a_term_is_read_as_the_report_puts_it(index: Index, typed: str, read: str) -> None:
    assert index.analyse(typed).restored == read


def test_the_question_itself_stays_as_typed(index: Index) -> None:
    query = index.analyse("Nợ khó đòi là bao nhiêu?")
    assert query.text == "Nợ khó đòi là bao nhiêu?"
    assert query.offsets.max() <= len(query.restored)


def test_a_question_in_another_language_finds_the_term_too(shipped_index: Index) -> None:
    assert shipped_index.analyse("What was the NPL ratio?").restored == "What was the bad debt?"
    assert "nợ xấu" in shipped_index.search("What was the NPL ratio?", k=1)[0].paragraph.text


def test_a_view_of_some_reports_goes_by_their_own_words(index: Index) -> None:
    view = index.only([index.reports[0].id])
    assert view.analyse("nợ khó đòi là bao nhiêu?").restored == "nợ xấu là bao nhiêu?"
