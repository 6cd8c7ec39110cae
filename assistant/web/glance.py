"""Every figure of the reports with its sentence, for the table beside the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Language
from assistant.figures import read_figures
from index.report import Paragraph, Report

# Numbers of documents and bare years are addresses and dates; nobody looks for them among amounts.
_LEFT_OUT = frozenset({"none", "year", "date", "month", "period"})


def glance(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Return the figures of the reports in reading order, each with where it stands."""
    return [
        row
        for report in reports
        for paragraph in report.paragraphs
        if paragraph.kind not in ("front_matter", "back_matter")
        for row in _rows(report, paragraph)
    ]


def _rows(report: Report, paragraph: Paragraph) -> Iterator[dict[str, Any]]:
    language: Language = "vi" if report.language == "vi" else "en"
    for sentence in paragraph.sentences:
        figures = {figure.text: figure for figure in read_figures(sentence.text, language)}  # each once a sentence
        for figure in figures.values():
            if figure.unit not in _LEFT_OUT:
                yield {
                    "report": report.id,
                    "paragraph": paragraph.id,
                    "place": paragraph.place,
                    "text": figure.text,
                    "unit": figure.unit,
                    "start": sentence.start,
                    "end": sentence.end,
                    "sentence": sentence.text,
                    "translation": sentence.translation,
                }
