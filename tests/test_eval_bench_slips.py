"""What slips cost is counted by the evidence, with and without their correction."""

from __future__ import annotations

import json
from pathlib import Path

from eval.bench_slips import Found, found, rank, reworded
from eval.question import Question, read_question
from index import build_index, read_report
from index.hashed import HashedEncoder
from index.search import Index

TEXT = "Sản lượng cá đạt 1.200 tấn trong năm.\n\nXã xây được 15 cây cầu mới.\n\nTỉnh hỗ trợ 300 hộ dân."


def bridges(text: str) -> Question:
    values: dict[str, object] = {"id": "1", "lang": "vi", "question": text, "type": "figure", "topic": "bridges"}
    values |= {"answerable": True, "evidence": ["15 cây cầu"], "answer": "15", "history": [], "figures": []}
    line = json.dumps(values)
    return read_question(line, 1, "test")


def index_of(folder: Path) -> Index:
    path = folder / "one.txt"
    path.write_text(TEXT, "utf-8")
    return build_index([read_report(path)], home=folder / "home", encoder=HashedEncoder())


def test_a_slip_that_hides_the_evidence_is_counted_and_its_correction_too(tmp_path: Path) -> None:
    typed = bridges("xây đựơc mấy câyy cầuu")
    with index_of(tmp_path) as index:
        assert index.analyse("bao nhiêu cây cầuu").restored == "bao nhiêu cây cầu"
        assert index.as_typed().analyse("bao nhiêu cây cầuu").restored == "bao nhiêu cây cầuu"
        assert found([typed], index) == Found(1, 1, 1)
        paragraphs = index.reports[0].paragraphs
        assert [rank(typed, [one]) for one in paragraphs] == [6, 0, 6]


def test_only_questions_that_are_read_otherwise_are_reported(tmp_path: Path) -> None:
    with index_of(tmp_path) as index:
        assert reworded([bridges("bao nhiêu cây cầu")], index) == []
        assert reworded([bridges("bao nhiêu cây cầuu")], index) == [("bao nhiêu cây cầuu", "bao nhiêu cây cầu")]
