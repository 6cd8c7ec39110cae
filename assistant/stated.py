"""What clauses say in words to a yes-or-no question: that something rose or fell, that it is not so, that it is so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answer import Language
from assistant.claim import Claim
from assistant.cues import CLAIMS, DIRECTIONS
from assistant.figures import read_figures
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

# "Không gian" is space, "không chỉ" is not only, "thanh toán không dùng tiền mặt" a kind of payment.
_DENIAL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:no|not(?! only)|none|never|neither|without)\b(?P<scope>[^,;:.()]*)", re.IGNORECASE),
    "vi": re.compile(
        r"(?<!\w)(?:(?<!hàng )(?<!thanh toán )không(?! (?:gian|khí|quân|chỉ|những|ngừng|ít)(?!\w))|chưa|chẳng)(?!\w)"
        r"(?P<scope>[^,;:.()]*)",
        re.IGNORECASE,
    ),
}
# "All", "only", "many": a sentence that has the words says neither yes nor no.
_HOW_MANY: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:all|every\w*|each|whole|entire\w*|only|most|mostly|majority|half|both|always|fully|completely|many|much"
        r"|few|little|often|a lot)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:mọi|tất cả|toàn bộ|đều|chỉ|duy nhất|phần lớn|đa số|cả hai|luôn|hoàn toàn|nhiều|ít|lắm)(?!\w)"
    ),
}
# What is to be done or wished for is not what is.
_YET: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:must|should|shall|will|would|to|expect\w*|plan(?:ned)?|striv\w+|aim\w*|continue|if|needs?|directed|ensur\w+)\b",
        re.IGNORECASE,
    ),
    "vi": re.compile(
        r"(?<!\w)(?:phải|cần|sẽ|để|nhằm|phấn đấu|dự kiến|tiếp tục|hướng đến|hướng tới|mục tiêu|yêu cầu|nếu|chỉ đạo"
        r"|đảm bảo|bảo đảm)(?!\w)",
        re.IGNORECASE,
    ),
}
# Nor is what something is a means to.
_MEANS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:measures?|solutions?|programm?e?s?|efforts?|steps|work)\b", re.IGNORECASE),
    "vi": re.compile(
        r"(?<!\w)(?:giải pháp|biện pháp|nhiệm vụ|chương trình|công tác|kế hoạch|chính sách|phương án)(?!\w)",
        re.IGNORECASE,
    ),
}
_NOT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:no|not|never|without|fail\w*)(?: \w+){0,2}$", re.IGNORECASE),
    "vi": re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?: \w+){0,2}$", re.IGNORECASE),
}
# What gets better may rise or fall (fewer violations are better ones), growth may be negative, and so on.
_NO_WAY = re.compile(
    r"\b(?:improv\w+|worse\w*|growth)"
    r"|(?<!\w)(?:cải thiện|nâng|mở rộng|tăng cường|tăng trưởng|giảm nghèo|giám|tầng|tặng|tàng|tảng|năng"
    r"|nặng|nắng|hà)(?!\w)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^,]+")
_NUMBER = re.compile(r"\d")
_OVER = frozenset({"over", "at least"})
_WORDS = 3  # between "measures" and what they are to bring about
_DENIED = 0.5  # the share of the question's words that must stand in what is denied
_UP_TO = 0.8  # or in the clause up to a denial of one of them: "the quality was not high"


def states(claim: Claim, clauses: Sequence[str], language: Language, is_touched: Callable[[str], bool]) -> bool | None:
    """Return whether clauses about the subject state a claim, or its opposite, without a figure.

    Args:
        is_touched: whether a piece of a clause has a word of the subject; in another a rise is that of something else.
    """
    said: set[bool] = set()
    for clause in clauses:
        if claim.kind == "change":
            own = _PIECE.sub(lambda piece: piece[0] if is_touched(piece[0]) else _blank(piece), clause)
            own = _NO_WAY.sub(_blank, own)
            ways = {way for way, cue in DIRECTIONS[language].items() if _asserts(cue, own, clause, language)}
            said |= {way == claim.direction for way in ways}
        elif claim.kind == "plan" and CLAIMS[language]["plan"].search(fold(clause)) and not _NUMBER.search(clause):
            said |= {True} if _asserts(CLAIMS[language][claim.level], clause, clause, language) else set()
    return next(iter(said)) if len(said) == 1 else None


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


def _asserts(cue: re.Pattern[str], own: str, clause: str, language: Language) -> bool:
    """Whether a clause says as a fact what a cue matches: not denied, and not yet to be done.

    Args:
        own: the clause, as long, with what is not to be looked at blanked.
    """
    before = [clause[: match.start()].rstrip() for match in cue.finditer(fold(own))]
    return any(
        not _YET[language].search(text)
        and not _MEANS[language].search(" ".join(text.split()[-_WORDS:]))
        and not _NOT[language].search(text)
        for text in before
    )


def in_words(wanted: Wanted, clauses: Sequence[str], question: str) -> bool | None:
    """Return what clauses say in the question's own words: that it is not so, or that it is; None for neither."""
    language, asked = wanted.language, _asked(wanted)
    if not asked or _HOW_MANY[language].search(question):
        return None
    if any(_denies(asked, clause, language) for clause in clauses):
        return False
    if any(_DENIAL[language].search(clause) for clause in clauses):
        return None
    wishes = bool(_YET[language].search(question))
    return True if any(_affirms(asked, clause, language, wishes=wishes) for clause in clauses) else None


def _asked(wanted: Wanted) -> set[str]:
    return {word for word in words(wanted.question, wanted.language) if "_" not in word}


def _denies(asked: set[str], clause: str, language: Language) -> bool:
    """Whether a clause denies most of what is asked, or, of all of it, the word it comes to."""
    for match in _DENIAL[language].finditer(clause):
        denied = words(match["scope"], language)
        said = asked & set(words(clause[: match.end()], language))
        if len(asked & set(denied)) >= _DENIED * len(asked):
            return True
        if denied and denied[0] in asked and len(said) >= _UP_TO * len(asked):
            return True
    return False


def denies_figure(claim: Claim, wanted: Wanted, clause: str, question: str) -> bool:
    """Whether a clause denies the very number that is claimed: "no commune meets fewer than 5 criteria"."""
    asked, language, figure = _asked(wanted), wanted.language, claim.figure
    if figure is None or _HOW_MANY[language].search(question):
        return False
    scopes = [match["scope"] for match in _DENIAL[language].finditer(clause)]
    return any(
        (figure.value, figure.unit) == (other.value, other.unit)
        and (figure.qualifier in _OVER) == (other.qualifier in _OVER)
        and len(asked & set(words(scope, language))) >= _DENIED * len(asked)
        for scope in scopes
        for other in read_figures(scope, language)
    )


def _affirms(asked: set[str], clause: str, language: Language, *, wishes: bool) -> bool:
    """Whether a clause has all that is asked, and not as what is yet to be done."""
    if not asked <= set(words(clause, language)):
        return False
    later = [clause[match.end() :] for match in _YET[language].finditer(clause)]
    return wishes or all(len(asked & set(words(text, language))) < _DENIED * len(asked) for text in later)
