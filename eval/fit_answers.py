"""Fit the weights by which answers are chosen and refused: assistant/weights.json.

    python -m eval.fit_answers [--questions FILE] [--home FOLDER] [--write]

Only the fit part of the question set is learned from; the held-out part is scored beside it and never fitted. Choosing
is a conditional logit over the candidates of each question; refusing is a logistic regression on whether the
answer's lead would be right, which learns every answerable question once more with what proves its answer hidden. Both
are drawn towards a prior that says what must never be wrong (another period, a figure the question itself names),
because a few hundred questions hold too few cases of each. The threshold is the one with the best
headline on the fit part, (right - wrong) / n, of those that refuse nine in ten unanswerable questions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import click
import numpy as np

from assistant.select import weights
from eval.answer_samples import Sample, Weights, collect, collect_hidden, refusing
from eval.logit import Matrix, fit_choice, fit_refusal
from eval.question_set import default_question_set, load_questions, part_of
from eval.threshold import THRESHOLDS, Answered, answered, best_threshold, sweep
from index import Index, ensure_index

PARTS = ("fit", "held-out")
NOTE = "fitted on the fit part of the question set by: python -m eval.fit_answers --write"

# How strongly weights are drawn to their prior, a question.
_PULL = {"figures": 0.01, "passages": 0.01, "answerable": 0.03}
_HIDDEN = 0.2  # how much a question with its proof hidden teaches, next to one as it is
# What a weight is where the questions do not say otherwise; unnamed features start from 0.
_PRIOR: Weights = {
    "figures": {
        "unit": 3.0, "relation": 1.0, "other relation": -1.5, "period": 1.0, "other period": -2.0, "part": 1.0,
        "direction": 0.5, "other direction": -1.0, "noun": 1.5, "given": -2.5, "focus narrow": 1.0,
        "term elsewhere": -1.5, "said later": -2.0, "average": 1.0,
    },
    "passages": {},
    "answerable": {
        "unknown name": -2.5, "no figure": -1.5, "sentence words": 2.0, "passage meaning": 2.0,
        "counted": 1.5, "passage strongest": 2.0, "noun missed": -0.7, "agree sentence": 0.5, "first hit": 0.5,
        "other period": -1.0, "period missed": -3.0, "other relation": -1.5, "nothing met": -2.0, "term nowhere": -1.0,
    },
}  # fmt: skip
# Of the refusal features, those that say again what others say: left out.
_LEFT_OUT = frozenset(["score", "hit score", "hit drop", "paragraph meaning", "paragraph weakest", "words"])


def choice_weights(samples: Sequence[Sample], purpose: str) -> dict[str, float]:
    """Fit how figures or passages are weighed against each other."""
    groups = [group for sample in samples if (group := _group(sample, purpose))]
    names = sorted({name for features, _ in groups for one in features for name in one})
    tables = [(_table(features, names), np.array(right, dtype=np.float64)) for features, right in groups]
    fitted = fit_choice(tables, _prior(purpose, names), _PULL[purpose])
    return {name: round(float(value), 3) for name, value in zip(names, fitted, strict=True)}


def refusal_weights(samples: Sequence[Sample], features: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Fit what makes an answer's lead likely to be right; a sample with its proof hidden counts for less."""
    kept = [(sample, one) for sample, one in zip(samples, features, strict=True) if one]
    names = [name for name in kept[0][1] if name not in _LEFT_OUT]
    table = np.column_stack([_table([one for _, one in kept], names), np.ones(len(kept))])
    right = np.array([float(sample.leads_right) for sample, _ in kept])
    prior = np.append(_prior("answerable", names), 0.0)
    counts = np.array([_HIDDEN if sample.hidden else 1.0 for sample, _ in kept])
    fitted = fit_refusal(table, right, counts, prior, _PULL["answerable"])
    return {name: round(float(value), 3) for name, value in zip([*names, "bias"], fitted, strict=True)}


def accuracy(samples: Sequence[Sample], purpose: str) -> tuple[float, int]:
    """Return how often the best candidate is right, of the questions for which any is, and how many those are."""
    groups = [group for sample in samples if (group := _group(sample, purpose))]
    return sum(right[0] for _, right in groups) / max(1, len(groups)), len(groups)


