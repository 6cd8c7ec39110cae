"""Which of the paragraphs found are of a year asked about, in a report whose last section plans the next year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.in_years import in_years
from assistant.question import read_question

REPORT = """# Report of Holm county on 2023

## I. What was done in 2023

The county trained 400 teachers, and its schools for teachers were rebuilt.

Teachers of the county moved into new flats.

## II. Tasks for 2024

In 2024 the county carries on what was begun.

Teachers get a rise in pay, and the schools get more of them.

The harbour is dredged.
"""


@pytest.fixture(scope="module")
def holm(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    """An assistant over the report."""
    return assistant_over(REPORT, "holm.md")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("What will be done for teachers in 2024?", {"II. Tasks for 2024"}, id="a-later-year"),
        pytest.param("What was done for teachers in 2023?", None, id="the-year-of-the-report"),
        pytest.param("What was done for teachers?", None, id="no-year"),
        pytest.param("How many teachers will be trained in 2024?", None, id="a-figure"),
        pytest.param("What was done for teachers in 1987?", None, id="nothing-is-of-that-year"),
    ],
)
def test_paragraphs_of_another_year_give_way(holm: Assistant, question: str, found: set[str] | None) -> None:
    hits = holm.index.search(question, k=3)
    kept = in_years(read_question(question, "en"), hits, holm.index)
    if found is None:
        assert list(kept) == list(hits)
    else:
        assert {hit.paragraph.headings[-1] for hit in kept} == found
        assert found != {hit.paragraph.headings[-1] for hit in hits}
