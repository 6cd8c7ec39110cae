"""The options of `report-assistant web` that say who may come, and how much they may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

RATE = 60  # questions a minute and person, where the page is open to others

_OPTIONS = [
    click.option(
        "--login/--no-login",
        default=None,
        envvar="REPORT_ASSISTANT_LOGIN",
        help="Ask people who they are.  [default: no on this computer, yes where --host is another address]",
    ),
    click.option(
        "--name",
        "hosts",
        multiple=True,
        envvar="REPORT_ASSISTANT_NAME",
        help="Name the page is called by, e.g. reports.example.org; may be given several times.",
    ),
    click.option(
        "--trusted-proxy",
        "proxies",
        multiple=True,
        envvar="REPORT_ASSISTANT_TRUSTED_PROXY",
        help="Address or network of a proxy whose X-Forwarded-For and -Proto are believed.",
    ),
    click.option(
        "--root-path",
        default="",
        envvar="REPORT_ASSISTANT_ROOT_PATH",
        help="Path a proxy has put the page at: /reports",
    ),
    click.option(
        "--rate",
        type=click.IntRange(0),
        envvar="REPORT_ASSISTANT_RATE",
        help="Questions a minute and person, 0 for any.  [default: 60, any on this computer without a login]",
    ),
    click.option(
        "--at-once",
        type=click.IntRange(1),
        default=8,
        show_default=True,
        envvar="REPORT_ASSISTANT_AT_ONCE",
        help="Questions answered at the same time.",
    ),
    click.option(
        "--queue",
        "waiting",
        type=click.IntRange(0),
        default=64,
        show_default=True,
        envvar="REPORT_ASSISTANT_QUEUE",
        help="Questions that may wait for their turn; more are asked to come back.",
    ),
    click.option(
        "--answer-seconds",
        type=click.IntRange(1),
        default=600,
        show_default=True,
        envvar="REPORT_ASSISTANT_ANSWER_SECONDS",
        help="Longest time for one answer.",
    ),
    click.option(
        "--grace",
        type=click.FloatRange(0),
        default=20.0,
        show_default=True,
        envvar="REPORT_ASSISTANT_GRACE",
        help="Seconds that answers under way get when the server is told to stop.",
    ),
    click.option(
        "--uploads/--no-uploads",
        default=None,
        envvar="REPORT_ASSISTANT_UPLOADS",
        help="Let people add reports of their own.  [default: yes, but not where others come without a login]",
    ),
    click.option(
        "--reports-each",
        type=click.IntRange(1),
        default=50,
        show_default=True,
        envvar="REPORT_ASSISTANT_REPORTS_EACH",
        help="Reports of their own that one person may keep.",
    ),
    click.option(
        "--open-metrics/--no-open-metrics",
        default=False,
        envvar="REPORT_ASSISTANT_OPEN_METRICS",
        help="Show /metrics without a login too.",
    ),
    click.option(
        "--log",
        envvar="REPORT_ASSISTANT_LOG",
        help="File for one line of JSON a request and answer, - for standard error, empty for none."
        "  [default: none on this computer without a login, else -]",
    ),
    click.option(
        "--log-questions/--no-log-questions",
        "questions_in_log",
        default=False,
        envvar="REPORT_ASSISTANT_LOG_QUESTIONS",
        help="Write down what was asked, too.",
    ),
]


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add them to a command, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
