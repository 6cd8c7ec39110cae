"""The verbs of evaluation on the command line; `assistant.cli` makes one line of what goes wrong.

report-assistant eval draft | validate | run | score | compare | gate | show | judge | conversations
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

from index.errors import QuestionSetInvalid

if TYPE_CHECKING:
    from eval.question_set import Part
    from eval.session import Session

Rest = ParamSpec("Rest")
PATH = click.Path(path_type=Path)


def evaluates(command: Callable[Concatenate[Session, Rest], None]) -> Callable[..., None]:
    """Give a verb its session and the options that say what is evaluated, on what, and where the results are."""

    @click.option("--questions", type=PATH, help="The question set; by default the one that comes with the report.")
    @click.option("--report", "reports", type=PATH, multiple=True, help="A report; by default the shipped one.")
    @click.option("--home", type=PATH, help="Where the index is; by default REPORT_ASSISTANT_HOME.")
    @click.option("--out", type=PATH, help="Where results are kept; by default `scorecard` in the home.")
    @click.option("--model", help="A chat model, for the configuration `written`.")
    @click.option("--prices", type=float, nargs=2, help="Its prices of a million tokens in and out, for the cost.")
    @click.option(
        "--part", type=click.Choice(["fit", "held-out"]), help="Only the half that weights were fitted on, or not."
    )
    @wraps(command)
    def opened(
        questions: Path | None,
        reports: tuple[Path, ...],
        home: Path | None,
        out: Path | None,
        model: str | None,
        prices: tuple[float, float] | None,
        part: Part | None,
        *rest: Rest.args,
        **options: Rest.kwargs,
    ) -> None:
        from eval.session import Session

        command(Session.open(questions, reports, home, out, model, part, prices), *rest, **options)

    return opened


sampled = click.option(
    "--sample", type=click.IntRange(min=1), help="Only so many held-out questions, of every kind and language alike."
)


@click.group("eval")
def eval_group() -> None:
    """Measure the answers over a question set."""


@eval_group.command()
@click.argument("file", type=PATH, required=False)
@click.option("--report", type=PATH, help="The report the set is about; by default the shipped one.")
def validate(file: Path | None, report: Path | None) -> None:
    """Check a question set against its report; every broken line is named."""
    from eval.question_set import default_question_set
    from eval.validate import validate_file
    from index import read_report
    from index.build import shipped_report

    read = read_report(report or shipped_report())
    chosen = file or default_question_set(read.id)
    problems = validate_file(chosen, read)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise QuestionSetInvalid(f"{len(problems)} problems in {chosen.name}")
    click.echo(f"{chosen.name}: every line holds")


@eval_group.command()
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, help="Where the drafts go; by default NAME.drafts.jsonl here, for the FILE NAME.")
@click.option("--model", help="A chat model that proposes more; without it, rules do alone.")
@click.option("--force", is_flag=True, help="Replace drafts that are there already.")
def draft(file: Path, out: Path | None, model: str | None, force: bool) -> None:
    """Propose questions for the report FILE, for a person to accept in the page that is written beside them."""
    from assistant.terminal import working
    from eval.draft.keep import check_place, keep, page_beside
    from eval.draft.proposals import draft_questions
    from index import read_report

    path = out or Path(f"{file.stem}.drafts.jsonl")
    check_place(path, force=force)
    with working("Drafting questions") as progress:
        report = read_report(file, progress=progress)
        count = keep(draft_questions(report, model, progress), report, path)
    click.echo(f"{count} drafts: {path}")
    click.echo(f"Accept them in your browser: {page_beside(path)}")


@eval_group.command()
@click.argument("names", nargs=-1)
@sampled
@evaluates
def run(session: Session, names: tuple[str, ...], sample: int | None) -> None:
    """Answer every question with each configuration NAMES.

    They are quoting, written (with --model), langchain, llamaindex, haystack, bm25, search-only, without-late,
    without-sentence and without-keywords; without NAMES, those that the scorecard shows side by side.

    Results are kept as they come; what was asked before, of the same code, is not asked again.
    """
    session = session.sample(sample)
    for name in names or session.default_names():
        click.echo(session.answered(name))


@eval_group.command()
@click.argument("names", nargs=-1)
@evaluates
def score(session: Session, names: tuple[str, ...]) -> None:
    """Print every score of the configurations NAMES side by side; of a single one, per language, kind and part, too."""
    from eval.show import show_breakdown, show_configurations, show_search

    summaries = [session.summary(name) for name in names or ("quoting",)]
    show_configurations(summaries, session.console)
    show_search(summaries, session.console)
    if len(summaries) == 1:
        show_breakdown(summaries[0], ("language", "kind", "part"), session.console)


@eval_group.command("judge")
@click.argument("name", default="quoting")
@click.option("--judge", required=True, help="The chat model that grades, for example openai:NAME or gguf:FILE.")
@evaluates
def judge_prose(session: Session, name: str, judge: str) -> None:
    """Have a chat model grade the answers of the configuration NAME against the reference answers.

    Says how far its grades agree with the scores made by code; never part of the gate.
    """
    from eval.show import show_judged

    show_judged(session.judged(name, judge), session.console)


@eval_group.command()
@click.argument("before")
@click.argument("after", default="quoting")
@sampled
@evaluates
def compare(session: Session, before: str, after: str, sample: int | None) -> None:
    """Compare two configurations question by question; BEFORE and AFTER are names, or files that `run` wrote."""
    from eval.compare import compare as compared
    from eval.compare import values_of
    from eval.show import show_changes, show_configurations

    session = session.sample(sample)
    show_configurations([session.summary(before), session.summary(after)], session.console)
    show_changes(compared(values_of(session.scored(before)), session.scored(after)), session.console, before)


@eval_group.command()
@click.option("--configuration", help="What is held against the baseline; by default quoting, or written with --model.")
@click.option("--baseline", type=PATH, help="The committed baseline; by default the one in the project.")
@click.option("--accept", is_flag=True, help="Take this run as the new baseline, if the hard rules and floors hold.")
@click.option("--page", type=PATH, help="Where the page goes; by default beside the results.")
@click.option("--stress", is_flag=True, help="Ask questions made harder by rule, too (as many again).")
@click.option("--against", multiple=True, help="Other configurations for the table; by default the baselines.")
@evaluates
def gate(
    session: Session,
    configuration: str | None,
    baseline: Path | None,
    accept: bool,
    page: Path | None,
    stress: bool,
    against: tuple[str, ...],
) -> None:
    """Run, score, write the page, and fail with exit code 1 where answers got worse."""
    if not session.gate(configuration, baseline, accept=accept, page=page, stress=stress, against=against):
        raise click.exceptions.Exit(1)


@eval_group.command()
@click.argument("name", default="quoting")
@click.option("--wrong", is_flag=True, help="Only the wrong answers.")
@click.option("--question", "ids", multiple=True, help="Only these questions, by their ids.")
@sampled
@evaluates
def show(session: Session, name: str, wrong: bool, ids: tuple[str, ...], sample: int | None) -> None:
    """Print answers of the configuration NAME with the reason of every score."""
    from eval.show import show_questions

    run = session.sample(sample).scored(name)
    if unknown := sorted(set(ids) - {scored.question.id for scored in run}):
        raise click.UsageError(f"no question is called {', '.join(unknown)}")
    chosen = [scored for scored in run if not ids or scored.question.id in ids]
    show_questions([scored for scored in chosen if not wrong or scored.outcome == "wrong"], session.console)


@eval_group.command()
@click.argument("file", type=PATH, required=False)
@click.option("--home", type=PATH, help="Where the index is; by default REPORT_ASSISTANT_HOME.")
@click.option("--model", help="A chat model; by default answers are quoted.")
def conversations(file: Path | None, home: Path | None, model: str | None) -> None:
    """Hold the conversations of FILE, print them as Markdown, and fail where an answer is not as expected."""
    from assistant.respond import Assistant
    from eval.conversations import as_markdown, default_conversations, hold, load_conversations

    chosen = load_conversations(file or default_conversations())
    with Assistant.open(home=home, model=model) as assistant:
        held = [(conversation, tuple(hold(conversation, assistant))) for conversation in chosen]
    for line in as_markdown(held):
        click.echo(line)
    turns = [turn for _, each in held for turn in each]
    wrong, failed = sum(bool(turn.problems) for turn in turns), sum(turn.failed for turn in turns)
    click.echo(
        f"{len(held)} conversations, {len(turns)} turns, {wrong} not as expected, {wrong - failed} of them known",
        err=True,
    )
    if failed:
        raise click.exceptions.Exit(1)
