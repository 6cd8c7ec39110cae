"""Whether the report answers the question at all: a logistic model over several features of the best candidate.

The features look at the question and at what was found for it; the weights are fitted on answerable and unanswerable
questions by `python -m eval.fit_answers` and stand in `assistant/weights.json`.
"""

from __future__ import annotations

import math
import re
from calendar import day_name, month_name
from collections.abc import Mapping, Sequence

from assistant.answer import Language
from assistant.cues import NUMBER, PART_OF_YEAR, periods_in, plain
from assistant.features import Asked, words_of
from assistant.matched import Matched, Searched, language_of_report, passage_spans, whole_spans
from assistant.near_miss import terms_asked
from assistant.passages import Passage
from assistant.question import Wanted
from assistant.select import Choice, weights
from assistant.silent import is_silent, known
from index.hit import Hit
from index.language import fold
from index.language.glossary import placed_concepts
from index.report import Paragraph, Report, report_holding

_TIMES = frozenset(name.lower() for name in (*month_name, *day_name, "I") if name)
_TITLE = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|prof(?:essor)?|sir|dame|lord|lady|councillor|cllr) )+")  # folded
_OF = {"en": "(?:of|in|at|for|from|by)", "vi": "(?:cua|o|tai)"}
_NAME = re.compile(r"(?<![.?!:]\s)(?<!^)\b[^\W\d_a-zà-ỹ]\w*(?:[ -][^\W\d_a-zà-ỹ]\w*)*")


def answerable(
    wanted: Wanted, hits: Sequence[Hit], figures: Sequence[Choice], passages: Sequence[Choice], index: Searched
) -> tuple[float, Mapping[str, float]]:
    """Return the probability that the best candidate answers the question, and the features it rests on.

    What is of another year, name or thing is no answer however well everything else fits, and neither is a passage
    without a number to a question for one, or where the reports are silent by rule (`assistant.silent`): 0, on no
    features.
    """
    if not hits or not passages or is_silent(wanted, _best(wanted, figures, passages).passage, index):
        return 0.0, {}
    features = refusal_features(wanted, hits, figures, passages, index)
    if (
        features["other year"]
        or features["other name"]
        or features["other thing"]
        or features["other side"]
        or (features["unknown name"] and _is_of_unknown(wanted, index))
        or (features["no figure"] and NUMBER[wanted.language].search(plain(wanted.focus or wanted.question)))
    ):
        return 0.0, {}
    fitted = weights()["answerable"]
    logit = fitted["bias"] + sum(fitted.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), features


def refusal_features(
    wanted: Wanted, hits: Sequence[Hit], figures: Sequence[Choice], passages: Sequence[Choice], index: Searched
) -> dict[str, float]:
    """Return what tells an answerable question from one the report is silent on; each is about 0 to 1."""
    best = _best(wanted, figures, passages)
    figure = best if best.fact else None
    rivals = [choice.score for choice in (figures if figure else passages) if choice.passage != best.passage]
    paragraph = best.passage.paragraph
    report = report_holding(paragraph, index.reports)
    near, far = passage_spans(best.passage), whole_spans(paragraph)
    matched = Matched(wanted.question, wanted.language, [*near, *far], index)
    asked = matched.asked
    passage, around = matched.best(paragraph, near), matched.best(paragraph, far)
    texts = _texts(paragraph, wanted, report)
    held = matched.held(paragraph, near)
    joined = asked.joined(held, wanted.language)
    all_held = matched.held(paragraph, far).union(*(words_of(*text) for text in texts))
    terms = terms_asked(wanted, asked.words)
    return {
        "confidence": hits[0].confidence,
        "score": best.score / 10,
        "margin": min(3.0, best.score - max(rivals, default=best.score - 3.0)) / 3,
        "first hit": float(paragraph.id == hits[0].paragraph.id),
        "passage meaning": asked.met(passage),
        "passage weakest": asked.weakest(passage),
        "term missed": asked.unnamed(held),
        "term missed around": asked.unnamed(all_held),
        "term nowhere": float(bool(figure) and terms.isdisjoint(all_held) and bool(terms)),
        "subject missed": asked.missed(passage),
        "nothing met": float(asked.missed(passage) >= 1.0 and not joined),
        "passage strongest": 1.0 if joined else asked.strongest(passage),
        "paragraph meaning": asked.met(around),
        "paragraph weakest": asked.weakest(around),
        "words": max(asked.held(text, language) for text, language in texts),
        "unknown": _unknown_share(asked, wanted, index),
        "elsewhere": _elsewhere(asked, texts, wanted, index),
        "hit score": hits[0].score / 10,
        "hit lead": min(3.0, hits[0].score - hits[min(len(hits), 2) - 1].score) / 3,
        "hit drop": min(5.0, hits[0].score - hits[min(len(hits), 5) - 1].score) / 5,
        "sentence score": (hits[0].sentence_scores[0] if hits[0].sentence_scores else 0.0) / 10,
        "sentence words": best.features["sentence words"],
        "sentence meaning": best.features["sentence meaning"],
        "sentence weakest": best.features["sentence weakest"],
        "no figure": float(wanted.wants_figure and figure is None),
        "wants figure": float(wanted.wants_figure),
        "agree passage": float(_overlap(best.passage, passages[0].passage)),
        "agree sentence": float(_has(best.passage, hits[0])),
        "counted": best.features.get("counted", 1.0) if figure else 1.0,
        "no kind": float(
            figure is None and passages[0].features["kind"] == 0.0 and wanted.kind in {"who", "date", "reason"}
        ),
        "wide meaning": best.features.get("wide meaning", best.features["narrow meaning"]),
        "narrow meaning": best.features["narrow meaning"] if figure else 0.0,
        "other relation": best.features.get("other relation", 0.0),
        "other period": best.features.get("other period", 0.0),
        "period missed": float(_period_missed(wanted, best)),
        "noun missed": float(
            bool(figure) and bool(wanted.counted) and wanted.kind == "count" and best.features["noun"] == 0.0
        ),
        "other year": best.features["other year"],
        "other name": best.features["other name"],
        "other thing": best.features.get("other thing", 0.0),
        "other side": best.features.get("other side", 0.0),
        "unknown name": float(bool(_unknown_names(wanted, index))),
    }


