"""Yes or no, only where the passage itself settles it: by figures, by a direction, by a denial, or in so many words.

A wrong "yes" or "no" is far worse than none: what is not plain is left open, and the passage is quoted without either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from assistant.answer import Language
from assistant.claim import read_claim
from assistant.cues import PART_OF_YEAR, periods_in
from assistant.matched import Searched, text_of
from assistant.passages import Passage
from assistant.question import Wanted
from assistant.settled import Subject, facts_of, settle_by_figures, spans_of
from assistant.stated import denies_figure, in_words, states
from assistant.years import section_year
from index.hit import Span
from index.language import fold
from index.report import report_holding

Verdict = Literal["yes", "no"]

# "Did it stop?", "did it not grow?": a passage that denies it may well say yes.
_DENIED_QUESTION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not?|n't|cannot|never|none|nobody|nothing|neither|hardly|barely|stop\w*|end(?:ed|s)?|disappear\w*"
        r"|ceas\w+|eliminat\w+|eradicat\w+|(?:stamp|wip|root)\w* out|halt\w*|curb\w*|avoid\w*|prevent\w*|lack\w*"
        r"|without|fail\w*|vanish\w*|free of|gone)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:khong|chua)(?!\w)(?!(?: vay| a| nhi| ha| the| nua| nhe)*[ ?.!]*$)"
        r"|(?<!\w)(?:cham dut|bien mat|tranh duoc|ngan (?:duoc|chan)|het(?! suc)|thieu|xoa (?:bo|so)|that bai"
        r"|dep|loai (?:bo|tru)|triet (?:xoa|pha|de)|bai tru|diet|ngung|dung lai|lang xuong)(?!\w)"
    ),
}
_HARD = re.compile(r"[;()]|[.:](?=\s|$)")


def settle(wanted: Wanted, passage: Passage, index: Searched) -> Verdict | None:
    """Return what a passage says to a yes-or-no question, or None where it leaves it open."""
    language = wanted.language
    asked = index.analyse(wanted.focus or wanted.question).restored
    if len(wanted.directions) > 1 or "yesno" not in wanted.kinds or _DENIED_QUESTION[language].search(fold(asked)):
        return None
    clauses = list(_clauses(passage, wanted, index))
    if not clauses:
        return None
    claim = read_claim(wanted, asked)
    if _is_to_come(wanted, passage, index):
        return None
    if claim is None:
        return _verdict(in_words(wanted, [text for text, _ in clauses], asked.lower()))
    parts = wanted.periods & PART_OF_YEAR
    facts = facts_of(passage, wanted, index)
    spans = [*(span for _, span in clauses), *(span for fact in facts for span in spans_of(fact))]
    subject = Subject(wanted, claim, spans, index)
    said = settle_by_figures(claim, wanted, subject.closest(passage, facts))
    if said is None:
        about = [text for text, span in clauses if subject.is_named(passage, (span,))]
        about = [text for text in about if periods_in(fold(text)) & PART_OF_YEAR == parts]
        said = states(claim, about, language, subject.is_touched)
    if said is None and any(denies_figure(claim, wanted, text, asked.lower()) for text, _ in clauses):
        said = False
    return _verdict(said)


def _verdict(said: bool | None) -> Verdict | None:
    return None if said is None else "yes" if said else "no"


def _is_to_come(wanted: Wanted, passage: Passage, index: Searched) -> bool:
    """Whether a passage stands among the tasks of a later year, where all is yet to be done."""
    report = report_holding(passage.paragraph, index.reports)
    return section_year(passage.paragraph, report) not in (None, report.year)


def _clauses(passage: Passage, wanted: Wanted, index: Searched) -> Iterator[tuple[str, Span]]:
    """Yield what stands between the semicolons and brackets of a passage, in the question's language."""
    paragraph = passage.paragraph
    report = report_holding(paragraph, index.reports)
    if report.language == wanted.language:
        whole, start, end = Span(paragraph.id, "original", 0, len(paragraph.text)), passage.start, passage.end
    elif passage.translation_start is not None and passage.translation_end is not None:
        whole = Span(paragraph.id, "translation", 0, len(paragraph.translation or ""))
        start, end = passage.translation_start, passage.translation_end
    else:
        return
    text = text_of(paragraph, whole)
    cuts = [start, *(match.end() for match in _HARD.finditer(text, start, end)), end]
    for a, b in pairwise(cuts):
        if any(letter.isalpha() for letter in text[a:b]):
            yield text[a:b], Span(paragraph.id, whole.text, a, b)
