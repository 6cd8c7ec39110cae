"""Which figures and which passages answer the question: features of each candidate, weighed by fitted weights.

The choice is a conditional logit over the candidates of one question [1]: every feature is a number in about 0 to 1 or
-1 to 0, so the weights (`assistant/weights.json`, fitted by `python -m eval.fit_answers`) can be read and compared.

[1] McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.elsewhere import is_elsewhere, names_asked
from assistant.facts import Fact, read_facts
from assistant.fit import figure_fit, noun_fit
from assistant.matched import Matched, Searched, passage_spans, report_languages
from assistant.near_miss import is_near_miss, terms_asked
from assistant.passages import Passage, clauses, whole
from assistant.question import Wanted
from assistant.siblings import is_of_sibling
from assistant.years import speaks_of, without_compared, years_in
from index.hit import Hit, Span
from index.report import Report, report_holding

_RIGHT_BEHIND = re.compile(r"\d{4} ?\(?$")  # a figure right behind the year it is compared with is that year's


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage that may answer, with the figure in it that does, and why it was scored so."""

    passage: Passage
    fact: Fact | None
    score: float
    features: Mapping[str, float]
    met: tuple[float, ...] = ()  # of a figure: how much of the question each word adds, as far as it is met


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the fitted weights: for figures, for passages, and for refusing."""
    return json.loads(files("assistant").joinpath("weights.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a hit before it is weighed."""

    hit: Hit
    sentence_score: float
    passage: Passage
    stretches: tuple[tuple[str, tuple[Span, ...]], ...]  # by name, narrowest first; each in one text or both
    fact: Fact | None = None


