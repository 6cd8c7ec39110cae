"""The shipped report is read as people divided it, without its translation file being consulted."""

from __future__ import annotations

import json
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
