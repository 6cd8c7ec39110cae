"""The command line, in this process and, where the process itself matters, as its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import COMMANDS, cli
from index import Index

ROOT = Path(__file__).parent.parent
COVID = "how much COVID support was paid?"
BRIDGE = """\
Report on the bridge of Lower Wexham

1. The works

The bridge was closed for 17 days in March, and the repair cost GBP 48,250 in all.

2. The ferry

In those days the ferry carried 3,912 people without charge.
"""


def run(*arguments: str | Path, typed: str | bytes | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=typed, catch_exceptions=False)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "assistant.cli", *map(str, arguments)]


def process(*arguments: str | Path, prefix: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [*prefix, *command(*arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=280
    )


def refused(result: Result, *words: str) -> None:
    """Check for one clear line on standard error and exit code 2."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


@pytest.fixture
def bridge_home(bridge: Path, fresh_home: Path) -> Path:
    """Return a home whose index holds one small report."""
    assert run("index", bridge, "--home", fresh_home).exit_code == 0
    return fresh_home


@pytest.fixture
def full_disk(tmp_path: Path, bridge_home: Path) -> Iterator[Path]:
    """Return a home on a disk of its own, with a working index and no room left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("this system lets nobody mount a disk")
    try:
        shutil.copytree(bridge_home, disk / "home", symlinks=True)
        with (disk / "filler").open("wb") as filler:
            filler.write(b"\0" * (shutil.disk_usage(disk).free - 16_384))
        yield disk / "home"
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


# What every command says of itself


def test_help_names_every_command_and_says_what_it_does() -> None:
    output = run("--help").stdout
    for name, (_, purpose) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(purpose)}$", output, re.MULTILINE)


@pytest.mark.parametrize("name", [name for name, (place, _) in COMMANDS.items() if place])
def test_a_command_explains_itself_with_an_example(name: str) -> None:
    output = run(name, "--help").stdout
    assert f"  report-assistant {name}" in output


def test_help_imports_no_slow_library() -> None:
    code = (
        "import sys\nfrom assistant.cli import cli\n"
        "for arguments in (['--help'], ['ask', '--help'], ['web', '--help'], ['index', '--help']):\n"
        "    cli(arguments, standalone_mode=False)\n"
        "print('slow:', *sorted({name.split('.')[0] for name in sys.modules}"
        " & {'torch', 'transformers', 'sentence_transformers', 'chromadb', 'gradio', 'langchain', 'onnxruntime'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1].split() == ["slow:"], done.stderr


# Answers


def test_ask_prints_the_answer_its_place_the_quotation_and_a_translation_called_unofficial(
    shipped_index: Index, encoder_home: Path
) -> None:
    result = run("ask", COVID, "--home", encoder_home)
    assert result.exit_code == 0
    assert "VND 190,959 million" in result.stdout
    assert "3.2, ¶" in result.stdout
    assert "với 183.040 trường hợp, kinh phí 190.959 triệu đồng." in result.stdout
    assert "nofficial translation" in result.stdout
    assert result.stderr == ""


def test_ask_takes_the_question_without_quotation_marks_or_from_standard_input(
    shipped_index: Index, encoder_home: Path
) -> None:
    words = run("ask", *["ho", "tro", "covid", "bao", "nhieu", "tien"], "--json", "--home", encoder_home)
    typed = run("ask", "-", "--json", "--home", encoder_home, typed="ho tro covid bao nhieu tien\n")
    first, second = (json.loads(result.stdout) for result in (words, typed))
    assert first["question"] == second["question"] == "ho tro covid bao nhieu tien"
    assert first["text"] == second["text"]
    assert "190.959 triệu đồng" in first["text"]


def test_a_report_asked_in_passing_leaves_the_index_alone(
    bridge_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_ASSISTANT_HOME", str(bridge_home))
    other = tmp_path / "harbour.txt"
    other.write_text("The harbour took 812 ships in 2019.\n", encoding="utf-8")
    asked = json.loads(run("ask", "--json", "--report", other, "How many ships did the harbour take?").stdout)
    after = json.loads(run("ask", "--json", "How many people did the ferry carry?").stdout)
    assert {hit["paragraph"]["report"] for hit in asked["hits"]} == {"harbour"}
    assert {hit["paragraph"]["report"] for hit in after["hits"]} == {"bridge"}
    assert "3,912" in after["text"]


@pytest.mark.slow
def test_a_process_prints_the_json_and_nothing_else(shipped_index: Index, encoder_home: Path) -> None:
    done = process("ask", "--json", COVID, "--home", encoder_home)
    assert done.stderr == ""
    assert json.loads(done.stdout)["citations"][0]["quote"].endswith("kinh phí 190.959 triệu đồng.")


@pytest.mark.slow
def test_ask_needs_no_network(shipped_index: Index, encoder_home: Path) -> None:
    alone = ["unshare", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this system cannot take the network from a process")
    done = process("ask", COVID, "--home", encoder_home, prefix=alone)
    assert done.returncode == 0, done.stderr
    assert "VND 190,959 million" in done.stdout


# Conversations


def test_chat_completes_a_follow_up_and_ends_with_the_input(shipped_index: Index, encoder_home: Path) -> None:
    result = run("chat", "--home", encoder_home, typed=f"{COVID}\nand for saltwater intrusion?\n")
    assert result.exit_code == 0
    assert "VND 190,959 million" in result.stdout
    assert re.search(r"Searched: how much saltwater intrusion support was paid\?", result.stdout)


def test_a_new_conversation_forgets_the_old_one(shipped_index: Index, encoder_home: Path) -> None:
    result = run("chat", "--home", encoder_home, typed=f"{COVID}\n/new\nand for saltwater intrusion?\n/quit\nx\n")
    assert result.exit_code == 0
    assert "Searched:" not in result.stdout


def test_chat_goes_on_after_a_question_it_cannot_take(shipped_index: Index, encoder_home: Path) -> None:
    result = run("chat", "--home", encoder_home, typed=f"???\n/nonsense\n/help\n{COVID}\n")
    assert "question is empty" in result.stderr
    assert "There is no '/nonsense' here." in result.stdout
    assert "VND 190,959 million" in result.stdout


# Indexing


def test_index_says_what_was_read_and_does_nothing_twice(bridge: Path, fresh_home: Path) -> None:
    first = run("index", bridge, "--home", fresh_home)
    again = run("index", "--home", fresh_home)
    assert "Report on the bridge of Lower Wexham" in first.stdout
    assert re.search(r"bridge: \d+ paragraphs", first.stdout)
    assert re.search(r"Indexed in \d+\.\d s", first.stdout)
    assert "Already up to date" in again.stdout


def test_a_report_that_cannot_be_read_leaves_the_index_answering(bridge_home: Path, tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    refused(run("index", binary, "--home", bridge_home), "picture.png")
    assert "48,250" in run("ask", "What did the repair cost?", "--home", bridge_home).stdout


# What cannot be taken: one clear line, exit code 2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("  \n\t ", "empty", id="white space"),
        pytest.param("?!… --- ¿", "empty", id="punctuation"),
        pytest.param("\x00\x1b\x07\x08", "empty", id="control characters"),
        pytest.param("a" * 10_000, "10,000 characters", id="too long"),
    ],
)
def test_a_question_that_is_none_is_refused_before_anything_is_built(question: str, words: str, tmp_path: Path) -> None:
    refused(run("ask", "--home", tmp_path / "home", "--", question), words)
    assert not (tmp_path / "home").exists()


def test_a_question_without_words_is_refused(tmp_path: Path) -> None:
    refused(run("ask", "--home", tmp_path), "empty")


def test_standard_input_that_is_no_text_is_refused(tmp_path: Path) -> None:
    refused(run("ask", "-", "--home", tmp_path, typed=b"\xff\xfe\x00q"), "UTF-8")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("¿Cuál es la capital de Francia?", id="Spanish"),
        pytest.param("新冠肺炎支出了多少钱？", id="Chinese"),
        pytest.param("COVID\x1b[31m support\x00 paid\u202e?", id="control characters between words"),
    ],
)
def test_a_question_in_no_language_of_ours_gets_an_answer_that_steers_no_terminal(
    question: str, shipped_index: Index, encoder_home: Path
) -> None:
    result = run("ask", "--home", encoder_home, "--", question)
    assert result.exit_code == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", result.stdout)


@pytest.mark.parametrize("name", ["ask", "index"])
def test_a_missing_report_is_refused(name: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.txt")
    arguments = ["ask", COVID, "--report", missing] if name == "ask" else ["index", missing]
    refused(run(*arguments, "--home", tmp_path / "home"), "missing.txt")


def test_a_report_that_may_not_be_read_is_refused(bridge: Path, tmp_path: Path) -> None:
    bridge.chmod(0)
    if os.access(bridge, os.R_OK):
        pytest.skip("this user may read everything")
    refused(run("index", bridge, "--home", tmp_path / "home"), "bridge.txt")


def test_a_home_that_is_a_file_is_refused(bridge: Path) -> None:
    refused(run("ask", COVID, "--home", bridge), "bridge.txt")


@pytest.mark.parametrize("damage", ["current", "manifest.json", "chroma", "reports.jsonl"])
def test_a_damaged_index_is_made_again_from_the_same_report(damage: str, bridge_home: Path) -> None:
    folder = bridge_home / "index"
    [build] = [path for path in folder.iterdir() if path.is_dir()]
    if damage == "current":
        (folder / damage).write_bytes(b"\xff\xfe")
    elif damage == "chroma":
        shutil.rmtree(build / damage)
    else:
        (build / damage).write_text("{", encoding="utf-8")
    result = run("ask", "What did the repair cost?", "--home", bridge_home)
    assert result.exit_code == 0, result.stderr
    assert "48,250" in result.stdout


@pytest.mark.fault
def test_a_full_disk_is_one_line_and_the_old_index_answers(full_disk: Path, tmp_path: Path) -> None:
    longer = tmp_path / "longer.txt"
    longer.write_text("\n\n".join(f"In week {week} the ferry made {week * 7} trips." for week in range(1, 30)))
    said = run("index", longer, "--home", full_disk)
    refused(said, "free some disk space")
    assert "48,250" in run("ask", "What did the repair cost?", "--home", full_disk).stdout
    print(f"\ndisk full: {said.stderr.strip()!r}; the old index answers")


def test_a_read_only_home_is_one_line_and_loses_nothing(full_disk: Path, bridge: Path) -> None:
    bridge.write_text(BRIDGE.replace("17 days", "18 days"), encoding="utf-8")
    disk = full_disk.parent
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    refused(run("index", bridge, "--home", full_disk), "REPORT_ASSISTANT_HOME")
    refused(run("ask", "What did the repair cost?", "--home", full_disk), "REPORT_ASSISTANT_HOME")
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert "48,250" in run("ask", "What did the repair cost?", "--home", full_disk).stdout


def test_an_unknown_encoder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_ASSISTANT_EMBEDDING_MODEL", str(tmp_path / "nowhere"))
    refused(run("ask", COVID, "--home", tmp_path / "home"), "nowhere")


def test_an_unknown_chat_model_is_refused(tmp_path: Path) -> None:
    refused(run("ask", COVID, "--model", "no-such-model", "--home", tmp_path / "home"), "no-such-model")


def test_an_unknown_option_is_refused() -> None:
    assert run("ask", "--nonsense", COVID).exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="signals are sent differently there")
def test_interrupting_leaves_with_130_and_no_traceback(shipped_index: Index, encoder_home: Path) -> None:
    with subprocess.Popen(
        command("chat", "--home", encoder_home),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        # A shell starts what it puts in the background with Ctrl-C ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().startswith(b"Ask about")
        assert child.stdout.readline().startswith(b"/help")
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 130
    assert errors.strip() == b""


# The doctor


def test_the_doctor_finds_everything_in_order(shipped_index: Index, encoder_home: Path) -> None:
    result = run("doctor", "--home", encoder_home)
    assert re.search(r"✓ encoder +intfloat/multilingual-e5-small, prepared", result.stdout)
    assert re.search(r"✓ index +ben-tre-2020: \d+ paragraphs, .*up to date", result.stdout)
    assert re.search(r"chat model +none: answers are quoted", result.stdout)


def test_the_doctor_says_what_the_first_question_will_do(tmp_path: Path) -> None:
    result = run("doctor", "--home", tmp_path / "home")
    assert re.search(r"- encoder .*not prepared yet", result.stdout)
    assert re.search(r"- index +none yet", result.stdout)
    assert not (tmp_path / "home").exists()


def test_the_doctor_sees_damage_and_says_what_to_do(bridge_home: Path) -> None:
    (bridge_home / "index" / "current").write_text("gone\n")
    result = run("doctor", "--home", bridge_home)
    assert result.exit_code == 1
    assert re.search(r"✗ index .*gone", result.stdout)
    assert "report-assistant index rebuild" in result.stdout


def test_the_doctor_sees_a_home_that_cannot_be_one(bridge: Path) -> None:
    result = run("doctor", "--home", bridge)
    assert result.exit_code == 1
    assert re.search(r"✗ home .*is a file", result.stdout)


def test_the_doctor_checks_the_chat_model(tmp_path: Path) -> None:
    result = run("doctor", "--home", tmp_path, "--model", "gguf:/nowhere.gguf")
    assert result.exit_code == 1
    assert re.search(r"✗ chat model .*nowhere\.gguf", result.stdout)
