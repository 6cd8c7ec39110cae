"""A crowd at the real web server: every answer whole, errors counted, and memory that grows is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.crowd import Crowd, crowd, main
from index import Index

QUESTIONS = ("how much COVID support was paid?", "ho tro covid bao nhieu tien", "Which rank did PAPI reach?")


@pytest.mark.parametrize(
    ("memory", "grew"),
    [
        pytest.param([100] * 50, False, id="flat"),
        pytest.param([*range(50, 100, 5), *[100] * 40], False, id="settles"),
        pytest.param([100 + step for step in range(50)], True, id="leaks"),
    ],
)
def test_memory_that_grows_after_settling_is_seen(memory: list[int], grew: bool) -> None:
    assert (Crowd(1, memory=memory).growth > 0.05) is grew


@pytest.mark.fault
@pytest.mark.slow
def test_people_at_once_all_get_their_answers(shipped_index: Index, encoder_home: Path) -> None:
    happened = crowd(encoder_home, 8, 4.0, QUESTIONS)
    print("\n" + "\n".join(happened.lines()))
    assert happened.errors == []
    assert len(happened.answers) >= 8
    assert happened.memory[-1] > 50e6


def test_an_error_makes_the_command_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Crowd(2, seconds=1.0, answers=[0.1], errors=["TimeoutError: too late"], memory=[1, 1])
    monkeypatch.setattr("eval.crowd.crowd", lambda *_: broken)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "1 errors" in result.output and "too late" in result.output
