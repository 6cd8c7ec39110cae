"""The name that answers "who" and "which district": read out of the passage that is quoted, or left to it.

A name leads an answer only where one name fits: it stands beside the word that was asked for ("huyện Chợ Lách"), or
right before what was done, or it is the only one of its kind in the passage that the question does not name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Language
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_JOINTS = frozenset({"of", "and", "the", "for"})  # within a name: "Department of Finance"
# Who does things in a report.
_ACTORS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:[A-Z][\w’']* )*(?:Minister|Government|Committee|Council|Department|Chairman|Bank|Ministry|Assembly"
        r"|Director|Centre|Board|President)(?: of(?: the)? [A-Z]\w*(?: [A-Z]\w*)*)?(?!\w)"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:Thủ tướng(?: Chính phủ)?|Chính phủ|(?:UBND|HĐND|Hội đồng nhân dân|Ủy ban nhân dân)(?: tỉnh)?"
        r"|Tỉnh ủy|Quốc hội|Chủ tịch(?: (?:UBND|nước))?(?: tỉnh)?|Bộ trưởng|Trung ương)(?!\w)"
    ),
}
_WHO = {"en": re.compile(r"\bwho\w*\b"), "vi": re.compile(r"(?<!\w)(?:ai|nguoi nao)(?!\w)")}
_WHICH = {"en": re.compile(r"\b(?:which|what) (\w+)"), "vi": re.compile(r"(?<!\w)((?:\w+ )?\w+) nao(?!\w)")}
_DONE = re.compile(r" (?:has |had |have |đã )?(\w+(?: \w+)?)")


def leading_name(wanted: Wanted, text: str, language: Language) -> str:
    """Return the one name in a passage that answers, "" where none or more than one could.

    `text` is the passage in the question's language.
    """
    question = fold(wanted.question)
    if _WHO[language].search(question):
        return _actor(wanted, text, language)
    asked = _WHICH[language].search(question)
    if asked is None:
        return ""
    nouns = [asked[1], asked[1].split()[-1]] if language == "vi" else [asked[1]]
    for noun in dict.fromkeys(nouns):
        names = {name for name in _called(noun, text, language) if fold(name) not in question}
        if names:
            return _only(names)
    return ""


def _called(noun: str, text: str, language: Language) -> Iterator[str]:
    """Yield the names of a kind: "Chợ Lách District" for a district, "huyện Chợ Lách" for a huyện."""
    found = list(_WORD.finditer(text))
    length = len(noun.split())
    for place in range(len(found) - length + 1):
        if fold(" ".join(word.group() for word in found[place : place + length])) != noun:
            continue
        first, last = place, place + length - 1
        if language == "vi":
            while last + 1 < len(found) and _joined(text, found[last], found[last + 1]) and _capital(found[last + 1]):
                last += 1
        else:
            while first and _joined(text, found[first - 1], found[first]) and _in_name(found[first - 1]):
                first -= 1
            while not _capital(found[first]) and first < place:
                first += 1
        if last - first >= length:
            yield text[found[first].start() : found[last].end()]


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " "


def _capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper()


def _in_name(word: re.Match[str]) -> bool:
    return _capital(word) or word.group() in _JOINTS


def _actor(wanted: Wanted, text: str, language: Language) -> str:
    """Return who did what is asked: the actor right before it, or the only actor there is."""
    question = fold(wanted.question)
    actors = [match for match in _ACTORS[language].finditer(text) if fold(match.group()) not in question]
    asked = {word for word in words(wanted.question, language) if "_" not in word}
    acting = {
        match.group()
        for match in actors
        if (done := _DONE.match(text, match.end())) and asked & set(words(done[1], language))
    }
    return _only(acting) or _only({match.group() for match in actors})


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""
