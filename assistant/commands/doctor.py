"""`report-assistant doctor`: what is installed, what is missing, what to do."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.commands.options import home_option


@click.command(
    epilog="""\b
Example:
  report-assistant doctor
"""
)
@home_option
@click.option("--model", help="Chat model to check.  [default: REPORT_ASSISTANT_MODEL]")
def doctor(home: Path | None, model: str | None) -> None:
    """Say what is installed, what state the model and the index are in, and what to do about it.

    Nothing is changed and no network is used. The exit code is 1 where something has to be done first.
    """
    from assistant.doctor import examine
    from assistant.terminal import show_checks

    checks = tuple(examine(home.expanduser() if home else None, model))
    show_checks(checks)
    if any(check.state == "wrong" for check in checks):
        raise click.exceptions.Exit(1)
