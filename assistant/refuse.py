"""Whether the report answers the question at all: a logistic model over several features of the best candidate.

The features look at the question and at what was found for it; the weights are fitted on answerable and unanswerable
questions by `python -m eval.fit_answers` and stand in `assistant/weights.json`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.features import coverage, word_weights
from assistant.question import Wanted
from assistant.select import Choice, Searched, weights
from index.hit import Hit
from index.language import fold
from index.report import Paragraph, Report

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = re.compile(r"(?<![.?!:]\s)(?<!^)\b[^\W\d_a-zà-ỹ]\w*(?:[ -][^\W\d_a-zà-ỹ]\w*)*")


def answerable(
    wanted: Wanted, hits: Sequence[Hit], figures: Sequence[Choice], passages: Sequence[Choice], index: Searched
) -> tuple[float, Mapping[str, float]]:
    """Return the probability that the best candidate answers the question, and the features it rests on."""
    if not hits or not passages:
        return 0.0, {}
    features = refusal_features(wanted, hits, figures, passages, index)
    fitted = weights()["answerable"]
    logit = fitted["bias"] + sum(fitted.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), features


def refusal_features(
    wanted: Wanted, hits: Sequence[Hit], figures: Sequence[Choice], passages: Sequence[Choice], index: Searched
) -> dict[str, float]:
    """Return what tells an answerable question from one the report is silent on."""
    best = figures[0] if wanted.wants_figure and figures else passages[0]
    others = [choice.score for choice in (figures if best.fact else passages)[1:] if not _same_place(choice, best)]
    asked = word_weights(wanted.question, wanted.language, index.idf)
    paragraph = best.passage.paragraph
    report = next(report for report in index.reports if report.id == paragraph.report)
    texts = _texts(paragraph, wanted, report)
    unknown = _unknown_share(asked, wanted, index)
    return {
        "confidence": hits[0].confidence,
        "score": best.score / 10,
        "margin": min(3.0, best.score - max(others, default=best.score - 3.0)) / 3,
        "first hit": float(paragraph.id == hits[0].paragraph.id),
        "words": max(coverage(asked, text, language) for text, language in texts),
        "unknown": unknown,
        "no figure": float(wanted.wants_figure and (not figures or figures[0].features["unit"] < 0.5)),
        "wants figure": float(wanted.wants_figure),
        "other relation": best.features.get("other relation", 0.0),
        "other period": best.features.get("other period", 0.0),
        "noun": best.features.get("noun", 0.0),
        "phrase words": best.features.get("phrase words", best.features.get("clause words", 0.0)),
        "statement words": best.features.get("statement words", best.features.get("clause words", 0.0)),
        "other year": float(bool(wanted.years) and not years_fit(wanted.years, best, report)),
        "unknown name": float(bool(_unknown_names(wanted, index))),
    }


def years_fit(years: frozenset[int], choice: Choice, report: Report) -> bool:
    """Whether a candidate speaks of one of the years asked for; a report speaks of its own year by default."""
    paragraph = choice.passage.paragraph
    near = {int(year) for year in _YEAR.findall(_near(choice))}
    if near & years:
        return True
    if report.year in years:
        return not near or report.year in near
    section = [other for other in report.paragraphs if other.outline == paragraph.outline]
    stated = {int(year) for other in section for year in _YEAR.findall(other.text)} if paragraph.outline else set()
    return bool(years & stated) and choice.fact is None


def _near(choice: Choice) -> str:
    if choice.fact is None:
        return choice.passage.quote
    return choice.fact.text[slice(*choice.fact.statement)]


def _same_place(one: Choice, other: Choice) -> bool:
    return one.passage == other.passage


def _texts(paragraph: Paragraph, wanted: Wanted, report: Report) -> list[tuple[str, str]]:
    texts = [(" ".join((*paragraph.headings, paragraph.text)), report.language)]
    if paragraph.translation and wanted.language != report.language:
        headings = " ".join(heading.translation or "" for heading in paragraph.outline)
        texts.append((f"{headings} {paragraph.translation}", wanted.language))
    return texts


def _unknown_share(asked: Mapping[str, float], wanted: Wanted, index: Searched) -> float:
    """Return the share of the question's words that no report has in the question's language."""
    rarest = index.idf("\x00", wanted.language)
    return sum(weight >= rarest for weight in asked.values()) / len(asked) if asked else 1.0


def _unknown_names(wanted: Wanted, index: Searched) -> list[str]:
    """Return the capitalised names in the question that no report mentions, with or without diacritics."""
    known = " ".join(
        fold(f"{paragraph.text} {paragraph.translation or ''}")
        for report in index.reports
        for paragraph in report.paragraphs
    )
    return [name for name in _NAME.findall(wanted.question) if fold(name) not in known]
