"""Conversations: whether a question stands alone, and what completes it where it does not.

Decided in code from the user's own earlier questions. Earlier answers are never read: what a client sends back as
"assistant" may have been changed on the way, and must not steer what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.against import set_against
from assistant.answer import Language
from assistant.cues import GENERIC, INTERROGATIVES, KINDS, plain
from assistant.join import TURN_CHARACTERS, join, swap
from assistant.leaning import BESIDE, OPENING, POINTING, YEAR, content_of, leans, names_no_subject
from assistant.siblings import turned
from index.errors import QuestionInvalid
from index.language import english_or_vietnamese, fold, tells_language

TURNS = 6  # earlier questions that are looked back at
_RICH = {"en": 2, "vi": 3}  # words (syllables) that make what a follow-up asks a subject of its own
_NAMES_ONE = 2  # words (syllables) of a fragment that says no more than which of two is meant

History = Sequence[Mapping[str, object]]
Manner = Literal["alone", "completed", "thanks", "again"]

_THANKS = re.compile(
    r"^(?:ok\w*[,. ]*)?(?:many )?(?:thanks?(?: you)?(?: so much| very much| a lot)?|thx|cheers|great|perfect|cam on(?: ban| nhieu| nha| nhe| em| anh)*|hay qua|tot qua)[ .!,]*$"
)
_AGAIN = {
    "vi": re.compile(r"^(?:please )?(?:answer |say (?:it|that) |and )?(?:in vietnamese|vietnamese|bang tieng viet|tieng viet|(?:tra loi|noi|dich)(?: lai)?(?: bang| sang)? tieng viet)(?: please| version| nhe| di| duoc khong| giup)*[ ?.!]*$"),
    "en": re.compile(r"^(?:please )?(?:answer |say (?:it|that) |and )?(?:in english|english|bang tieng anh|tieng anh|(?:tra loi|noi|dich)(?: lai)?(?: bang| sang)? tieng anh)(?: please| version| nhe| di| duoc khong| giup)*[ ?.!]*$"),
}  # fmt: skip
# Typed without diacritics, "vay" (so) may be a loan, and "con" (and) may count a road or a river.
_SO = "|".join(rf"(?<=\b{word} )vay" for word in ("sao", "nao", "gi", "ai", "dau", "nhieu", "may", "the"))
# "Vì sao" asks why and "xử lý sao" how; elsewhere a "sao" at the end only asks what about it.
_HOW = ("vì", "tại", "lý", "làm", "quyết", "tính", "phó", "phục")
_NO_HOW = "".join(rf"(?<!{word} )(?<!{fold(word)} )" for word in _HOW)
_TAIL = re.compile(
    rf"[ ,]*(?:thì sao|thi sao|thì thế nào|thi the nao|{_NO_HOW}sao|nữa|nua|vậy|{_SO}|cơ|co|instead|then|too)?[ ?.!]*$",
    re.IGNORECASE,
)
# What only says that another subject follows, or that all else stays as it was.
_NEW_TOPIC = re.compile(
    r"^(?:(?:ok(?:ay)?|right|well|now|oh|à|a|ừ|thôi)[,. ]+)*(?:(?:(?:a )?(?:different|another|new|other)|change of) (?:subject|topic|question|thing)|on (?:a different|another) (?:subject|topic|note)|(?:sang|đổi|chuyển|qua|doi|chuyen)(?: sang)? (?:chuyện|chủ đề|vấn đề|đề tài|chuyen|chu de|van de|de tai) khác|(?:chuyện|chuyen) (?:khác|khac)|hỏi chuyện khác|hoi chuyen khac)(?: nhé| nhe| nha)?[,.:;! ]+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bi (?:mean|meant)\b|(?<!\w)y (?:toi|minh|em|anh) la(?!\w)|^(?:no|khong(?: phai)?)[,. ]")
_ABOUT = {"en": re.compile(r"^(?:and |but |so |then )*(?:what|how) about\b"), "vi": re.compile(r"thi sao[ ?.!]*$|^(?:(?:the|vay|roi) )?con(?!\w)")}  # fmt: skip
_AS_BEFORE = re.compile(r"[,.; ]+(?:for |in |over )?(?:the )?same (?:period|year|time)[ ?.!]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be searched by itself."""

    question: str  # completed
    asked_by: str  # the text whose question words decide the kind of answer
    focus: str  # the part that is new against the question before
    subject: str = ""  # what a follow-up that asks something else is about: the conversation's subject so far
    stem: str = ""  # what a bare "why?" is about
    root: str = ""  # the last question that stood alone, of what it was asked about last
    manner: Manner = "alone"
    anchored: bool = False  # it names no subject of its own: it asks on about what the last answer says
    earlier: Standalone | None = None  # what it leans on
    language: Language | None = None  # asked for in so many words
    corrects: bool = False  # "I meant X": the last answer may have been X's
    turned: bool = False  # it leans on its earlier question as if that had been asked of the other of two
    about: bool = False  # "what about X?": anything the report says of it is asked for
    claimed: bool = False  # it is no question but a claim: whether it is so is asked

    @property
    def before(self) -> str | None:
        """The completed question it leans on."""
        return self.earlier.question if self.earlier else None


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


def spoken_language(question: str, history: History) -> Language:
    """Return the language to answer in: the question's, else that of the conversation ("PAPI?"), else English."""
    for text in (question, *reversed(user_turns(history))):
        if tells_language(text):
            return english_or_vietnamese(text)
    return "en"


def complete(question: str, history: History, language: Language) -> Standalone:
    """Complete a question from the earlier ones, where it cannot stand alone."""
    earlier: Standalone | None = None
    turns = user_turns(history)
    for place, turn in enumerate(turns):
        if turn.strip():
            told = spoken_language(turn, [{"role": "user", "content": text} for text in turns[:place]])
            step = _complete(turn, earlier, told)
            earlier = earlier if step.manner == "thanks" else step
    return _complete(question, earlier, language)


