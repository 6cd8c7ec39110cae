from __future__ import annotations

import pytest

from assistant.question import read_question
from assistant.select import Choice, choose_figures, choose_passages, weigh, weights
from index import Index

QUESTION = "How much COVID support was paid, and for how many cases?"


@pytest.fixture(scope="module")
def figures(shipped_index: Index) -> list[Choice]:
    return choose_figures(read_question(QUESTION, "en"), shipped_index.search(QUESTION, k=5), shipped_index)


@pytest.fixture(scope="module")
def passages(shipped_index: Index) -> list[Choice]:
    return choose_passages(read_question(QUESTION, "en"), shipped_index.search(QUESTION, k=5), shipped_index)


def test_choices_come_best_first_and_say_what_speaks_for_them(figures: list[Choice], passages: list[Choice]) -> None:
    for choices, purpose in ((figures, "figures"), (passages, "passages")):
        assert len(choices) > 3
        assert [choice.score for choice in choices] == sorted((choice.score for choice in choices), reverse=True)
        for choice in choices:
            assert choice.score == pytest.approx(weigh(choice.features, purpose))


def test_a_figure_stands_in_the_passage_that_would_be_quoted_for_it(figures: list[Choice]) -> None:
    for choice in figures:
        assert choice.fact is not None
        assert choice.passage.start <= choice.fact.source.start
        assert choice.fact.source.end <= choice.passage.end


def test_features_are_small_numbers_so_that_weights_can_be_compared(
    figures: list[Choice], passages: list[Choice]
) -> None:
    for choice in (*figures, *passages):
        for name, value in choice.features.items():
            low, high = (-20.0, 0.0) if name in {"hit", "sentence"} else (0.0, 1.0)
            assert low <= value <= high + 1e-6, name


def test_only_figures_of_a_fitting_unit_are_chosen_where_there_are_any(figures: list[Choice]) -> None:
    wanted = read_question(QUESTION, "en")
    assert all(choice.fact and wanted.unit_fit(choice.fact.figure.unit) > 0 for choice in figures)


def test_nothing_found_leaves_nothing_to_choose(shipped_index: Index) -> None:
    assert choose_figures(read_question(QUESTION, "en"), [], shipped_index) == []
    assert choose_passages(read_question(QUESTION, "en"), [], shipped_index) == []


def test_what_contradicts_the_question_is_weighed_against_it() -> None:
    stored = weights()
    assert all(stored["figures"][name] < 0 for name in ("other relation", "other period", "other direction", "given"))
    assert all(stored["answerable"][name] < 0 for name in ("period missed", "unknown name", "no figure"))
    assert 0 < stored["answerable"]["threshold"] < 1


def test_what_speaks_of_another_year_than_asked_comes_last(shipped_index: Index) -> None:
    question = "What will the agricultural sector do in 2021?"
    choices = choose_passages(read_question(question, "en"), shipped_index.search(question, k=8), shipped_index)
    order = [choice.features["other year"] for choice in choices]
    assert order == sorted(order)
    assert order[0] == 0.0
