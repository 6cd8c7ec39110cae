"""Of the figures of one sentence, an answer leads with the one that is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant

REPORT = """REPORT

of the harbour board of Tarnmouth for 2023

1. Safety

There were 17 falls and 240 near misses on the quays in 2023, compared with 22 falls and 198 near misses in 2022.

The board recorded 1,310 complaints about noise, 46 of them at night.

2. Trade

The fish market sold 5,120 tonnes, of which 870 tonnes were shellfish and 95 tonnes were smoked.

Berth use stood at 81%, down 6% on the year before.

Satisfaction of skippers: the average score came to 7.4 points, 0.3 points higher than in 2022.

The board earned USD 44 million; it spent USD 39 million, 96% of its budget.

The harbour was placed 5th of 12 for cleanliness, down three places.

3. Traffic

Ferry traffic grew 2.4% over the whole year (in the first 6 months growth was negative at 5.1%).

There are now 96 moorings; on average a quay has 12.4 moorings, up 1.3 moorings on the start of the year.

In the pilots' index the harbour ranked 2nd of 12, keeping a place at the top for 3 consecutive years.
"""


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[str, str], Assistant]) -> Assistant:
    return assistant_over(REPORT, "tarnmouth-2023.txt")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        pytest.param("How many falls were there on the quays in 2023?", "17 falls", id="joined by and"),
        pytest.param("How many near misses were there on the quays?", "240 near misses", id="not those before"),
        pytest.param("How many tonnes of shellfish were sold at the fish market?", "870 tonnes", id="a part"),
        pytest.param("How many tonnes did the fish market sell?", "5,120 tonnes", id="the whole"),
        pytest.param("How far did berth use fall?", "6%", id="how far it fell"),
        pytest.param("At what percentage did berth use stand?", "81%", id="where it stands"),
        pytest.param("What was the average score of the skippers' satisfaction?", "7.4 points", id="an average"),
        pytest.param("Where was the harbour ranked for cleanliness?", "5th of 12", id="a place, not places lost"),
        pytest.param("How did ferry traffic do in the first half of the year?", "-5.1%", id="the half asked about"),
        pytest.param("How did ferry traffic do over the whole year?", "2.4%", id="the whole year"),
        pytest.param("By how much did the moorings of a quay rise on average?", "1.3 moorings", id="more things"),
        pytest.param("How did the harbour do in the pilots' index?", "2nd of 12", id="a place, not for how long"),
    ],
)  # fmt: skip
def test_the_figure_that_is_asked_for_leads(assistant: Assistant, question: str, lead: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.text.splitlines()[0].startswith(f"**{lead}"), answer.text


def test_two_questions_in_one_are_answered_one_by_one(assistant: Assistant) -> None:
    text = assistant.ask("How much did the board spend, and how many tonnes of shellfish were sold?").text
    led = [line for line in text.splitlines() if "**" in line]
    assert len(led) == 2
    assert "**USD 39 million**" in led[0]
    assert "**870 tonnes**" in led[1]
