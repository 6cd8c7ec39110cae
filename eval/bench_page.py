"""What visitors of the page wait for: first paint, first answer, and many people asking at once.

    python -m eval.bench_page                  (`make load`)

A server of its own is started on this computer and nothing else is asked. Paint and answer are taken in Chromium, as a
visitor sees them; without Chromium that part is left out, and said so. Nothing else should be using the machine.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import click

from eval.bench import Measure, serving
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from index import ensure_index
from index.settings import Settings

PEOPLE = 20  # asking at the same moment
VISITS = 3  # the first is the first visitor's after the start; the median of the others is printed too
TIMEOUT = 60.0  # seconds


@click.command()
@click.option("--home", type=click.Path(path_type=Path), help="Where encoder and index are; made where missing.")
def bench_page(home: Path | None) -> None:
    """Print what visitors wait for beside what was promised; exit code 1 where a promise is broken."""
    missed = 0
    for measure in measures(home or Settings.from_environment().home):
        limit = "" if measure.limit is None else f"   (promised: < {measure.limit:g} {measure.unit})"
        late = measure.limit is not None and measure.value >= measure.limit
        missed += late
        click.echo(f"{measure.name}: {measure.value:.3g} {measure.unit}{limit}{'   MISSED' if late else ''}")
    sys.exit(1 if missed else 0)


def measures(home: Path) -> Iterator[Measure]:
    """Take every measure from one server, which nobody has asked anything before."""
    questions = [question for question in load_questions(default_question_set()) if not question.history]
    ensure_index(home).close()
    with serving(home) as (address, _):
        yield from visits(address, questions)
        alone = {question.question: asked(address, question.question)[0] for question in questions[:PEOPLE]}
        yield from at_once(address, alone)


def at_once(address: str, alone: dict[str, str]) -> Iterator[Measure]:
    """Let everyone ask a question of their own at the same moment, and compare with the answers given one by one."""
    with ThreadPoolExecutor(PEOPLE) as people:
        answers = list(people.map(lambda question: asked(address, question), alone))
    seconds = sorted(taken for _, taken in answers)
    mixed = sum(answer != expected for (answer, _), expected in zip(answers, alone.values(), strict=True))
    yield Measure(f"{len(alone)} people at once, answers that are not their own", mixed, "answers", 1)
    yield Measure(f"{len(alone)} people at once, median", statistics.median(seconds), "s")
    yield Measure(f"{len(alone)} people at once, p95", statistics.quantiles(seconds, n=20)[-1], "s", 3)


def asked(address: str, question: str) -> tuple[str, float]:
    """Ask as the page does; return what the answer says, and the seconds until it was whole."""
    request = Request(
        f"{address}/page/ask", json.dumps({"question": question}).encode(), {"Content-Type": "application/json"}
    )
    started = time.perf_counter()
    with urlopen(request, timeout=TIMEOUT) as reply:
        events = [json.loads(line) for line in reply.read().splitlines() if line.strip()]
    taken = time.perf_counter() - started
    final = events[-1]
    return json.dumps([final.get("question"), final.get("text"), final.get("citations")]), taken


def visits(address: str, questions: Sequence[Question]) -> Iterator[Measure]:
    """Visit the page afresh some times and ask one question each time, in Chromium."""
    try:
        from playwright.sync_api import sync_playwright

        from assistant.web.screenshots import find_chromium
    except ModuleNotFoundError:
        click.echo("first paint and first answer: left out, Playwright is not installed (`make test` installs it)")
        return
    paints, answers = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for question in questions[:VISITS]:
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("#report-assistant:not([aria-busy])")
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000)
            page.locator("#question").fill(question.question)
            answers.append(page.evaluate(_ANSWERED))
            page.close()
        browser.close()
    yield Measure("first paint, first visitor", paints[0], "s", 1.5)
    yield Measure("first paint, later visitors", statistics.median(paints[1:]), "s", 1.5)
    yield Measure("first answer, from Enter to its last word, first visitor", answers[0], "s", 0.5)
    yield Measure("first answer, later visitors", statistics.median(answers[1:]), "s", 0.5)


# Timed inside the page, so that what drives the browser is not counted.
_ANSWERED = """() => new Promise((resolve) => {
  const started = performance.now();
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".turn .meta")) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve((performance.now() - started) / 1000));
  }).observe(document.querySelector(".turns"), { childList: true, subtree: true });
  document.querySelector(".composer").requestSubmit();
})"""


if __name__ == "__main__":
    bench_page()
