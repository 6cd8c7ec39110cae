"""Every command, call and name in the README is tried, so that it says what is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistant.cli import cli
from index import Index

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ORDER = ["Start", "The scorecard", "How it works", "The tree", "Glossary", "Settings", "Giới thiệu", "Contributing"]

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(README) if name == kind]


def lines_that_begin_with(word: str) -> list[str]:
    lines = [line.partition("#")[0].strip() for block in blocks("") for line in block.splitlines()]
    return [line for line in lines if line.startswith(f"{word} ")]


def without_seconds(text: str) -> str:
    return re.sub(r"\d+\.\d\d s$", "0.00 s", text.rstrip(), flags=re.MULTILINE)


@pytest.mark.parametrize("transcript", blocks("console"), ids=lambda text: text.splitlines()[0][2:60])
def test_a_transcript_is_what_the_command_prints(transcript: str, shipped_index: Index, encoder_home: Path) -> None:
    command, _, shown = transcript.partition("\n")
    arguments = shlex.split(command.removeprefix("$ report-assistant "))
    result = CliRunner().invoke(cli, [*arguments, "--home", str(encoder_home)], catch_exceptions=False)
    assert shown.strip(), f"the README shows no output; it is:\n{result.stdout}"
    assert without_seconds(shown) == without_seconds(result.stdout)


@pytest.mark.parametrize("line", lines_that_begin_with("report-assistant"))
def test_a_command_and_its_options_exist(line: str) -> None:
    name, *rest = shlex.split(line)[1:]
    with click.Context(cli) as context:
        command = cli.get_command(context, name)
        if command is None:
            assert name == "eval", f"there is no command {name}"
            pytest.skip("the product is not installed, so the commands of other folders are not known")
        if isinstance(command, click.Group):
            command = command.get_command(context, rest.pop(0))
            assert command is not None
        command.make_context(name, rest)  # raises where an option is unknown


@pytest.mark.parametrize("line", lines_that_begin_with("make"))
def test_a_make_target_exists(line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)


def test_every_make_target_named_in_the_text_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("code", blocks("python"), ids=["function"])
def test_the_python_runs(
    code: str, shipped_index: Index, encoder_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(code, "README.md", "exec"), {})
    assert "VND 190,959 million" in capsys.readouterr().out


def test_the_sections_stand_in_their_order() -> None:
    assert re.findall(r"^## (.+)$", README, re.MULTILINE) == ORDER


def test_every_file_of_the_tree_exists() -> None:
    [tree] = [block for block in blocks("") if block.startswith("index/ ")]
    folder = Path()
    for line in tree.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            folder = Path(name)
        path = ROOT / folder / (name if line.startswith(" ") else "")
        assert path.exists(), path
        assert len(line.split()) > 1, f"{name} has no comment"


def test_the_settings_are_those_that_the_code_reads() -> None:
    told = set(re.findall(r"^\| `(REPORT_ASSISTANT_\w+)`", README, re.MULTILINE))
    code = [path.read_text(encoding="utf-8") for name in ("assistant", "index") for path in (ROOT / name).rglob("*.py")]
    read = {name for text in code for name in re.findall(r'"(REPORT_ASSISTANT_\w+)"', text)}
    assert told == read


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" not in target, "the README names no host"
        if not target.startswith("docs/images/"):  # pictures are made by `python -m assistant.web.screenshots`
            assert (ROOT / target).exists(), target
