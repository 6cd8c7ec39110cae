"""The verbs of evaluation on the command line.

report-assistant eval validate | run | score | compare | gate | show
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from index.errors import ReportAssistantError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
PATH = click.Path(path_type=Path)


class OneLine(click.ClickException):
    """One of our errors, shown as one line with exit code 2."""

    exit_code = 2


def in_one_line(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn our errors into one line; anything else is a bug and keeps its traceback."""

    @wraps(command)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except ReportAssistantError as error:
            raise OneLine(str(error)) from error

    return wrapped


def evaluated(command: Callable[..., Result]) -> Callable[..., Result]:
    """Add the options that say what is evaluated, on what, and where the results are."""
    for option in (
        click.option("--questions", type=PATH, help="The question set; by default the one of the report."),
        click.option("--report", "reports", type=PATH, multiple=True, help="A report; by default the shipped one."),
        click.option("--home", type=PATH, help="Where the index is; by default REPORT_ASSISTANT_HOME."),
        click.option("--out", type=PATH, help="Where results are kept; by default `scorecard` in the home."),
        click.option("--model", help="A chat model, for the configuration `written`."),
    ):
        command = option(command)
    return in_one_line(command)


@click.group("eval", help="Measure the answers over a question set.")
def eval_group() -> None:
    """Hold the verbs of evaluation."""


@eval_group.command()
@click.argument("names", nargs=-1)
@evaluated
def run(names: tuple[str, ...], **options: object) -> None:
    """Answer every question with each configuration NAMES (quoting, written, search-only, langchain, bm25).

    Results are kept as they come; what was asked before, of the same code, is not asked again.
    """
    from eval.session import Session

    session = Session.open(**options)
    for name in names or session.default_names():
        session.answered(name)


@eval_group.command()
@click.argument("name", default="quoting")
@evaluated
def score(name: str, **options: object) -> None:
    """Print every score of the configuration NAME, over all questions, per language and per kind."""
    from eval.session import Session
    from eval.show import show_configurations, show_confusion, show_groups

    session = Session.open(**options)
    summary = session.summary(name)
    show_configurations([summary], session.console)
    show_confusion(summary, session.console)
    for by in ("language", "kind", "part"):
        show_groups(summary, by, session.console)


@eval_group.command()
@click.argument("before")
@click.argument("after", default="quoting")
@evaluated
def compare(before: str, after: str, **options: object) -> None:
    """Compare two configurations question by question; BEFORE and AFTER are names, or files that `run` wrote."""
    from eval.compare import compare as compared
    from eval.compare import values_of
    from eval.session import Session
    from eval.show import show_changes, show_configurations

    session = Session.open(**options)
    show_configurations([session.summary(before), session.summary(after)], session.console)
    show_changes(compared(values_of(session.scored(before)), session.scored(after)), session.console, before)


@eval_group.command()
@click.option("--baseline", type=PATH, help="The committed baseline; by default the one in the project.")
@click.option("--accept", is_flag=True, help="Take this run as the new baseline, if the hard rules hold.")
@click.option("--page", type=PATH, help="Where the page goes; by default beside the results.")
@click.option("--stress/--no-stress", default=True, help="Ask the questions made harder by rule, too.")
@click.option("--against", multiple=True, help="Other configurations for the table; by default the baselines.")
@evaluated
def gate(
    baseline: Path | None, accept: bool, page: Path | None, stress: bool, against: tuple[str, ...], **options: object
) -> None:
    """Run, score, write the page, and fail with exit code 1 where answers got worse."""
    from eval.session import Session

    session = Session.open(**options)
    passed = session.gate(baseline, accept=accept, page=page, stress=stress, against=against)
    if not passed:
        raise click.exceptions.Exit(1)


@eval_group.command()
@click.argument("name", default="quoting")
@click.option("--wrong", is_flag=True, help="Only the wrong answers.")
@click.option("--question", "ids", multiple=True, help="Only these questions, by their ids.")
@evaluated
def show(name: str, wrong: bool, ids: tuple[str, ...], **options: object) -> None:
    """Print answers of the configuration NAME with the reason of every score."""
    from eval.session import Session
    from eval.show import show_questions

    session = Session.open(**options)
    run = session.scored(name)
    if unknown := sorted(set(ids) - {scored.question.id for scored in run}):
        raise click.UsageError(f"no question is called {', '.join(unknown)}")
    chosen = [
        scored for scored in run if (not wrong or scored.outcome == "wrong") and (not ids or scored.question.id in ids)
    ]
    show_questions(chosen, session.console)
