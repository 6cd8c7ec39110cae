"""What typing slips cost search, and what putting them right gives back.

python -m eval.bench_slips            R@1 and R@5 as asked, with slips, and with slips put right

Questions of the shipped set that stand alone are typed with one or two slips (as `eval gate --stress` does it). The
questions that the report does not answer, and those made unanswerable by another year or province, must be read as they
were typed: a word turned into one of the report's would make the report answer what it does not say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import click

from eval.corpus import Corpus
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.stress import original_id, stress
from eval.stress_rules import REFUSED
from index import Index, ensure_index
from index.report import Paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """How many questions were asked, and how many had a proving paragraph first, and among the first five."""

    count: int
    first: int
    fifth: int

    def __str__(self) -> str:
        return f"R@1 {self.first / max(self.count, 1):.3f}  R@5 {self.fifth / max(self.count, 1):.3f}"


def found(questions: Sequence[Question], index: Index) -> Found:
    """Search every question and look for its evidence among the first five paragraphs."""
    ranks = [rank(question, [hit.paragraph for hit in index.search(question.question)]) for question in questions]
    return Found(len(ranks), sum(place == 0 for place in ranks), sum(place < 5 for place in ranks))


def rank(question: Question, paragraphs: Sequence[Paragraph]) -> int:
    """Return the place of the first paragraph that holds a piece of evidence, from 0; their number where none does."""
    quotes = [*question.evidence, *(quote for quotes in question.alternatives for quote in quotes)]
    wanted = [_plain(quote) for quote in quotes]
    holds = (place for place, one in enumerate(paragraphs) if any(quote in _plain(one.text) for quote in wanted))
    return next(holds, len(paragraphs) + 5)


def reworded(questions: Sequence[Question], index: Index) -> list[tuple[str, str]]:
    """Return the questions that are not read as they were typed, each with how it is read."""
    read = [(question.question, index.correct(question.question)) for question in questions]
    return [(typed, corrected) for typed, corrected in read if typed != corrected]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@click.command()
def slips() -> None:
    """Print how well questions with typing slips are searched, and which unanswerable ones are reworded."""
    questions = [question for question in load_questions(default_question_set()) if not question.history]
    with ensure_index() as index:
        rules = stress(questions, Corpus.of(index.reports))
        typed = {original_id(question): question for question in rules["typos"]}
        for language in ("en", "vi", "vi-nodiac"):
            asked = [one for one in questions if one.lang == language and one.answerable and one.id in typed]
            slipped = [typed[question.id] for question in asked]
            click.echo(f"{language}, {len(asked)} questions")
            click.echo(f"  as asked          {found(asked, index)}")
            click.echo(f"  slips as typed    {found(slipped, index.as_typed())}")
            click.echo(f"  slips put right   {found(slipped, index)}")
        refused = [question for question in questions if not question.answerable]
        refused += [question for rule in sorted(REFUSED) for question in rules[rule]]
        changed = reworded(refused, index)
        click.echo(f"unanswerable: {len(refused)} questions, {len(changed)} not read as typed")
        for before, after in changed:
            click.echo(f"  {before} -> {after}")


if __name__ == "__main__":
    slips()
