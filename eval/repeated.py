"""A large corpus out of a small one: a report's paragraphs again and again, with other numbers and names.

Its vectors come from the report's, turned a little at random for each copy, so that its size costs no encoding; search
works on as many vectors, tokens and words as in a real corpus. The noise is drawn once: each text takes a stretch of it
that begins anywhere, which costs a tenth of drawing it and is as different from text to text.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Encoder, Role
from index.report import Paragraph, Report

_NOISE = 16_384  # vectors; the longest text has fewer tokens
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-Z]")


class RepeatingEncoder:
    """Encodes a text once and its copies, which differ in digits and capital letters, by turning its vectors."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoded] = {}
        self._random = np.random.default_rng(5)
        shape = (_NOISE, encoder.dimension)
        self._noise = self._random.standard_normal(shape, dtype=np.float32) * np.float32(0.15 / encoder.dimension**0.5)
        self.name = f"{encoder.name}, repeated"
        self.dimension = encoder.dimension
        self.identity = self.name

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Encode texts, in their order; questions as they are."""
        if role == "question":
            return self._encoder.encode(texts, role)
        shapes = [_CAPITAL.sub("X", _DIGIT.sub("0", text)) for text in texts]
        missing = {shape: text for shape, text in zip(shapes, texts, strict=True) if shape not in self._known}
        self._known.update(zip(missing, self._encoder.encode([*missing.values()], role), strict=True))
        return [self._turned(self._known[shape]) for shape in shapes]

    def _turned(self, encoded: Encoded) -> Encoded:
        return replace(encoded, vector=self._noisy(encoded.vector[None])[0], tokens=self._noisy(encoded.tokens))

    def _noisy(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn vectors (count, dimension) by about 0.15 of their length, and keep their length."""
        first = self._random.integers(_NOISE - len(vectors))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        noisy: NDArray[np.float32] = vectors + self._noise[first : first + len(vectors)] * lengths
        noisy *= lengths / np.maximum(np.linalg.norm(noisy, axis=1, keepdims=True), 1e-12)
        return noisy


def repeated(report: Report, count: int) -> Report:
    """Return a report of `count` paragraphs: the report's own, again and again with other digits and initials."""
    draw = random.Random(7)
    paragraphs = []
    for number in range(1, count + 1):
        paragraph = report.paragraphs[(number - 1) % len(report.paragraphs)]
        letters = string.digits + string.ascii_uppercase
        others = draw.sample(string.digits, 10) + draw.sample(string.ascii_uppercase, 26)
        first = number <= len(report.paragraphs)  # the report itself is in it, so that its questions have answers
        table = {} if first else str.maketrans(letters, "".join(others))
        paragraphs.append(_copy(paragraph, number, table))
    return replace(report, id="repeated", paragraphs=tuple(paragraphs), headings=())


def _copy(paragraph: Paragraph, number: int, table: Mapping[int, int]) -> Paragraph:
    sentences = tuple(
        replace(one, text=one.text.translate(table), translation=(one.translation or "").translate(table) or None)
        for one in paragraph.sentences
    )
    return replace(
        paragraph,
        id=f"repeated:{number}",
        report="repeated",
        number=number,
        text=paragraph.text.translate(table),
        translation=None if paragraph.translation is None else paragraph.translation.translate(table),
        sentences=sentences,
    )
