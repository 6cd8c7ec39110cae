"""`report-assistant reports`: the shelf, that is the reports that are asked."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.commands.options import PATH, home_option


@click.group(
    epilog="""\b
Examples:
  report-assistant reports add long-an-2021.pdf --place "Long An" --period 2021
  report-assistant reports list
  report-assistant ask --report long-an-2021 "how much was collected in taxes?"
  report-assistant reports remove long-an-2021
"""
)
def reports() -> None:
    """Put reports on the shelf, see what is on it, take reports off it.

    All reports on the shelf are asked together; `--report ID` of `ask`, `chat` and `web` asks some of them.
    """


@reports.command()
@click.argument("paths", nargs=-1, type=PATH, required=True)
@click.option("--title", default="", help="Its title.  [default for this and all below: found in the document]")
@click.option("--issuer", default="", help="Who issued it.")
@click.option("--place", default="", help="The province, district or country it is about.")
@click.option("--period", default="", help='What it reports on: "2021", "2016-2020", "6 tháng đầu năm 2021".')
@click.option("--language", type=click.Choice(["vi", "en"]), help="The language it is in.")
@home_option
def add(
    paths: tuple[Path, ...], title: str, issuer: str, place: str, period: str, language: str | None, home: Path | None
) -> None:
    """Put the reports at PATHS on the shelf, or new versions of reports that are on it."""
    from assistant.terminal import show_report, working

    with working("Reading the reports") as progress:
        from index.shelf import Known, Shelf

        known = Known(title=title, issuer=issuer, place=place, period=period, language=language or "")
        added = Shelf.open(home).add(paths, known, progress=progress)
    for report in added:
        show_report(report)


@reports.command("list")
@home_option
def list_reports(home: Path | None) -> None:
    """Print the reports on the shelf: the id, what it is called, how long it is, its title."""
    from assistant.shelf_view import show_shelf
    from index.shelf import Shelf

    show_shelf(Shelf.open(home).reports())


@reports.command()
@click.argument("id")
@home_option
def show(id: str, home: Path | None) -> None:
    """Print what is known about the report ID and its outline."""
    from assistant.shelf_view import show_about
    from index.shelf import Shelf

    show_about(Shelf.open(home).get(id))


@reports.command()
@click.argument("ids", nargs=-1, required=True)
@home_option
def remove(ids: tuple[str, ...], home: Path | None) -> None:
    """Take the reports IDS off the shelf."""
    from assistant.terminal import working

    with working("Taking reports off the shelf") as progress:
        from index.shelf import Shelf

        gone = Shelf.open(home).remove(ids, progress=progress)
    for report in gone:
        click.echo(f"Removed: {report.id}")
