"""Yes or no, only where the passage itself settles it: by a direction, asked or opposite, or by a denial."""

from __future__ import annotations

import re
from typing import Literal

from assistant.answer import Language
from assistant.cues import DIRECTIONS, matching
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

_DENIAL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:no|not|none|never|neither|without)\b(?P<scope>[^,;:.()]*)", re.IGNORECASE),
    "vi": re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)(?P<scope>[^,;:.()]*)", re.IGNORECASE),
}
_DENIED_QUESTION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|n't|never|no longer)\b"),
    "vi": re.compile(r"(?<!\w)(?:khong|chua)(?!\w)(?!(?: vay| a| nhi| ha| the| nua| nhe)*[ ?.!]*$)"),
}
_DENIED = 0.5  # the share of the question's words that must stand in what is denied
_AFFIRMED = 1.0  # and in a passage without a denial that affirms


def settle(wanted: Wanted, text: str, language: Language) -> Literal["yes", "no"] | None:
    """Return what a passage says to a yes-or-no question, or None where it leaves it open.

    `text` is the passage in the question's language.
    """
    if "yesno" not in wanted.kinds or _DENIED_QUESTION[language].search(fold(wanted.question)):
        return None
    asked = {word for word in words(wanted.question, language) if "_" not in word}
    if not asked:
        return None
    if wanted.directions:
        said = matching(DIRECTIONS, language, fold(text))
        if len(wanted.directions) == 1 and len(said) == 1 and _share(asked, text, language) >= _DENIED:
            return "yes" if said == wanted.directions else "no"
        return None
    for match in _DENIAL[language].finditer(text):
        if _share(asked, match.group("scope"), language) >= _DENIED:
            return "no"
    if _DENIAL[language].search(text) is None and _share(asked, text, language) >= _AFFIRMED:
        return "yes"
    return None


def _share(asked: set[str], text: str, language: Language) -> float:
    return len(asked & set(words(text, language))) / len(asked)
