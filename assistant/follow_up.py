"""Conversations: whether a question stands alone, and what completes it where it does not.

Decided in code from the user's own earlier questions. Earlier answers are never read: what a client sends back as
"assistant" may have been changed on the way, and must not steer what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Language
from assistant.cues import GENERIC, INTERROGATIVES, KINDS, PERIODS, plain
from index.errors import QuestionInvalid
from index.language import detect_language, fold
from index.language.glossary import MARK, placed_concepts
from index.lexical import words

TURNS = 6  # earlier questions that are looked back at
_RICH = {"en": 2, "vi": 3}  # words (syllables) that make what a follow-up asks a subject of its own
_MOSTLY = 0.6  # the share of a follow-up that a term must make up to be all it says
TURN_CHARACTERS = 500  # of each of them, and of what a chain of them adds up to; encoding 2,000 takes seconds

History = Sequence[Mapping[str, object]]
Manner = Literal["alone", "completed", "thanks", "again"]

_THANKS = re.compile(
    r"^(?:ok\w*[,. ]*)?(?:many )?(?:thanks?(?: you)?(?: so much| very much| a lot)?|thx|cheers|great|perfect|cam on(?: ban| nhieu| nha| nhe| em| anh)*|hay qua|tot qua)[ .!,]*$"
)
_AGAIN = {
    "vi": re.compile(r"^(?:please )?(?:answer |say (?:it|that) |and )?(?:in vietnamese|vietnamese|bang tieng viet|tieng viet|(?:tra loi|noi|dich)(?: lai)?(?: bang| sang)? tieng viet)(?: please| version| nhe| di| duoc khong| giup)*[ ?.!]*$"),
    "en": re.compile(r"^(?:please )?(?:answer |say (?:it|that) |and )?(?:in english|english|bang tieng anh|tieng anh|(?:tra loi|noi|dich)(?: lai)?(?: bang| sang)? tieng anh)(?: please| version| nhe| di| duoc khong| giup)*[ ?.!]*$"),
}  # fmt: skip
# What a question that leans on the one before begins with; what follows is its own part.
_OPENING = {
    "en": re.compile(r"^(?:no[,. ]+|sorry[,. ]+|ok(?:ay)?[,. ]+|actually[,. ]+)*(?:i (?:mean|meant)|and|but|so|then|also|or|what about|how about|what of|same for|the same for|as for)\b[ ,:]*(?:what about |how about |for |in the case of )?", re.IGNORECASE),
    "vi": re.compile(r"^(?:không(?: phải)?[,. ]+|khong(?: phai)?[,. ]+|à[,. ]+|ủa[,. ]+|xin lỗi[,. ]+)*(?:ý (?:tôi|mình|em|anh) là|y (?:toi|minh|em|anh) la|thế còn|the con|vậy còn|vay con|rồi còn|roi con|còn|con|thế|the|vậy|vay|và|va|rồi|roi|nhưng|nhung)(?!\w)[ ,:]*(?:thì |thi |về |ve )?", re.IGNORECASE),
}  # fmt: skip
# Typed without diacritics, "vay" (so) may be a loan, and "con" (and) may count a road or a river.
_SO = "|".join(rf"(?<=\b{word} )vay" for word in ("sao", "nao", "gi", "ai", "dau", "nhieu", "may", "the"))
_TAIL = re.compile(
    rf"[ ,]*(?:thì sao|thi sao|thì thế nào|thi the nao|(?<!vì )(?<!vi )(?<!tại )(?<!tai )sao|nữa|nua|vậy|{_SO}|cơ|co|instead|then|too)?[ ?.!]*$",
    re.IGNORECASE,
)
_COUNTED_BY_CON = re.compile(
    r"^con (?:duong|song|kenh|rach|suoi|de|deo|tau|thuyen|do|nguoi|vat|so|em|cai|giong|dau)(?!\w)(?!.*(?:thi sao|the nao|ra sao)[ ?.!]*$)"
)
_POINTING = {
    "en": re.compile(r"\b(?:he|she|his|her|him|that|it|its|they|them|their|those|these|this|there|ones?|same|the (?:figure|amount|number|total|rest|others?))\b"),
    "vi": re.compile(r"(?<!\w)(?:(?:so|cai|khoan|viec|dieu|trong|nam|muc|phan|con so|tien|nhung|cac|chi tieu|chuyen|luc|noi|nguoi|ong|ba|vi) (?:do|nay|ay|kia)|no|chung|nhu vay|nhu the)(?!\w)"),
}  # fmt: skip
_BARE = {
    "en": re.compile(r"^(?:why|how come|when|who|where|how many|how much|for how long|since when|by whom|which ones?|in what way|how|how so|really|for|in|of|by|compared)\b"),
    "vi": re.compile(r"^(?:vi sao|tai sao|sao|khi nao|ai|o dau|bao nhieu|bao gio|trong do|so voi|nhu the nao|the nao|bang cach nao)(?!\w)"),
}  # fmt: skip
# What points at the report or at today, not at what was said; "which report does this one replace" names it itself.
_NOT_POINTING = {
    "en": re.compile(r"\b(?:this|that|the) (?:report|document|year|province)\b|(?<=^which )(\w+)(?=.* (?:this|that) one\b).*"),
    "vi": re.compile(r"(?<!\w)(?:nam nay|lan nay|hien nay|ngay nay)(?!\w)"),
}  # fmt: skip
_NAMES_REPORT = re.compile(r"\b(?:this|the) (?:report|document)\b|(?<!\w)(?:bao cao|van ban)(?: nay)?(?!\w)")
# A Vietnamese question may leave out its subject: it begins with what is said of it, and asks how much of it at once.
_SUBJECTLESS = re.compile(
    r"^(?:(?P<by>tang(?! truong)|giam(?! ngheo)|dat|chiem|vuot|hut|bang|xep|dung)(?: them| duoc| hon| thu| hang)*(?= (?:bao nhieu|may|bn)(?!\w))"
    r"|(?:duoc )?(?:ban hanh|cong bo|ky|dien ra|bat dau|ket thuc|hoan thanh)|(?:co|da|duoc)(?= .*(?:khong|chua)[ ?.!]*$))(?!\w)"
)
_AGAINST = re.compile(
    r"(?<!\w)(?:so )?(?:voi )?(?:dau nam|cung ky|nam (?:truoc|ngoai|20\d\d)|thang truoc|quy truoc)(?!\w)"
)
_YEAR = re.compile(r"(?:\b(?:in|for|of|năm|nam|trong năm|trong nam)\s+)?\b(?:19|20)\d\d\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be searched by itself."""

    question: str  # completed
    asked_by: str  # the text whose question words decide the kind of answer
    focus: str  # the part that is new against the question before
    subject: str = ""  # what a follow-up that asks something else is about: the conversation's subject so far
    stem: str = ""  # what a bare "why?" is about
    manner: Manner = "alone"
    before: str | None = None  # the completed question it leans on
    language: Language | None = None  # asked for in so many words


