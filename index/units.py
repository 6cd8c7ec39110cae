"""What the encoder reads of a paragraph: windows of whole sentences under their headings, and each sentence alone.

A text is a paragraph's original (number 2n, n the paragraph's position) or its translation (2n + 1). A unit is one
thing that gets a vector; windows also give the text its token vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
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
    text: int
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


def contexts_of(report: Report) -> list[tuple[str, str]]:
    """Return what stands before each text of a report: its headings and its label, in the text's language.

    Both come as (headings and label, label); the innermost heading is kept where they are long.
    """
    contexts = []
    for paragraph, (vietnamese, english) in zip(report.paragraphs, labels(report), strict=True):
        for text in (0, 1):
            label = vietnamese if language_of(report, text) == "vi" else english
            names = [one.text if original(text) else one.translation or one.text for one in paragraph.outline]
            joined = ". ".join(names)[-_HEADINGS:]
            label = f"{label}\n" if label else ""
            contexts.append((f"{joined}\n{label}" if joined else label, label))
    return contexts


def sentence_places(paragraph: Paragraph, text: int) -> list[tuple[int, int]]:
    """Return where each sentence of a paragraph stands in a text; (0, 0) for one without translation."""
    if original(text):
        return [(sentence.start, sentence.end) for sentence in paragraph.sentences]
    return [(sentence.translation_start or 0, sentence.translation_end or 0) for sentence in paragraph.sentences]


def units_of(paragraph: Paragraph, position: int, contexts: Sequence[tuple[str, str]]) -> Iterator[Unit]:
    """Yield the units of a paragraph, windows before sentences, the original before the translation.

    `contexts` holds those of its two texts, as `contexts_of` gives them.
    """
    for text, (headings, label) in zip((2 * position, 2 * position + 1), contexts, strict=True):
        content = content_of(paragraph, text)
        if not content.strip():
            continue
        places = sentence_places(paragraph, text)
        for start, end in windows(content, places):
            yield Unit("paragraph", text, start, end, headings, content[start:end])
        for start, end in places:
            # A sentence may run over several windows in a text without punctuation; it is read as far as one goes.
            yield Unit("sentence", text, start, end, label, content[start : min(end, start + _WINDOW)])


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
