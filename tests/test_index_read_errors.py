"""What cannot be read gives one line that says what to do."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReportEmpty, ReportUnreadable
from index.read import read_report

TEXT = "Tỉnh hỗ trợ 183.040 trường hợp."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_read_in_any_of_its_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert [paragraph.text for paragraph in read_report(path).paragraphs] == [TEXT]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("old.txt", b"T\xd2\xecnh B\xea\xecn Tre", "cannot be told for sure", id="unknown-encoding"),
        pytest.param("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 20, "not a text file", id="binary"),
        pytest.param("report.odt", b"x", r"\.docx, .*\.pdf, \.png, \.txt", id="unknown-format"),
        pytest.param("report", b"x", r"\.docx, .*\.pdf, \.png, \.txt", id="no-extension"),
        pytest.param("broken.docx", b"PK not a zip", "not a sound Word file", id="broken-docx"),
        pytest.param("broken.pdf", b"%PDF-1.7 nothing more", "cannot be opened as PDF", id="broken-pdf"),
    ],
)
def test_an_unreadable_file_is_named_with_what_to_do(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportUnreadable, match=message) as caught:
        read_report(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ReportUnreadable, match="no report at"):
        read_report(tmp_path / "absent.txt")


def test_a_folder_without_about_toml_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ReportUnreadable, match=r"no about\.toml"):
        read_report(tmp_path)


@pytest.mark.parametrize("text", ["", " \n\n\t ", "---\n\n***", "\ufeff"])
def test_a_report_without_text_is_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportEmpty, match="holds no text"):
        read_report(path)


@pytest.mark.parametrize(
    ("about", "message"),
    [
        pytest.param("id = ", "not valid TOML", id="broken-toml"),
        pytest.param('source = "a.txt"', "no 'id'", id="no-id"),
        pytest.param('id = "a"', "no 'source'", id="no-source"),
        pytest.param('id = "a"\nsource = "../a.txt"', "same folder", id="outside-the-folder"),
        pytest.param('id = "a"\nsource = "b.txt"', "no report at", id="source-missing"),
        pytest.param('id = "a"\nsource = "a.txt"\nyear = "2020"', "year must be a number", id="year-as-text"),
        pytest.param('id = "a"\nsource = "a.txt"\ntranslations = { en = "b" }', "cannot be read", id="no-translation"),
    ],
)
def test_a_broken_about_toml_is_explained(tmp_path: Path, about: str, message: str) -> None:
    (tmp_path / "about.toml").write_text(about, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReportUnreadable, match=message):
        read_report(tmp_path)


def _with_translation(folder: Path, lines: list[str]) -> Path:
    (folder / "about.toml").write_text(
        'id = "a"\nsource = "a.txt"\nlanguage = "vi"\ntranslations = { en = "en.jsonl" }', encoding="utf-8"
    )
    (folder / "a.txt").write_text("Thu 5.000 tỷ đồng. Chi 4.000 tỷ đồng.\n\nHết.", encoding="utf-8")
    (folder / "en.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_translation_is_matched_by_its_source_text(tmp_path: Path) -> None:
    record = {
        "vi": "Thu 5.000 tỷ đồng. Chi 4.000 tỷ đồng.",
        "en": "Revenue: VND 5,000 billion. Spending: VND 4,000 billion.",
    }
    first, last = read_report(_with_translation(tmp_path, [json.dumps(record)])).paragraphs
    assert [sentence.translation for sentence in first.sentences] == [
        "Revenue: VND 5,000 billion.",
        "Spending: VND 4,000 billion.",
    ]
    assert last.translation is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('{"vi": "Thu 6.000 tỷ đồng.", "en": "x"}', "line 1: no paragraph", id="other-text"),
        pytest.param('{"vi": "Hết."}', "line 1: must have the texts", id="no-translation"),
        pytest.param("{", "line 1: not valid JSON", id="broken-json"),
        pytest.param("[]", "line 1: must be a JSON object", id="no-object"),
    ],
)
def test_a_wrong_line_of_a_translation_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ReportUnreadable, match=message):
        read_report(_with_translation(tmp_path, [line]))


def test_a_changed_translation_changes_the_hash(tmp_path: Path) -> None:
    before = read_report(_with_translation(tmp_path, ['{"vi": "Hết.", "en": "End."}'])).source_hash
    assert read_report(_with_translation(tmp_path, ['{"vi": "Hết.", "en": "The end."}'])).source_hash != before


@settings(deadline=10_000)  # milliseconds; a busy machine is no hang
@given(st.text(alphabet='aĐ1I. ;:-*#|/\n\f\u0301\u200b\u00a0\t()"“”', max_size=120))
def test_any_text_is_read_or_said_to_be_empty(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.txt"
        path.write_text(text, encoding="utf-8")
        try:
            report = read_report(path)
        except ReportEmpty:
            assert not any(letter.isalnum() for letter in text)
            return
    assert [paragraph.number for paragraph in report.paragraphs] == list(range(1, len(report.paragraphs) + 1))
    for paragraph in report.paragraphs:
        assert paragraph.text
        assert all(paragraph.text[s.start : s.end] == s.text for s in paragraph.sentences)


def test_a_word_file_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(31):
            member.write(b" " * 10_000_000)
    with pytest.raises(ReportUnreadable, match="unpacks to 310,000,000 bytes; at most 300,000,000"):
        read_report(path)
