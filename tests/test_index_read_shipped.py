"""The shipped report is read as people divided it, without its translation file being consulted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import index
from index.read import read_report
from index.report import Report

SHIPPED = Path(index.__file__).parent / "reports" / "ben-tre-2020"


@pytest.fixture(scope="module")
def shipped() -> Report:
    return read_report(SHIPPED)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The source as a text file by itself: no about.toml, no translation."""
    path = tmp_path_factory.mktemp("alone") / "ben-tre-2020.txt"
    path.write_bytes((SHIPPED / "source.txt").read_bytes())
    return read_report(path)


def _records() -> list[dict[str, str]]:
    lines = (SHIPPED / "translation.en.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _in_order(report: Report) -> list[tuple[str, str]]:
    """Every block of the report as (kind, text), headings where they stand."""
    blocks: list[tuple[str, str]] = []
    for position in range(len(report.paragraphs) + 1):
        blocks += [("heading", heading.text) for at, heading in report.headings if at == position]
        if position < len(report.paragraphs):
            blocks.append((report.paragraphs[position].kind, report.paragraphs[position].text))
    return blocks


def test_the_source_alone_gives_every_block_with_its_kind(alone: Report) -> None:
    expected = [(record["kind"], record["vi"]) for record in _records()]
    assert _in_order(alone) == expected
    assert len(expected) == 84


def test_a_text_file_by_itself_gives_the_same_paragraphs_as_the_folder(alone: Report, shipped: Report) -> None:
    assert [(p.id, p.text, p.place) for p in alone.paragraphs] == [(p.id, p.text, p.place) for p in shipped.paragraphs]


def test_every_sentence_is_a_slice_of_its_paragraph_and_of_its_translation(shipped: Report) -> None:
    for paragraph in shipped.paragraphs:
        assert paragraph.translation
        for sentence in paragraph.sentences:
            assert sentence.text == paragraph.text[sentence.start : sentence.end]
            begin, end = sentence.translation_start, sentence.translation_end
            assert sentence.translation == paragraph.translation[begin:end]


def _figures(text: str) -> set[str]:
    """The figures of three digits and more, written alike in both languages."""
    return {digits for number in re.findall(r"\d[\d.,]*\d", text) if len(digits := re.sub(r"[.,]", "", number)) > 2}


def test_every_figure_of_a_sentence_stands_in_the_sentence_of_the_translation_it_is_aligned_with(
    shipped: Report,
) -> None:
    checked = 0
    for paragraph in shipped.paragraphs:
        for sentence in paragraph.sentences:
            assert _figures(sentence.text) <= _figures(sentence.translation or ""), sentence.text
            checked += len(_figures(sentence.text))
    assert checked > 80


def test_every_sentence_of_the_translation_is_aligned(shipped: Report) -> None:
    for paragraph in shipped.paragraphs:
        parts = dict.fromkeys((s.translation_start, s.translation) for s in paragraph.sentences)
        assert "".join("".join((text or "").split()) for _, text in parts) == "".join(
            (paragraph.translation or "").split()
        )


def test_the_addresses_of_the_shipped_report_never_change(shipped: Report) -> None:
    by_place = {paragraph.place: paragraph for paragraph in shipped.paragraphs}
    assert "183.040 trường hợp, kinh phí 190.959 triệu đồng" in by_place["I › 3 › 3.2, ¶16"].text
    assert by_place["I › 3 › 3.2, ¶16"].id == "ben-tre-2020:16"
    assert "(Mekong Innovation Hub)" in by_place["I › 3 › 3.5, ¶32"].text
    assert by_place["III, ¶62"].text.startswith("10. Tích cực hợp tác")
    assert len(shipped.paragraphs) == 67


def test_every_page_break_that_was_mended_is_listed_with_the_raw_text_kept(shipped: Report) -> None:
    breaks = [repair for repair in shipped.repairs if repair.kind == "page_break"]
    assert len(breaks) == len(shipped.repairs) == 11
    source = (SHIPPED / "source.txt").read_text(encoding="utf-8")
    for paragraph in shipped.paragraphs:
        assert paragraph.raw in source


def test_the_translated_title_and_issuer_come_from_about_toml(shipped: Report) -> None:
    assert shipped.issuer_translation == "People's Committee of Bến Tre province"
    assert shipped.title_translation
    assert all(heading.translation for _, heading in shipped.headings)
