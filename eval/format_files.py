"""One report written in many formats, to see what reading loses: text in its encodings, Markdown, web pages, Word.

Every file is made from a report as it was read, block by block, by ordinary libraries. `eval.format_pages` makes PDFs
and scans; `eval.formats` reads all of them and prints what came through.
"""

from __future__ import annotations

import codecs
import html
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from eval.legacy import to_tcvn3, to_vni, to_windows_1258
from index.report import Report

if TYPE_CHECKING:
    from docx.document import Document

Writer = Callable[[Path, Report], object]  # what it returns says nothing


def blocks(report: Report) -> Iterator[tuple[int, str]]:
    """Yield every line of a report in order with its heading level: 0 is the title, -1 ordinary text."""
    for position in range(len(report.paragraphs) + 1):
        yield from ((heading.level, heading.text) for at, heading in report.headings if at == position)
        if position < len(report.paragraphs):
            yield from ((-1, line) for line in report.paragraphs[position].text.split("\n"))


def as_text(report: Report) -> str:
    """Return a report as plain text, a blank line between blocks."""
    return "\n\n".join(text for _, text in blocks(report)) + "\n"


def text_files() -> dict[str, Writer]:
    """Return writers of plain text by the name of the file."""
    encoders: dict[str, Callable[[str], bytes]] = {
        "utf-8.txt": str.encode,
        "utf-8-mark.txt": lambda text: text.encode("utf-8-sig"),
        "utf-8-decomposed.txt": lambda text: unicodedata.normalize("NFD", text).encode(),
        "utf-8-windows-lines.txt": lambda text: text.replace("\n", "\r\n").encode(),
        "utf-8-wrapped.txt": lambda text: _wrapped(text).encode(),
        "utf-16.txt": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        "utf-16-le.txt": lambda text: text.encode("utf-16-le"),
        "utf-16-be.txt": lambda text: text.encode("utf-16-be"),
        "windows-1258.txt": to_windows_1258,
        "tcvn3.txt": lambda text: to_tcvn3(text).encode("cp1252"),
        "tcvn3-as-utf-8.txt": lambda text: to_tcvn3(text).encode(),
        "vni.txt": lambda text: to_vni(text).encode("cp1252"),
        "vni-as-utf-8.txt": lambda text: to_vni(text).encode(),
    }
    return {name: _text_writer(encode) for name, encode in encoders.items()}


def markup_files() -> dict[str, Writer]:
    """Return writers of Markdown and web pages by the name of the file."""
    return {
        "headings.md": lambda path, report: path.write_text(_markdown(report), "utf-8"),
        "headings.html": lambda path, report: _write_page(path, report, "utf-8"),
        "entities.html": lambda path, report: _write_page(path, report, "ascii"),
        "utf-16.html": lambda path, report: _write_page(path, report, "utf-16"),
        "menus.html": lambda path, report: _write_page(path, report, "utf-8", menus=True),
        "laid-out-by-table.html": lambda path, report: _write_page(path, report, "utf-8", by_table=True),
        "tcvn3-fonts.html": lambda path, report: (
            path.write_text(f"<meta charset=utf-8><font face='.VnTime'>{_body(report, to_tcvn3)}</font>", "utf-8")
            and None
        ),
    }


def word_files() -> dict[str, Writer]:
    """Return writers of Word files by the name of the file."""
    return {
        "styles.docx": lambda path, report: write_word(path, report, styled=True),
        "plain.docx": lambda path, report: write_word(path, report, styled=False),
        "tcvn3-font.docx": lambda path, report: _write_old_word(path, report, ".VnTime", to_tcvn3),
        "vni-font.docx": lambda path, report: _write_old_word(path, report, "VNI-Times", to_vni),
    }


def write_word(path: Path, report: Report, *, styled: bool) -> None:
    """Write a report as .docx, with Word's styles for headings and lists or with none."""
    import docx

    document = docx.Document()
    for level, text in blocks(report):
        if styled and level > 0:
            document.add_heading(text, level)
        elif styled and text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text, style="Title" if styled and level == 0 else None)
    document.save(str(path))


def _write_old_word(path: Path, report: Report, font: str, encode: Callable[[str], str]) -> None:
    """Write a report as it was typed in an old font; capitals with a tone in that font's face of capitals."""
    import docx

    document: Document = docx.Document()
    for _, text in blocks(report):
        paragraph = document.add_paragraph()
        for letters, capitals in _by_case(text) if font.startswith(".") else [(text, False)]:
            run = paragraph.add_run(encode(letters.lower() if capitals else letters))
            run.font.name = f"{font}H" if capitals else font
    document.save(str(path))


def _by_case(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text where letters begin or end that TCVN3 has no capitals for."""
    start = 0
    flags = [letter.isupper() and not letter.isascii() and letter not in "ĂÂĐÊÔƠƯ" for letter in text]
    for position in range(1, len(text) + 1):
        if position == len(text) or flags[position] != flags[start]:
            yield text[start:position], flags[start]
            start = position


def _text_writer(encode: Callable[[str], bytes]) -> Writer:
    return lambda path, report: path.write_bytes(encode(as_text(report)))


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(block, 90) for block in text.split("\n\n"))


def _markdown(report: Report) -> str:
    return "\n\n".join(f"{'#' * (level + 1)} {text}" if level >= 0 else text for level, text in blocks(report)) + "\n"


def _body(report: Report, encode: Callable[[str], str] = str) -> str:
    return "\n".join(
        f"<h{level + 1}>{html.escape(encode(text))}</h{level + 1}>"
        if level >= 0
        else f"<p>{html.escape(encode(text))}</p>"
        for level, text in blocks(report)
    )


def _write_page(path: Path, report: Report, encoding: str, *, menus: bool = False, by_table: bool = False) -> None:
    body = _body(report)
    if menus:
        body = (
            "<nav><ul><li><a href='/'>Trang chủ</a><li>Tin tức</ul></nav><script>document.write('x')</script>"
            f"<main>{body}</main><aside>Quảng cáo</aside><footer>Bản quyền 2020</footer>"
            "<img src='http://pictures.invalid/spy.png'>"
        )
    if by_table:
        body = f"<table><tr><td>Menu</td><td>{body}</td></tr></table>"
    charset = "" if encoding == "utf-16" else "<meta charset=utf-8>"
    page = f"<!doctype html><html><head>{charset}<title>x</title></head><body>{body}</body></html>"
    path.write_bytes(page.encode(encoding, "xmlcharrefreplace"))
