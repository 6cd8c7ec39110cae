"""The options that several commands share, and opening an assistant with its progress shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assistant.respond import Assistant

Command = Callable[..., Any]
PATH = click.Path(path_type=Path)

home_option = click.option(
    "--home", type=PATH, help="Folder for index and model.  [default: REPORT_ASSISTANT_HOME, or your data folder]"
)


def asking_options(command: Command) -> Command:
    """Add what every command that answers takes: --report, --home and --model."""
    report = click.option(
        "--report",
        "reports",
        type=PATH,
        multiple=True,
        help="Ask this report alone: the id of one on the shelf, or a file; may be given several times.",
    )
    model = click.option(
        "--model",
        help="Chat model that writes the answers, e.g. openai:NAME, ollama:NAME or gguf:FILE."
        "  [default: REPORT_ASSISTANT_MODEL, or none: answers are quoted]",
    )
    return report(home_option(model(command)))


def open_assistant(reports: tuple[Path, ...], home: Path | None, model: str | None) -> Assistant:
    """Open the assistant, showing on standard error what takes long."""
    from assistant.terminal import working

    with working("Opening the index") as progress:
        from assistant.respond import Assistant

        return Assistant.open(reports or None, home=home, model=model, progress=progress)
