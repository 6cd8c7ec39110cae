"""Our own search without the answering: the best sentence of the first paragraph, never a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from eval.baselines.passages import answer_of
from index import Index

_TOP = 10
PARTS = ("late", "sentence", "keywords")  # what a search can do without, one at a time


class SearchOnly:
    """Shows what the answering adds to the search."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the best sentence of the best paragraph; the earlier turns are not looked at."""
        chunks = []
        for hit in self._index.search(question, k=_TOP):
            best = hit.sentences[0] if hit.sentences else None
            start, end = (best.start, best.end) if best else (0, len(hit.paragraph.text))
            cited = Citation(1, hit.paragraph, hit.paragraph.text[start:end], start, end)
            chunks.append((cited.quote, hit.score, [cited]))
        return answer_of(question, chunks)


def without(part: str, index: Index) -> Index:
    """Return an index whose ranking leaves out one of PARTS: late interaction, sentence vectors, or keywords."""
    from index.compare import PARAGRAPH_FEATURES
    from index.fusion import Fusion

    def left(weights: tuple[float, ...]) -> tuple[float, ...]:
        named = zip(PARAGRAPH_FEATURES, weights, strict=True)
        return tuple(0.0 if name.startswith(part) else weight for name, weight in named)

    fusion = Fusion.shipped()
    paragraphs = replace(fusion.paragraphs, same=left(fusion.paragraphs.same), other=left(fusion.paragraphs.other))
    return index.with_fusion(replace(fusion, paragraphs=paragraphs))