def user_turns(history: History) -> tuple[str, ...]:
    """Return the user's earlier questions, oldest first.

    Raises:
        QuestionInvalid: a turn is not {"role": ..., "content": text}.
    """
    if isinstance(history, str | bytes | Mapping) or not isinstance(history, Iterable):
        raise QuestionInvalid(
            f"A history is a list of {{'role': 'user' or 'assistant', 'content': text}}, not {type(history).__name__}."
        )
    turns = []
    for number, turn in enumerate(history, start=1):
        if not isinstance(turn, Mapping) or turn.get("role") not in ("user", "assistant", "system"):
            raise QuestionInvalid(
                f"Turn {number} of the history is not {{'role': 'user' or 'assistant', 'content': text}}."
            )
        if not isinstance(turn.get("content"), str):
            raise QuestionInvalid(
                f"The content of turn {number} of the history is no text: {type(turn.get('content')).__name__}."
            )
        if turn["role"] == "user":
            turns.append(_cleaned(str(turn["content"])[: 4 * TURN_CHARACTERS])[:TURN_CHARACTERS])
    return tuple(turns[-TURNS:])


def _cleaned(turn: str) -> str:
    """Return an earlier question on one line, without what cannot be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in turn).split())


def complete(question: str, history: History, language: Language) -> Standalone:
    """Complete a question from the earlier ones, where it cannot stand alone."""
    earlier: Standalone | None = None
    for turn in user_turns(history):
        if turn.strip():
            step = _complete(turn, earlier, "vi" if detect_language(turn) == "vi" else "en")
            earlier = earlier if step.manner == "thanks" else step
    return _complete(question, earlier, language)


def _complete(question: str, earlier: Standalone | None, language: Language) -> Standalone:
    folded = plain(question)
    if _THANKS.match(folded):
        return Standalone(question, question, question, manner="thanks")
    for wanted, pattern in _AGAIN.items():
        if earlier and pattern.match(folded):
            return replace(earlier, manner="again", language="vi" if wanted == "vi" else "en")
    if earlier is None or not leans(question, language):
        return Standalone(question, question, question, question, question)
    own = _TAIL.sub("", _OPENING[language].sub("", question)).strip() or question.strip()
    if not any(pattern.search(fold(own)) for pattern in (INTERROGATIVES[language], KINDS[language]["yesno"])):
        texts = (_join(own, text, language) for text in (earlier.question, earlier.subject, earlier.stem))
        joined, subject, stem = texts
        return Standalone(joined, earlier.asked_by, own, subject, stem, "completed", earlier.question)
    size = len(_content(own, language))
    joined = _join(own, earlier.subject if size else earlier.stem, language)
    subject = joined if size >= _RICH[language] else earlier.subject
    return Standalone(joined, own, own, subject, joined if size else earlier.stem, "completed", earlier.question)


def by_itself(standalone: Standalone, language: Language) -> Standalone | None:
    """Return a follow-up's own part as a question, None where it asks or says too little or points at what was said."""
    own = standalone.focus
    if standalone.asked_by != own:
        return None
    content = [word for word in _content(_YEAR.sub("", own), language) if word not in GENERIC[language]]
    if standalone.manner != "completed" or len(content) < _RICH[language] or _POINTING[language].search(fold(own)):
        return None
    return Standalone(own, own, own, own, own)


