"""The options of `report-assistant web` that say who may come, and how much they may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from assistant.commands.options import Command

RATE = 60  # questions a minute and person, where the page is open to others


def _option(variable: str, names: str, told: str, **attributes: Any) -> Callable[[Command], Command]:
    """Return an option that an environment variable sets as well.

    Args:
        names: as people type it, and behind a space the field of `assistant.web.settings.Serving` where it has another.
    """
    return click.option(*names.split(), envvar=variable, help=told, **attributes)


def _number(
    variable: str, names: str, told: str, default: float, kind: click.IntRange | click.FloatRange
) -> Callable[[Command], Command]:
    """Return such an option for a number, whose default is shown."""
    return _option(variable, names, told, default=default, type=kind, show_default=True)


_OPTIONS = (
    _option(
        "REPORT_ASSISTANT_LOGIN",
        "--login/--no-login",
        "Ask people who they are.  [default: no on this computer, yes where --host is another address]",
        default=None,
    ),
    _option(
        "REPORT_ASSISTANT_NAME",
        "--name hosts",
        "Name the page is called by, e.g. reports.example.org; may be given several times.",
        multiple=True,
    ),
    _option(
        "REPORT_ASSISTANT_TRUSTED_PROXY",
        "--trusted-proxy proxies",
        "Address or network of a proxy whose X-Forwarded-For and -Proto are believed.",
        multiple=True,
    ),
    _option("REPORT_ASSISTANT_ROOT_PATH", "--root-path", "Path a proxy has put the page at: /reports", default=""),
    _option(
        "REPORT_ASSISTANT_RATE",
        "--rate",
        "Questions a minute and person, 0 for any.  [default: 60, any on this computer without a login]",
        type=click.IntRange(0),
    ),
    _number("REPORT_ASSISTANT_AT_ONCE", "--at-once", "Questions answered at the same time.", 8, click.IntRange(1)),
    _number(
        "REPORT_ASSISTANT_QUEUE",
        "--queue waiting",
        "Questions that may wait for their turn; more are asked to come back.",
        64,
        click.IntRange(0),
    ),
    _number(
        "REPORT_ASSISTANT_ANSWER_SECONDS", "--answer-seconds", "Longest time for one answer.", 600, click.IntRange(1)
    ),
    _number(
        "REPORT_ASSISTANT_GRACE",
        "--grace",
        "Seconds that answers under way get when the server is told to stop.",
        20.0,
        click.FloatRange(0),
    ),
    _option(
        "REPORT_ASSISTANT_UPLOADS",
        "--uploads/--no-uploads",
        "Let people add reports of their own.  [default: yes, but not where others come without a login]",
        default=None,
    ),
    _number(
        "REPORT_ASSISTANT_REPORTS_EACH",
        "--reports-each",
        "Reports of their own that one person may keep.",
        50,
        click.IntRange(1),
    ),
    _option(
        "REPORT_ASSISTANT_OPEN_METRICS",
        "--open-metrics/--no-open-metrics",
        "Show /metrics without a login too.",
        default=False,
    ),
    _option(
        "REPORT_ASSISTANT_LOG",
        "--log",
        "File for one line of JSON a request and answer, - for standard error, empty for none."
        "  [default: none on this computer without a login, else -]",
    ),
    _option(
        "REPORT_ASSISTANT_LOG_QUESTIONS",
        "--log-questions/--no-log-questions questions_in_log",
        "Write down what was asked, too.",
        default=False,
    ),
)


def serving_options(command: Command) -> Command:
    """Add them to a command, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
