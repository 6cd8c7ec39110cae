"""A chat model grades answers over real HTTP; its grades are kept, held against the scores, and never guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.chat_model import Timeouts, open_chat_model
from assistant.cli import cli
from eval.baselines.keywords import Keywords
from eval.corpus import Corpus
from eval.prose import Grade, agreement, grade_run, question_for, read_grade
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.record import Record
from eval.run import ask
from eval.score import Scored, score_run
from index import read_report
from index.build import shipped_report
from index.errors import EvaluationFailed
from tests.oracle import Oracle
from tests.scripted_chat_server import ScriptedChatServer, say, status

BEST = '{"correct": 2, "complete": 2, "readable": 1, "reason": "as the reference says"}'
WORST = '{"correct": 0, "complete": 0, "readable": 2, "reason": "another figure"}'
PATIENT = Timeouts(silence=30.0, total=60.0)  # a busy machine must not fail a test


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.of([read_report(shipped_report())])


@pytest.fixture(scope="module")
def run(corpus: Corpus) -> tuple[Scored, ...]:
    """Return three right answers and one that refuses what the report says."""
    questions = [question for question in load_questions(default_question_set()) if question.figures][:4]
    oracle = Oracle(questions, corpus, Keywords([read_report(shipped_report())]))
    records = {question.id: ask(oracle, question, question.id) for question in questions[:3]}
    return score_run(questions, {**records, questions[3].id: refused(questions[3])}, corpus)


def refused(question: Question) -> Record:
    return Record(question.id, "key", False, "The report does not say.", "en")


def graded(run: tuple[Scored, ...], corpus: Corpus, server: ScriptedChatServer, folder: Path) -> list[Grade]:
    judge = open_chat_model("judge", base_url=server.base_url, timeouts=PATIENT)
    assert judge is not None
    return grade_run(run, corpus, judge, folder / "judged" / "quoting.jsonl")


def test_every_answer_is_graded_against_its_reference_and_evidence(
    run: tuple[Scored, ...], corpus: Corpus, tmp_path: Path
) -> None:
    with ScriptedChatServer([say(BEST), say(WORST), say(BEST), say(BEST)]) as server:
        grades = graded(run, corpus, server, tmp_path)
    assert [grade.correct for grade in grades] == [2, 0, 2, 2]
    for scored, request in zip(run, server.requests, strict=True):
        shown = request["messages"][-1]["content"]
        assert scored.question.question in shown
        assert scored.question.answer in shown
        assert scored.record.text in shown
        assert all(corpus.paragraphs[place.paragraph].text in shown for place in scored.gold.places)


def test_agreement_counts_both_ways_of_differing(run: tuple[Scored, ...], corpus: Corpus, tmp_path: Path) -> None:
    with ScriptedChatServer([say(BEST), say(WORST), say(BEST), say(BEST)]) as server:
        judged = agreement("judge", run, graded(run, corpus, server, tmp_path))
    assert [scored.outcome for scored in run] == ["right", "right", "right", "refused"]
    assert judged.agree == 0.5
    assert judged.only_code == (run[1].question.id,)
    assert judged.only_judge == (run[3].question.id,)
    assert judged.kappa == pytest.approx((0.5 - 0.625) / (1 - 0.625))
    assert judged.means["correct"].mean == 0.75


def test_nothing_is_graded_twice_and_another_judge_grades_anew(
    run: tuple[Scored, ...], corpus: Corpus, tmp_path: Path
) -> None:
    with ScriptedChatServer([say(BEST)]) as server:
        first = graded(run, corpus, server, tmp_path)
        assert graded(run, corpus, server, tmp_path) == first
        assert len(server.requests) == len(run)
        other = open_chat_model("other", base_url=server.base_url, timeouts=PATIENT)
        assert other is not None
        grade_run(run, corpus, other, tmp_path / "judged" / "quoting.jsonl")
        assert len(server.requests) == 2 * len(run)


def test_a_reply_that_is_no_grade_is_asked_for_once_more_and_then_left_out(
    run: tuple[Scored, ...], corpus: Corpus, tmp_path: Path
) -> None:
    replies = [say("Good!"), say(BEST), say("Good!"), say("Very good!"), say(BEST), say(BEST)]
    with ScriptedChatServer(replies) as server:
        grades = graded(run, corpus, server, tmp_path)
    assert [grade.correct for grade in grades] == [2, None, 2, 2]
    judged = agreement("judge", run, grades)
    assert (judged.graded, judged.ungraded) == (3, 1)


def test_a_judge_that_fails_is_one_line_and_what_was_graded_is_kept(
    run: tuple[Scored, ...], corpus: Corpus, tmp_path: Path
) -> None:
    with ScriptedChatServer([say(BEST), say(BEST), status(500), say(BEST)]) as server:
        with pytest.raises(EvaluationFailed, match="run again to go on") as failed:
            graded(run, corpus, server, tmp_path)
        assert "\n" not in str(failed.value)
        assert [grade.correct for grade in graded(run, corpus, server, tmp_path)] == [2, 2, 2, 2]
        assert len(server.requests) == 5


@pytest.mark.parametrize(
    ("reply", "correct"),
    [
        pytest.param(BEST, 2, id="as asked"),
        pytest.param(f"```json\n{BEST}\n```", 2, id="fenced"),
        pytest.param(f'{{"thoughts": "..."}} {WORST}', 0, id="after other JSON"),
        pytest.param('{"correct": 3, "complete": 2, "readable": 2}', None, id="too high"),
        pytest.param('{"correct": true, "complete": 2, "readable": 2}', None, id="no number"),
        pytest.param('{"correct": 2, "readable": 2}', None, id="a grade is missing"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_only_a_whole_grade_is_a_grade(reply: str, correct: int | None) -> None:
    grade = read_grade("q", "key", reply)
    assert (grade.correct if grade else None) == correct


def test_a_question_that_the_report_does_not_answer_comes_without_evidence(corpus: Corpus) -> None:
    (question,) = [each for each in load_questions(default_question_set()) if not each.answerable][:1]
    (scored,) = score_run([question], {question.id: refused(question)}, corpus)
    assert "(none: the report does not say)" in question_for(scored, corpus)


def test_a_judge_that_grades_nothing_is_one_line(run: tuple[Scored, ...]) -> None:
    with pytest.raises(EvaluationFailed, match="graded none of 4 answers"):
        agreement("judge", run, [Grade(scored.question.id, "key", None, None, None, "") for scored in run])


def test_the_verb_prints_grades_and_agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = tmp_path / "few.jsonl"
    lines = default_question_set().read_text(encoding="utf-8").splitlines()[:3]
    questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = ["judge", "bm25", "--judge", "judge", "--questions", str(questions), "--home", str(tmp_path / "home")]
    with ScriptedChatServer([say(BEST, usage=(10, 5))]) as server:
        monkeypatch.setenv("REPORT_ASSISTANT_BASE_URL", server.base_url)
        result = CliRunner().invoke(cli, ["eval", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "correct" in result.output
    assert "agreement with the scores made by code" in result.output
    kept = tmp_path / "home" / "scorecard" / "judged" / "bm25.jsonl"
    assert {json.loads(line)["id"] for line in kept.read_text(encoding="utf-8").splitlines()} == {
        json.loads(line)["id"] for line in lines
    }
