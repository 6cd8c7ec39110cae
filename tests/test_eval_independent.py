"""The sets that nothing is fitted on: whole, and asked of their own reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.corpus import Corpus
from eval.independent import asked, line, sets
from eval.question_set import load_questions
from eval.scores.gold import gold_of
from index import read_report
from index.build import shipped_report
from index.encoder import Encoder


@pytest.mark.parametrize("path", sets(), ids=lambda path: path.stem)
def test_every_quote_stands_in_the_report(path: Path) -> None:
    report = path.with_suffix(".txt")
    corpus = Corpus.of([read_report(report if report.exists() else shipped_report())])
    for question in load_questions(path):
        assert not question.answerable or gold_of(question, corpus).paragraphs, question.id


def test_a_set_is_asked_of_its_own_report(encoder: Encoder, fresh_home: Path) -> None:
    [path] = sets("riverton")
    scored = asked(path, fresh_home, encoder, questions=12)
    assert {one.outcome for one in scored} <= {"right", "wrong", "refused"}
    assert any(one.outcome == "right" for one in scored)
    assert all(cited.paragraph.startswith("riverton-2024:") for one in scored for cited in one.record.citations)
    assert "12 questions" in line(path.stem, scored)
