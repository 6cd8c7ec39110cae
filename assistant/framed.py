"""Leaving out what stands around a question or a claim (`assistant.frames`): "A post says X. Is that so?" asks about X.

Nothing is left out where what would be left leans on it, names no subject of its own, or where it names a place: who
lives elsewhere may mean that place.
"""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import GENERIC, INTERROGATIVES, KINDS, LIGHT, plain
from assistant.frames import ASKER, CHECK, CLAIM, PREAMBLE, SPEAKER, STATES, TAIL, TOPIC
from assistant.leaning import POINTING, content_of
from assistant.places import PROVINCES
from index.language import fold

_LEAST = {"en": 2, "vi": 3}  # words (syllables) that name what is asked about
_ITS_OWN = re.compile(r"\b(?:its|their) own\b")
_PLACE = re.compile(
    r"(?<!\w)(?:in|from|at|of|near|ở|tại|từ|của|quê|tỉnh|huyện|xã|thành phố)\s+(?:the )?([^\W\d_])", re.IGNORECASE
)
_DISTRICT = re.compile(r"(?<!\w)(?:huyen|thi xa|thi tran|thanh pho|tinh) \w")
_PROVINCE = re.compile(rf"(?<!\w)(?:{'|'.join(PROVINCES)})(?!\w)")


def claim_end(text: str, language: Language) -> int:
    """Return where a text ends that is asked behind it whether it is so; its whole length where that is not asked."""
    found = TAIL[language].search(fold(text))
    if found is None or found.start() == 0 or asks(text[: found.start()], language):
        return len(text)
    return found.start()


def opening(text: str, language: Language) -> tuple[int, bool]:
    """Return how long what stands before a question or a claim is, 0 for none, and whether it hands over a claim."""
    folded = fold(text)
    if (found := CLAIM[language].match(folded)) and not names_place(text[: found.end()]):
        return found.end(), not asks(text[found.end() :], language)
    if found := CHECK[language].match(folded):
        rest = text[found.end() :]
        return found.end(), bool(STATES[language].search(fold(rest))) and not asks(rest, language)
    return 0, False


def preamble(text: str, language: Language) -> int:
    """Return how long what is said of who asks, and why, may be: 0 for none."""
    folded = fold(text)
    found = ASKER[language].match(folded) or PREAMBLE[language].match(folded)
    return found.end() if found and not names_place(text[: found.end()]) else 0


def stands_alone(text: str, told: str, language: Language) -> bool:
    """Whether what is left of a question asks by itself, without what is told before it; what another asks does."""
    folded, told = fold(text), fold(told)
    if not asks(text, language) or ASKER[language].fullmatch(told):
        return asks(text, language)
    if POINTING[language].search(_ITS_OWN.sub("", folded)) or SPEAKER[language].search(folded):
        return False
    idle = LIGHT[language] | GENERIC[language]
    named = [word for word in content_of(text, language) if word not in idle]
    return len(named) >= _LEAST[language] * (2 if TOPIC[language].search(told) else 1)


def names_place(text: str) -> bool:
    """Whether a text names a place: a province, a district, or what is written as a name behind "in" or "from"."""
    return any(match[1].isupper() for match in _PLACE.finditer(text)) or bool(
        _DISTRICT.search(fold(text)) or names_province(text)
    )


def names_province(text: str) -> bool:
    """Whether a text names a province, this one or another."""
    return bool(_PROVINCE.search(fold(text)))


def asks(text: str, language: Language) -> bool:
    """Whether a text has words that ask."""
    folded = plain(text)
    return bool(INTERROGATIVES[language].search(folded) or KINDS[language]["yesno"].search(folded))
