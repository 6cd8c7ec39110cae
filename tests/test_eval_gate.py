"""The gate stays open for a sound product and closes for each of five broken ones, saying what broke."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.baseline import Baseline
from eval.baselines.keywords import Keywords
from eval.corpus import Corpus
from eval.faults import NeverRefuses, NoFigureCheck, SecondFirst, SwappedParagraphs, WrongLanguage
from eval.gate import Verdict, judge
from eval.oracle import Oracle
from eval.question import Question
from eval.question_set import default_question_set, load_questions
from eval.replay import Replay
from eval.run import ask
from eval.score import Scored, score_run
from eval.system import System
from index import read_report
from index.build import shipped_report
from index.errors import QuestionSetInvalid


class Sound:
    """A sound product, its answers recorded once, and the baseline made of them."""

    def __init__(self) -> None:
        report = read_report(shipped_report())
        self.corpus = Corpus.of([report])
        questions = load_questions(default_question_set())
        self.questions: Sequence[Question] = tuple({question.question: question for question in questions}.values())
        oracle = Oracle(self.questions, self.corpus, Keywords([report]))
        records = {question.id: ask(oracle, question, question.id) for question in self.questions}
        self.product = Replay(self.questions, records, self.corpus)
        self.run = self.scored(self.product)
        self.baseline = Baseline.of("quoting", self.run)

    def scored(self, product: System) -> tuple[Scored, ...]:
        records = {question.id: ask(product, question, question.id) for question in self.questions}
        return score_run(self.questions, records, self.corpus)

    def verdict(self, product: System) -> Verdict:
        return judge(self.scored(product), self.baseline, [question.id for question in self.questions])


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


def _swapped(sound: Sound) -> System:
    one, other = (sound.corpus.paragraphs[id] for id in _most_asked(sound))
    return SwappedParagraphs(sound.product, one, other)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        pytest.param(lambda sound: NoFigureCheck(sound.product), "figures unsupported", id="no figure check"),
        pytest.param(_swapped, "paragraphs swapped", id="two paragraphs' vectors swapped"),
        pytest.param(lambda sound: SecondFirst(sound.product), "first two swapped", id="second hit first"),
        pytest.param(lambda sound: NeverRefuses(sound.product), "loss of refusal recall", id="always answers"),
        pytest.param(lambda sound: WrongLanguage(sound.product), "loss of right language", id="other language"),
    ],
)
def test_the_gate_closes_for_a_broken_product_and_names_what_broke(
    sound: Sound, broken: Callable[[Sound], System], rule: str
) -> None:
    verdict = sound.verdict(broken(sound))
    assert not verdict.passed
    assert rule in _rules(verdict), [finding.message for finding in verdict.findings]
    assert _rules(verdict)[rule], "the broken questions are named"


def test_swapped_paragraphs_are_named_by_their_addresses(sound: Sound) -> None:
    message = next(f.message for f in sound.verdict(_swapped(sound)).findings if f.rule == "paragraphs swapped")
    assert all(id in message for id in _most_asked(sound))


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
