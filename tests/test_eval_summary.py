"""A run in numbers: tokens and cost are what was counted, and say so where they are not whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from eval.corpus import Corpus
from eval.question import Question
from eval.record import Record
from eval.rows import plain_rows, search_rows
from eval.score import score_run
from eval.show import show_search
from eval.summary import Summary, summarise

COUNTED = Record("q", "k", True, "Yes.", "en", written_by="openai:some", tokens_in=1_000, tokens_out=200)
UNCOUNTED = replace(COUNTED, tokens_in=None, tokens_out=None)
FELL_BACK = replace(UNCOUNTED, written_by="quotes", notice="The chat model did not answer.")
NOT_ASKED = replace(UNCOUNTED, written_by="quotes", notice="")


def summary(*records: Record, prices: tuple[float, float] | None = None) -> Summary:
    questions = [
        Question(f"q{n}", "en", f"{n}?", "unanswerable_far", (), False, (), (), "no", "f") for n in range(len(records))
    ]
    named = {question.id: replace(record, id=question.id) for question, record in zip(questions, records, strict=True)}
    return summarise("written", score_run(questions, named, Corpus({}, {})), prices)


def rows(*summaries: Summary) -> dict[str, tuple[str, ...]]:
    return {label: tuple(cells) for label, *cells in plain_rows(summaries)}


def test_without_a_chat_model_there_are_no_rows_of_tokens_and_cost() -> None:
    assert set(rows(summary(NOT_ASKED))) == {"twins agree", "seconds p50", "seconds p95"}


def test_tokens_are_added_up_and_cost_what_the_given_prices_say() -> None:
    shown = rows(summary(COUNTED, COUNTED, NOT_ASKED, prices=(3.0, 15.0)), summary(NOT_ASKED))
    assert shown["tokens in"] == ("2,000", "-")
    assert shown["tokens out"] == ("400", "-")
    assert shown["cost"] == ("0.0120", "-")


def test_without_prices_there_is_no_cost() -> None:
    assert "cost" not in rows(summary(COUNTED))


@pytest.mark.parametrize("lost", [UNCOUNTED, FELL_BACK])
def test_answers_that_were_not_counted_are_said_and_never_guessed(lost: Record) -> None:
    shown = rows(summary(COUNTED, lost, prices=(3.0, 15.0)))
    assert shown["tokens in"] == ("1,000 (1 answers not counted)",)
    assert shown["cost"] == ("0.0060 (1 answers not counted)",)


def test_a_server_that_counts_nothing_is_unknown() -> None:
    shown = rows(summary(UNCOUNTED, FELL_BACK, prices=(3.0, 15.0)))
    assert shown["tokens in"] == ("unknown: the server does not count",)
    assert "cost" not in shown


def test_the_table_of_searches_has_a_row_a_configuration() -> None:
    one = summary(NOT_ASKED)
    head, cells = search_rows([one, replace(one, configuration="bm25")])
    assert head == ("configuration", "R@1 en", "R@5 en")
    assert [row[0] for row in cells] == ["written", "bm25"]
    printed = io.StringIO()
    show_search([one], Console(file=printed, width=120))
    assert "R@1 en" in printed.getvalue()
