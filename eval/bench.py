"""How fast, how large: what a person waits for and what a machine must have.

    python -m eval.bench                       (`make bench`)

Every number is taken from the real thing: commands as processes of their own, the page's server asked over HTTP.
Nothing else should be using the machine.
"""

from __future__ import annotations

import json
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.request import Request, urlopen

import click
from rich.console import Console
from rich.table import Table

from eval.question import Question
from eval.question_set import default_question_set, load_questions
from index import build_index
from index.embed import load_encoder
from index.settings import Settings

COLD = 3  # runs of the command; the median is printed
WEB_QUESTIONS = 20  # spread over the set, before the page's memory is read
_STARTING = 3_000  # tenths of a second; a busy machine takes minutes
_COMMAND = (sys.executable, "-m", "assistant.cli")


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its unit, and what it must stay under where something was promised."""

    name: str
    value: float
    unit: str
    limit: float | None = None


@click.command()
@click.option("--home", type=click.Path(path_type=Path), help="Where encoder and index are; made where missing.")
def bench(home: Path | None) -> None:
    """Print speed, memory and size beside what was promised."""
    where = home or Settings.from_environment().home
    table = Table("what", "measured", "promised", title="Speed, memory and size")
    for measure in measures(where):
        limit = "" if measure.limit is None else f"< {measure.limit:g} {measure.unit}"
        table.add_row(measure.name, f"{measure.value:.4g} {measure.unit}", limit)
        click.echo(f"{measure.name}: {measure.value:.4g} {measure.unit}", err=True)
    Console().print(table)


def measures(home: Path) -> Iterator[Measure]:
    """Take every measure, one after the other."""
    questions = load_questions(default_question_set())
    yield Measure("installed packages", installed_size("report-assistant") / 1e9, "GB", 2.5)
    yield from indexing(home)
    yield Measure(f"`ask` from a cold start, median of {COLD}", cold_ask(home, questions), "s", 10)
    yield from warm_asks(home, questions)
    yield Measure(f"page's memory after {WEB_QUESTIONS} questions", web_memory(home, questions) / 1e9, "GB", 2)


def indexing(home: Path) -> Iterator[Measure]:
    """Build the shipped report's index from nothing, then again unchanged; the encoder is loaded before."""
    encoder = load_encoder(home=home)
    with tempfile.TemporaryDirectory() as folder:
        for name, limit in (("index from nothing", 45.0), ("index again, unchanged", 1.0)):
            started = time.perf_counter()
            build_index(home=folder, encoder=encoder).close()
            yield Measure(name, time.perf_counter() - started, "s", limit)


def cold_ask(home: Path, questions: Sequence[Question]) -> float:
    """Return the seconds of the command `ask` as a process of its own, with the index built."""
    command = [*_COMMAND, "ask", "--json", "--home", str(home), "--", questions[0].question]
    subprocess.run(command, check=True, capture_output=True)
    seconds = []
    for _ in range(COLD):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def warm_asks(home: Path, questions: Sequence[Question]) -> Iterator[Measure]:
    """Ask the whole question set once, in this process, after one question to warm up."""
    from assistant import Assistant

    with Assistant.open(home=home) as assistant:
        assistant.ask("warming up?")
        seconds = []
        for question in questions:
            started = time.perf_counter()
            assistant.ask(question.question, question.history)
            seconds.append(time.perf_counter() - started)
    milliseconds = sorted(1000 * value for value in seconds)
    yield Measure(f"Assistant.ask, median of {len(questions)}", statistics.median(milliseconds), "ms", 150)
    yield Measure("Assistant.ask, p95", milliseconds[int(0.95 * (len(milliseconds) - 1))], "ms")


def web_memory(home: Path, questions: Sequence[Question]) -> int:
    """Return the most memory in bytes that the page's server held while it was asked over HTTP."""
    with serving(home) as (address, process):
        for question in questions[:: max(1, len(questions) // WEB_QUESTIONS)][:WEB_QUESTIONS]:
            body = {"model": "report-assistant", "messages": [{"role": "user", "content": question.question}]}
            headers = {"Content-Type": "application/json"}
            request = Request(f"{address}/v1/chat/completions", json.dumps(body).encode(), headers)
            with urlopen(request, timeout=60) as reply:
                json.load(reply)
        return resident_memory(process.pid)


@contextmanager
def serving(
    home: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the page's server on a free port, with more options or another environment; yields address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*_COMMAND, "web", "--no-browser", "--port", str(port), "--home", str(home), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            for _ in range(_STARTING):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                raise click.ClickException("the page's server did not start; run `report-assistant web` to see why")
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.send_signal(signal.SIGINT)


def resident_memory(process: int) -> int:
    """Return the resident memory of a process in bytes: on Linux the highest so far, elsewhere the present one."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        highest = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)
        if highest:
            return int(highest.group(1)) * 1024
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], check=True, capture_output=True, text=True)
    return int(shown.stdout) * 1024


def installed_size(name: str) -> int:
    """Return the bytes on disk of a package and of everything it needs at run time."""
    from packaging.requirements import Requirement

    found: dict[str, int] = {}
    waiting = [name]
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        try:
            one = distribution(package)
        except PackageNotFoundError:  # needed on other systems, or by an extra that is not installed
            continue
        paths = [Path(str(one.locate_file(file))) for file in one.files or ()]
        found[package] = sum(path.stat().st_size for path in paths if path.is_file())
        requirements = [Requirement(line) for line in one.requires or ()]
        waiting += [
            each.name.lower() for each in requirements if not each.marker or each.marker.evaluate({"extra": ""})
        ]
    return sum(found.values())


if __name__ == "__main__":
    bench()
