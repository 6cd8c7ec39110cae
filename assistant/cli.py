"""The command line: `report-assistant web | ask | chat | index | reports | users | eval | doctor`.

A command's module is imported when the command runs, so `--help` and `--version` answer at once. Other folders add
commands through the entry point group `report_assistant.commands`, since nothing here may import them.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from importlib import import_module
from importlib.metadata import entry_points
from io import TextIOWrapper

import click

from index.errors import ReportAssistantError

# Name -> where it is and what `--help` says of it.
COMMANDS = {
    "web": ("assistant.commands.web:web", "Open the page: ask on the left, the proof on the right."),
    "ask": ("assistant.commands.ask:ask", "Answer one question, with the sentence that proves it."),
    "chat": ("assistant.commands.chat:chat", "Ask one question after another; follow-ups are understood."),
    "index": ("assistant.commands.index:index", "Read reports and make them searchable."),
    "reports": ("assistant.commands.reports:reports", "Add, list, show and remove the reports that are asked."),
    "users": ("assistant.commands.users:users", "Say who may log in to the page."),
    "eval": ("", "Measure the answers over a question set."),
    "doctor": ("assistant.commands.doctor:doctor", "Say what is installed, what is missing and what to do."),
}
ADDED = "report_assistant.commands"

INTERRUPTED = 130  # what a shell reports for Ctrl-C: 128 + SIGINT

# Read by libraries when they are imported. What the user has set already stays.
ENVIRONMENT = {
    "TOKENIZERS_PARALLELISM": "false",  # its threads gain nothing on one question and warn after a fork
    "TRANSFORMERS_VERBOSITY": "error",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TQDM_DISABLE": "1",  # bm25s and sentence-transformers draw bars of their own
}


class OneLine(click.ClickException):
    """An error of ours as the terminal shows it: one line, exit code 2."""

    exit_code = 2

    def __init__(self, error: ReportAssistantError) -> None:
        super().__init__(" ".join(str(error).split()))


class Commands(click.Group):
    """The commands, imported one at a time; our errors become one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands: ours in their order, then what other packages add."""
        return [*COMMANDS, *sorted({point.name for point in entry_points(group=ADDED)} - set(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name; None where there is none."""
        place, _ = COMMANDS.get(cmd_name, ("", ""))
        if place:
            module, _, name = place.partition(":")
            command = getattr(import_module(module), name)
        else:
            found = entry_points(group=ADDED, name=cmd_name)
            if not found:
                return None
            command = next(iter(found)).load()
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        rows = [(name, COMMANDS.get(name, ("", ""))[1]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what a user can act on becomes one line on standard error."""
        try:
            return super().invoke(ctx)
        except ReportAssistantError as error:
            raise OneLine(error) from error
        except (KeyboardInterrupt, click.Abort) as error:
            click.echo("", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: report-assistant ask 'how much COVID support was paid?'",
)
@click.version_option(package_name="report-assistant", prog_name="report-assistant")
@click.option("-v", "--verbose", is_flag=True, help="Show on standard error what the program does.")
def cli(verbose: bool) -> None:
    """Ask an official report a question and get the answer with the paragraph that proves it.

    Without a model, a key or a network the answers are quoted from the report. Reports, index and model are kept in one
    folder: --home, else REPORT_ASSISTANT_HOME, else the place your system has for data.
    """
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s", force=True)


def main() -> None:
    """Run the command line of this process."""
    _quiet()
    try:
        cli.main(prog_name="report-assistant")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _quiet() -> None:
    """Leave the terminal to us: libraries neither warn, log, draw nor report home; what we print is UTF-8."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.basicConfig(handlers=[logging.NullHandler()])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
