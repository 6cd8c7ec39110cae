"""Rules that turn a sentence with a number, or a heading, into the question it answers.

Deliberately narrow: a clause no rule fits gives no question, and every question is asked before it is shown. The
drafts of `eval.draft` have rules of their own, which get as many questions as can be had, each with its answer for a
person to accept; a page needs a few plain ones at its start, and imports nothing of the evaluation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# How many words a question has that people would ask; shorter ones do not stand alone.
_WORDS = {"en": range(5, 18), "vi": range(7, 20)}
_NUMBER = r"(?<![\w-])\d+(?:[.,]\d+)*"  # not the 19 of Covid-19
_CLAUSE = re.compile(r"[;:()“”\"]|(?<!No)\.(?=\s|$)")  # not at commas: what follows one seldom has its own subject
_COMMA = re.compile(r",(?=\s)")


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_VI_HEDGE = _any("khoảng", "hơn", "trên", "gần", "ước", "ước đạt")
_VI_LEAD = re.compile(
    "^(?:"
    + _any("trong đó", "đồng thời", "bên cạnh đó", "tuy nhiên", "ngoài ra", "đặc biệt(?: là)?", "riêng", "và", "nhưng")
    + r"[,\s]+)+",
    re.IGNORECASE,
)
_VI_NO_SUBJECT = re.compile(
    _any(
        "tăng",
        "giảm",
        "đạt",
        "chiếm",
        "còn",
        "vẫn",
        "gồm",
        "bằng",
        "vượt",
        "ước",
        "mặc dù",
        "do",
        "có",
        "công nhận",
        "trung bình",
        "bình quân",
    )
    + r"\b",
    re.IGNORECASE,
)
_VI_NOT_COUNTED = re.compile(
    _any("ngày", "tháng", "năm", "quý", "số", "quyết", "lần thứ", "giai đoạn", "khóa", "thứ") + r"\s+\d|\d[/-]\d|\d/\w",
    re.IGNORECASE,
)
_VI_ASKED = [
    (re.compile(rf"(?:{_VI_HEDGE}\s+)?({_NUMBER})\s?%"), "bao nhiêu phần trăm"),
    (re.compile(rf"(?:{_VI_HEDGE}\s+)?({_NUMBER})\s+(?:triệu|tỷ|nghìn tỷ|ngàn)?\s?đồng\b"), "bao nhiêu tiền"),
    (re.compile(rf"(?:{_VI_HEDGE}\s+)?({_NUMBER})(?=\s+[a-zà-ỹđ]{{2,}})"), "bao nhiêu"),
]

_EN_HEDGE = rf"(?:{_any('about', 'over', 'nearly', 'more than', 'estimated at', 'only')} )?"
_EN_AMOUNT = rf"{_EN_HEDGE}(?:VND )?({_NUMBER})"
_EN_LEAD = re.compile(
    "^(?:"
    + _any("of which", "and", "but", "in which", "in particular", "especially", "at the same time", "in addition")
    + r"[,\s]+)+",
    re.IGNORECASE,
)
_EN_NOT_COUNTED = re.compile(
    r"\b" + _any("No\\.", "Resolution", "Plan", "Decision", "dated", "in", "since", "phase") + r"\s+\d|\d[/-]\d|\d/\w"
)
_EN_SHARE = re.compile(rf"^{_EN_HEDGE}({_NUMBER})% of (.+)$", re.IGNORECASE)
_EN_COUNT = re.compile(
    rf"^{_EN_HEDGE}({_NUMBER}) ((?!of )[a-z][a-z-]+ .*\b{_any('was', 'were', 'is', 'are', 'have', 'has')}\b .+)$",
    re.IGNORECASE,
)
_EN_STATE = re.compile(rf"^(.+?) (was|were|is|are) {_EN_AMOUNT}", re.IGNORECASE)
_EN_MOVES = {
    "grew": "By how much did {} grow?",
    "rose": "By how much did {} rise?",
    "increased": "By how much did {} increase?",
    "fell": "By how much did {} fall?",
    "decreased": "By how much did {} decrease?",
    "dropped": "By how much did {} drop?",
    "declined": "By how much did {} decline?",
    "reached": "What did {} reach?",
    "accounted for": "What share did {} account for?",
}
_EN_MOVE = re.compile(rf"^(.+?) {_any(*_EN_MOVES)} (?:by )?{_EN_AMOUNT}", re.IGNORECASE)
_EN_NO_SUBJECT = re.compile(
    r"(?:(?:the|an?|its|their) )?"
    + _any("average", "total", "number", "figure", "rate", "share", "it", "this", "that", "they"),
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:The|A|An|Its|This|These)\b")


def figure_questions(sentence: str, language: str, common: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield (question, the number it asks for, as written) for each clause that states one number.

    `common` are words the report writes in lower case: a subject that begins with one is no name.
    """
    for clause in _clauses(re.sub(r"\([^()]*\)", "", sentence)):
        found = _vietnamese(clause) if language == "vi" else _english(clause, common)
        if found and len(found[0].split()) in _WORDS[language] and not re.search(r"(?<![\w-])\d", found[0]):
            yield found


