"""`report-assistant index`: reports on disk -> a searchable index."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from assistant.commands.options import PATH, home_option


@click.command(
    epilog="""\b
Examples:
  report-assistant index                       bring the index up to date
  report-assistant index 2020.docx 2021.pdf    ask these two reports from now on
  report-assistant index --shipped             back to the report that comes with the program
"""
)
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--shipped", is_flag=True, help="Index the report that comes with the program.")
@click.option("--rebuild", is_flag=True, help="Build everything anew, even what did not change.")
@home_option
def index(paths: tuple[Path, ...], shipped: bool, rebuild: bool, home: Path | None) -> None:
    """Read the reports at PATHS and make them searchable; they replace what was indexed before.

    Without PATHS, the reports of the index are read again. Only changed paragraphs take time. Until the new index is
    finished the old one answers, and it stays where the new one cannot be built.
    """
    if shipped and paths:
        raise click.UsageError("--shipped takes no paths: it indexes the report that comes with the program.")
    from assistant.terminal import console, show_report, working

    started = time.perf_counter()
    with working("Reading the reports") as progress:
        from index import build_index
        from index.build import kept_sources, shipped_report
        from index.home import builds
        from index.settings import Settings

        settings = Settings.from_environment()
        if home is not None:
            settings = replace(settings, home=home.expanduser())
        chosen = list(paths) or ([] if shipped else kept_sources(settings)) or [shipped_report()]
        before = set(builds(settings.index_folder))
        opened = build_index(chosen, settings=settings, progress=progress, rebuild=rebuild)
    with opened:
        for report in opened.reports:
            show_report(report)
        seconds = time.perf_counter() - started
        done = "Already up to date" if opened.manifest.build in before else f"Indexed in {seconds:.1f} s"
        console().print(f"{done}: {settings.index_folder}", highlight=False, soft_wrap=True)
