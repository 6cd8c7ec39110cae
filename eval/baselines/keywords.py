"""BM25 alone over whole paragraphs, diacritics folded: what a search box does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import bm25s  # type: ignore[import-untyped]
import numpy as np

from assistant.answer import Answer, Citation
from eval.baselines.passages import answer_of
from index.report import Report

_TOP = 10
_WORD = re.compile(r"[^\W_]+")


class Keywords:
    """Finds paragraphs by the words they share with a question."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._paragraphs = [paragraph for report in reports for paragraph in report.paragraphs]
        self._index = bm25s.BM25()
        self._index.index([fold(" ".join((*p.headings, p.text))) for p in self._paragraphs], show_progress=False)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the paragraph that scores highest; without a word in common, with none."""
        scores = np.asarray(self._index.get_scores(fold(question)), dtype=np.float64)
        best = [int(position) for position in np.argsort(-scores, kind="stable")[:_TOP] if scores[position] > 0]
        chunks = []
        for position in best:
            paragraph = self._paragraphs[position]
            cited = Citation(1, paragraph, paragraph.text, 0, len(paragraph.text))
            chunks.append((paragraph.text, float(scores[position]), [cited]))
        return answer_of(question, chunks)


def fold(text: str) -> list[str]:
    """Return the words of a text in lower case without diacritics."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