def _clauses(sentence: str) -> Iterator[str]:
    """Yield each clause from its start to the comma after its first number."""
    for piece in _CLAUSE.split(sentence):
        segments = _COMMA.split(piece.strip(" -–*"))
        for position, segment in enumerate(segments):
            if re.search(_NUMBER, segment):
                yield ",".join(segments[: position + 1])
                break


def _vietnamese(clause: str) -> tuple[str, str] | None:
    """Put "bao nhiêu" where the number stands: Vietnamese keeps the order of words in a question."""
    clause = _VI_LEAD.sub("", clause)
    if _VI_NOT_COUNTED.search(clause) or _VI_NO_SUBJECT.match(clause):
        return None
    for pattern, asked in _VI_ASKED:
        match = pattern.search(clause)
        if match and len(clause[: match.start()].split()) >= 2:
            question = f"{clause[: match.start()]}{asked}{clause[match.end() :]}"
            return f"{question[0].upper()}{question[1:]}?", match.group(1)
    return None


def _english(clause: str, common: frozenset[str]) -> tuple[str, str] | None:
    clause = _EN_LEAD.sub("", clause)
    if _EN_NOT_COUNTED.search(clause):
        return None
    if match := _EN_SHARE.match(clause):
        return f"What percentage of {match.group(2)}?", match.group(1)
    if match := _EN_COUNT.match(clause):
        return f"How many {match.group(2)}?", match.group(1)
    moved, stated = _EN_MOVE.match(clause), _EN_STATE.match(clause)
    if any(match and _EN_NO_SUBJECT.fullmatch(match.group(1)) for match in (moved, stated)):
        return None
    if match := moved:
        verb = clause[match.end(1) + 1 :].lower()
        asked = next(words for move, words in _EN_MOVES.items() if verb.startswith(move))
        return asked.format(_subject(match.group(1), common)), match.group(2)
    if match := stated:
        return f"What {match.group(2).lower()} {_subject(match.group(1), common)}?", match.group(3)
    return None


def _subject(words: str, common: frozenset[str]) -> str:
    is_name = words.split()[0].lower() not in common and not _ARTICLE.match(words)
    return words if is_name else words[0].lower() + words[1:]


def heading_question(heading: str, label: str, language: str) -> str | None:
    """Return the question for what stands under a heading, or None where its words make none of a fair length."""
    words = heading.removeprefix(label).lstrip(".) ").split(";")[0].strip(" .:")
    words = re.sub(r"^(?:Về|On)\s+", "", words)
    while len(words.split()) > 14 and "," in words:
        words = words.rpartition(",")[0]
    if not 3 <= len(words.split()) <= 14:
        return None
    words = words if words[:2].isupper() else words[0].lower() + words[1:]
    return f"Báo cáo nói gì về {words}?" if language == "vi" else f"What does the report say about {words}?"