def choose_figures(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every figure of the hits as an answer, best first; those of another year or name than asked come last."""
    languages = report_languages(index)
    found = []
    for hit in hits:
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True):
            passages = clauses(hit.paragraph, sentence)
            around = ("sentence", passage_spans(whole(hit.paragraph, sentence)))
            for fact in read_facts(hit.paragraph, sentence, wanted.language, languages[hit.paragraph.report]):
                narrow = ("narrow", tuple(one.span(part) for one in fact.both for part in one.phrases))
                wide = ("wide", tuple(one.span(part) for one in fact.both for part in one.statements))
                passage = next(one for one in reversed(passages) if one.start <= fact.source.start)
                own = ("own", tuple(one.span(one.counted) for one in fact.both))
                found.append(Candidate(hit, score, passage, (own, narrow, wide, around), fact))
    fitting = [one for one in found if one.fact and wanted.unit_fit(one.fact.figure.unit) > 0]
    return _weighed(wanted, fitting or found, index, "figures")


def choose_passages(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> list[Choice]:
    """Score every clause of the hits as an answer, best first."""
    found = [
        Candidate(
            hit,
            score,
            passage,
            (("narrow", passage_spans(passage)), ("sentence", passage_spans(whole(hit.paragraph, sentence)))),
        )
        for hit in hits
        for sentence, score in zip(hit.sentences, hit.sentence_scores, strict=True)
        for passage in clauses(hit.paragraph, sentence)
    ]
    return _weighed(wanted, found, index, "passages")


def _weighed(wanted: Wanted, found: Sequence[Candidate], index: Searched, purpose: str) -> list[Choice]:
    if not found:
        return []
    every = [span for one in found for _, group in one.stretches for span in group]
    matched = Matched(wanted.question, wanted.language, every, index)
    focus = Matched(wanted.focus, wanted.language, every, index) if wanted.focus else None
    top_hit, top_sentence = max(one.hit.score for one in found), max(one.sentence_score for one in found)
    paragraphs = {one.passage.paragraph.id: one.passage.paragraph for one in found}
    cited = {paragraph.report for paragraph in paragraphs.values()}
    named = {
        report.id: names_asked(wanted.question, paragraphs.values(), report)
        for report in index.reports
        if report.id in cited
    }
    facts, terms = [one.fact for one in found if one.fact], terms_asked(wanted, matched.asked.words)
    naming = matched.asked.naming
    choices: list[tuple[Candidate, dict[str, float], tuple[float, ...]]] = []
    for one in found:
        features = {"hit": one.hit.score - top_hit, "sentence": one.sentence_score - top_sentence}
        for name, spans in one.stretches:
            if name == "own":
                counted = matched.counted(wanted, one.passage.paragraph, spans)
                features["counted"] = max(counted, noun_fit(wanted, one.fact)) if one.fact else counted
                continue
            features |= matched.features(name, one.passage.paragraph, spans)
            if focus and name != "sentence":
                features[f"focus {name}"] = focus.features(name, one.passage.paragraph, spans)[f"{name} meaning"]
        if one.fact:
            features |= figure_fit(wanted, one.fact)
        else:
            features["kind"] = matched.kind(wanted, one.passage)
        features["other year"] = _other_year(wanted, one, index)
        paragraph = one.passage.paragraph
        features["other name"] = float(is_elsewhere(named[paragraph.report], paragraph, one.passage.end))
        wide = dict(one.stretches).get("wide", ())
        met = matched.shares(paragraph, wide) if wide else ()
        if one.fact:
            features["said later"] = float(_said_later(one, found, naming, matched))
            features["other thing"] = float(is_near_miss(wanted, one.fact, facts, terms))
            features["other side"] = float(is_of_sibling(wanted, one.fact))
        if wide:
            features["term elsewhere"] = matched.asked.unnamed(matched.held(paragraph, wide))
        choices.append((one, features, met))
    least, in_time = _least_missed(choices), _in_time(choices)
    weighed = []
    for one, features, met in choices:
        if one.fact:
            if features["other period"] and _place_of(one.fact) in in_time:
                features["other period"] = 2.0
            rival = least[one.fact.paragraph.id, one.fact.sentence.start]
            features["term elsewhere"] = max(0.0, features["term elsewhere"] - rival)
        weighed.append(Choice(one.passage, one.fact, weigh(features, purpose), features, met))
    return sorted(weighed, key=ranked)


def _said_later(one: Candidate, found: Sequence[Candidate], naming: frozenset[str], matched: Matched) -> bool:
    """Whether a naming word stands in the phrase of a later figure of the sentence and not with this one.

    "There were 4,905 cases, 214 of them severe": severe cases are asked for, and only the second figure is of those.
    """
    fact, paragraph = one.fact, one.passage.paragraph
    if fact is None:
        return False
    missed = naming - matched.held(paragraph, dict(one.stretches)["wide"])
    return bool(missed) and any(
        not missed.isdisjoint(matched.held(paragraph, dict(other.stretches)["narrow"]))
        for other in found
        if other.fact and other.fact.paragraph.id == paragraph.id and other.fact.sentence == fact.sentence
        if fact.figure.end <= other.fact.figure.start
    )


def _least_missed(
    choices: Sequence[tuple[Candidate, dict[str, float], tuple[float, ...]]],
) -> dict[tuple[str, int], float]:
    """Return, for each sentence, the least of the question's terms that the statement of any fitting figure misses.

    Of two figures in one sentence, "bad debt" asks for the one that is said of bad debt.
    """
    least: dict[tuple[str, int], float] = {}
    for one, features, _ in choices:
        if one.fact:
            key = (one.fact.paragraph.id, one.fact.sentence.start)
            missed = features["term elsewhere"] if features["unit"] >= 0.5 else 1.0
            least[key] = min(missed, least.get(key, 1.0))
    return least


def _in_time(
    choices: Sequence[tuple[Candidate, dict[str, float], tuple[float, ...]]],
) -> frozenset[tuple[str, int, str]]:
    """Return where, and of which units, figures are said of the part of the year that is asked about.

    "1.29 % (in the first 6 months, -2.07 %)": beside the figure of the first half, another's is surely not asked for.
    """
    return frozenset(_place_of(one.fact) for one, features, _ in choices if one.fact and features["period"])


def _place_of(fact: Fact) -> tuple[str, int, str]:
    return fact.paragraph.id, fact.sentence.start, fact.figure.unit


def ranked(choice: Choice) -> tuple[float, float]:
    """What is of another year, name or thing comes last, however well it fits."""
    features = choice.features
    names = ("other year", "other name", "other thing", "other side")
    return max(features.get(name, 0.0) for name in names), -choice.score


def _other_year(wanted: Wanted, candidate: Candidate, index: Searched) -> float:
    """Return 1 where a candidate speaks of other years than the question, or compares with others."""
    paragraph, fact = candidate.passage.paragraph, candidate.fact
    report = report_holding(paragraph, index.reports)
    if fact and wanted.kind == "date" and wanted.to_come and _is_past(fact, report):
        return 1.0
    if not wanted.years and not wanted.base_years:
        return 0.0
    is_done = fact is not None and "plan" not in wanted.relations  # what is planned is of its section's year
    near = _said_near(fact) if fact else [without_compared(candidate.passage.quote)]
    told = not wanted.years or any(speaks_of(wanted.years, text, paragraph, report, figure=is_done) for text in near)
    return float(not told or not _compares(wanted.base_years, candidate, report))


def _said_near(fact: Fact) -> list[str]:
    """Return what tells a figure's year: its statement, and what opens its sentence where the statement names none.

    "So với năm 2021 (1.363 ca)" gives the cases of 2021; "tăng 9,5% so với năm 2021" a growth of another year.
    """
    start, end = fact.statement
    before, after = fact.text[start : fact.figure.start], fact.text[fact.figure.start : end]
    own = before if _RIGHT_BEHIND.search(before) and "growth" not in fact.relations else without_compared(before)
    after += fact.text[slice(*fact.tail)] if fact.tail else ""
    near = f"{own} {without_compared(after)}"
    return [near] if years_in(near) else [near, fact.opening]


def _is_past(fact: Fact, report: Report) -> bool:
    """Whether a figure is a time of the years before the report's."""
    years = years_in(fact.figure.text) if fact.figure.unit in {"year", "month", "date"} else frozenset()
    return bool(years) and report.year is not None and max(years) < report.year


def _compares(years: frozenset[int], candidate: Candidate, report: Report) -> bool:
    """Whether a passage may compare with one of these years: it names it, or it is the year before the report's."""
    fact = candidate.fact
    near = fact.text[slice(*fact.statement)] if fact else candidate.passage.quote
    return not years or bool(years & years_in(near)) or report.year is None or report.year - 1 in years


def weigh(features: Mapping[str, float], purpose: str) -> float:
    """Return the weighted sum of features."""
    fitted = weights()[purpose]
    return sum(fitted.get(name, 0.0) * value for name, value in features.items())
