"""Puts a report together: numbers its paragraphs, gives each its headings and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.read.align import align
from index.read.outline import Judged
from index.read.repair import normalise
from index.read.sentences import sentence_spans
from index.report import Heading, Paragraph, Repair, RepairKind, Sentence


def assemble(
    report: str, judged: Sequence[Judged], translations: Sequence[str | None]
) -> tuple[tuple[Paragraph, ...], tuple[tuple[int, Heading], ...], tuple[Repair, ...]]:
    """Return the paragraphs, the headings with the position each stands before, and the repairs."""
    paragraphs: list[Paragraph] = []
    headings: list[tuple[int, Heading]] = []
    repairs: list[Repair] = []
    path: list[tuple[int, Heading]] = []  # (rank, heading), outermost first
    for item, translation in zip(judged, translations, strict=True):
        if item.role == "title":
            headings.append((len(paragraphs), Heading("", item.piece.text, 0, translation)))
        elif item.role == "heading":
            path = [(rank, heading) for rank, heading in path if rank < item.rank]
            path.append((item.rank, Heading(item.label, item.piece.text.strip("*"), len(path) + 1, translation)))
            headings.append((len(paragraphs), path[-1][1]))
        else:
            if item.role == "back_matter":
                path = []
            outline = tuple(heading for _, heading in path)
            paragraphs.append(_paragraph(report, len(paragraphs) + 1, item, outline, translation))
            repairs += _repairs(paragraphs[-1])
    return tuple(paragraphs), tuple(headings), tuple(repairs)


def _paragraph(
    report: str, number: int, item: Judged, outline: tuple[Heading, ...], translation: str | None
) -> Paragraph:
    return Paragraph(
        id=f"{report}:{number}",
        report=report,
        number=number,
        text=item.piece.text,
        kind=item.kind,
        outline=outline,
        page=item.piece.page,
        sentences=split_sentences(item.piece.text, translation),
        translation=translation,
        raw=item.piece.raw,
        row=item.piece.row,
        recognised=item.piece.recognised,
    )


def split_sentences(text: str, translation: str | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of a text, each with the stretch of the translation that stands for it."""
    spans = sentence_spans(text)
    if not translation:
        return tuple(Sentence(text[start:end], start, end) for start, end in spans)
    there = sentence_spans(translation)
    beads = align([text[start:end] for start, end in spans], [translation[start:end] for start, end in there])
    sentences: list[Sentence] = []
    for (first, last), (from_, to) in beads:
        begin, stop = there[from_][0], there[to - 1][1]
        for start, end in spans[first:last]:
            sentences.append(Sentence(text[start:end], start, end, translation[begin:stop], begin, stop))
    return tuple(sentences)


def _repairs(paragraph: Paragraph) -> list[Repair]:
    parts = [part.strip() for part in paragraph.raw.split("\n\n")]
    repairs = [
        Repair(paragraph.id, "page_break", f"{before[-40:]}\n\n{after[:40]}", f"{before[-40:]} {after[:40]}")
        for before, after in pairwise(parts)
        if normalise(f"{before[-20:]} {after[:20]}") in paragraph.text
    ]
    for cut in re.finditer(r"\b(\w++)-\s*\n\s*(\w+)", paragraph.raw):
        whole = cut[1] + cut[2]
        if whole in paragraph.text:
            repairs.append(Repair(paragraph.id, "hyphenation", cut.group(), whole))
    if _letters(paragraph.raw) != _letters(paragraph.text):
        same = _letters(normalise(paragraph.raw)) == _letters(paragraph.text)
        kind: RepairKind = "unicode" if same else "ocr" if paragraph.recognised else "encoding"
        repairs.append(Repair(paragraph.id, kind, paragraph.raw, paragraph.text))
    return repairs


def _letters(text: str) -> str:
    return re.sub(r"[\s-]+", "", text)
