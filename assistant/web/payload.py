"""Reports and answers as plain values for the page's script.

The page never receives markup: it builds its elements from these texts itself, so nothing in a question, a report or
a model's output can become HTML.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.answer import Answer, Citation, Figure
from index.hit import Hit
from index.report import Heading, Paragraph, Report

Plain = dict[str, Any]  # values of JSON: text, numbers, lists, objects


def report_payload(report: Report) -> Plain:
    """Return a report in reading order: headings and paragraphs, with the offsets of their sentences."""
    headings: dict[int, list[Heading]] = {}
    for position, heading in report.headings:
        headings.setdefault(position, []).append(heading)
    parts: list[Plain] = []
    for position, paragraph in enumerate(report.paragraphs):
        parts += [_heading(heading) for heading in headings.get(position, ())]
        parts.append(_paragraph(paragraph))
    for position in sorted(position for position in headings if position >= len(report.paragraphs)):
        parts += [_heading(heading) for heading in headings[position]]
    return {
        "id": report.id,
        "title": report.title,
        "title_translation": report.title_translation,
        "issuer": report.issuer,
        "issuer_translation": report.issuer_translation,
        "place": report.place,
        "year": report.year,
        "date": report.date,
        "language": report.language,
        "translated": any(paragraph.translation for paragraph in report.paragraphs),
        "parts": parts,
    }


def answer_payload(answer: Answer) -> Plain:
    """Return an answer as the page shows and keeps it."""
    return {
        "text": answer.text,
        "answered": answer.answered,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "language": answer.language,
        "citations": [_citation(citation) for citation in answer.citations],
        "figures": [_figure(figure) for figure in answer.figures],
        "hits": [_hit(hit) for hit in answer.hits[:5]],
        "written_by": answer.written_by,
        "seconds": answer.seconds,
        "notice": answer.notice,
        "kind": answer.kind,
        "final": answer.final,
    }


def _heading(heading: Heading) -> Plain:
    return {"heading": heading.text, "label": heading.label, "level": heading.level, "translation": heading.translation}


def _paragraph(paragraph: Paragraph) -> Plain:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "text": paragraph.text,
        "kind": paragraph.kind,
        "place": paragraph.place,
        "page": paragraph.page,
        "translation": paragraph.translation,
        "row": paragraph.row and asdict(paragraph.row),
        "sentences": [
            [sentence.start, sentence.end, sentence.translation_start, sentence.translation_end]
            for sentence in paragraph.sentences
        ],
    }


def _citation(citation: Citation) -> Plain:
    return {
        "number": citation.number,
        "paragraph": citation.paragraph.id,
        "report": citation.paragraph.report,
        "place": citation.paragraph.place,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "translation": citation.translation,
    }


def _figure(figure: Figure) -> Plain:
    return {
        "shown": figure.shown or figure.text,
        "text": figure.text,
        "value": str(figure.value),
        "unit": figure.unit,
        "noun": figure.noun,
        "citation": figure.citation,
    }


def _hit(hit: Hit) -> Plain:
    best = hit.sentences[0] if hit.sentences else None
    return {
        "paragraph": hit.paragraph.id,
        "report": hit.paragraph.report,
        "place": hit.paragraph.place,
        "text": best.text if best else hit.paragraph.text,
        "translation": best.translation if best else hit.paragraph.translation,
        "start": best.start if best else 0,
        "end": best.end if best else len(hit.paragraph.text),
    }
