"""What the command line shows of the shelf and of one report on it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assistant.terminal import visible
from index.report import Report, names_of


def show_shelf(reports: Sequence[Report]) -> None:
    """Print a line a report: its id, what it is called, how long it is, its title."""
    names = names_of(reports)
    rows = [(one.id, names[one.id], f"{len(one.paragraphs)} paragraphs", one.title) for one in reports]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        click.echo(visible("  ".join([*cells, row[3]]).rstrip()))


def show_about(report: Report) -> None:
    """Print what is known about a report, then its outline."""
    translated = sum(paragraph.translation is not None for paragraph in report.paragraphs)
    known = {
        "id": report.id,
        "title": report.title,
        "issuer": report.issuer,
        "place": report.place,
        "period": report.period,
        "year": str(report.year or ""),
        "date": report.date,
        "language": report.language,
        "paragraphs": f"{len(report.paragraphs)}, {translated} translated, {len(report.repairs)} repairs",
        "read from": report.source,
    }
    for name, value in known.items():
        click.echo(visible(f"{name + ':':<12}{value or '-'}"))
    for _, heading in report.headings:
        click.echo(visible(f"{'  ' * heading.level}{' '.join(heading.text.split())}"))
