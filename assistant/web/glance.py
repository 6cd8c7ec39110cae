"""Every figure of the reports with its sentence, for the table beside the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Figure, Language
from assistant.facts import read_facts
from index.report import Paragraph, Report, Sentence

# Numbers of documents and bare years are addresses and dates; nobody looks for them among amounts.
_LEFT_OUT = frozenset({"none", "year", "date", "month", "period"})


def glance(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Return the figures of the reports in reading order, each with where it stands.

    `at` and `translation_at` are the figure's offsets in the sentence and in its translation; None where that does not
    have it.
    """
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
        facts = {fact.source.text: fact for fact in reversed(read_facts(paragraph, sentence, language, language))}
        for fact in reversed(facts.values()):  # each once a sentence, where it stands first
            if fact.figure.unit in _LEFT_OUT:
                continue
            twin = fact.twin
            yield {
                "report": report.id,
                "paragraph": paragraph.id,
                "place": paragraph.place,
                "unit": fact.figure.unit,
                "start": sentence.start,
                "end": sentence.end,
                "sentence": sentence.text,
                "at": [fact.figure.start - sentence.start, fact.figure.end - sentence.start],
                "translation": sentence.translation,
                "translation_at": twin and _within(sentence, twin.figure),
            }


def _within(sentence: Sentence, figure: Figure) -> list[int]:
    """Return where a figure stands in a sentence's translation."""
    before = sentence.translation_start or 0
    return [figure.start - before, figure.end - before]
