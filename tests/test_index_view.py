"""A view of some reports answers as an index of only these would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import index.candidates
from index.build import build_index
from index.errors import ReportUnknown
from index.hashed import HashedEncoder
from index.search import Index

REPORTS = {
    "fish": "Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới.\n\nTỉnh nuôi 40 ha tôm.",
    "salt": "Độ mặn vào sâu 70 km.\n\nTỉnh hỗ trợ 300 hộ dân.\n\nCầu Rạch Miễu thông xe.",
    "rice": "Diện tích lúa 50.000 ha.\n\nSản lượng lúa giảm.\n\nXã trồng 15 ha dừa, có 3 cây cầu.",
}
QUESTIONS = ("bao nhiêu cây cầu", "san luong", "tỉnh hỗ trợ", "how many bridges", "lúa")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    paths = [folder / f"{name}.txt" for name in REPORTS]
    with build_index(paths, home=folder / "home", encoder=HashedEncoder()) as built:
        yield built


@pytest.mark.parametrize("few", [index.candidates._FEW, 0], ids=["compared one by one", "through the store"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_view_finds_what_an_index_of_its_reports_alone_finds(
    whole: Index, question: str, few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.candidates, "_FEW", few)
    (tmp_path / "rice.txt").write_text(REPORTS["rice"], "utf-8")
    view = whole._view(frozenset({"rice"}))
    with build_index([tmp_path / "rice.txt"], home=tmp_path / "home", encoder=HashedEncoder()) as alone:
        expected, found = alone.search(question, k=3), view.search(question, k=3)
        words = ("cầu", "lúa", "cá", "bao nhiêu")
        assert [view.idf(word, "vi") for word in words] == pytest.approx([alone.idf(word, "vi") for word in words])
        assert [view.frequency(word, "vi") for word in words] == [alone.frequency(word, "vi") for word in words]
    assert [hit.paragraph.id for hit in found] == [hit.paragraph.id for hit in expected]
    # Only the mean length of a paragraph is that of the whole index.
    assert np.allclose([hit.score for hit in found], [hit.score for hit in expected], atol=0.5)


def test_a_view_holds_its_reports_only_and_the_whole_stays_whole(whole: Index) -> None:
    view = whole.only(["salt", "rice"])
    assert [report.id for report in view.reports] == ["salt", "rice"]
    assert {hit.paragraph.report for hit in view.search("xã tỉnh cầu", k=9)} == {"salt", "rice"}
    assert {hit.paragraph.report for hit in view.only(["salt"]).search("xã tỉnh cầu", k=9)} == {"salt"}
    assert {hit.paragraph.report for hit in whole.search("xã tỉnh cầu", k=9)} == set(REPORTS)
    assert whole.only(list(REPORTS)) is whole
    assert whole.only(["rice", "salt"]) is view


def test_a_view_of_an_unknown_report_names_those_there_are(whole: Index) -> None:
    with pytest.raises(ReportUnknown, match="'meat'; there are: fish, salt, rice"):
        whole.only(["meat"])
