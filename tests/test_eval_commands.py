"""The verbs on the command line: what they print, and one clear line for bad input."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import cli
from assistant.web.feedback import FeedbackFile
from eval.question_set import default_question_set
from eval.session import Session
from index import read_report
from index.build import shipped_report


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["eval", *arguments, "--home", str(home)], catch_exceptions=False)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "few.jsonl"
    lines = default_question_set().read_text(encoding="utf-8").splitlines()[:6]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_command_line_finds_the_verbs_without_importing_them() -> None:
    found = EntryPoint("eval", "eval.commands:eval_group", "report_assistant.commands").load()
    assert set(found.commands) == {
        "draft",
        "validate",
        "run",
        "score",
        "compare",
        "gate",
        "show",
        "judge",
        "conversations",
    }
    pyproject = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert '[project.entry-points."report_assistant.commands"]\neval = "eval.commands:eval_group"' in pyproject


def test_the_shipped_set_is_valid() -> None:
    result = CliRunner().invoke(cli, ["eval", "validate"])
    assert result.exit_code == 0, result.output


def test_a_pipe_is_wide_enough_for_the_names_and_a_given_width_is_kept(
    home: Path, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert Session.open(few, home=home).console.width >= 160
    monkeypatch.setenv("COLUMNS", "70")
    assert Session.open(few, home=home).console.width == 70


def test_a_broken_line_is_named(few: Path) -> None:
    few.write_text(few.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["eval", "validate", str(few)])
    assert result.exit_code == 2
    assert "line 7" in result.output


def test_running_and_scoring_and_showing(home: Path, few: Path) -> None:
    ran = call(home, "run", "bm25", "--questions", str(few))
    assert ran.exit_code == 0
    assert (home / "scorecard" / "bm25.jsonl").read_text(encoding="utf-8").count("\n") == 6
    scored = call(home, "score", "bm25", "--questions", str(few))
    assert "right - wrong" in scored.output
    shown = call(home, "show", "bm25", "--question", "cmp-en-02", "--questions", str(few))
    assert "cmp-en-02" in shown.output
    assert "cmp-en-03" not in shown.output
    compared = call(home, "compare", str(home / "scorecard" / "bm25.jsonl"), "bm25", "--questions", str(few))
    assert "Change against" in compared.output


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param(["run", "nonsense"], "no configuration is called 'nonsense'", id="unknown configuration"),
        pytest.param(["run", "written"], "--model", id="written without a model"),
        pytest.param(["run", "bm25", "--questions", "missing.jsonl"], "missing.jsonl", id="no question set"),
        pytest.param(["run", "bm25", "--report", "missing.txt"], "missing.txt", id="no report"),
        pytest.param(["compare", "missing.jsonl", "bm25"], "there are no results", id="no results"),
    ],
)
def test_bad_input_is_one_clear_line(home: Path, arguments: list[str], line: str) -> None:
    result = call(home, *arguments)
    assert result.exit_code == 2
    message = result.output.strip().splitlines()[-1]
    assert message.startswith("Error: ")
    assert line in message


def test_a_set_about_another_report_is_one_clear_line(home: Path, few: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("BÁO CÁO\n\nTỉnh chi 3 tỷ đồng cho giáo dục. Kết quả tốt.\n", encoding="utf-8")
    result = call(home, "run", "bm25", "--questions", str(few), "--report", str(other))
    assert result.exit_code == 2
    assert "about another report" in result.output


@pytest.fixture
def feedback(tmp_path: Path) -> Path:
    """Return what the page keeps of four verdicts: right, rightly refused, wrongly answered, a wrong figure."""
    paragraph = read_report(shipped_report()).paragraphs[15]
    quote = paragraph.sentences[0].text
    given = {"language": "vi", "answer": f"“{quote}” [1]", "quotes": [quote], "cited": [paragraph.id]}
    refused = {"language": "vi", "answer": "Báo cáo không nêu.", "quotes": [], "cited": []}
    before = [{"role": "user", "content": "Năm 2020 ra sao?"}, {"role": "assistant", "content": "Tốt."}]
    path = tmp_path / "home" / "feedback.jsonl"
    for turn, question, answer, verdict in (
        ("1", "Tỉnh chi hỗ trợ những ai?", given, "right"),
        ("2", "gia vang hom nay", refused, "right"),
        ("3", "Ai thắng giải bóng đá?", given, "should_refuse"),
        ("4", "Còn hạn mặn thì chi bao nhiêu?", given, "wrong_figure"),
    ):
        history = before if turn == "4" else []
        said = {"turn": turn, "question": question, "verdict": verdict, "comment": "", "history": history}
        FeedbackFile(path).add(answer | said)
    return path


def test_feedback_from_the_page_is_new_questions_and_what_is_missing_is_named(feedback: Path) -> None:
    result = CliRunner().invoke(cli, ["eval", "validate", str(feedback)])
    assert result.exit_code == 2
    *problems, last = result.output.strip().splitlines()
    assert last == "Error: 2 problems in feedback.jsonl"
    assert {problem.split(":")[0] for problem in problems} == {"line 4, feedback-4"}
    lines = feedback.read_text(encoding="utf-8").splitlines()
    finished = feedback.with_name("finished.jsonl")
    finished.write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["eval", "validate", str(finished)]).exit_code == 0
    assert [json.loads(line)["lang"] for line in lines] == ["vi", "vi-nodiac", "vi", "vi"]


def test_feedback_is_asked_and_what_nobody_finished_is_not_scored(home: Path, feedback: Path) -> None:
    assert call(home, "run", "bm25", "--questions", str(feedback)).exit_code == 0
    assert (home / "scorecard" / "bm25.jsonl").read_text(encoding="utf-8").count("\n") == 4
    scored = call(home, "score", "bm25", "--questions", str(feedback))
    assert scored.exit_code == 0
    assert "1 questions have no evidence yet and are not scored" in scored.output
    assert "Scorecard: 3 questions" in scored.output


def test_a_question_that_is_not_in_the_set_cannot_be_shown(home: Path, few: Path) -> None:
    result = call(home, "show", "bm25", "--question", "nobody", "--questions", str(few))
    assert result.exit_code == 2
    assert "nobody" in result.output


def test_the_gate_fails_with_exit_code_1_and_writes_the_page(home: Path, few: Path, tmp_path: Path) -> None:
    baseline, page = tmp_path / "baseline.json", tmp_path / "page.html"
    common = ("--questions", str(few), "--baseline", str(baseline), "--page", str(page), "--against", "bm25")
    result = call(home, "gate", "--configuration", "bm25", *common)
    assert result.exit_code == 1
    assert "GATE" in result.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not baseline.exists()


def test_a_line_of_results_is_json(home: Path, few: Path) -> None:
    call(home, "run", "bm25", "--questions", str(few))
    lines = (home / "scorecard" / "bm25.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["id"] == "cmp-en-02"
