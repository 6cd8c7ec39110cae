"""A report's translation: one JSON record a paragraph, matched by the source text it translates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from index.errors import ReportUnreadable
from index.read.block import Piece
from index.read.repair import normalise


def load_translation(path: Path, pieces: Sequence[Piece], original: str, language: str) -> tuple[str | None, ...]:
    """Return the translation of every piece, None where the file has none; raises where a line matches no piece.

    Args:
        original: the key of the source text in each record ("vi").
        language: the key of the translation in each record ("en").
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReportUnreadable(f"The translation {str(path)!r} cannot be read: {error}") from error
    translations: list[str | None] = [None] * len(pieces)
    position = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        source, translated = _record(line, f"{str(path)!r} line {number}", original, language)
        wanted = normalise(source).strip("*")  # a heading is shown without the stars around it
        found = next((at for at in range(position, len(pieces)) if pieces[at].text.strip("*") == wanted), None)
        if found is None:
            raise ReportUnreadable(
                f"{str(path)!r} line {number}: no paragraph of the report from number {position + 1} on reads"
                f" {source[:60]!r}. Correct its {original!r} field or take the line out."
            )
        translations[found] = normalise(translated) or None
        position = found + 1
    return tuple(translations)


def _record(line: str, where: str, original: str, language: str) -> tuple[str, str]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReportUnreadable(f"{where}: not valid JSON: {error}") from error
    if not isinstance(record, dict):
        raise ReportUnreadable(f"{where}: must be a JSON object with {original!r} and {language!r}.")
    source, translated = record.get(original), record.get(language)
    if not isinstance(source, str) or not isinstance(translated, str):
        raise ReportUnreadable(f"{where}: must have the texts {original!r} and {language!r}.")
    return source, translated
