"""Where the reports are silent, by rule: what a question names or asks for and the best passage has not.

Each rule holds for any report and any subject: another place, a name where none stands, the assistant itself. What
needs weighing is left to the fitted model (`assistant.refuse`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.cues import plain
from assistant.matched import Searched
from assistant.names import lacks_name
from assistant.passages import Passage
from assistant.places import PROVINCES
from assistant.question import Wanted
from index.language import fold
from index.lexical import VIETNAMESE_STOP_WORDS
from index.report import Report

_DISTRICT = re.compile(r"(?<!\w)(?:huyen|thi xa|thi tran) (\w+ \w+)")
_PARTICLES = frozenset(fold(word) for word in VIETNAMESE_STOP_WORDS)
# A question to the assistant about itself.
_ITSELF = re.compile(
    r"^(?:(?:and |so )?(?:are|were) you (?:an? |the )?(?:\w+ )?(?:human|person|robot|bot|ai|machine|chatgpt|model|alive|real)\b"
    r"|who (?:are you|(?:made|built|created|trained) you)\b|what(?:'s| is) your name\b"
    r"|(?:ban|may|em|anh|bot) (?:la ai|ten (?:la )?gi|co phai (?:la )?(?:nguoi|may|robot|ai))(?!\w))"
)
# "Còn xã nào ... không?" asks whether there is one, not which.
_WHETHER = re.compile(r"(?<!\w)(?:con|co) .{1,80}(?<!\w)(?:khong|chua)\W*$")
_REMEMBERED = 64  # reports whose folded texts are kept, each as large as the report
_folded: dict[tuple[str, str], str] = {}


def is_silent(wanted: Wanted, passage: Passage, index: Searched) -> bool:
    """Whether the reports cannot answer, given the best passage they have."""
    asked = plain(wanted.question)
    if _ITSELF.search(asked) or unknown_places(wanted.question, index):
        return True
    if wanted.kind == "yesno" or _WHETHER.search(asked):
        return False
    paragraph = passage.paragraph
    texts = [text for text in (paragraph.text, paragraph.translation) if text]
    quoted = [text for text in (passage.quote, passage.translation) if text]
    return lacks_name(wanted.question, texts, quoted)


def unknown_places(question: str, index: Searched) -> list[str]:
    """Return the provinces and districts in a question that no report mentions, folded."""
    folded = fold(question)
    named = [place for place in PROVINCES if re.search(rf"(?<!\w){place}(?!\w)", folded)]
    named += [name for name in _DISTRICT.findall(folded) if not _PARTICLES & set(name.split())]
    return [name for name in named if not known(name, index.reports)]


def known(name: str, reports: Sequence[Report]) -> bool:
    """Whether any report mentions a name, folded."""
    return any(name in folded_text(report) for report in reports)


def folded_text(report: Report) -> str:
    """Return all a report says, its title and translation included, folded; the last few are remembered."""
    key = (report.id, report.source_hash)
    if key not in _folded:
        _folded[key] = _fold_all(report)
        while len(_folded) > _REMEMBERED:
            _folded.pop(next(iter(_folded)))
    return _folded[key]


def _fold_all(report: Report) -> str:
    texts = [report.title, report.title_translation or "", report.issuer, report.issuer_translation or ""]
    for _, heading in report.headings:
        texts += [heading.text, heading.translation or ""]
    for paragraph in report.paragraphs:
        texts += [paragraph.text, paragraph.translation or ""]
    return fold(" ".join(texts))
