"""Refuse a change that makes answers worse, and say which questions broke.

Four kinds of rule: hard rules (no unsupported figure, every quote verbatim, no answer uncited, no error), floors, no
significant loss against the baseline (exact McNemar over the questions that changed), and no paragraph gone dark (every
question that used to find it has lost it), which is too few questions for any test of significance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.baseline import Baseline
from eval.compare import Difference, compare
from eval.diagnose import swapped_first_two, swapped_paragraphs
from eval.score import Scored
from eval.summary import Summary, summarise

_LOSSES = ("right", "R@1", "R@5", "figures right", "refusal recall", "right language")
_CHANCE = 0.05  # a loss less likely than this by chance closes the gate
_CHANCE_IN_A_LANGUAGE = 0.01  # three languages are tested beside the whole
_DARK = 2  # questions that found a paragraph before it can go dark


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule."""

    rule: str
    message: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a run."""

    findings: tuple[Finding, ...]
    changes: tuple[Difference, ...]  # against the baseline, significant or not

    @property
    def passed(self) -> bool:
        """Tell whether the run may replace the baseline."""
        return not self.findings


def judge(
    run: Sequence[Scored], baseline: Baseline | None, wanted: Iterable[str] = (), *, accept: bool = False
) -> Verdict:
    """Hold a run against the rules. Raises ValueError on an empty run.

    Args:
        wanted: the ids of the set's questions.
        accept: only show what changed against the baseline; losing against it breaks no rule.
    """
    findings = [*_hard(run), *_missing(run, wanted), *_floors(summarise("gate", run), baseline)]
    if baseline is None:
        return Verdict(tuple(findings), ())
    changes = compare(baseline.values, run, _LOSSES)
    if accept:
        return Verdict(tuple(findings), changes)
    findings += [*_losses(changes, _CHANCE, ""), *_losses_by_language(run, baseline)]
    findings += [*_dark(run, baseline), *_diagnosed(run, baseline)]
    return Verdict(tuple(findings), changes)


def _hard(run: Sequence[Scored]) -> list[Finding]:
    rules = {
        "figures unsupported": [scored for scored in run if scored.value("figures unsupported")],
        "quotes verbatim": [
            scored for scored in run if (scored.value("quotes verbatim") or 0.0) < 1 and scored.record.citations
        ],
        "uncited": [scored for scored in run if scored.record.answered and not scored.record.citations],
        "no answer": [scored for scored in run if scored.record.error],
    }
    messages = {
        "figures unsupported": "an answer holds a figure that no cited paragraph holds",
        "quotes verbatim": "a quotation does not stand in the report as quoted",
        "uncited": "an answer cites nothing",
        "no answer": "a question ended in an error",
    }
    return [
        Finding(rule, f"{messages[rule]}: {_first(broken, rule)}", _ids(broken))
        for rule, broken in rules.items()
        if broken
    ]


def _first(broken: Sequence[Scored], rule: str) -> str:
    first = broken[0]
    reason = first.scores[rule].reason if rule in first.scores else first.record.error or first.record.text[:80]
    return f"{len(broken)} questions, first {first.question.id} ({reason})"


def _missing(run: Sequence[Scored], wanted: Iterable[str]) -> list[Finding]:
    there = {scored.question.id for scored in run}
    missing = tuple(id for id in wanted if id not in there)
    return [Finding("missing", f"{len(missing)} questions have no result", missing)] if missing else []


def _floors(summary: Summary, baseline: Baseline | None) -> list[Finding]:
    floors: Mapping[str, float] = (baseline or Baseline("", {}, {})).floors
    findings = []
    for key, floor in floors.items():
        score, _, group_name = key.partition("/")
        for group in summary.groups:
            wanted = group.by == "language" and group.name == group_name if group_name else group.by == "all"
            if wanted and score in group.means and group.means[score].mean < floor:
                findings.append(Finding("floor", f"{key} is {group.means[score].mean:.3f}, under its floor {floor}"))
    return findings


def _losses(changes: Sequence[Difference], chance: float, where: str) -> list[Finding]:
    return [
        Finding(
            f"loss of {change.name}{where}",
            f"{change.name}{where} fell from {change.before:.3f} to {change.after:.3f}: "
            f"{len(change.lost)} questions lost, {len(change.won)} won (chance {change.chance:.4f})",
            change.lost,
        )
        for change in changes
        if len(change.lost) > len(change.won) and change.chance < chance
    ]


def _losses_by_language(run: Sequence[Scored], baseline: Baseline) -> list[Finding]:
    findings = []
    for language in sorted({scored.question.lang for scored in run}):
        part = [scored for scored in run if scored.question.lang == language]
        changes = compare(baseline.values, part, ("right", "R@5"))
        findings += _losses(changes, _CHANCE_IN_A_LANGUAGE, f" in {language}")
    return findings


def _dark(run: Sequence[Scored], baseline: Baseline) -> list[Finding]:
    """Find the paragraphs that every question used to find among the first five and none finds now."""
    found_before: dict[str, list[Scored]] = {}
    for scored in run:
        if baseline.values.get(scored.question.id, {}).get("R@5") == 1 and len(scored.gold.paragraphs) == 1:
            found_before.setdefault(next(iter(scored.gold.paragraphs)), []).append(scored)
    return [
        Finding(
            "gone dark", f"paragraph {paragraph} is no longer found by any of its {len(group)} questions", _ids(group)
        )
        for paragraph, group in found_before.items()
        if len(group) >= _DARK and all(scored.value("R@5") == 0 for scored in group)
    ]


def _diagnosed(run: Sequence[Scored], baseline: Baseline) -> list[Finding]:
    rankings = {scored.question.id: tuple(hit.paragraph for hit in scored.record.hits) for scored in run}
    findings = []
    first_two = swapped_first_two(baseline.rankings, rankings)
    if first_two:
        findings.append(
            Finding(
                "first two swapped", f"the first two paragraphs changed places in {len(first_two)} questions", first_two
            )
        )
    for one, other, questions in swapped_paragraphs(baseline.rankings, rankings):
        findings.append(
            Finding("paragraphs swapped", f"paragraphs {one} and {other} are found in each other's place", questions)
        )
    return findings


def _ids(run: Sequence[Scored]) -> tuple[str, ...]:
    return tuple(scored.question.id for scored in run)
