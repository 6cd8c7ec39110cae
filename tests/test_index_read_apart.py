"""A file that is too large, too slow or too hungry is refused in one line, and the caller goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from dataclasses import asdict
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import ReportAssistantError, ReportTooLarge, ReportUnreadable
from index.read import read_report
from index.settings import Limits

TEXT = "Tỉnh hỗ trợ 183.040 trường hợp."


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(str(tmp_path / "report.docx"))
    return tmp_path / "report.docx"


def _refusal(path: Path, limits: Limits) -> str:
    with pytest.raises(ReportTooLarge) as caught:
        read_report(path, limits=limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_report_read_apart_is_the_same_as_one_read_here(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(TEXT * 3, encoding="utf-8")
    (tmp_path / "short.html").write_text(f"<meta charset=utf-8><p>{TEXT * 3}</p>", encoding="utf-8")
    here, apart = (read_report(tmp_path / name) for name in ("short.txt", "short.html"))
    assert here.paragraphs == apart.paragraphs
    assert apart.source == str(tmp_path / "short.html")


def test_a_file_over_the_size_limit_is_refused(word_file: Path) -> None:
    assert "REPORT_ASSISTANT_MAX_BYTES" in _refusal(word_file, Limits(size=1000))


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"))
    for _ in range(4):
        canvas.drawString(100, 100, "Page.")
        canvas.showPage()
    canvas.save()
    assert "has 4 pages; at most 3" in _refusal(tmp_path / "long.pdf", Limits(pages=3))


def test_a_word_file_that_unpacks_to_too_much_is_refused(word_file: Path) -> None:
    assert "REPORT_ASSISTANT_MAX_UNPACKED_BYTES" in _refusal(word_file, Limits(unpacked=1000))


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n\n".join(f"{number}. {TEXT}" for number in range(400_000)), encoding="utf-8")
    started = time.monotonic()
    assert "not read within 1 s" in _refusal(tmp_path / "long.txt", Limits(seconds=1))
    assert time.monotonic() - started < 10


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "wide.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        document = docx.Document()
        document.save(str(tmp_path / "small.docx"))
        with zipfile.ZipFile(tmp_path / "small.docx") as small:
            for item in small.infolist():
                content = small.read(item)
                if item.filename == "word/document.xml":
                    content = content.replace(
                        b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 2_000_000
                    )
                archive.writestr(item, content)
    assert "bytes of memory" in _refusal(tmp_path / "wide.docx", Limits(memory=400_000_000))


def test_a_reader_that_stops_is_one_line(word_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReportUnreadable, match="made its reader stop"):
        read_report(word_file)


def test_the_reading_process_ends_with_its_caller(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n\n".join(f"{number}. {TEXT}" for number in range(400_000)), encoding="utf-8")
    request = {"path": str(tmp_path / "long.txt"), "about": None, "limits": asdict(Limits())}
    process = subprocess.Popen(
        [sys.executable, "-m", "index.read.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.close()
    assert process.wait(timeout=30) == 1
    assert process.stdout is not None
    process.stdout.close()


def test_limits_come_from_the_environment() -> None:
    limits = Limits.from_environment({"REPORT_ASSISTANT_MAX_PAGES": "7", "REPORT_ASSISTANT_MAX_BYTES": ""})
    assert limits == Limits(pages=7)
    with pytest.raises(ReportAssistantError, match="must be a whole number above 0"):
        Limits.from_environment({"REPORT_ASSISTANT_READ_SECONDS": "-1"})
