"""Questions made harder by rule, reported apart from the scores.

Most rules keep what is asked, so that the answer should stay as good: diacritics stripped or half stripped, typing
slips, the usual ways of wrapping a question. Two change what is asked into something the report does not say, so that
the answer must be a refusal: another year, another province.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from zlib import crc32

from eval.compare import chance_of
from eval.corpus import Corpus
from eval.question import Question, QuestionLanguage
from eval.score import Scored

_MOST = 80  # questions a rule, so that all rules together take about as long as the set itself
_YEARS = ("2009", "2012", "2027", "2033", "2041")
_PROVINCES = ("Cà Mau", "Lâm Đồng", "Quảng Ninh", "Hà Giang", "Kon Tum")
_OWN_PROVINCE = re.compile(r"\bb[ếe]n tre\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20[0-4]\d\b")
_WRAPPED = {
    "en": ("According to the report, {}", "Can you tell me: {}", "{} Please answer from the report."),
    "vi": ("Theo báo cáo, {}", "Cho mình hỏi: {}", "{} Xin trả lời theo báo cáo."),
    "vi-nodiac": ("theo bao cao, {}", "cho minh hoi: {}", "{} xin tra loi theo bao cao"),
}
Rule = Callable[[Question, Corpus], Question | None]


@dataclass(frozen=True, slots=True)
class Stressed:
    """What a rule did: the share of right answers, as asked and under stress, over the same questions."""

    rule: str
    count: int
    before: float | None  # None where the rule changes what is asked
    after: float
    won: tuple[str, ...]
    lost: tuple[str, ...]
    chance: float  # exact McNemar, two-sided


def stress(questions: Sequence[Question], corpus: Corpus) -> dict[str, tuple[Question, ...]]:
    """Return the questions that each rule makes, by the rule's name: always the same ones, at most 80 a rule."""
    drawn = sorted(questions, key=lambda question: crc32(question.id.encode()))
    return {name: tuple(islice(_every(rule, drawn, corpus), _MOST)) for name, rule in RULES.items()}


def stressed(rule: str, run: Sequence[Scored], as_asked: Mapping[str, Scored]) -> Stressed:
    """Compare a rule's answers with those to the questions they were made from. Raises ValueError on an empty run."""
    if not run:
        raise ValueError(f"the rule {rule!r} made no question")
    right = {original_id(scored.question): scored.outcome == "right" for scored in run}
    after = sum(right.values()) / len(right)
    if rule in REFUSED:
        wrong = tuple(id for id, good in right.items() if not good)
        return Stressed(rule, len(right), None, after, (), wrong, 1.0)
    before = {id: as_asked[id].outcome == "right" for id in right if id in as_asked}
    won = tuple(id for id, good in before.items() if right[id] and not good)
    lost = tuple(id for id, good in before.items() if good and not right[id])
    return Stressed(
        rule, len(right), sum(before.values()) / max(len(before), 1), after, won, lost, chance_of(len(won), len(lost))
    )


def original_id(question: Question) -> str:
    """Return the id of the question that a stressed one was made from."""
    return question.id.rpartition("~")[0] or question.id


def strip_diacritics(text: str) -> str:
    """Return Vietnamese text as typed without diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def _every(rule: Rule, questions: Sequence[Question], corpus: Corpus) -> Iterator[Question]:
    for question in questions:
        made = rule(question, corpus)
        if made is not None:
            yield made


def _stripped(question: Question, corpus: Corpus) -> Question | None:
    if question.lang != "vi":
        return None
    return _made(question, "stripped", strip_diacritics(question.question), lang="vi-nodiac")


def _half_stripped(question: Question, corpus: Corpus) -> Question | None:
    if question.lang != "vi":
        return None
    draw = _draw(question, "half")
    words = [strip_diacritics(word) if draw.random() < 0.5 else word for word in question.question.split(" ")]
    return _made(question, "half-stripped", " ".join(words))


def _typed(question: Question, corpus: Corpus) -> Question | None:
    """Swap two letters of one or two longer words; figures and short words stay."""
    draw = _draw(question, "typo")
    words = question.question.split(" ")
    long = [position for position, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return None
    for position in draw.sample(long, min(len(long), 1 + (len(words) > 8))):
        word = words[position]
        at = draw.randrange(1, len(word) - 1)
        words[position] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    text = " ".join(words)
    return _made(question, "typos", text) if text != question.question else None


def _wrapped(question: Question, corpus: Corpus) -> Question | None:
    template = _draw(question, "wrap").choice(_WRAPPED[question.lang])
    return _made(question, "wrapped", template.format(question.question))


def _other_year(question: Question, corpus: Corpus) -> Question | None:
    years = set(_YEAR.findall(question.question))
    free = [year for year in _YEARS if not any(year in p.text for p in corpus.paragraphs.values())]
    if len(years) != 1 or question.history or not question.answerable or not free:
        return None
    return _unanswerable(question, "other year", _YEAR.sub(free[0], question.question))


def _other_province(question: Question, corpus: Corpus) -> Question | None:
    free = [name for name in _PROVINCES if not any(name in p.text for p in corpus.paragraphs.values())]
    if question.history or not question.answerable or not free or not _OWN_PROVINCE.search(question.question):
        return None
    name = free[0] if question.lang == "vi" else strip_diacritics(free[0])
    return _unanswerable(question, "other province", _OWN_PROVINCE.sub(name, question.question))


def _made(question: Question, rule: str, text: str, lang: QuestionLanguage | None = None) -> Question:
    changed = replace(question, id=f"{question.id}~{rule}", question=text, tags=(*question.tags, "stress"))
    return replace(changed, lang=lang) if lang else changed


def _unanswerable(question: Question, rule: str, text: str) -> Question:
    asked = replace(_made(question, rule, text), answerable=False, type="unanswerable_near")
    return replace(asked, evidence=(), alternatives=(), figures=(), answer="")


def _draw(question: Question, rule: str) -> random.Random:
    return random.Random(f"{question.id} {rule}")


RULES: dict[str, Rule] = {
    "stripped": _stripped,
    "half-stripped": _half_stripped,
    "typos": _typed,
    "wrapped": _wrapped,
    "other year": _other_year,
    "other province": _other_province,
}
REFUSED = frozenset({"other year", "other province"})
