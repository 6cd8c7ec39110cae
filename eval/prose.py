"""Have a chat model grade answers against the reference answers, and say how far it agrees with the scores.

    report-assistant eval judge quoting --judge openai:NAME

A judge is a second opinion on prose, never part of the gate: it can be wrong, and it differs from model to model. Its
grades are kept a line each as they come, so that nothing is graded twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.chat import ChatModel, ChatModelFailed
from eval.corpus import Corpus
from eval.intervals import Estimate, mean_by_cluster
from eval.results import Results, only_run
from eval.score import Scored
from eval.summary import cluster_of
from index.errors import EvaluationFailed
from prompts import load_prompt

MOST = 2  # the best grade
ASKED_FOR = ("correct", "complete", "readable")
_ATTEMPTS = 2  # a reply that is no grade is asked for once more
_JSON = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Grade:
    """What a judge says of one answer, each 0, 1 or 2; None where its reply was no grade."""

    id: str  # the question's
    key: str  # of everything the judge was shown
    correct: int | None
    complete: int | None
    readable: int | None
    reason: str

    def to_line(self) -> str:
        """Return the grade as one line of JSON, without the line end."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> Grade:
        """Read what `to_line` wrote; raises ValueError where the line is no grade."""
        try:
            return cls(**json.loads(line))
        except TypeError as error:
            raise ValueError(f"not a grade: {error}") from error


@dataclass(frozen=True, slots=True)
class Judged:
    """A judge's grades of a run, beside the scores made by code."""

    judge: str
    means: dict[str, Estimate]  # of 1, by what was graded
    graded: int
    ungraded: int  # replies that were no grade
    agree: float  # the share of answers that both call right or both do not; right is the best grade for correct
    kappa: float | None  # Cohen's: agreement beyond chance; None where chance alone explains everything
    only_judge: tuple[str, ...]  # questions that only the judge calls right
    only_code: tuple[str, ...]  # questions that only the scores call right


def grade_run(
    run: Sequence[Scored],
    corpus: Corpus,
    judge: ChatModel,
    path: Path,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Grade]:
    """Grade every answer that was not graded before, and return all grades in the run's order.

    Raises:
        EvaluationFailed: the judge did not answer, or another run is grading; what was graded is kept.
    """
    grades = []
    with only_run(path):
        kept = Results.read(path, Grade)
        for done, scored in enumerate(run):
            progress(done)
            asked = question_for(scored, corpus)
            key = hashlib.sha256(f"{judge.id}\n{asked}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
            if key not in kept.by_key:
                kept.add(_grade(scored.question.id, key, asked, judge))
            grades.append(kept.by_key[key])
    return grades


def question_for(scored: Scored, corpus: Corpus) -> str:
    """Return what the judge is asked about one answer."""
    paragraphs = [corpus.paragraphs[id] for id in dict.fromkeys(place.paragraph for place in scored.gold.places)]
    shown = [f"{each.text}\n({each.translation})" if each.translation else each.text for each in paragraphs]
    return load_prompt("judge").fill(
        question="\n".join([*(turn["content"] for turn in scored.question.history), scored.question.question]),
        evidence="\n\n".join(shown) or "(none: the report does not say)",
        reference=scored.question.answer,
        answer=scored.record.text or scored.record.error,
    )


def agreement(judge: str, run: Sequence[Scored], grades: Sequence[Grade]) -> Judged:
    """Hold a judge's grades against the scores made by code. Raises EvaluationFailed where nothing was graded."""
    pairs = [(scored, grade) for scored, grade in zip(run, grades, strict=True) if grade.correct is not None]
    if not pairs:
        raise EvaluationFailed(f"the judge {judge!r} graded none of {len(run)} answers; use a more able model")
    code = [scored.outcome == "right" for scored, _ in pairs]
    model = [grade.correct == MOST for _, grade in pairs]
    agree = sum(one == other for one, other in zip(code, model, strict=True)) / len(pairs)
    share_code, share_model = sum(code) / len(pairs), sum(model) / len(pairs)
    chance = share_code * share_model + (1 - share_code) * (1 - share_model)
    clusters = [cluster_of(scored.question) for scored, _ in pairs]
    return Judged(
        judge,
        {name: mean_by_cluster([getattr(grade, name) / MOST for _, grade in pairs], clusters) for name in ASKED_FOR},
        len(pairs),
        len(run) - len(pairs),
        agree,
        None if chance == 1 else (agree - chance) / (1 - chance),
        tuple(scored.question.id for (scored, _), c, m in zip(pairs, code, model, strict=True) if m and not c),
        tuple(scored.question.id for (scored, _), c, m in zip(pairs, code, model, strict=True) if c and not m),
    )


def read_grade(id: str, key: str, reply: str) -> Grade | None:
    """Read a judge's reply; None where it holds no whole grade."""
    for found in _JSON.findall(reply):
        try:
            values = json.loads(found)
        except ValueError:
            continue
        grades = [values.get(name) for name in ASKED_FOR]
        if all(type(grade) is int and 0 <= grade <= MOST for grade in grades):
            correct, complete, readable = grades
            return Grade(id, key, correct, complete, readable, str(values.get("reason", "")))
    return None


def _grade(id: str, key: str, asked: str, judge: ChatModel) -> Grade:
    said = ""
    for _ in range(_ATTEMPTS):
        reply = judge.stream("", [("user", asked)])
        try:
            said = "".join(reply)
        except ChatModelFailed as error:
            raise EvaluationFailed(
                f"the judge {judge.id!r} did not answer ({error}); what was graded is kept: run again to go on"
            ) from error
        finally:
            reply.close()
        if grade := read_grade(id, key, said):
            return grade
    return Grade(id, key, None, None, None, f"not a grade: {said[:200]}")
