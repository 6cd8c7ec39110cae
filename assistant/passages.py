"""The pieces of a paragraph that can be quoted: whole sentences, or the clauses of a long one.

A clause is what stands between semicolons. Where original and translation have equally many clauses they correspond
one to one; otherwise the sentence is kept whole, so that a translation never stands beside words it does not render.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.report import Paragraph, Sentence

_BREAK = re.compile(r";\s+(?=\S)")
_LONG = 220  # characters; shorter sentences are quoted whole


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a paragraph to be quoted, with the stretch of the translation that renders it."""

    paragraph: Paragraph
    start: int  # offsets into paragraph.text
    end: int
    translation_start: int | None = None  # offsets into paragraph.translation
    translation_end: int | None = None

    @property
    def quote(self) -> str:
        """The verbatim source text."""
        return self.paragraph.text[self.start : self.end]

    @property
    def translation(self) -> str | None:
        """The translation of the quote, where there is one."""
        if self.translation_start is None or self.paragraph.translation is None:
            return None
        return self.paragraph.translation[self.translation_start : self.translation_end]

    def covers(self, other: Passage) -> bool:
        """Whether another passage lies within this one."""
        return self.paragraph.id == other.paragraph.id and self.start <= other.start and other.end <= self.end


def whole(paragraph: Paragraph, sentence: Sentence) -> Passage:
    """Return a sentence as a passage."""
    return Passage(paragraph, sentence.start, sentence.end, sentence.translation_start, sentence.translation_end)


def clauses(paragraph: Paragraph, sentence: Sentence) -> tuple[Passage, ...]:
    """Return the clauses of a long sentence, or the sentence itself."""
    if sentence.end - sentence.start <= _LONG:
        return (whole(paragraph, sentence),)
    spans = _spans(paragraph.text, sentence.start, sentence.end)
    if sentence.translation_start is None or sentence.translation_end is None or paragraph.translation is None:
        return tuple(Passage(paragraph, start, end) for start, end in spans)
    translated = _spans(paragraph.translation, sentence.translation_start, sentence.translation_end)
    if len(translated) != len(spans):
        return (whole(paragraph, sentence),)
    return tuple(Passage(paragraph, *own, *other) for own, other in zip(spans, translated, strict=True))


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of text after its semicolons, outside brackets."""
    cuts = [start]
    depth = 0
    position = start
    for match in _BREAK.finditer(text, start, end):
        depth += text.count("(", position, match.start()) - text.count(")", position, match.start())
        position = match.start()
        if depth <= 0:
            cuts.append(match.end())
    cuts.append(end)
    return [(a, len(text[:b].rstrip(" ;")) if b != end else b) for a, b in pairwise(cuts)]
