"""A report as one text, the way a tutorial loads it, and back from a stretch of that text to the paragraphs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Language
from assistant.figures import read_figures
from assistant.overlap import language_of
from index.hit import Hit
from index.report import Paragraph, Report

_SHOWN = 30  # characters of a paragraph, or all of it, before a chunk counts as holding it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph within the flat text: `flat.text[start:end] == paragraph.text`."""

    paragraph: Paragraph
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FlatReport:
    """The text of a report with its headings, in reading order."""

    text: str
    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, report: Report) -> FlatReport:
        """Join headings and paragraphs with an empty line between them."""
        text, stretches = "", []
        for piece in _pieces(report):
            written = piece.text
            if isinstance(piece, Paragraph):
                stretches.append(Stretch(piece, len(text), len(text) + len(written)))
            text += f"{written}\n\n"
        return cls(text, tuple(stretches))

    def citations(self, start: int, end: int) -> list[Citation]:
        """Return what a chunk shows of each paragraph, most of it first."""
        found = []
        for stretch in self.stretches:
            first, last = max(start, stretch.start), min(end, stretch.end)
            if last - first >= min(_SHOWN, stretch.end - stretch.start):
                found.append((stretch, first - stretch.start, last - stretch.start))
        found.sort(key=lambda part: part[1] - part[2])
        return [
            Citation(number, stretch.paragraph, stretch.paragraph.text[first:last], first, last)
            for number, (stretch, first, last) in enumerate(found, start=1)
        ]


def answer_of(question: str, chunks: Sequence[tuple[str, float, Sequence[Citation]]]) -> Answer:
    """Answer with the first of some chunks (text, score, what it shows), as a pipeline without a chat model would."""
    hits = {
        cited.paragraph.id: Hit(cited.paragraph, score)
        for _, score, shown in reversed(chunks)
        for cited in reversed(shown)
    }
    ordered = dict.fromkeys(cited.paragraph.id for _, _, shown in chunks for cited in shown)
    text, _, citations = chunks[0] if chunks else ("", 0.0, ())
    language: Language = "en" if language_of(text) == "en" else "vi"  # it shows the report's own text
    return Answer(
        text=text,
        answered=bool(chunks),
        question=question,
        standalone_question=question,
        language=language,
        citations=tuple(citations),
        figures=read_figures(text, language),
        hits=tuple(hits[id] for id in ordered),
    )


def _pieces(report: Report) -> Iterator[Paragraph | _Heading]:
    headings: dict[int, list[str]] = {}
    for position, heading in report.headings:
        headings.setdefault(position, []).append(heading.text)
    for position, paragraph in enumerate(report.paragraphs):
        yield from (_Heading(text) for text in headings.get(position, ()))
        yield paragraph


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
