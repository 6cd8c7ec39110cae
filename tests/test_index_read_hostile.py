"""Files made to do harm: refused in one line, or read as if the harm were not there."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assistant.cli import cli
from eval.fuzz_attempt import LIMITS, attempt
from eval.fuzz_inputs import make
from index.errors import ReportTooLarge, ReportUnreadable
from index.read import read_report

SECRET = "root:x:0:0"
TEXT = "Thu 5.000 tỷ đồng."


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Serve on this machine; yield the address and the list of what was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def _word(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file whose members went through `change`."""
    plain, written = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change(item.filename, old.read(item)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return written.getvalue()


def _with_entity(definition: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        head, rest = content.split(b"?>", 1)
        body = rest.replace(b"</w:t>", b" &harm;</w:t>", 1)
        return head + b"?><!DOCTYPE w:document [" + definition.encode() + b"]>" + body

    return change


def test_a_word_file_with_an_entity_of_this_machine_shows_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    path = tmp_path / "entity.docx"
    path.write_bytes(_word(_with_entity(f'<!ENTITY harm SYSTEM "{(tmp_path / "secret.txt").as_uri()}">')))
    try:
        text = " ".join(paragraph.text for paragraph in read_report(path).paragraphs)
    except ReportUnreadable as error:
        text = str(error)
    assert SECRET not in text


def test_a_word_file_with_an_entity_of_the_network_asks_for_nothing(
    tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    path = tmp_path / "entity.docx"
    path.write_bytes(_word(_with_entity(f'<!ENTITY % remote SYSTEM "{address}/dtd"> %remote;<!ENTITY harm "x">')))
    try:
        read_report(path)
    except ReportUnreadable as error:
        assert "\n" not in str(error)
    assert paths == []


def test_entities_that_multiply_do_not(tmp_path: Path) -> None:
    laughs = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    path = tmp_path / "laughs.docx"
    path.write_bytes(_word(_with_entity(f'{laughs}<!ENTITY harm "&a12;">')))
    try:
        assert sum(len(paragraph.text) for paragraph in read_report(path).paragraphs) < 1000
    except ReportUnreadable as error:
        assert "\n" not in str(error)


def test_a_word_file_with_members_outside_its_folder_writes_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    path = inside / "traversal.docx"
    path.write_bytes(_word(lambda name, content: content, {"../../outside.txt": b"x", "/tmp/outside-report.txt": b"x"}))
    assert [paragraph.text for paragraph in read_report(path).paragraphs] == [TEXT]
    assert [item.name for item in tmp_path.rglob("*")] == ["deep", "inside", "traversal.docx"]
    assert not Path("/tmp/outside-report.txt").exists()


def test_a_word_file_whose_table_claims_a_billion_columns_is_refused(tmp_path: Path) -> None:
    grid = b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    path = tmp_path / "wide.docx"
    path.write_bytes(
        _word(lambda name, content: content.replace(b"<w:body>", b"<w:body>" + grid) if "document" in name else content)
    )
    with pytest.raises(ReportUnreadable) as caught:
        read_report(path)
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_one_line_of_the_command_line_and_leaves_the_home_alone(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(31):
            member.write(b" " * 10_000_000)
    result = CliRunner().invoke(cli, ["index", str(path), "--home", str(tmp_path / "home")])
    assert result.exit_code == 2
    assert len([line for line in result.stderr.splitlines() if "bomb.docx" in line]) == 1
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "home").exists()


def test_a_script_in_a_pdf_is_not_run_and_its_text_is_not_read(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    canvas = Canvas(str(tmp_path / "script.pdf"))
    canvas.drawString(100, 700, "Revenue reached VND 5,000 billion.")
    canvas.linkURL(f"{address}/link", (0, 0, 500, 500))
    canvas.showPage()
    canvas.save()
    data = (tmp_path / "script.pdf").read_bytes()
    action = f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{address}/script'\\);) >> /Type /Catalog"
    (tmp_path / "script.pdf").write_bytes(data.replace(b"/Type /Catalog", action.encode()))
    report = read_report(tmp_path / "script.pdf")
    assert [paragraph.text for paragraph in report.paragraphs] == ["Revenue reached VND 5,000 billion."]
    assert paths == []


def test_a_web_page_fetches_nothing(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    (tmp_path / "page.html").write_text(
        f"<!doctype html SYSTEM '{address}/dtd'><html><head><link rel=stylesheet href='{address}/style.css'>"
        f"<meta charset=utf-8><meta http-equiv=refresh content='0;url={address}/'><base href='{address}'>"
        f"<script src='{address}/s.js'></script></head><body><p>{TEXT}<img src='{address}/i.png'></p>"
        f"<iframe src='{address}/f'></iframe><object data='{address}/o'></object></body></html>",
        encoding="utf-8",
    )
    assert [paragraph.text for paragraph in read_report(tmp_path / "page.html").paragraphs] == [TEXT]
    assert paths == []


def test_a_web_page_nested_a_hundred_thousand_deep_is_one_line_or_read(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text(f"{'<div>' * 100_000}<p>{TEXT}", encoding="utf-8")
    try:
        read_report(tmp_path / "deep.html")
    except ReportUnreadable as error:
        assert "\n" not in str(error)


def test_the_reading_process_can_write_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a parser that was taken over could do: the system refuses to write even one byte."""
    code = (
        "from index.read.worker import _limit; from index.settings import Limits; _limit(Limits());"
        f"open({str(tmp_path / 'written')!r}, 'wb', buffering=0).write(b'x')"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode != 0
    assert (tmp_path / "written").stat().st_size == 0


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf"])
@settings(max_examples=40, deadline=10_000)  # milliseconds
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    assert attempt(name, data, tmp_path_factory.getbasetemp()).kind in ("read", "refused")


@settings(max_examples=150, deadline=10_000)
@given(seed=st.integers(min_value=1_000_000, max_value=10**9))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    outcome = attempt(*make(seed), tmp_path_factory.getbasetemp())
    assert outcome.kind in ("read", "refused"), f"python -m eval.fuzz --one {seed}\n{outcome.detail}"


def test_a_file_over_the_limits_of_the_fuzzing_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * (LIMITS.size + 1))
    with pytest.raises(ReportTooLarge):
        read_report(tmp_path / "large.txt", limits=LIMITS)
