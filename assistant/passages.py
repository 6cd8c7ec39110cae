"""The pieces of a paragraph that can be quoted: whole sentences, or the clauses of a long one.

A clause is what stands between semicolons. Where original and translation have equally many clauses they correspond
one to one; otherwise they are aligned by their lengths and figures, as sentences are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.read.align import Bead, align
from index.report import Paragraph, Sentence

_BREAK = re.compile(r";\s+(?=\S)")
_LONG = 220  # characters; shorter sentences are quoted whole
_SHORT = 40  # characters; a shorter clause ("it is to be finished in 2021") leaves its subject in the one before


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a paragraph to be quoted, with the stretch of the translation that renders it."""

    paragraph: Paragraph
    start: int  # offsets into paragraph.text
    end: int
    translation_start: int | None = None  # offsets into paragraph.translation
    translation_end: int | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence it begins in."""
        return next(one for one in self.paragraph.sentences if one.start <= self.start < one.end)

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


@lru_cache(maxsize=4096)
def clauses(paragraph: Paragraph, sentence: Sentence) -> tuple[Passage, ...]:
    """Return the clauses of a long sentence, or the sentence itself."""
    if sentence.end - sentence.start <= _LONG:
        return (whole(paragraph, sentence),)
    spans = _spans(paragraph.text, sentence.start, sentence.end)
    if sentence.translation_start is None or sentence.translation_end is None or paragraph.translation is None:
        return _with_subjects([Passage(paragraph, start, end) for start, end in spans])
    translated = _spans(paragraph.translation, sentence.translation_start, sentence.translation_end)
    if len(translated) == len(spans):
        return _with_subjects([Passage(paragraph, *own, *other) for own, other in zip(spans, translated, strict=True)])
    return _with_subjects(
        [
            Passage(paragraph, spans[a][0], spans[b - 1][1], translated[c][0], translated[d - 1][1])
            for (a, b), (c, d) in _aligned(paragraph, spans, translated)
        ]
    )


def _with_subjects(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the clauses with each short one joined to the clause before it."""
    joined: list[Passage] = []
    for passage in found:
        if joined and passage.end - passage.start < _SHORT:
            joined[-1] = replace(joined[-1], end=passage.end, translation_end=passage.translation_end)
        else:
            joined.append(passage)
    return tuple(joined)


def _aligned(
    paragraph: Paragraph, spans: Sequence[tuple[int, int]], translated: Sequence[tuple[int, int]]
) -> tuple[Bead, ...]:
    """Return which clauses of a sentence its translation renders by which, where they are not equally many."""
    return align(
        [paragraph.text[start:end] for start, end in spans],
        [(paragraph.translation or "")[start:end] for start, end in translated],
    )


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
