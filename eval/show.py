"""The scorecard in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.compare import Difference
from eval.gate import Verdict
from eval.prose import Judged
from eval.rows import plain_rows, search_rows, stress_rows, written
from eval.score import Scored
from eval.stress import Stressed
from eval.summary import NAMES, Group, Summary

_NARROW = ("right - wrong", "R@1", "R@5", "figures right", "citation precision", "refusal recall", "right language")


def show_configurations(summaries: Sequence[Summary], console: Console) -> None:
    """Print every score of each configuration, side by side, with its 95 % interval."""
    first = summaries[0].overall
    table = Table(title=f"Scorecard: {first.size} questions, 95 % intervals by fact", title_justify="left")
    table.add_column("score")
    for summary in summaries:
        table.add_column(summary.configuration, justify="right")
    for name in NAMES:
        table.add_row(name, *(written(name, summary.overall.means.get(name)) for summary in summaries))
    table.add_section()
    for row in plain_rows(summaries):
        table.add_row(*row)
    console.print(table)


def show_search(summaries: Sequence[Summary], console: Console) -> None:
    """Print how often each configuration finds the evidence, by language, with 95 % intervals."""
    console.print(_table("Evidence first, and among the first five, by language", *search_rows(summaries)))


def show_breakdown(summary: Summary, by: Sequence[str], console: Console) -> None:
    """Print one configuration's answers and refusals, and its main scores by each of language, kind or part."""
    _show_confusion(summary, console)
    for each in by:
        _show_groups(summary, each, console)


def _show_groups(summary: Summary, by: str, console: Console) -> None:
    """Print the main scores by language, by kind or by part."""
    head = (by, "n", "right", "refused", "wrong", *_NARROW)
    rows = (_group_row(group) for group in summary.groups if group.by == by)
    console.print(_table(f"{summary.configuration} by {by}", head, rows))


def _show_confusion(summary: Summary, console: Console) -> None:
    """Print how many questions were answered and refused, by whether the report holds the answer."""
    table = Table(title="Answered or refused", title_justify="left")
    for heading in ("", "answered", "refused"):
        table.add_column(heading, justify="right")
    for label, (answered, refused) in zip(("the report says it", "it does not"), summary.confusion, strict=True):
        table.add_row(label, str(answered), str(refused))
    console.print(table)


def show_changes(changes: Sequence[Difference], console: Console, before: str) -> None:
    """Print paired differences with the questions won and lost."""
    head = ("score", "before", "after", "change", "won", "lost", "chance")
    rows = [
        (
            change.name,
            f"{change.before:.3f}",
            f"{change.after:.3f}",
            f"{change.change.mean:+.3f} [{change.change.low:+.3f}, {change.change.high:+.3f}]",
            str(len(change.won)),
            str(len(change.lost)),
            f"{change.chance:.4f}",
        )
        for change in changes
    ]
    console.print(_table(f"Change against {before}", head, rows))
    for change in changes:
        for label, ids in (("won", change.won), ("lost", change.lost)):
            if ids:
                console.print(Text(f"{change.name} {label}: {', '.join(ids)}"))


def show_verdict(verdict: Verdict, console: Console) -> None:
    """Print what the gate found, or that it passed."""
    for finding in verdict.findings:
        console.print(Text(f"GATE {finding.rule}: {finding.message}", style="bold red"))
        if finding.questions:
            console.print(Text(f"     questions: {', '.join(finding.questions)}"))
    if verdict.passed:
        console.print(Text("gate: passed", style="bold green"))
    else:
        console.print(Text(f"gate: {len(verdict.findings)} rules broken", style="bold red"))


def show_questions(run: Sequence[Scored], console: Console) -> None:
    """Print answers with their outcome and every score that is not perfect."""
    for scored in run:
        question, record = scored.question, scored.record
        console.print(Text(f"{question.id} [{question.lang}, {question.type}] {question.question}", style="bold"))
        console.print(Text(f"  {scored.outcome}: {scored.reason}"))
        console.print(Text(f"  answer: {record.text or record.error}"))
        for name in NAMES:
            score = scored.scores[name]
            if score.value is not None and name not in ("words", "right", "wrong", "right - wrong"):
                console.print(Text(f"    {name} {score.value:.3g}: {score.reason}", style="dim"))


def show_stress(stressed: Sequence[Stressed], console: Console) -> None:
    """Print what each stress rule does to the same questions."""
    console.print(_table("Under stress (reported apart; never part of the scores above)", *stress_rows(stressed)))
    for result in stressed:
        if result.answered:
            console.print(Text(f"{result.rule}: answered, and must be refused: {', '.join(result.answered)}"))


def show_judged(judged: Judged, console: Console) -> None:
    """Print a judge's grades, and how far they agree with the scores made by code."""
    table = Table(title=f"Graded by {judged.judge}: {judged.graded} answers, 95 % intervals by fact")
    table.add_column("grade, 0 to 1")
    table.add_column("mean", justify="right")
    for name, estimate in judged.means.items():
        table.add_row(name, written(name, estimate))
    console.print(table)
    if judged.ungraded:
        console.print(f"{judged.ungraded} replies of the judge were no grades and are left out")
    kappa = "" if judged.kappa is None else f", Cohen's kappa {judged.kappa:.3f}"
    console.print(f"agreement with the scores made by code on what is right: {judged.agree:.3f}{kappa}")
    for label, ids in (("right only to the judge", judged.only_judge), ("right only by code", judged.only_code)):
        if ids:
            console.print(Text(f"{label}: {', '.join(ids)}"))


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table whose first column names its rows."""
    table = Table(title=title, title_justify="left")
    for heading in head:
        table.add_column(heading, justify="left" if heading == head[0] else "right")
    for row in rows:
        table.add_row(*row)
    return table


def _group_row(group: Group) -> list[str]:
    means = (f"{group.means[name].mean:.3f}" if name in group.means else "-" for name in _NARROW)
    return [group.name, *(str(count) for count in (group.size, group.right, group.refused, group.wrong)), *means]
