"""What speaks for a figure or a passage as the answer: pure functions from question and text to numbers, 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.answer import Language
from assistant.cues import Kind, Relation
from assistant.facts import Fact
from assistant.figures import read_figures, same_figure
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

_STRONG: frozenset[Relation] = frozenset({"growth", "plan", "share"})
# Words that show that a text gives this kind of answer, folded.
_SHOWS: dict[Kind, dict[Language, re.Pattern[str]]] = {
    "reason": {
        "en": re.compile(r"\b(because|due to|owing to|since|so as to|in order to|so that|to ensure|thanks to|as a result|therefore|leading to|which (pulled|caused|led|meant)|caused by|with a view to|helping to|thus|creating|laying|from this)\b"),
        "vi": re.compile(r"\b(do|vi|nham|de|boi|nho|gop phan|dan den|tu do|vi vay|do do|nen|tao|gay ra|keo giam|anh huong)\b"),
    },
    "who": {
        "en": re.compile(r"\b(committee|council|department|government|minister|bank|sector|city|district|party|front|centre|branch|union|hub|authorities|agenc\w+|enterprises?|organi[sz]ations?|chairman|office)\b"),
        "vi": re.compile(r"\b(ubnd|hdnd|uy ban|hoi dong|so|nganh|chinh phu|thu tuong|ngan hang|thanh pho|huyen|tinh uy|dang|mat tran|trung tam|chi nhanh|doan the|chu tich|khong gian|don vi|co quan|to chuc)\b"),
    },
    "date": {
        "en": re.compile(r"\b((19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|quarterly|monthly|annual\w*|weekly|regular\w*|end of|beginning of|start of)\b"),
        "vi": re.compile(r"\b((19|20)\d\d|hang (quy|thang|nam|tuan)|dinh ky|thuong xuyen|cuoi nam|dau nam|ngay|thang \d+)\b"),
    },
}  # fmt: skip


def word_weights(text: str, language: Language, idf: Callable[[str, str], float]) -> Mapping[str, float]:
    """Return the search words of a question with how rare each is in the reports."""
    return {word: idf(word, language) for word in words(text, language) if "_" not in word}


def coverage(asked: Mapping[str, float], text: str, language: Language) -> float:
    """Return the share of the question's word weight that a text holds, 0 to 1."""
    total = sum(asked.values())
    held = set(words(text, language))
    return sum(weight for word, weight in asked.items() if word in held) / total if total else 0.0


def figure_fit(wanted: Wanted, fact: Fact) -> dict[str, float]:
    """Return how well a figure is of the kind, relation and period asked for."""
    relations, asked = fact.relations & _STRONG, wanted.relations & _STRONG
    half = {"first-half", "second-half", "quarter"}
    return {
        "unit": wanted.unit_fit(fact.figure.unit),
        "relation": float(bool(relations & asked)),
        "other relation": float(bool(asked and relations and not relations & asked)),
        "part": float(bool({"part"} & fact.relations & wanted.relations)),
        "period": float(bool(wanted.periods & fact.periods & half)),
        "other period": float((wanted.periods & half) != (fact.periods & half)),
        "noun": noun_fit(wanted, fact),
        "given": float(
            any(same_figure(fact.figure, given) for given in read_figures(wanted.question, wanted.language))
        ),
    }


def noun_fit(wanted: Wanted, fact: Fact) -> float:
    """Return how far what a figure counts is what the question asks to have counted, 0 to 1."""
    if not wanted.counted or fact.figure.unit != "count":
        return 0.0
    counted = set(words(fact.figure.noun or fact.text[fact.figure.end : fact.phrase[1]], wanted.language))
    asked = [word for word in words(wanted.counted, wanted.language) if "_" not in word]
    return sum(word in counted for word in asked) / len(asked) if asked else 0.0


def kind_fit(wanted: Wanted, text: str, language: Language) -> float:
    """Return whether a text shows the kind of answer asked for, 0 or 1."""
    folded = fold(text)
    if wanted.kind in _SHOWS:
        return float(bool(_SHOWS[wanted.kind][language].search(folded)))
    if wanted.wants_figure:
        return max((wanted.unit_fit(figure.unit) for figure in read_figures(text, language)), default=0.0)
    return 0.0
