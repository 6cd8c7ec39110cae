"""`report-assistant ask`: one question, one answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from assistant.commands.options import asking_options, open_assistant

_MAX_BYTES = 100_000  # read from standard input; far more than a question may have


@click.command(
    epilog="""\b
Examples:
  report-assistant ask "how much COVID support was paid?"
  report-assistant ask ho tro covid bao nhieu tien
  echo "Which rank did PAPI reach?" | report-assistant ask -
  report-assistant ask --json "how many communes are there?"
  report-assistant ask --report minutes.docx "who chaired the meeting?"
"""
)
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@asking_options
def ask(
    question: tuple[str, ...], as_json: bool, reports: tuple[Path, ...], home: Path | None, model: str | None
) -> None:
    """Answer QUESTION from the report, with the sentence that proves it.

    The question may be English or Vietnamese, with or without diacritics; "-" reads it from standard input.
    """
    from assistant.question import check_question
    from assistant.terminal import show_answer, show_growing

    asked = check_question(read_standard_input() if question == ("-",) else " ".join(question))
    with open_assistant(reports, home, model) as assistant:
        answer = show_growing(assistant.stream(asked))
        if as_json:
            click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
        else:
            show_answer(answer, assistant.reports)


def read_standard_input() -> str:
    """Return the question on standard input.

    Raises:
        QuestionInvalid: it is not UTF-8 text.
    """
    from index.errors import QuestionInvalid

    try:
        return sys.stdin.buffer.read(_MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionInvalid("The question on standard input is not UTF-8 text; save it as UTF-8.") from error
