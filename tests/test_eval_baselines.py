"""Baselines answer in the product's shape, so that one set of scores fits all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.baselines.keywords import Keywords, fold
from eval.baselines.langchain_tutorial import LangChainTutorial
from eval.baselines.passages import FlatReport
from eval.baselines.search_only import PARTS, SearchOnly, without
from eval.configurations import is_installed
from eval.system import System
from index import Index, build_index, read_report
from index.build import shipped_report
from index.encoder import Encoder
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


def test_an_english_report_is_read_in_english(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The council met in the hall, and 1,140 people attended.", encoding="utf-8")
    answer = Keywords([read_report(tmp_path / "report.txt")]).ask("How many people attended?")
    assert (answer.language, [figure.value for figure in answer.figures]) == ("en", [1140])


def test_keywords_refuse_only_where_no_word_is_shared(report: Report) -> None:
    assert not Keywords([report]).ask("xyzzy").answered


SMALL = """BÁO CÁO

I. Kết quả

Kinh phí hỗ trợ người dân gặp khó khăn do Covid-19 là 12 tỷ đồng. Việc chi trả hoàn thành trong tháng 6.

Thu ngân sách giảm 3% so với năm 2019. Chi ngân sách tăng 5%.

Tỉnh xếp hạng 7/63 về năng lực cạnh tranh. Cải cách hành chính tiếp tục được đẩy mạnh.

Hạn mặn gây thiệt hại nặng nề cho nông nghiệp. Người dân chuyển đổi cây trồng.
"""
QUESTION = "Kinh phí hỗ trợ Covid-19 là bao nhiêu?"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small_index(small: Path, encoder: Encoder) -> Iterator[Index]:
    with build_index([small], home=small.parent / "home", encoder=encoder) as index:
        yield index


def test_the_tutorial_answers_with_its_first_chunk(small: Path, encoder: Encoder) -> None:
    report = read_report(small)
    answer = LangChainTutorial([report], encoder).ask(QUESTION)
    assert answer.answered
    assert 0 < len(answer.text) <= 1000
    assert answer.citations[0].quote in FlatReport.of(report).text
    assert {hit.paragraph.id for hit in answer.hits} <= {paragraph.id for paragraph in report.paragraphs}


@pytest.mark.parametrize("name", ["llamaindex", "haystack"])
def test_another_librarys_pipeline_finds_the_paragraph_and_quotes_it_as_printed(
    name: str, small: Path, encoder: Encoder
) -> None:
    if not is_installed(name):
        pytest.skip("the dependency group `bench` is not installed")
    report = read_report(small)
    answer = _other(name, [report], encoder).ask(QUESTION)
    assert answer.answered
    assert {hit.paragraph.id for hit in answer.hits} == {paragraph.id for paragraph in report.paragraphs}
    assert all(cited.quote == cited.paragraph.text[cited.start : cited.end] for cited in answer.citations)
    assert all(cited.quote in answer.text for cited in answer.citations)


def _other(name: str, reports: list[Report], encoder: Encoder) -> System:
    if name == "llamaindex":
        from eval.baselines.llamaindex import LlamaIndexCitations

        return LlamaIndexCitations(reports, encoder)
    from eval.baselines.haystack_hybrid import HaystackHybrid

    return HaystackHybrid(reports, encoder)


def test_search_alone_quotes_the_best_sentence_of_the_first_paragraph(small_index: Index) -> None:
    answer = SearchOnly(small_index).ask(QUESTION)
    cited = answer.citations[0]
    assert cited.paragraph.id == answer.hits[0].paragraph.id
    assert answer.text == cited.quote == cited.paragraph.text[cited.start : cited.end]
    assert "12 tỷ đồng" in answer.text


@pytest.mark.parametrize("part", PARTS)
def test_leaving_out_a_part_of_the_search_changes_its_scores_and_not_the_index(small_index: Index, part: str) -> None:
    before = [(hit.paragraph.id, hit.score) for hit in small_index.search(QUESTION)]
    ablated = [(hit.paragraph.id, hit.score) for hit in without(part, small_index).search(QUESTION)]
    assert ablated != before
    assert [(hit.paragraph.id, hit.score) for hit in small_index.search(QUESTION)] == before