def leans(question: str, language: Language) -> bool:
    """Whether a question cannot be understood without the one before."""
    folded = plain(question)
    content = _content(question, language)
    if _OPENING[language].match(question.strip()) and len(content) <= 8 and not _counts_with_con(question, language):
        return True
    if _POINTING[language].search(_NOT_POINTING[language].sub("", folded)) and len(content) <= 6:
        return True
    if language == "vi" and _lacks_subject(folded):
        return True
    if _BARE[language].match(folded) and len(content) <= 2 and not _NAMES_REPORT.search(folded):
        return True
    only_period = any(pattern.search(folded) for pattern in PERIODS[language].values()) and len(content) <= 4
    only_period = only_period or (bool(_YEAR.search(question)) and len(content) <= 2)
    return len(content) <= 1 or (only_period and not INTERROGATIVES[language].search(folded))


def _content(text: str, language: Language) -> list[str]:
    """Return the words of a text that say what it is about."""
    return [word for word in words(text, language) if "_" not in word and not word.startswith(MARK)]


def _counts_with_con(question: str, language: Language) -> bool:
    """Whether "con" without its diacritics counts a thing: "con duong" is a road, no "and the road"."""
    typed = " ".join(question.lower().split())
    return language == "vi" and typed == fold(typed) and bool(_COUNTED_BY_CON.match(typed))


def _lacks_subject(folded: str) -> bool:
    """Whether a Vietnamese question begins with what is said of a subject that it does not name."""
    found = _SUBJECTLESS.match(folded)
    if found is None:
        return False
    rest = _AGAINST.sub("", folded[found.end() :])
    if found["by"] and re.match(r" (?:bao nhieu|may|bn) ?(?:phan tram|%|diem|lan)", rest):
        return True
    return len([word for word in _content(rest, "vi") if word not in GENERIC["vi"]]) <= 2


def _join(own: str, before: str, language: Language) -> str:
    """Put the new part into the earlier question: in the place of what it replaces, or behind it."""
    base = before[:TURN_CHARACTERS].rstrip(" ?.!")
    folded = fold(own)
    if any(pattern.search(folded) for pattern in PERIODS[language].values()) or _YEAR.search(own):
        for pattern in PERIODS[language].values():
            base = _cut(pattern, base)
        base = _YEAR.sub("", base) if _YEAR.search(own) else base
    names, old = re.findall(r"\b[A-ZĐ]{3,}\b", own), re.findall(r"\b[A-ZĐ]{3,}\b", base)
    if len(names) == 1 and len(old) == 1 and len(own.split()) <= 3:
        return f"{base.replace(old[0], names[0])}?"
    replaced = _replace_term(own.rstrip(" ?.!"), base, language)
    return replaced or f"{' '.join(base.split())}, {own.rstrip(' ?.!')}?"


def _replace_term(own: str, base: str, language: Language) -> str | None:
    """Put a term in the place of the one term that a question names: "and services?" after one about agriculture."""
    new, old = placed_concepts(own, language), placed_concepts(base, language)
    if len(new) != 1 or len(old) != 1 or new[0][2] == old[0][2]:
        return None
    if new[0][1] - new[0][0] < _MOSTLY * len(own):
        return None
    return f"{base[: old[0][0]]}{own}{base[old[0][1] :]}?"


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """Remove what a folded pattern matches from a text of the same length when folded."""
    folded = fold(text)
    match = pattern.search(folded)
    return text if match is None or len(folded) != len(text) else text[: match.start()] + text[match.end() :]
