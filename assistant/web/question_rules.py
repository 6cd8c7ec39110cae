"""Rules that turn a sentence with a number, or a heading, into the question it answers.

Deliberately narrow: a clause no rule fits gives no question, and every question is asked before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d+(?:[.,]\d+)*"
_CLAUSE = re.compile(r"[;:()“”\"]|,(?=\s)|\.(?=\s|$)")
_WORDS = range(4, 17)  # of a question people would ask

_VI_LEAD = re.compile(r"^(?:(?:trong đó|đồng thời|bên cạnh đó|tuy nhiên|ngoài ra|đặc biệt(?: là)?|riêng|và|nhưng|mà|với|đã có|đến nay|trong năm|qua đó)\s+)+", re.I)
_VI_HEDGE = r"(?:(?:khoảng|hơn|trên|gần|ước|ước đạt)\s+)?"
_VI_ASKED = [
    (re.compile(_VI_HEDGE + rf"({_NUMBER})\s?%"), "bao nhiêu phần trăm"),
    (re.compile(_VI_HEDGE + rf"({_NUMBER})\s+(?:triệu|tỷ|nghìn tỷ|ngàn)?\s?đồng\b"), "bao nhiêu tiền"),
    (re.compile(_VI_HEDGE + rf"({_NUMBER})(?=\s+[a-zà-ỹđ]{{2,}})"), "bao nhiêu"),
]
_VI_NOT_COUNTED = re.compile(r"(?:ngày|tháng|năm|quý|số|quyết|lần thứ|giai đoạn|khóa|thứ)\s+\d|\d[/-]\d|\d/\w", re.I)

_EN_SHARE = re.compile(rf"^(?:about |over |nearly |more than )?({_NUMBER})% of (.+)$", re.I)
_EN_COUNT = re.compile(rf"^(?:about |over |nearly |more than )?({_NUMBER}) ([a-z][a-z-]+ .*\b(?:was|were|is|are|have|has)\b .+)$", re.I)
_EN_STATE = re.compile(rf"^(.+?) (was|were|is|are) (?:about |over |nearly |more than |estimated at |only )?(?:VND )?({_NUMBER})(?:%| million| billion|\b)", re.I)
_EN_MOVE = re.compile(rf"^(.+?) (grew|rose|increased|fell|decreased|dropped|declined|reached|accounted for) (by )?(?:about |over |nearly |more than |only )?(?:VND )?({_NUMBER})(?:%| million| billion|\b)", re.I)
_EN_BASE = {
    "grew": "By how much did {} grow?", "rose": "By how much did {} rise?", "increased": "By how much did {} increase?",
    "fell": "By how much did {} fall?", "decreased": "By how much did {} decrease?", "dropped": "By how much did {} drop?",
    "declined": "By how much did {} decline?", "reached": "How much did {} reach?",
    "accounted for": "What share did {} account for?",
}  # fmt: skip
_EN_LEAD = re.compile(r"^(?:(?:of which|and|but|in which|in particular|especially|at the same time|in addition|however|while|with)\s+)+", re.I)
_EN_NOT_COUNTED = re.compile(r"\b(?:No\.|Resolution|Plan|Decision|Directive|dated|in|by|since|Article|phase)\s+\d|\d[/-]\d|\d/\w")
_ARTICLE = re.compile(r"^(?:The|A|An|Its|This|These)\b")


def figure_questions(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (question, the number it asks for, as written) for each clause that states exactly one number."""
    clauses = [clause.strip(" -–*") for clause in _CLAUSE.split(sentence)]
    for clause in clauses:
        if len(re.findall(_NUMBER, clause)) != 1:
            continue
        found = _vietnamese(clause) if language == "vi" else _english(clause)
        if found and len(found[0].split()) in _WORDS:
            yield found


def _vietnamese(clause: str) -> tuple[str, str] | None:
    clause = _VI_LEAD.sub("", clause)
    if _VI_NOT_COUNTED.search(clause):
        return None
    for pattern, asked in _VI_ASKED:
        match = pattern.search(clause)
        if match:
            question = f"{clause[: match.start()]}{asked}{clause[match.end() :]}"
            return _sentence_case(question) + "?", match.group(1)
    return None


def _english(clause: str) -> tuple[str, str] | None:
    clause = _EN_LEAD.sub("", clause)
    if _EN_NOT_COUNTED.search(clause):
        return None
    if match := _EN_SHARE.match(clause):
        return f"What percentage of {match.group(2)}?", match.group(1)
    if match := _EN_COUNT.match(clause):
        return f"How many {match.group(2)}?", match.group(1)
    if match := _EN_MOVE.match(clause):
        return _EN_BASE[match.group(2).lower()].format(_subject(match.group(1))), match.group(4)
    if match := _EN_STATE.match(clause):
        return f"What {match.group(2).lower()} {_subject(match.group(1))}?", match.group(3)
    return None


def _subject(words: str) -> str:
    return words[0].lower() + words[1:] if _ARTICLE.match(words) else words


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def heading_question(heading: str, label: str, language: str) -> str:
    """Return the question for what stands under a heading, from the heading's first clause without its number."""
    words = re.split(r"[;,]", heading.removeprefix(label).lstrip(".) "))[0].strip(" .:")
    if language == "vi":
        words = re.sub(r"^Về\s+", "", words)
        return f"Báo cáo nói gì về {_lower_first(words)}?"
    words = re.sub(r"^On\s+", "", words)
    return f"What does the report say about {_lower_first(words)}?"


def _lower_first(words: str) -> str:
    """Lower the first letter, but keep an abbreviation such as "UBND" as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
