"""The threat model names tests that exist, and the service it is deployed with is one that systemd takes."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODEL = (ROOT / "docs" / "security.md").read_text("utf-8")
DEPLOY = ROOT / "deploy"


def all_tests() -> set[str]:
    """Return the names of all test functions."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "tests").glob("test_*.py"))
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


def threats() -> list[str]:
    rows = [line for line in MODEL.splitlines() if line.startswith("| ") and not line.startswith("| what could happen")]
    assert len(rows) > 25
    return rows


@pytest.mark.parametrize("row", threats(), ids=lambda row: row.split("|")[1].strip()[:60])
def test_every_threat_names_tests_that_exist(row: str) -> None:
    named = re.findall(r"`(test_\w+)`", row.split("|")[3])
    assert named, "no test covers this"
    assert set(named) <= all_tests()


def test_a_name_that_no_test_has_would_be_seen() -> None:
    assert "test_that_was_never_written" not in all_tests()


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"REPORT_ASSISTANT_[A-Z_]+", text))


@pytest.mark.parametrize("name", ["report-assistant.service", "Dockerfile", "nginx.conf"])
def test_what_is_deployed_uses_settings_that_exist(name: str) -> None:
    known = settings_in((ROOT / "README.md").read_text("utf-8"))
    assert settings_in((DEPLOY / name).read_text("utf-8")) <= known


def test_systemd_takes_the_service(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    unit = tmp_path / "report-assistant.service"
    text = (DEPLOY / unit.name).read_text("utf-8")
    unit.write_text(text.replace("/opt/report-assistant/.venv/bin/report-assistant", "/bin/true"), "utf-8")
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_container_runs_as_nobody_special_and_gets_the_signal_itself() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    last_stage = lines[max(place for place, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER assistant" in last_stage
    assert 'ENTRYPOINT ["report-assistant"]' in last_stage
    assert not any("--no-login" in line for line in lines if not line.startswith("#"))


def test_every_folder_the_container_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
