"""A report on disk -> a Report: read the format, mend, find the outline, number the paragraphs.

from index.read import read_report
report = read_report("report.txt")
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import ReportEmpty, ReportUnreadable
from index.language import detect_language
from index.read.about import About, guess_about, load_about
from index.read.assemble import assemble
from index.read.block import Block
from index.read.formats import read_blocks
from index.read.outline import judge
from index.read.repair import mend
from index.read.translation import load_translation
from index.report import Repair, Report

__all__ = ["About", "read_report"]


def read_report(path: str | Path, *, about: About | None = None) -> Report:
    """Read a report from a file, or from a folder with about.toml.

    Args:
        about: what is known about the report; guessed from its first lines where None.

    Raises:
        ReportEmpty: it holds no text.
        ReportUnreadable: it is missing, of an unknown format, damaged, or its translation does not match it.
    """
    path = Path(path).expanduser()
    file = path
    if path.is_dir():
        if not (path / "about.toml").is_file():
            raise ReportUnreadable(
                f"The folder {str(path)!r} has no about.toml. Give a report file, or add about.toml with id and source."
            )
        about = about or load_about(path / "about.toml")
        file = path / about.source
    blocks = read_blocks(file)
    judged = judge(mend(blocks))
    if not judged:
        raise ReportEmpty(f"{str(file)!r} holds no text. If it is a scan, it has to be read with OCR first.")
    about = about or guess_about(path, judged)
    pieces = [item.piece for item in judged]
    language = about.language or report_language("\n".join(piece.text for piece in pieces))
    translations: tuple[str | None, ...] = (None,) * len(pieces)
    target = "en" if "en" in about.translations else next(iter(about.translations), "")
    if target:
        translations = load_translation(path / about.translations[target], pieces, language, target)
    paragraphs, headings, repairs = assemble(about.id, judged, translations)
    return Report(
        id=about.id,
        title=about.title or guess_about(path, judged).title,
        language=language,
        paragraphs=paragraphs,
        headings=headings,
        issuer=about.issuer,
        place=about.place,
        year=about.year,
        date=about.date,
        title_translation=about.title_translation,
        issuer_translation=about.issuer_translation,
        source=str(path),
        source_hash=_hash(path, file, about),
        repairs=(*repairs, *(Repair("", "running_head", block.text, "") for block in blocks if _is_head(block))),
    )


def _hash(path: Path, file: Path, about: About) -> str:
    """Hash everything the report was read from: a changed translation is a changed report."""
    parts = [file, *(path / name for name in about.translations.values())]
    return hashlib.sha256(b"".join(hashlib.sha256(part.read_bytes()).digest() for part in parts)).hexdigest()


def _is_head(block: Block) -> bool:
    return block.style == "running_head"


def report_language(text: str) -> str:
    """Return the language most of a report is written in, "vi" or "en"."""
    return "vi" if detect_language(text[:5000]) == "vi" else "en"
