"""The gate's rules, each on answers made of the gold evidence; `test_eval_broken` breaks the real product."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.baseline import Baseline
from eval.baselines.keywords import Keywords
from eval.corpus import Corpus
from eval.gate import Verdict, judge
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.run import ask
from eval.score import Scored, score_run
from index import read_report
from index.build import shipped_report
from index.errors import QuestionSetInvalid
from tests.oracle import Oracle


class Sound:
    """Answers made of the gold evidence, and the baseline made of them."""

    def __init__(self) -> None:
        report = read_report(shipped_report())
        self.corpus = Corpus.of([report])
        questions = load_questions(default_question_set())
        self.questions: Sequence[Question] = tuple({question.question: question for question in questions}.values())
        oracle = Oracle(self.questions, self.corpus, Keywords([report]))
        records = {question.id: ask(oracle, question, question.id) for question in self.questions}
        self.run = score_run(self.questions, records, self.corpus)
        self.baseline = Baseline.of("quoting", self.run)


@pytest.fixture(scope="module")
def sound() -> Sound:
    return Sound()


def _rules(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.questions for finding in verdict.findings}


def test_the_gate_is_open_for_what_the_baseline_was_made_of(sound: Sound) -> None:
    verdict = judge(sound.run, sound.baseline, [question.id for question in sound.questions])
    assert verdict.passed, verdict.findings


def _most_asked(sound: Sound) -> tuple[str, str]:
    asked: dict[str, int] = {}
    for scored in sound.run:
        if len(scored.gold.paragraphs) == 1:
            asked[next(iter(scored.gold.paragraphs))] = asked.get(next(iter(scored.gold.paragraphs)), 0) + 1
    middling = sorted(asked, key=lambda id: asked[id])
    one, other = sorted(middling[len(middling) // 2 :][:2])
    return one, other


def test_a_paragraph_that_none_of_its_questions_finds_any_more_has_gone_dark(sound: Sound) -> None:
    lost, _ = _most_asked(sound)
    run = [_without(scored, lost, sound) if lost in scored.gold.paragraphs else scored for scored in sound.run]
    dark = [finding for finding in judge(run, sound.baseline).findings if finding.rule == "gone dark"]
    assert lost in dark[0].message
    assert dark[0].questions


def _without(scored: Scored, paragraph: str, sound: Sound) -> Scored:
    hits = tuple(hit for hit in scored.record.hits if hit.paragraph != paragraph)
    return score_run([scored.question], {scored.question.id: replace(scored.record, hits=hits)}, sound.corpus)[0]


def test_a_few_questions_lost_and_as_many_won_are_no_loss(sound: Sound) -> None:
    values = {id: dict(scores) for id, scores in sound.baseline.values.items()}
    for id in list(values)[:3]:
        values[id]["right"] = 0.0
    run = list(sound.run)
    for position in (-1, -2, -3):
        run[position] = replace(
            run[position], scores={**run[position].scores, "right": replace(run[position].scores["right"], value=0.0)}
        )
    verdict = judge(run, replace(sound.baseline, values=values))
    change = next(change for change in verdict.changes if change.name == "right")
    assert (len(change.won), len(change.lost)) == (3, 3)
    assert "loss of right" not in _rules(verdict)


def test_questions_without_a_result_are_named(sound: Sound) -> None:
    verdict = judge(sound.run[1:], sound.baseline, [question.id for question in sound.questions])
    assert _rules(verdict)["missing"] == (sound.questions[0].id,)


def test_accepting_shows_what_is_lost_and_closes_for_hard_rules_only(sound: Sound) -> None:
    refusing = [
        score_run(
            [each.question], {each.question.id: replace(each.record, answered=False, citations=())}, sound.corpus
        )[0]
        for each in sound.run
    ]
    assert "loss of right" in _rules(judge(refusing, sound.baseline))
    accepted = judge(refusing, sound.baseline, accept=True)
    assert next(change for change in accepted.changes if change.name == "right").lost
    assert "loss of right" not in _rules(accepted)
    assert _rules(judge(sound.run[1:], sound.baseline, [each.id for each in sound.questions], accept=True))


def test_a_floor_holds_without_a_baseline(sound: Sound) -> None:
    verdict = judge([_without(s, next(iter(s.gold.paragraphs), ""), sound) for s in sound.run], None)
    assert "floor" in _rules(verdict)


def test_a_baseline_is_read_back_as_written_one_question_a_line(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    sound.baseline.write(path)
    assert Baseline.read(path) == Baseline(**json.loads(path.read_text(encoding="utf-8")))
    assert len(path.read_text(encoding="utf-8").splitlines()) > 2 * len(sound.questions)
    assert path.stat().st_size < 400_000


def test_a_broken_baseline_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(QuestionSetInvalid, match=r"baseline\.json.*--accept"):
        Baseline.read(path)
