"""The rules that make questions harder: each makes one of a question, always the same one, or none."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.corpus import Corpus
from eval.question import Question, QuestionLanguage

_OPENERS = frozenset(("what", "which", "when", "who", "why", "how", "is", "are", "was", "were", "did", "does"))
_YEARS = ("2009", "2012", "2027", "2033", "2041")
_PROVINCES = ("Cà Mau", "Lâm Đồng", "Quảng Ninh", "Hà Giang", "Kon Tum")
_OWN_PROVINCE = re.compile(r"\bb[ếe]n tre\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20[0-4]\d\b")
_WRAPPED = {
    "en": ("According to the report, {}", "Can you tell me: {}", "{} Please answer from the report."),
    "vi": ("Theo báo cáo, {}", "Cho mình hỏi: {}", "{} Xin trả lời theo báo cáo."),
    "vi-nodiac": ("theo bao cao, {}", "cho minh hoi: {}", "{} xin tra loi theo bao cao"),
}
_OTHER_WORDS = {
    "en": (
        ("how much", "what amount of"),
        ("how many", "what number of"),
        ("when", "on what date"),
        ("why", "for what reason"),
        ("who", "which person or body"),
        ("what", "which"),
    ),
    "vi": (
        ("bao nhiêu", "mấy"),
        ("vì sao", "tại sao"),
        ("sao", "vì lý do gì"),
        ("khi nào", "vào lúc nào"),
        ("như thế nào", "ra sao"),
        ("những gì", "các điều gì"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule may look at besides the question."""

    corpus: Corpus
    facts: Mapping[str, Sequence[Question]]  # the set's questions by fact


Rule = Callable[[Question, Asked], Question | None]


def strip_diacritics(text: str) -> str:
    """Return Vietnamese text as typed without diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def _stripped(question: Question, asked: Asked) -> Question | None:
    if question.lang != "vi":
        return None
    return _made(question, "stripped", strip_diacritics(question.question), lang="vi-nodiac")


def _half_stripped(question: Question, asked: Asked) -> Question | None:
    if question.lang != "vi":
        return None
    draw = _draw(question, "half")
    words = [strip_diacritics(word) if draw.random() < 0.5 else word for word in question.question.split(" ")]
    return _made(question, "half-stripped", " ".join(words))


def _typed(question: Question, asked: Asked) -> Question | None:
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


def _wrapped(question: Question, asked: Asked) -> Question | None:
    template = _draw(question, "wrap").choice(_WRAPPED[question.lang])
    return _made(question, "wrapped", template.format(_within(question.question, template)))


def _within(question: str, template: str) -> str:
    """Return a question as it is written after other words: small at its start where it begins with a common word."""
    first = question.split(" ", 1)[0]
    small = not template.startswith("{") and first.lower() in _OPENERS
    return question[:1].lower() + question[1:] if small else question


def _reworded(question: Question, asked: Asked) -> Question | None:
    """Put another question word in the place of the first that is known."""
    bare = question.lang == "vi-nodiac"
    for word, other in _OTHER_WORDS["en" if question.lang == "en" else "vi"]:
        known, put = (strip_diacritics(word), strip_diacritics(other)) if bare else (word, other)
        text, count = re.subn(rf"\b{known}\b", put, question.question, count=1, flags=re.IGNORECASE)
        if count:
            return _made(question, "reworded", text)
    return None


def _other_language(question: Question, asked: Asked) -> Question | None:
    """Ask for the same fact as the set asks for it in the other language."""
    for twin in asked.facts[question.fact]:
        same = (twin.evidence, twin.figures, twin.answerable) == (
            question.evidence,
            question.figures,
            question.answerable,
        )
        if same and (twin.lang == "en") != (question.lang == "en") and not (twin.history or question.history):
            return replace(_made(twin, "other language", twin.question), id=f"{question.id}~other language")
    return None


def _other_year(question: Question, asked: Asked) -> Question | None:
    years = set(_YEAR.findall(question.question))
    free = [year for year in _YEARS if not any(year in p.text for p in asked.corpus.paragraphs.values())]
    if len(years) != 1 or question.history or not question.answerable or not free:
        return None
    return _unanswerable(question, "other year", _YEAR.sub(free[0], question.question))


def _other_province(question: Question, asked: Asked) -> Question | None:
    free = [name for name in _PROVINCES if not any(name in p.text for p in asked.corpus.paragraphs.values())]
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
    "reworded": _reworded,
    "other language": _other_language,
    "other year": _other_year,
    "other province": _other_province,
}
REFUSED = frozenset({"other year", "other province"})
