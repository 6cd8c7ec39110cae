"""`report-assistant index`: reports on disk -> a searchable index; `index verify`, `index rebuild`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assistant.commands.options import PATH, home_option

if TYPE_CHECKING:
    from assistant.translate import Refused


class PathsOrVerb(click.Group):
    """A command that takes paths, with verbs of its own: what is not a verb belongs to `build`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, or `build`."""
        return super().get_command(ctx, cmd_name) or self.commands["build"]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs."""
        return [name for name in super().list_commands(ctx) if name != "build"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of `build`, then the verbs."""
        click.Command.format_options(self.commands["build"], ctx, formatter)
        self.format_commands(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leave everything to `build` but a verb or a question for help."""
        verb = bool(args) and (args[0] in self.list_commands(ctx) or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if verb else ["build", *args])


@click.group(
    cls=PathsOrVerb,
    invoke_without_command=True,
    options_metavar="[OPTIONS] [PATHS]...",
    subcommand_metavar="| verify | rebuild",
    epilog="""\b
Examples:
  report-assistant index                       bring the index up to date
  report-assistant index 2020.docx 2021.pdf    ask these two reports from now on
  report-assistant index --shipped             back to the report that comes with the program
  report-assistant index FILE --translate en --model ollama:qwen3:8b
                                               ask a Vietnamese report in English, too
  report-assistant index verify                read the whole index and compare it with its manifest
  report-assistant index rebuild               build it anew from the sources that are kept
""",
)
def index() -> None:
    """Read the reports at PATHS and make them searchable; they replace what was indexed before.

    Without PATHS, the reports of the index are read again. Only changed paragraphs take time. Until the new index is
    finished the old one answers, and it stays where the new one cannot be built. `report-assistant reports` adds and
    removes single reports.

    With --translate, each paragraph is translated by the chat model and kept where it says the same figures; what it
    answered is kept on disk, so an interrupted translation goes on where it stopped.
    """


@index.command(hidden=True)
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--shipped", is_flag=True, help="Index the report that comes with the program.")
@click.option("--translate", type=click.Choice(["en", "vi"]), help="Translate the reports with a chat model, too.")
@click.option("--model", help="Chat model that translates.  [default: REPORT_ASSISTANT_MODEL]")
@home_option
def build(
    paths: tuple[Path, ...],
    shipped: bool,
    translate: Literal["en", "vi"] | None,
    model: str | None,
    home: Path | None,
) -> None:
    """Index the reports at PATHS."""
    if shipped and paths:
        raise click.UsageError("--shipped takes no paths: it indexes the report that comes with the program.")
    if translate and not paths:
        raise click.UsageError("--translate needs the reports' files.")
    from assistant.terminal import console, show_refused, show_report, working

    started = time.perf_counter()
    refused: list[Refused] = []
    with working("Reading the reports") as progress:
        from index import build_index
        from index.build import kept_sources, shipped_report
        from index.home import builds
        from index.settings import Settings

        settings = Settings.from_environment()
        if home is not None:
            settings = replace(settings, home=home.expanduser())
        chosen = list(paths) or ([] if shipped else kept_sources(settings)) or [shipped_report()]
        if translate:
            from assistant.translated import translate_reports

            chosen, refused = translate_reports(chosen, translate, model, settings.home, progress)
        before = set(builds(settings.index_folder))
        opened = build_index(chosen, settings=settings, progress=progress)
    with opened:
        for report in opened.reports:
            show_report(report)
        show_refused(refused)
        seconds = time.perf_counter() - started
        done = "Already up to date" if opened.manifest.build in before else f"Indexed in {seconds:.1f} s"
        console().print(f"{done}: {settings.index_folder}", highlight=False, soft_wrap=True)


@index.command()
@home_option
def verify(home: Path | None) -> None:
    """Read the whole index and compare it with its manifest; exit code 1 where something is wrong."""
    from assistant.terminal import working

    with working("Reading the index"):
        from index.verify import verify_index

        found = verify_index(home)
    manifest = found.manifest
    if not found.problems:
        click.echo(
            f"OK: {len(manifest.sources)} reports, {manifest.paragraphs:,} paragraphs, {found.vectors:,} vectors, "
            f"{len(manifest.files)} files, built {manifest.created}"
        )
        return
    click.echo(f"WRONG: {'; '.join(found.problems)}. Run `report-assistant index rebuild`.")
    raise click.exceptions.Exit(1)


@index.command("rebuild")
@home_option
def rebuild_index(home: Path | None) -> None:
    """Build the index anew from the sources that are kept; no vector is used again."""
    from assistant.terminal import show_report, working

    with working("Building the index anew") as progress:
        from index.shelf import Shelf

        rebuilt = Shelf.open(home).rebuild(progress=progress)
    for report in rebuilt:
        show_report(report)
