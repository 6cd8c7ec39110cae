"""The steps of reading, in the process that calls them: format -> repairs -> outline -> paragraphs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from index.errors import ReportEmpty, ReportUnreadable
from index.language import english_or_vietnamese
from index.read.about import About, completed, load_about
from index.read.assemble import assemble
from index.read.block import Block
from index.read.encoding import recode
from index.read.formats import read_blocks
from index.read.outline import judge
from index.read.reading import Progress, Reading
from index.read.repair import mend
from index.read.translation import load_translation
from index.report import Repair, Report
from index.settings import Limits

_TELLING = 5_000  # characters from which a report's language is told


def files_of(path: Path) -> tuple[About | None, tuple[Path, ...]]:
    """Return what about.toml says, where `path` is a folder, and the files to read, the report itself first."""
    if not path.is_dir():
        return None, (path,)
    if not (path / "about.toml").is_file():
        raise ReportUnreadable(
            f"The folder {str(path)!r} has no about.toml. Give a report file, or add about.toml with id and source."
        )
    about = load_about(path / "about.toml")
    return about, (path / about.source, *(path / name for name in about.translations.values()))


def parse_report(path: Path, limits: Limits, progress: Progress) -> Report:
    """Read a report where we are; `index.read.read_report` does it where no file can do harm."""
    about, (file, *_) = files_of(path)
    reading = Reading(file, limits, progress)
    blocks = recode(read_blocks(reading), file)
    judged = judge(mend(blocks))
    if not judged:
        raise ReportEmpty(f"{str(file)!r} holds no text. If it is a scan, it has to be read with OCR first.")
    about = completed(about, path, judged)
    pieces = [item.piece for item in judged]
    language = about.language or english_or_vietnamese("\n".join(piece.text for piece in pieces)[:_TELLING])
    translations: tuple[str | None, ...] = (None,) * len(pieces)
    target = "en" if "en" in about.translations else next(iter(about.translations), "")
    if target:
        translations = load_translation(path / about.translations[target], pieces, language, target)
    paragraphs, headings, repairs = assemble(about.id, judged, translations)
    return Report(
        id=about.id,
        title=about.title,
        language=language,
        paragraphs=paragraphs,
        headings=headings,
        issuer=about.issuer,
        place=about.place,
        year=about.year,
        date=about.date,
        period=about.period,
        title_translation=about.title_translation,
        issuer_translation=about.issuer_translation,
        source=str(path),
        source_hash=_hash((file, *(path / name for name in about.translations.values()))),
        repairs=(*repairs, *(Repair("", "running_head", block.text, "") for block in blocks if _is_head(block))),
        notes=tuple(reading.notes),
    )


def source_hash(path: Path) -> str:
    """Return a SHA-256 over all the files a report is read from: a changed translation is a changed report."""
    return _hash(files_of(path)[1])


def _hash(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def _is_head(block: Block) -> bool:
    return block.style == "running_head"
