"""Reports on disk: opened without being read, read paragraph by paragraph, and built a block at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.build import shipped_report
from index.corpus import Corpus, Paragraphs, save_reports
from index.embedding import embed
from index.errors import StorageFailed
from index.hashed import HashedEncoder
from index.read import read_report
from index.read.reading import silent
from index.report import Report
from index.units import LANGUAGES, Unit, Units


@pytest.fixture(scope="module")
def shipped() -> Report:
    return read_report(shipped_report())


@pytest.fixture
def fish(tmp_path: Path) -> Report:
    (tmp_path / "fish.txt").write_text("Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới.", "utf-8")
    return read_report(tmp_path / "fish.txt")


def test_reports_are_read_back_as_they_were_saved(shipped: Report, fish: Report, tmp_path: Path) -> None:
    save_reports(tmp_path, [shipped, fish])
    corpus = Corpus.open(tmp_path)
    assert corpus.reports == (shipped, fish)
    assert hash(corpus.reports[1]) == hash(fish)
    assert len(corpus) == len(shipped.paragraphs) + len(fish.paragraphs)
    assert isinstance(corpus.reports[0].paragraphs, Paragraphs)
    assert tuple(corpus.reports[0].paragraphs[3:6]) == tuple(shipped.paragraphs[3:6])
    assert corpus.reports[0].paragraphs[-1] == shipped.paragraphs[-1]


def test_a_position_is_a_paragraph_its_report_and_its_languages(shipped: Report, fish: Report, tmp_path: Path) -> None:
    save_reports(tmp_path, [fish, shipped])
    corpus = Corpus.open(tmp_path)
    for position, paragraph in enumerate([*fish.paragraphs, *shipped.paragraphs]):
        assert corpus[position] == paragraph
        assert corpus.position(paragraph.id) == position
        assert corpus.report(position).id == paragraph.report
        assert [corpus.language(2 * position), corpus.language(2 * position + 1)] == ["vi", "en"]
    assert corpus.among({"fish"}).tolist() == [True] * 2 + [False] * len(shipped.paragraphs)


@pytest.mark.parametrize("id", ["fish:3", "fish:0", "meat:1", "fish", "fish:x", "fish:²", ""])
def test_an_address_nobody_has_is_a_key_error(id: str, fish: Report, tmp_path: Path) -> None:
    save_reports(tmp_path, [fish])
    with pytest.raises(KeyError):
        Corpus.open(tmp_path).position(id)


def test_opening_reads_no_paragraph_and_a_damaged_one_spoils_no_other(fish: Report, tmp_path: Path) -> None:
    save_reports(tmp_path, [fish])
    path = tmp_path / "reports.jsonl"
    first, second, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"x" * len(second) + third)
    corpus = Corpus.open(tmp_path)
    assert corpus[1] == fish.paragraphs[1]
    with pytest.raises(StorageFailed, match="index rebuild"):
        corpus[0]


@pytest.mark.parametrize("name", ["reports.jsonl", "report_lines.npz"])
@pytest.mark.parametrize("how", ["cut short", "garbage", "missing"])
def test_a_file_that_is_not_whole_is_not_opened(name: str, how: str, fish: Report, tmp_path: Path) -> None:
    save_reports(tmp_path, [fish])
    path = tmp_path / name
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] if how == "cut short" else b"garbage")
    with pytest.raises(StorageFailed, match="index rebuild"):
        Corpus.open(tmp_path)


def test_units_are_taken_from_the_reports_a_block_at_a_time(shipped: Report) -> None:
    encoder, taken = HashedEncoder(), 0
    units = list(Units([shipped])) * 6

    def counted() -> Iterator[Unit]:
        nonlocal taken
        for unit in units:
            taken += 1
            yield unit

    given = 0
    means = np.zeros((len(LANGUAGES), encoder.dimension), dtype=np.float32)
    for block in embed(counted(), len(units), encoder, means, None, silent):
        given += len(block)
        assert taken == given
        assert len(block) <= 1_024
    assert given == len(units) > 2_000
