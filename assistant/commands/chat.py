"""`report-assistant chat`: a conversation in the terminal."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from assistant.commands.options import asking_options, open_assistant
from index.errors import QuestionInvalid

_HELP = """\
Type a question and press Enter. A follow-up is understood: "and for saltwater intrusion?"
  /new    forget the conversation
  /help   this text
  /quit   leave, as Ctrl-D does"""


@click.command(
    epilog="""\b
Examples:
  report-assistant chat
  report-assistant chat --model ollama:qwen3:8b
"""
)
@asking_options
def chat(reports: tuple[Path, ...], home: Path | None, model: str | None) -> None:
    """Ask one question after another; Ctrl-D leaves.

    What was said before completes a question that cannot stand alone. Type /help for the few commands.
    """
    from assistant.terminal import show_answer, show_growing

    history: list[dict[str, str]] = []
    with open_assistant(reports, home, model) as assistant:
        titles = "; ".join(report.title for report in assistant.reports)
        click.echo(f"Ask about: {titles}\n/help explains, Ctrl-D leaves.")
        while (question := _next_line()) is not None:
            if question == "/quit":
                return
            if question == "/new":
                history.clear()
                click.echo("The conversation starts anew.")
            elif question.startswith("/"):
                click.echo(_HELP if question == "/help" else f"There is no {question!r} here.\n{_HELP}")
            elif question:
                try:
                    answer = show_growing(assistant.stream(question, history))
                except QuestionInvalid as error:
                    click.echo(str(error), err=True)
                    continue
                show_answer(answer, assistant.reports)
                history += [
                    {"role": "user", "content": question},
                    {"role": "assistant", "content": answer.text},
                ]


def _next_line() -> str | None:
    """Return what is typed next, None at the end; lines can be edited and recalled where the system has readline."""
    if sys.stdin.isatty() and find_spec("readline"):  # input() uses it once it is imported; Windows has none
        import_module("readline")
    try:
        return input("\n> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        click.echo("")
        return None
