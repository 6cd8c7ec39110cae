"""What a chat model proposes passes the checks of the rules' drafts, over real HTTP; what does not is dropped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.chat_model import Timeouts, open_chat_model
from assistant.cli import cli
from eval.draft.model import ask_model
from eval.draft.proposals import propose
from eval.question import Question
from index import read_report
from index.report import Report
from tests.scripted_chat_server import ScriptedChatServer, Turn, hang_up, nonsense, say, stall, status

ROOT = Path(__file__).parent.parent
TEXT = """# Annual report 2023

The council planted 9,200 trees in 2023, of which 1,500 stand in school grounds, because the storms of January had
felled many in Abbey Park and the people of Eastholme asked for shade."""
GOOD = {
    "type": "reason",
    "question": "Why were so many trees planted by the council in 2023?",
    "quote": "because the storms of January had felled many in Abbey Park",
    "figure": "",
    "answer": "Because the storms of January had felled many in Abbey Park.",
}
FIGURE = {
    "type": "figure",
    "question": "How many of the trees that the council planted stand in school grounds?",
    "quote": "of which 1,500 stand in school grounds",
    "figure": "1,500",
    "answer": "1,500 of them stand in school grounds.",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("report") / "report.md"
    path.write_text(TEXT, encoding="utf-8")
    return read_report(path)


@contextmanager
def proposing(report: Report, *turns: Turn) -> Iterator[tuple[list[Question], ScriptedChatServer]]:
    with ScriptedChatServer(turns) as server:
        model = open_chat_model("scripted", base_url=server.base_url, timeouts=Timeouts(30.0, 60.0))
        assert model is not None
        yield list(ask_model(report, propose(report), model, lambda stage, done, total: None)), server


def lines(*records: dict[str, str]) -> Turn:
    return say("\n".join(json.dumps(record) for record in records))


def test_what_holds_becomes_a_draft_with_its_evidence(report: Report) -> None:
    with proposing(report, lines(GOOD, FIGURE)) as (drafts, server):
        reason, figure = drafts
    assert (reason.question, reason.type, reason.evidence) == (GOOD["question"], "reason", (GOOD["quote"],))
    assert (reason.draft, reason.tags) == (True, ("model",))
    assert [(int(gold.value), gold.unit, gold.text) for gold in figure.figures] == [(1500, "count", "1,500")]
    [asked] = server.requests
    said = str(asked["messages"])
    assert "ORIGINAL" in said and "9,200 trees" in said and "in English" in said


@pytest.mark.fault
@pytest.mark.parametrize(
    ("record", "changed"),
    [
        pytest.param(GOOD, {"quote": "because the storms of February had felled many"}, id="a quote of its own"),
        pytest.param(GOOD, {"quote": "Because the storms of January had felled many"}, id="a quote in other capitals"),
        pytest.param(GOOD, {"quote": ""}, id="no quote"),
        pytest.param(GOOD, {"answer": "Because 300 trees had fallen in Abbey Park."}, id="a figure of its own"),
        pytest.param(GOOD, {"answer": "Because the storms felled many in Hyde Park."}, id="a name of its own"),
        pytest.param(
            GOOD, {"question": "Why were trees planted in London in 2023?"}, id="asks about a name of its own"
        ),
        pytest.param(GOOD, {"question": "Vì sao hội đồng trồng nhiều cây như vậy trong năm?"}, id="another language"),
        pytest.param(GOOD, {"question": "Tell me about the trees that were planted."}, id="no question"),
        pytest.param(GOOD, {"question": "See http://evil.example why were trees planted?"}, id="a link"),
        pytest.param(GOOD, {"type": "essay"}, id="a kind that is none"),
        pytest.param(FIGURE, {"figure": "1,501"}, id="a figure that is not in the quote"),
        pytest.param(FIGURE, {"figure": ""}, id="a figure question without its figure"),
        pytest.param(FIGURE, {"answer": "1,400 of them stand in school grounds."}, id="answers with another figure"),
        pytest.param(FIGURE, {"answer": "Many stand in school grounds."}, id="answers without its figure"),
        pytest.param(FIGURE, {"question": "Do 1,500 trees stand in the grounds of schools?"}, id="holds its answer"),
        pytest.param(
            FIGURE,
            {
                "question": "How many trees did the council plant?",
                "quote": "The council planted 9,200 trees in 2023",
                "figure": "9,200 trees",
                "answer": "The council planted 9,200 trees.",
            },
            id="what a rule has asked already",
        ),
    ],
)
def test_what_does_not_hold_is_dropped(report: Report, record: dict[str, str], changed: dict[str, str]) -> None:
    with proposing(report, lines(record)) as (drafts, _):
        assert [draft.question for draft in drafts] == [record["question"]]
    with proposing(report, lines({**record, **changed})) as (drafts, _):
        assert drafts == []


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param(say(""), id="empty"),
        pytest.param(say("Here are three questions: 1. Why? 2. How? 3. Who?"), id="prose"),
        pytest.param(say('{"type": "reason", "question": 5}\n[1, 2]\n{"type"'), id="other JSON"),
        pytest.param(say("{" * 50_000), id="babble"),
    ],
)
def test_a_reply_that_is_none_gives_nothing(report: Report, turn: Turn) -> None:
    with proposing(report, turn) as (drafts, _):
        assert drafts == []


def test_a_question_comes_once(report: Report) -> None:
    with proposing(report, lines(GOOD, GOOD, FIGURE, {**FIGURE, "question": "How many trees stand at schools?"})) as (
        drafts,
        _,
    ):
        assert [draft.question for draft in drafts] == [GOOD["question"], FIGURE["question"]]


def command(monkeypatch: pytest.MonkeyPatch, folder: Path, server: ScriptedChatServer) -> Result:
    monkeypatch.setenv("REPORT_ASSISTANT_BASE_URL", server.base_url)
    report = folder / "report.md"
    report.write_text(TEXT, encoding="utf-8")
    arguments = ["draft", str(report), "--model", "scripted", "--out", str(folder / "x.jsonl")]
    return CliRunner().invoke(cli, ["eval", *arguments], catch_exceptions=False)


def test_the_command_adds_them_to_the_rules_drafts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ScriptedChatServer([lines(GOOD)]) as server:
        result = command(monkeypatch, tmp_path, server)
    assert result.exit_code == 0, result.output
    drafted = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    assert drafted[-1]["question"] == GOOD["question"] and len(drafted) > 1
    assert all(each["draft"] for each in drafted)


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param([hang_up()], id="hangs up"),
        pytest.param([status(500)], id="500"),
        pytest.param([nonsense()], id="a web page"),
    ],
)
def test_a_model_that_fails_leaves_the_rules_drafts_and_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, turns: list[Turn]
) -> None:
    with ScriptedChatServer(turns) as server:
        result = command(monkeypatch, tmp_path, server)
    assert result.exit_code == 2
    [error] = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    assert "did not answer at paragraph 1 of 1" in error and "drafts so far are in" in error
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8").count("\n") >= 1
    assert (tmp_path / "x.html").is_file()


@pytest.mark.fault
def test_ctrl_c_keeps_the_drafts_so_far(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(TEXT, encoding="utf-8")
    with ScriptedChatServer([stall()]) as server:
        running = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "eval", "draft", "report.md", "--model", "scripted"],
            cwd=tmp_path,
            env=os.environ | {"REPORT_ASSISTANT_BASE_URL": server.base_url, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A shell starts what it puts in the background with Ctrl-C ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        deadline = time.monotonic() + 60
        while not server.requests and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert (tmp_path / "report.drafts.jsonl").read_text(encoding="utf-8").count("\n") >= 1
    assert (tmp_path / "report.drafts.html").is_file()
    assert "Traceback" not in said
    print("\ninterrupted while a chat model is asked: exit code 130; the drafts so far and their page are kept")


def test_a_model_that_cannot_be_had_is_named_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(TEXT, encoding="utf-8")
    arguments = [
        "draft",
        str(tmp_path / "report.md"),
        "--model",
        "gguf:missing.gguf",
        "--out",
        str(tmp_path / "x.jsonl"),
    ]
    result = CliRunner().invoke(cli, ["eval", *arguments], catch_exceptions=False)
    assert result.exit_code == 2 and "missing.gguf" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]