def _complete(question: str, earlier: Standalone | None, language: Language) -> Standalone:
    folded = plain(question)
    if _THANKS.match(folded):
        return Standalone(question, question, question, manner="thanks")
    for wanted, pattern in _AGAIN.items():
        if earlier and pattern.match(folded):
            return replace(earlier, manner="again", language="vi" if wanted == "vi" else "en")
    if other := _NEW_TOPIC.match(question):
        question, earlier = question[other.end() :].strip() or question, None
    own = _own_part(question, language)
    if earlier is None or not (leans(question, language) or set_against(own, language)):
        return Standalone(question, question, question, question, question, question)
    is_put_in = not _asks(own, language) and swap(own, earlier.question, language)
    if not is_put_in and turned(own, earlier.question, language):  # revenue, and now spending
        return _of_the_other(question, own, _turned(earlier, own, language), language)
    return _completed(question, own, earlier, language)


def _of_the_other(question: str, own: str, earlier: Standalone, language: Language) -> Standalone:
    """Complete a follow-up by the earlier question as it would be asked of the other of two, which it names."""
    completed = replace(_completed(question, own, earlier, language), turned=True)
    new, said = content_of(own, language), content_of(earlier.question, language)
    if completed.asked_by == own or (len(new) > _NAMES_ONE and not set(new) <= set(said)):
        return completed
    return replace(completed, question=earlier.question, subject=earlier.subject, stem=earlier.stem)


def _completed(question: str, own: str, earlier: Standalone, language: Language) -> Standalone:
    """Complete a follow-up that leans on an earlier question by that question."""
    anchored = names_no_subject(own, language)
    if not _asks(own, language):
        corrects, about = bool(_CORRECTS.search(plain(question))), bool(_ABOUT[language].search(plain(question)))
        completed = _with_fragment(own, earlier, language)
        return replace(completed, anchored=anchored, corrects=corrects, about=about)
    size = len(content_of(own, language))
    named = [word for word in content_of(own, language) if word not in GENERIC[language]]
    joined = join(own, earlier.subject if size else earlier.stem, language)
    subject = joined if size >= _RICH[language] else earlier.subject
    stem = joined if size else earlier.stem
    return Standalone(
        joined, own, own, subject, stem, earlier.root, "completed", anchored or not named, earlier=earlier
    )


def _own_part(question: str, language: Language) -> str:
    """Return a follow-up without what it opens and ends with as a reply."""
    return _AS_BEFORE.sub("", _TAIL.sub("", OPENING[language].sub("", question))).strip() or question.strip()


def _turned(earlier: Standalone, own: str, language: Language) -> Standalone:
    """Return what a follow-up leans on as if it had been asked of the other of two that the follow-up names."""
    texts = (earlier.question, earlier.asked_by, earlier.subject, earlier.stem, earlier.root)
    question, asked_by, subject, stem, root = (turned(own, text, language) or text for text in texts)
    return replace(earlier, question=question, asked_by=asked_by, subject=subject, stem=stem, root=root)


def _asks(own: str, language: Language) -> bool:
    folded = fold(own)
    patterns = (INTERROGATIVES[language], KINDS[language]["yesno"], BESIDE[language])
    return any(pattern.search(folded) for pattern in patterns)


def _with_fragment(own: str, earlier: Standalone, language: Language) -> Standalone:
    """Complete a fragment that asks nothing itself: the last question whose subject it can take the place of.

    After a reason another subject is asked what the first one was asked.
    """
    subject, stem, root = (join(own, text, language) for text in (earlier.subject, earlier.stem, earlier.root))
    swapped = swap(own, earlier.question, language)
    if swapped is None and (swapped := swap(own, earlier.subject, language)):
        return Standalone(swapped, swapped, own, subject, stem, root, "completed", earlier=earlier)
    if swapped is None and earlier.root and KINDS[language]["reason"].search(plain(earlier.asked_by)):
        return Standalone(root, root, own, root, root, root, "completed", earlier=earlier)
    joined = swapped or join(own, earlier.question, language)
    return Standalone(joined, earlier.asked_by, own, subject, stem, root, "completed", earlier=earlier)


def instead(standalone: Standalone, language: Language) -> Iterator[Standalone]:
    """Yield what else a follow-up may ask, the most likely first, for where its completed question has no answer."""
    if set_against(standalone.focus, language):
        return  # it asks about the last figure, and nothing by itself
    if alone := by_itself(standalone, language):
        yield alone
    own = standalone.focus
    content = [word for word in content_of(YEAR.sub("", own), language) if word not in GENERIC[language]]
    if standalone.manner != "completed" or not content or _asks(own, language) or POINTING[language].search(fold(own)):
        return
    if standalone.subject != standalone.question:  # "and for X?" after a detail of something else: its main question
        yield replace(standalone, question=standalone.subject, asked_by=standalone.subject)
    if standalone.about and len(content) >= _RICH[language]:
        yield Standalone(own, own, own, own, own)


def by_itself(standalone: Standalone, language: Language) -> Standalone | None:
    """Return a follow-up's own part as a question, None where it asks or says too little or points at what was said."""
    own = standalone.focus
    if standalone.asked_by != own:
        return None
    content = [word for word in content_of(YEAR.sub("", own), language) if word not in GENERIC[language]]
    if (
        standalone.anchored
        or standalone.manner != "completed"
        or len(content) < _RICH[language]
        or POINTING[language].search(fold(own))
    ):
        return None
    return Standalone(own, own, own, own, own)
