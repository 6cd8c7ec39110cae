"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.report import Paragraph, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that may answer the question, with its sentences, best first."""

    paragraph: Paragraph
    score: float  # fused; comparable within one search only
    confidence: float = 0.0  # calibrated: the share of such first hits that hold the answer, 0 to 1
    sentences: tuple[Sentence, ...] = ()  # best first
    sentence_scores: tuple[float, ...] = ()  # as `sentences`; comparable across the hits of one search


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an indexed paragraph, to be scored against a question."""

    paragraph: str  # the paragraph's id
    text: Literal["original", "translation"]
    start: int  # characters
    end: int
