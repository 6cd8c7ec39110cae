"""Baselines answer in the product's shape, so that one set of scores fits all."""

from __future__ import annotations

import pytest

from eval.baselines.keywords import Keywords, fold
from eval.baselines.langchain_tutorial import LangChainTutorial
from eval.baselines.passages import FlatReport
from index import read_report
from index.build import shipped_report
from index.embed import SentenceTransformerEncoder
from index.report import Report


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(shipped_report())


def test_the_flat_text_holds_every_paragraph_where_it_says(report: Report) -> None:
    flat = FlatReport.of(report)
    assert [stretch.paragraph for stretch in flat.stretches] == list(report.paragraphs)
    assert all(flat.text[stretch.start : stretch.end] == stretch.paragraph.text for stretch in flat.stretches)
    assert all(heading.text in flat.text for _, heading in report.headings)


def test_a_chunk_cites_what_it_shows_of_each_paragraph_most_of_it_first(report: Report) -> None:
    flat = FlatReport.of(report)
    first, second = flat.stretches[3], flat.stretches[4]
    citations = flat.citations(first.end - 40, second.end)
    assert {cited.paragraph.id for cited in citations} == {first.paragraph.id, second.paragraph.id}
    assert all(cited.quote == cited.paragraph.text[cited.start : cited.end] for cited in citations)
    lengths = [len(cited.quote) for cited in citations]
    assert lengths == sorted(lengths, reverse=True)
    assert [cited.number for cited in citations] == [1, 2]


def test_a_chunk_that_barely_touches_a_paragraph_does_not_cite_it(report: Report) -> None:
    flat = FlatReport.of(report)
    first, second = flat.stretches[3], flat.stretches[4]
    assert [c.paragraph.id for c in flat.citations(first.end - 5, second.end)] == [second.paragraph.id]


@pytest.mark.parametrize("question", ["Bluzone", "hỗ trợ Covid-19", "ho tro covid 19"])
def test_keywords_find_paragraphs_with_and_without_diacritics(report: Report, question: str) -> None:
    answer = Keywords([report]).ask(question)
    words = set(fold(question))
    assert words <= set(fold(" ".join((*answer.hits[0].paragraph.headings, answer.hits[0].paragraph.text))))
    assert answer.citations[0].paragraph.id == answer.hits[0].paragraph.id
    assert len({hit.paragraph.id for hit in answer.hits}) == len(answer.hits)


def test_keywords_refuse_only_where_no_word_is_shared(report: Report) -> None:
    assert not Keywords([report]).ask("xyzzy").answered


@pytest.mark.slow
def test_the_tutorial_answers_with_its_first_chunk(report: Report, encoder: SentenceTransformerEncoder) -> None:
    answer = LangChainTutorial([report], encoder).ask("Kinh phí hỗ trợ người dân gặp khó khăn do Covid-19?")
    assert 0 < len(answer.text) <= 1000
    assert answer.answered
    assert 1 <= len(answer.hits) <= 40
    assert answer.citations[0].quote in FlatReport.of(report).text
