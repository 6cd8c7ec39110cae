"""`report-assistant users`: who may log in to the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.options import home_option

if TYPE_CHECKING:
    from assistant.web.users import Users


@click.group(
    epilog="""\b
Examples:
  report-assistant users add lan
  report-assistant users key lan
"""
)
def users() -> None:
    """Say who may log in to the page, where it is open to others."""


@users.command()
@click.argument("name")
@home_option
def add(name: str, home: Path | None) -> None:
    """Add a user, or give one a new password; it is asked for, so no list of commands shows it."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    click.echo(f"{_users(home).add(name, password).name} can log in.")


@users.command()
@click.argument("name")
@home_option
def remove(name: str, home: Path | None) -> None:
    """Remove a user at once: sessions and keys end with them. Their reports stay on disk."""
    _users(home).remove(name)
    click.echo(f"{name} can no longer log in.")


@users.command("list")
@home_option
def show(home: Path | None) -> None:
    """Name everybody who may log in, and how many keys they have."""
    for user in _users(home).all():
        click.echo(f"{user.name}  ({len(user.keys)} keys)" if user.keys else user.name)


@users.command()
@click.argument("name")
@click.option("--drop", is_flag=True, help="Make all keys of the user worthless instead.")
@home_option
def key(name: str, drop: bool, home: Path | None) -> None:
    """Print a new key for a user's programs; it is not shown again."""
    if drop:
        _users(home).drop_keys(name)
        click.echo(f"{name} has no keys any more.")
    else:
        click.echo(_users(home).make_key(name))


def _users(home: Path | None) -> Users:
    from assistant.web.users import Users
    from index.settings import Settings

    return Users(home.expanduser() if home else Settings.from_environment().home)
