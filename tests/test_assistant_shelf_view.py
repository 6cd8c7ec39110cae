"""The shelf on the command line: `reports add | list | show | remove`, `index verify | rebuild`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import cli
from index.home import current_build


@pytest.fixture
def run(fresh_home: Path):  # type: ignore[no-untyped-def]
    """Return a function that runs a command in a home of its own."""

    def invoke(*words: str | Path) -> Result:
        return CliRunner().invoke(cli, [*map(str, words), "--home", str(fresh_home)])

    return invoke


def test_reports_are_added_listed_shown_and_removed(run, fresh_home: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "fish.txt").write_text("Sản lượng cá đạt 1.200 tấn.", "utf-8")
    (tmp_path / "salt.txt").write_text("Độ mặn vào sâu 70 km.", "utf-8")
    assert run("index", tmp_path / "fish.txt").exit_code == 0
    added = run("reports", "add", tmp_path / "salt.txt", "--place", "Long An", "--period", "2021", "--title", "Muối")
    assert (added.exit_code, "salt: 1 paragraphs" in added.stdout) == (0, True)
    assert run("reports", "list").stdout.splitlines() == [
        "fish  fish          1 paragraphs  fish",
        "salt  Long An 2021  1 paragraphs  Muối",
    ]
    shown = run("reports", "show", "salt").stdout
    assert "place:      Long An" in shown
    assert f"read from:  {tmp_path / 'salt.txt'}" in shown
    assert run("index", "verify").stdout.startswith("OK: 2 reports, 2 paragraphs, ")
    assert run("reports", "remove", "fish").stdout == "Removed: fish\n"
    (fresh_home / "index" / current_build(fresh_home / "index") / "reports.jsonl").write_text("{")
    wrong = run("index", "verify")
    assert wrong.exit_code == 1
    assert wrong.stdout.startswith("WRONG: reports.jsonl has 1 bytes")
    assert wrong.stdout.endswith("Run `report-assistant index rebuild`.\n")
    assert run("index", "rebuild").exit_code == 0
    assert run("index", "verify").stdout.startswith("OK: 1 reports, 1 paragraphs, ")
    assert "Long An 2021" in run("reports", "list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reports", "show", "minutes"), "'minutes'; there are: ben-tre-2020"),
        (("reports", "remove", "ben-tre-2020"), "must stay"),
        (("reports", "add", "missing.txt"), "missing.txt"),
        (("index", "verify"), "There is no index"),
        (("index", "missing.txt"), "missing.txt"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_line(run, words: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_help_of_index_shows_its_options_and_its_verbs() -> None:
    shown = CliRunner().invoke(cli, ["index", "--help"]).stdout
    assert all(word in shown for word in ("--shipped", "--home", "verify", "rebuild"))
