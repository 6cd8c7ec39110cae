"""Many people at the real web server for a while: how many answers, how fast, how many errors, how much memory.

python -m eval.crowd --people 50 --seconds 60      (`make crowd`)
python -m eval.crowd --people 4 --seconds 600      (`make soak`): memory must stay flat

Each person asks the question set in an order of their own, without a pause, through the page's own endpoint. The server
is a process of its own; the people share its machine, so the numbers are what one machine does with both.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import click
import numpy as np

from eval.bench import serving
from eval.question_set import default_question_set, load_questions
from index.settings import Settings

_SETTLING = 0.2  # of the time, in which caches fill and memory may grow
_SAMPLES = 200  # of memory
_FLAT = 0.05  # growth of memory after settling that still counts as flat


@dataclass(slots=True)
class Crowd:
    """What happened."""

    people: int
    seconds: float = 0.0
    answers: list[float] = field(default_factory=list)  # seconds each
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # bytes resident, at even moments

    @property
    def growth(self) -> float:
        """How much memory grew after settling, as a share: the median of the last fifth to that of the first."""
        settled = self.memory[int(_SETTLING * len(self.memory)) :]
        part = max(1, len(settled) // 5)
        return float(np.median(settled[-part:]) / np.median(settled[:part]) - 1) if settled else 0.0

    def lines(self) -> list[str]:
        """Return what is printed."""
        times = sorted(self.answers) or [0.0]
        return [
            f"{self.people} people for {self.seconds:.0f} s: {len(self.answers)} answers, "
            f"{len(self.answers) / max(self.seconds, 1e-9):.1f} a second, {len(self.errors)} errors",
            f"an answer took {np.median(times):.2f} s (median), {np.percentile(times, 95):.2f} s (p95)",
            f"memory {self.memory[0] / 1e6:.0f} MB at the start, {max(self.memory) / 1e6:.0f} MB at most, "
            f"{self.memory[-1] / 1e6:.0f} MB at the end; grew {self.growth:.1%} after settling",
            *(f"error: {error}" for error in self.errors[:5]),
        ]


def crowd(home: Path, people: int, seconds: float, questions: Sequence[str]) -> Crowd:
    """Let people ask a server of this home; every answer must be whole."""
    happened = Crowd(people)
    with serving(home, "--queue", str(2 * people)) as (address, process):
        _ask(address, questions[0])  # the server's own start is not what is measured
        begun = time.monotonic()
        threads = [
            threading.Thread(target=_person, args=(happened, address, questions, number, begun + seconds), daemon=True)
            for number in range(people)
        ]
        for thread in threads:
            thread.start()
        while (passed := time.monotonic() - begun) < seconds:
            happened.memory.append(resident(process.pid))
            time.sleep(min(seconds / _SAMPLES, seconds - passed))
        for thread in threads:
            thread.join(timeout=120)
        happened.seconds = time.monotonic() - begun
        happened.memory.append(resident(process.pid))
    return happened


def _person(happened: Crowd, address: str, questions: Sequence[str], number: int, until: float) -> None:
    order = list(questions)
    random.Random(number).shuffle(order)
    asked = 0
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            _ask(address, order[asked % len(order)])
        except (OSError, ValueError, KeyError) as error:
            happened.errors.append(f"{type(error).__name__}: {error}")
        else:
            happened.answers.append(time.perf_counter() - started)
        asked += 1


def _ask(address: str, question: str) -> None:
    """Ask as the page does. Raises OSError for an HTTP error and ValueError for an answer that is not whole."""
    body = json.dumps({"question": question, "history": []}).encode()
    with urlopen(Request(f"{address}/page/ask", body, {"Content-Type": "application/json"}), timeout=300) as reply:
        lines = [line for line in reply.read().decode().splitlines() if line]
    last = json.loads(lines[-1])
    if not last.get("final") or last.get("error"):
        raise ValueError(last.get("error") or "the answer broke off")


def resident(process: int) -> int:
    """Return the present resident memory of a process in bytes (Linux)."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found.group(1)) * 1024 if found else 0


@click.command()
@click.option("--people", default=50, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--home", type=click.Path(path_type=Path), help="Where encoder and index are; made where missing.")
def main(people: int, seconds: float, home: Path | None) -> None:
    """Ask a web server with many people at once; exit code 1 where there was an error or memory grew."""
    asked = [question.question for question in load_questions(default_question_set()) if not question.history]
    happened = crowd(home or Settings.from_environment().home, people, seconds, asked)
    for line in happened.lines():
        click.echo(line)
    if happened.errors or happened.growth > _FLAT:
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
