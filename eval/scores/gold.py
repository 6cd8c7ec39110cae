"""What a question asks for, as places in the report.

A need is one thing that must be found: the paragraphs that hold one evidence quote. Quotes held by the same paragraphs
are one need, and a need that is met whenever another is does not count. Needs take the place of document identifiers
in the ranking scores, so that a sentence printed twice in a report is found when either paragraph is. Where a question
has other evidence that proves the same, each list of quotes is an option, and an answer is scored on its best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.corpus import Corpus, Place
from eval.question import Question

Needs = tuple[frozenset[str], ...]  # paragraph ids, interchangeable within a need


@dataclass(frozen=True, slots=True)
class Gold:
    """The evidence of a question."""

    options: tuple[Needs, ...]  # each proves the answer by itself; none where there is nothing to find
    places: tuple[Place, ...]  # every place that proves something

    @property
    def paragraphs(self) -> frozenset[str]:
        """Every paragraph that proves something."""
        return frozenset(place.paragraph for place in self.places)

    def best_ranks(self, ranking: Sequence[str]) -> tuple[Needs, list[int | None]]:
        """Return the option that a ranking meets best, with the rank of each of its needs."""
        ranked = [(needs, first_ranks(ranking, needs)) for needs in self.options]
        return max(ranked, key=lambda option: sum(1 / rank for rank in option[1] if rank) / len(option[0]))


def gold_of(question: Question, corpus: Corpus) -> Gold:
    """Look the evidence of a question up; a quote that is in no paragraph stays a need that nothing meets."""
    lists = [quotes for quotes in (question.evidence, *question.alternatives) if quotes]
    places = [place for quotes in lists for quote in quotes for place in corpus.places(quote)]
    return Gold(tuple(_needs(quotes, corpus) for quotes in lists), tuple(dict.fromkeys(places)))


def first_ranks(ranking: Sequence[str], needs: Needs) -> list[int | None]:
    """Return, for each need, the rank (from 1) of the first paragraph that meets it and that no other need took."""
    ranks: list[int | None] = [None] * len(needs)
    for rank, paragraph in enumerate(dict.fromkeys(ranking), start=1):
        for position, need in enumerate(needs):
            if ranks[position] is None and paragraph in need:
                ranks[position] = rank
                break
    return ranks


def _needs(quotes: Sequence[str], corpus: Corpus) -> Needs:
    held = [frozenset(place.paragraph for place in corpus.places(quote)) for quote in quotes]
    distinct = [need for position, need in enumerate(held) if not need or need not in held[:position]]
    return tuple(need for need in distinct if not any(other and other < need for other in distinct))
