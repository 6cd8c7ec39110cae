"""Ask a configuration every question of a set, keeping each answer as it comes.

report-assistant eval run
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from eval.cache import key_of
from eval.configurations import Configuration
from eval.question import Question
from eval.record import Record, record_of
from eval.results import Results, only_run
from eval.system import Streaming, System
from index.errors import ReportAssistantError, StorageFailed

Progress = Callable[[int, int, int], None]  # (done, of, taken from the cache)


def run(
    questions: Sequence[Question],
    configuration: Configuration,
    folder: Path,
    progress: Progress = lambda done, of, cached: None,
) -> dict[str, Record]:
    """Return one record a question, asking only what was never asked before.

    The product is opened only when something is left to ask. An error that a user would see is a result; anything else
    stops the run, and the next one goes on from there.

    Raises:
        EvaluationFailed: another run is writing these results, or a line of them is broken.
        StorageFailed: the disk is full or read-only; what was answered so far is kept.
    """
    path = folder / f"{configuration.name}.jsonl"
    with only_run(path):
        results = Results.read(path, Record)
        keys = {question.id: key_of(question, configuration.name, configuration.identity) for question in questions}
        system: System | None = None
        cached = 0
        for done, question in enumerate(questions):
            progress(done, len(questions), cached)
            kept = results.by_key.get(keys[question.id])
            if kept is not None:
                cached += 1
                _bring_forward(results, replace(kept, id=question.id))
                continue
            system = system or configuration.open()
            results.add(ask(system, question, keys[question.id]))
        progress(len(questions), len(questions), cached)
    return {question.id: results.current[question.id] for question in questions}


def ask(system: System, question: Question, key: str) -> Record:
    """Ask one question and time it; an error that a user would see becomes the result."""
    history = [dict(turn) for turn in question.history]
    started = time.perf_counter()
    try:
        answers = (
            system.stream(question.question, history)
            if isinstance(system, Streaming)
            else iter((system.ask(question.question, history=history),))
        )
        answer = next(answers)
        first = time.perf_counter() - started
        for later in answers:
            answer = later
    except StorageFailed:
        raise
    except ReportAssistantError as error:
        seconds = round(time.perf_counter() - started, 4)
        return Record(
            question.id, key, False, "", "en" if question.lang == "en" else "vi", seconds=seconds, error=str(error)
        )
    seconds = time.perf_counter() - started
    return record_of(answer, question.id, key, seconds, first)


def _bring_forward(results: Results[Record], kept: Record) -> None:
    """Make a cached result the question's last line, where a later run of other code has written since."""
    if results.current.get(kept.id) != kept:
        results.add(kept)