def _best(wanted: Wanted, figures: Sequence[Choice], passages: Sequence[Choice]) -> Choice:
    """Return what the answer leads with: the best figure where one is wanted, else the best passage."""
    return figures[0] if wanted.wants_figure and figures and figures[0].features["unit"] >= 0.5 else passages[0]


def _period_missed(wanted: Wanted, best: Choice) -> bool:
    """Whether a half or a quarter of a year is asked for and the passage names none of those asked."""
    parts = wanted.periods & PART_OF_YEAR
    texts = [text for text in (best.passage.quote, best.passage.translation) if text]
    return bool(parts) and not any(parts & periods_in(fold(text)) for text in texts)


def _overlap(one: Passage, other: Passage) -> bool:
    return one.paragraph.id == other.paragraph.id and one.start < other.end and other.start < one.end


def _has(passage: Passage, hit: Hit) -> bool:
    """Whether a passage lies in the best sentence of a hit."""
    return (
        bool(hit.sentences)
        and passage.paragraph.id == hit.paragraph.id
        and (hit.sentences[0].start <= passage.start < hit.sentences[0].end)
    )


def _texts(paragraph: Paragraph, wanted: Wanted, report: Report) -> list[tuple[str, Language]]:
    own = language_of_report(report)
    texts = [(" ".join((*paragraph.headings, paragraph.text)), own)]
    if paragraph.translation and wanted.language != report.language:
        headings = " ".join(heading.translation or "" for heading in paragraph.outline)
        texts.append((f"{headings} {paragraph.translation}", wanted.language))
    return texts


def _unknown_share(asked: Asked, wanted: Wanted, index: Searched) -> float:
    """Return the share of the question's words that no report has in the question's language."""
    single = [word for word in asked.words if "_" not in word]
    return sum(index.frequency(word, wanted.language) == 0 for word in single) / len(single) if single else 1.0


def _elsewhere(asked: Asked, texts: Sequence[tuple[str, Language]], wanted: Wanted, index: Searched) -> float:
    """Return the share of the question's words that the reports have, but not in this paragraph.

    A word no report has may be another way to say something; a word they have elsewhere is about something else.
    """
    single = {word: weight for word, weight in asked.words.items() if "_" not in word}
    missed = sum(
        weight
        for word, weight in single.items()
        if index.frequency(word, wanted.language) and not any(asked.has(word, *text) for text in texts)
    )
    return missed / sum(single.values()) if single else 0.0


def _unknown_names(wanted: Wanted, index: Searched) -> list[str]:
    """Return the names in the question that no report mentions, with or without diacritics."""
    question = wanted.question
    letters = [letter for letter in question if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > len(letters) / 2
    named = [] if shouted else [name for name in _names(question) if not placed_concepts(name, wanted.language)]
    unknown = [name for name in named if not known(name, index.reports)]
    # "Dr Straughan" is "Dr Helen Straughan"; what is left of a Vietnamese name is a syllable of many words.
    english = [report for report in index.reports if report.language == "en"]
    return [name for name in unknown if (bare := _TITLE.sub("", name)) == name or not known(bare, english)]


def _is_of_unknown(wanted: Wanted, index: Searched) -> bool:
    """Whether a figure is asked for of something that no report mentions: "the ports of Rotterdam"."""
    folded = fold(wanted.question)
    return wanted.wants_figure and any(
        re.search(rf"(?<!\w){_OF[wanted.language]} (?:the )?{re.escape(name)}(?!\w)", folded)
        for name in _unknown_names(wanted, index)
    )


def _names(question: str) -> list[str]:
    """Return what is written like a name in a question, folded; not the name of a month or a day."""
    found = (fold(match.group()) for match in _NAME.finditer(question))
    return [name for name in found if not _TIMES.issuperset(re.split(r"[ -]", name))]
