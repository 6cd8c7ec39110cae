"""What an index was built from, and when it no longer holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import StorageFailed
from index.manifest import FORMAT, Manifest, Source, changed, content_hash, libraries, outdated, reading, reworded
from index.report import Paragraph, Report

REPORT = Report(
    id="fish",
    title="Fish",
    language="vi",
    paragraphs=(Paragraph(id="fish:1", report="fish", number=1, text="Cá.", kind="paragraph"),),
)


@pytest.fixture
def manifest() -> Manifest:
    return Manifest(
        build="b",
        created="2026-01-01T00:00:00+00:00",
        model="m",
        encoder="m 1",
        format=FORMAT,
        **libraries(),
        sources=(Source("fish", "fish.txt", "x", content_hash(REPORT)),),
        paragraphs=1,
        units=2,
    )


def test_what_is_written_is_read(manifest: Manifest, tmp_path: Path) -> None:
    assert not Manifest.exists(tmp_path)
    manifest.write(tmp_path)
    assert Manifest.exists(tmp_path)
    assert Manifest.read(tmp_path) == manifest


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"sources": 3}', '{"sources": [{"report": 1}]}', "null"], ids=repr
)
def test_a_damaged_manifest_says_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(StorageFailed, match="index rebuild"):
        Manifest.read(tmp_path)


def test_a_fitting_index_is_not_out_of_date(manifest: Manifest) -> None:
    assert outdated(manifest, "m", "m 1") == ()
    assert outdated(manifest, "m") == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"format": FORMAT + 1}, "format", id="format"),
        pytest.param({"model": "other"}, "encoder 'other'", id="model"),
        pytest.param({"encoder": "m 2"}, "weights or prefixes", id="weights"),
        pytest.param({"chromadb": "0.4.1"}, "chromadb 0.4.1", id="store"),
        pytest.param({"bm25s": "9.9.9"}, "bm25s 9.9.9", id="keywords"),
    ],
)
def test_whatever_changes_the_files_makes_it_out_of_date(
    manifest: Manifest, change: dict[str, object], reason: str
) -> None:
    other = replace(manifest, **change)  # type: ignore[arg-type]
    [only] = outdated(other, "m", "m 1")
    assert reason in only


def test_keywords_of_another_version_are_made_anew(manifest: Manifest) -> None:
    assert reworded(replace(manifest, **reading())) == ()
    assert reworded(replace(manifest, **{**reading(), "words": "other"})) != ()


def test_another_patch_of_a_library_is_fine(manifest: Manifest) -> None:
    minor = ".".join(manifest.chromadb.split(".")[:2])
    assert outdated(replace(manifest, chromadb=f"{minor}.999"), "m", "m 1") == ()


def test_changes_of_reports_are_named(manifest: Manifest) -> None:
    paragraph = replace(REPORT.paragraphs[0], text="Tôm.")
    other = replace(REPORT, id="salt")
    assert changed(manifest, (REPORT,)) == ()
    assert changed(manifest, (replace(REPORT, paragraphs=(paragraph,)),)) == ("'fish' changed",)
    assert changed(manifest, (REPORT, other)) == ("'salt' is new",)
    assert changed(manifest, (other,)) == ("'salt' is new", "'fish' was removed")


def test_where_a_report_was_read_from_does_not_change_it() -> None:
    assert content_hash(replace(REPORT, source="/elsewhere", source_hash="y")) == content_hash(REPORT)
