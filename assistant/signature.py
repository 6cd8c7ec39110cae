"""Who signed a report: its signature block, which is layout and no sentence that search could find.

An official report ends with the office of whoever signs, in capitals, and the name under it. Questions about the
signature of the report itself are answered from there; those about the signing of anything else are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Language
from assistant.passages import Passage, whole
from index.language import fold
from index.report import Report

_SIGNS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:signed|signs?|signatory|signatories|signature|signer)\b"),
    "vi": re.compile(r"(?<!\w)(?:nguoi ky|chu ky|ky ten|ai (?:la nguoi |da |dung )?ky|ky (?:bao cao|van ban))(?!\w)"),
}
_OFFICE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:position|title|office|role|post|capacity|job|rank)\b"),
    "vi": re.compile(r"(?<!\w)(?:chuc vu|chuc danh|cuong vi|tu cach|lam gi)(?!\w)"),
}
# All that a question about the report's own signature is made of, folded; with any other word it is another document's.
_WORDS: dict[Language, str] = {
    "en": """a and as at behalf bottom by capacity chairman committee did do does document end has he her his in is it
        job last me name named names of office official on people peoples person please position post province
        provincial
        rank report role s she signatories signatory signature signed signer sign signs tell that the their there this
        title to vice was were what which who whom whose with""",
    "vi": """ai ba bao biet cac cach cai can cao cho chu chuc cua cuoi cuong da danh dan do dong du dung duoc gi giu ha
        hoi ky la lam mat nao nay nguoi nhan nhi o ong pho tai ten thay tich tinh toi trong tu ubnd uy ban va van vay
        vi voi vu xin""",
}
_OWN = {language: frozenset(text.split()) for language, text in _WORDS.items()}
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a report: the name, and the offices above it."""

    name: Passage
    office: Passage
    title: Passage  # the last line of the office: what the person is


def asks_for_signature(question: str, language: Language) -> bool:
    """Whether a question is about who signed the report itself."""
    folded = fold(question)
    asked = re.findall(r"\w+", folded)
    return bool(_SIGNS[language].search(folded)) and _OWN[language].issuperset(asked)


def asks_for_office(question: str, language: Language) -> bool:
    """Whether what the signatory is comes first in what is asked."""
    return bool(_OFFICE[language].search(fold(question)))


def signature_of(report: Report) -> Signature | None:
    """Return a report's signature block, None where it has none that can be told."""
    lines = [
        whole(paragraph, sentence)
        for paragraph in report.paragraphs
        if paragraph.kind == "back_matter"
        for sentence in paragraph.sentences
    ]
    for place in range(len(lines) - 1, 0, -1):
        if _is_name(lines[place].quote):
            above = _capitals_above(lines, place)
            if above:
                return Signature(lines[place], _merged(above), above[-1])
    return None


def _is_name(text: str) -> bool:
    text = text.strip(" .*_")
    return bool(_NAME.fullmatch(text)) and text.istitle() and not text.isupper()


def _capitals_above(lines: Sequence[Passage], place: int) -> list[Passage]:
    """Return the lines in capitals right above a line, from top to bottom."""
    first = place
    while first and any(c.isalpha() for c in lines[first - 1].quote) and lines[first - 1].quote.isupper():
        first -= 1
    return list(lines[first:place])


def _merged(lines: Sequence[Passage]) -> Passage:
    """Return the lines of the last one's paragraph as one passage."""
    own = [line for line in lines if line.paragraph.id == lines[-1].paragraph.id]
    known = own[0].translation_start is not None and own[-1].translation_end is not None
    return replace(
        own[0],
        end=own[-1].end,
        translation_start=own[0].translation_start if known else None,
        translation_end=own[-1].translation_end if known else None,
    )