def fit(
    samples: Sequence[Sample], hidden: Sequence[Sample], index: Index
) -> tuple[dict[str, dict[str, float]], list[Answered]]:
    """Fit everything on the fit part, and answer every question with it."""
    learned = [sample for sample in samples if part_of(sample.question) == "fit"]
    fitted = {purpose: choice_weights(learned, purpose) for purpose in ("figures", "passages")}
    learned += [sample for sample in hidden if part_of(sample.question) == "fit"]
    ordered = [sample.weighed_by(fitted) for sample in learned]
    fitted["answerable"] = refusal_weights(ordered, refusing(ordered, index))
    run = answered(samples, index, fitted)
    fitted["answerable"]["threshold"] = best_threshold([each for each in run if part_of(each.question) == "fit"])
    return fitted, run


def _group(sample: Sample, purpose: str) -> tuple[list[Mapping[str, float]], tuple[bool, ...]] | None:
    """Return the candidates of a question that teaches something: one that has a right one."""
    if purpose == "figures":
        choices, right = sample.figures, sample.right_figures
        asked = bool(sample.question.figures) and sample.wanted.wants_figure
    else:
        choices, right, asked = sample.passages, sample.right_passages, sample.question.answerable
    return ([choice.features for choice in choices], right) if asked and any(right) else None


def _table(features: Sequence[Mapping[str, float]], names: Sequence[str]) -> Matrix:
    return np.array([[one.get(name, 0.0) for name in names] for one in features], dtype=np.float64)


def _prior(purpose: str, names: Sequence[str]) -> Matrix:
    return np.array([_PRIOR[purpose].get(name, 0.0) for name in names], dtype=np.float64)


def _show(samples: Sequence[Sample], run: Sequence[Answered], fitted: Weights) -> None:
    for purpose in ("figures", "passages"):
        for part in PARTS:
            ordered = [sample.weighed_by(fitted) for sample in samples if part_of(sample.question) == part]
            share, count = accuracy(ordered, purpose)
            click.echo(f"best of {purpose} right, {part}: {share:.3f} of {count}")
    for part in PARTS:
        mine = [each for each in run if part_of(each.question) == part]
        click.echo(f"\n{part}, {len(mine)} questions\nthreshold  headline  wrong  refused: answerable  unanswerable")
        for swept in (sweep(mine, threshold) for threshold in THRESHOLDS if mine):
            mark = "  <-" if swept.threshold == fitted["answerable"]["threshold"] else ""
            click.echo(
                f"{swept.threshold:9.2f}  {swept.headline:8.3f}  {swept.wrong:5.3f}"
                f"  {swept.refused_answerable:19.3f}  {swept.refused_unanswerable:12.3f}{mark}"
            )


def _difference(fitted: Weights) -> str:
    """Say how far the fitted weights are from the stored ones."""
    moved = [
        (abs(value - weights()[purpose].get(name, 0.0)), f"{purpose} {name!r}")
        for purpose, group in fitted.items()
        for name, value in group.items()
    ]
    furthest, name = max(moved)
    return f"largest difference from the stored weights: {furthest:.3f} ({name})"


@click.command()
@click.option("--questions", type=click.Path(path_type=Path), help="A question set; by default the report's own.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder the index is kept in.")
@click.option("--write", is_flag=True, help="Store the weights in assistant/weights.json.")
def main(questions: Path | None, home: Path | None, write: bool) -> None:
    """Fit the weights of choosing and refusing, and say how good they are on questions they never saw."""
    with ensure_index(home) as index:
        asked = load_questions(questions or default_question_set(index.reports[0].id))
        samples = collect(asked, index)
        fitted, run = fit(samples, collect_hidden(asked, index), index)
    _show(samples, run, fitted)
    click.echo(f"\n{_difference(fitted)}")
    if write:
        target = Path(str(files("assistant"))) / "weights.json"
        target.write_text(json.dumps({"note": NOTE, **fitted}, indent=1) + "\n", encoding="utf-8")
        click.echo(f"wrote {target.name}")


if __name__ == "__main__":
    main()
