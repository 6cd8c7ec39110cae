"""The wheel: built without a network, installed alone into an empty folder, used from there."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from email.parser import HeaderParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("assistant", "index", "prompts", "eval")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
LIMIT = 5 * 10**6  # bytes; a wheel that grew past this carries something it should not

# Reads one thing of every kind that the package carries beside its modules.
READS_ITS_DATA = """
import assistant, eval, index, prompts
from assistant.web import strings
from eval.question_set import default_question_set, load_questions
from index import read_report
from index.build import shipped_report
from importlib.resources import files
import json
report = read_report(shipped_report())
print(*(module.__file__ for module in (assistant, eval, index, prompts)), sep="\\n")
print(len(report.paragraphs), report.paragraphs[0].translation is not None)
print(len(load_questions(default_question_set(report.id))))
print(prompts.refusal("vi"), prompts.load_prompt("answer-system") is not None)
print(bool(json.loads((files("assistant") / "weights.json").read_text("utf-8"))))
print(len(list((files("index") / "means").glob("*.npz"))), len(list((files("assistant") / "web/page/fonts").iterdir())))
"""


def execute(*command: str | Path, path: Path | None = None, folder: Path = ROOT) -> str:
    """Run a command and return what it printed; `path` is what Python imports from first."""
    environment = os.environ | ({"PYTHONPATH": str(path)} if path else {})
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def data_files() -> list[str]:
    """Return every file of the four packages, as a wheel names it."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths if "__pycache__" not in path.parts)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    execute(*PIP, "wheel", ROOT, "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that holds the installed product and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    execute(*PIP, "install", "--no-index", "--no-deps", "--target", folder, wheel)
    return folder


def names_in(wheel: Path) -> Sequence[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    assert set(data_files()) - set(names_in(wheel)) == set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    others = {name for name in names_in(wheel) if name.split("/")[0] not in FOLDERS}
    assert all(name.split("/")[0].endswith(".dist-info") for name in others)
    assert not any(name.endswith((".pyc", ".orig", ".log")) for name in names_in(wheel))
    assert wheel.stat().st_size < LIMIT


@pytest.mark.parametrize(
    "kind",
    [
        "index/reports/ben-tre-2020/source.txt",
        "index/reports/ben-tre-2020/translation.en.jsonl",
        "index/reports/ben-tre-2020/about.toml",
        "eval/conversations/ben-tre-2020.toml",
        "index/means/multilingual-e5-small.npz",
        "prompts/answer.md",
        "prompts/refusal.vi.md",
        "assistant/weights.json",
        "assistant/web/page/page.css",
        "assistant/web/page/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
        "eval/questions/ben-tre-2020.jsonl",
        "assistant/py.typed",
    ],
)
def test_what_the_product_reads_at_run_time_is_in_the_wheel(kind: str, wheel: Path) -> None:
    assert kind in names_in(wheel)


def test_the_installed_product_finds_its_data(installed: Path, tmp_path: Path) -> None:
    lines = execute(sys.executable, "-c", READS_ITS_DATA, path=installed, folder=tmp_path).splitlines()
    assert all(Path(line).is_relative_to(installed) for line in lines[:4])
    paragraphs, translated = lines[4].split()
    assert int(paragraphs) > 50
    assert translated == "True"
    assert int(lines[5]) > 150
    assert lines[6] == "Báo cáo không nêu. True"
    assert lines[7] == "True"
    means, fonts = (int(number) for number in lines[8].split())
    assert means >= 1
    assert fonts >= 4


def test_the_installed_command_has_every_verb(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "report-assistant"
    listed = execute(command, "--help", path=installed, folder=tmp_path)
    for name in ("web", "ask", "chat", "index", "eval", "doctor"):
        assert f"\n  {name} " in listed
    assert "gate" in execute(command, "eval", "--help", path=installed, folder=tmp_path)
    assert "0.1.0" in execute(command, "--version", path=installed, folder=tmp_path)


def test_ask_can_be_imported_from_the_installed_product(installed: Path, tmp_path: Path) -> None:
    code = "from assistant import Answer, Assistant, Citation, ask; print(ask.__module__, Assistant.__name__)"
    assert execute(sys.executable, "-c", code, path=installed, folder=tmp_path).split() == ["assistant", "Assistant"]


def test_the_wheel_says_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [place] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = HeaderParser().parsestr(archive.read(place).decode("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert len(needed) == len(project["dependencies"])


def test_every_requirement_has_one_pinned_version() -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    assert all(len(pin) == 2 for pin in pins)
    versions = {canonicalize_name(name): version for name, version in pins}
    assert len(versions) == len(pins), "a package is pinned twice"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *(line for group in groups.values() for line in group)]
    for requirement in (Requirement(line) for line in wanted if isinstance(line, str)):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} has no pin in constraints.txt"
        assert requirement.specifier.contains(versions[name]), f"{name} {versions[name]} is not {requirement.specifier}"
    assert versions["torch"] == "2.13.0"
