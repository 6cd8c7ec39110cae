"""What the encoder reads of a paragraph: windows of whole sentences under their headings, and each sentence alone.

A text is a paragraph's original (number 2n, n the paragraph's position) or its translation (2n + 1). A unit is one
thing that gets a vector; windows also give the text its token vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.labels import labels
from index.report import Paragraph, Report
from index.store import Level

# Characters. A window of 1,400 fills about 420 of the 512 tokens that small encoders read; headings get the rest.
_WINDOW = 1_400
_HEADINGS = 240


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a text that gets a vector."""

    level: Level
    report: str  # the report's id
    text: int
    language: str  # of the text
    start: int  # characters in the text
    end: int
    headings: str  # read before the piece: headings and label; of a sentence only the label
    body: str

    @property
    def content(self) -> str:
        """What the encoder reads."""
        return self.headings + self.body

    @property
    def key(self) -> bytes:
        """16 bytes that name this content, so that its vectors can be used again in the next build."""
        parts = f"{self.level}\0{self.headings}\0{self.body}"
        return hashlib.sha256(parts.encode()).digest()[:16]


LANGUAGES = ("vi", "en")  # of the keyword leg and of the token means


def language_of(report: Report, text: int) -> str:
    """Return the language of a text of a report: a translation is in the other one."""
    if original(text):
        return report.language
    return "vi" if report.language == "en" else "en"


def original(text: int) -> bool:
    """Whether a text number names a paragraph's original."""
    return text % 2 == 0


def content_of(paragraph: Paragraph, text: int) -> str:
    """Return the characters of a text of a paragraph, "" for a missing translation."""
    return paragraph.text if original(text) else paragraph.translation or ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a paragraph, with what stands before it, in its language; "" for a missing translation."""

    number: int
    paragraph: Paragraph
    language: str
    headings: str  # headings and label; of long headings the innermost
    label: str

    @property
    def content(self) -> str:
        """The characters of the text."""
        return content_of(self.paragraph, self.number)


def texts_of(reports: Iterable[Report]) -> Iterator[Text]:
    """Yield the two texts of every paragraph of these reports, in their order."""
    number = 0
    for report in reports:
        for paragraph, label in zip(report.paragraphs, labels(report), strict=True):
            for _ in range(2):
                language = language_of(report, number)
                names = [one.text if original(number) else one.translation or one.text for one in paragraph.outline]
                joined = ". ".join(names)[-_HEADINGS:]
                line = f"{own}\n" if (own := label[LANGUAGES.index(language)]) else ""
                yield Text(number, paragraph, language, f"{joined}\n{line}" if joined else line, line)
                number += 1


def sentence_places(paragraph: Paragraph, text: int) -> list[tuple[int, int]]:
    """Return where each sentence of a paragraph stands in a text; (0, 0) for one without translation."""
    if original(text):
        return [(sentence.start, sentence.end) for sentence in paragraph.sentences]
    return [(sentence.translation_start or 0, sentence.translation_end or 0) for sentence in paragraph.sentences]


class Units:
    """The units of reports; they are made anew each time they are gone through, so that no more than one is held."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports

    def __iter__(self) -> Iterator[Unit]:
        for text in texts_of(self._reports):
            yield from units_of(text)


def units_of(text: Text) -> Iterator[Unit]:
    """Yield the units of a text, windows before sentences; none of a missing one."""
    content, number, report = text.content, text.number, text.paragraph.report
    if not content.strip():
        return
    places = sentence_places(text.paragraph, number)
    for start, end in windows(content, places):
        yield Unit("paragraph", report, number, text.language, start, end, text.headings, content[start:end])
    for start, end in places:
        # A sentence may run over several windows in a text without punctuation; it is read as far as one goes.
        body = content[start : min(end, start + _WINDOW)]
        yield Unit("sentence", report, number, text.language, start, end, text.label, body)


def windows(content: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a text into stretches of at most about 1,400 characters, between sentences where it has them."""
    if len(content) <= _WINDOW:
        return [(0, len(content))]
    cuts = sorted({start for start, end in sentences if 0 < start < len(content) and end > start})
    found, start = [], 0
    while len(content) - start > _WINDOW:
        inside = [cut for cut in cuts if start < cut <= start + _WINDOW]
        end = inside[-1] if inside else _space(content, start + _WINDOW, start)
        found.append((start, end))
        start = end
    return [*found, (start, len(content))]


def _space(content: str, limit: int, start: int) -> int:
    """The last space before `limit`, or `limit` in a text without spaces."""
    position = content.rfind(" ", start + 1, limit)
    return position + 1 if position > start else limit
