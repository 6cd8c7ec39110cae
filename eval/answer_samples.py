"""What the product finds for each question of a set, and which of it is right: what `eval.fit_answers` learns from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

import click

from assistant.answering import wanted_of
from assistant.follow_up import complete
from assistant.in_years import in_years
from assistant.question import Wanted
from assistant.refuse import answerable
from assistant.select import Choice, choose_figures, choose_passages, ranked, weights
from eval.question import Question
from index import Index
from index.hit import Hit
from index.language import english_or_vietnamese
from index.report import Paragraph

Weights = Mapping[str, Mapping[str, float]]

HITS = 8  # paragraphs searched, as the product does (`assistant.settings`)
_PROVES = 0.4  # of a passage and a gold quote, the share of the shorter that both have


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with what the product finds for it, best first by the weights in use."""

    question: Question
    wanted: Wanted
    hits: tuple[Hit, ...]
    figures: tuple[Choice, ...]
    passages: tuple[Choice, ...]
    hidden: bool = False  # the sentences that prove the answer are left out: nothing found is right

    @property
    def right_figures(self) -> tuple[bool, ...]:
        """Which of the figures are asked for and stand in a paragraph that proves them."""
        gold = {(figure.value, figure.unit) for figure in self.question.figures}
        return tuple(
            choice.fact is not None
            and (choice.fact.source.value, choice.fact.source.unit) in gold
            and _proves(self.question, choice.fact.paragraph)
            for choice in self.figures
        )

    @property
    def right_passages(self) -> tuple[bool, ...]:
        """Which of the passages prove the answer."""
        return tuple(_shared(self.question, choice) > _PROVES for choice in self.passages)

    @property
    def leads_right(self) -> bool:
        """Whether an answer that led with the best candidate would be right."""
        if self.hidden or not self.question.answerable:
            return False
        if self.question.figures and self.wanted.wants_figure and self.figures:
            return self.right_figures[0]
        return bool(self.passages) and self.right_passages[0]

    def weighed_by(self, fitted: Weights) -> Sample:
        """Return the sample with its candidates in the order that other weights put them in."""
        return replace(
            self,
            figures=_weighed(self.figures, fitted["figures"]),
            passages=_weighed(self.passages, fitted["passages"]),
        )


def collect(questions: Sequence[Question], index: Index) -> list[Sample]:
    """Search for every question and read the features of its candidates."""
    with click.progressbar(questions, label="Reading candidates") as bar:
        return [_sample(question, index) for question in bar]


def collect_hidden(questions: Sequence[Question], index: Index) -> list[Sample]:
    """The answerable questions once more, as if the sentences that prove their answers were not in the report.

    They are near misses like those people ask: everything around the answer is there, and the answer is not.
    """
    with click.progressbar(
        [question for question in questions if question.answerable], label="Hiding what proves"
    ) as bar:
        samples = [_sample(question, index, hide=True) for question in bar]
    return [sample for sample in samples if sample.passages]


def _sample(question: Question, index: Index, *, hide: bool = False) -> Sample:
    standalone = complete(question.question, question.history, english_or_vietnamese(question.question))
    wanted = wanted_of(standalone, index)
    hits = tuple(index.search(standalone.question, k=2 * HITS if hide else HITS))
    if hide:
        hits = tuple(rest for hit in hits if (rest := _without_proof(hit, question)).sentences)[:HITS]
    else:
        hits = tuple(in_years(wanted, hits, index))
    figures, passages = choose_figures(wanted, hits, index), choose_passages(wanted, hits, index)
    return Sample(question, wanted, hits, tuple(figures), tuple(passages), hidden=hide)


def _without_proof(hit: Hit, question: Question) -> Hit:
    """Return a hit without the sentences that share words with a gold quote."""
    text = hit.paragraph.text
    quoted = [(text.find(quote), len(quote)) for quote in _quotes(question) if quote in text]
    kept = [
        (sentence, score)
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        if not any(start < sentence.end and sentence.start < start + length for start, length in quoted)
    ]
    return replace(
        hit,
        sentences=tuple(sentence for sentence, _ in kept),
        sentence_scores=tuple(score for _, score in kept),
    )


def refusing(samples: Sequence[Sample], index: Index) -> list[Mapping[str, float]]:
    """Return the features by which each question is refused or not; none where nothing was found or a rule refuses."""
    with click.progressbar(samples, label="Reading refusals") as bar:
        return [answerable(sample.wanted, sample.hits, sample.figures, sample.passages, index)[1] for sample in bar]


@contextmanager
def in_use(fitted: Weights) -> Iterator[None]:
    """Let the product answer by other weights than the stored ones."""
    stored = cast(dict[str, Mapping[str, float]], weights())
    before = dict(stored)
    stored.update(fitted)
    try:
        yield
    finally:
        stored.clear()
        stored.update(before)


def _weighed(choices: Sequence[Choice], fitted: Mapping[str, float]) -> tuple[Choice, ...]:
    scored = [
        replace(choice, score=sum(fitted.get(name, 0.0) * value for name, value in choice.features.items()))
        for choice in choices
    ]
    return tuple(sorted(scored, key=ranked))


def _quotes(question: Question) -> list[str]:
    return [*question.evidence, *(quote for group in question.alternatives for quote in group)]


def _proves(question: Question, paragraph: Paragraph) -> bool:
    return any(quote in paragraph.text for quote in _quotes(question))


def _shared(question: Question, choice: Choice) -> float:
    """Return how much of the shorter of a passage and a gold quote the two share, 0 to 1."""
    passage = choice.passage
    best = 0.0
    for quote in _quotes(question):
        start = passage.paragraph.text.find(quote)
        shared = min(start + len(quote), passage.end) - max(start, passage.start) if start >= 0 else 0
        best = max(best, shared / min(len(quote), passage.end - passage.start))
    return best
