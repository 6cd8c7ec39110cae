"""Names that a question and a report share: a passage that stands before them, or without them, is about another.

"How many cases did Ninh Kiều have?" is not answered by the figure of the whole city, though all other words are there.
"""

from __future__ import annotations

import re

from assistant.names import LOWER, UPPER
from index.language import fold
from index.report import Paragraph, Report

_NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}’']+(?: [{UPPER}][{LOWER}’']+)+(?!\w)")
# What a name begins with and is not the name: "Quận Ninh Kiều" is called Ninh Kiều, "Sở Tài chính" by its office.
_COMMON = frozenset(
    " ".join(
        (
            "the a an this in on at for of by our its quan huyen thi thanh xa phuong tinh cau duong",
            "benh khu ban cac luat pho so bo hoi uy phong chi van trung truong cong tong thu chu nghi",
            "quyet thong de du quy viet tet nam quoc nha doan mat dai uoc ngay trong theo tai",
        )
    ).split()
)
_REMEMBERED = 64
_named: dict[tuple[str, str], frozenset[str]] = {}


def names_asked(question: str, report: Report) -> frozenset[str]:
    """Return the names, folded, that a report has and a question asks about; not what all the report is about."""
    folded = fold(question)
    about = fold(" ".join((report.place, report.issuer, report.title)))
    return frozenset(
        name
        for name in _names_of(report)
        if name in folded and name not in about and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
    )


def is_elsewhere(names: frozenset[str], paragraph: Paragraph, end: int) -> bool:
    """Whether a paragraph, read up to a place in it and with its headings, has not named all of these."""
    if not names:
        return False
    read = fold(" ".join((*paragraph.headings, paragraph.text[:end])))
    return not all(name in read for name in names)


def _names_of(report: Report) -> frozenset[str]:
    """Return the names of two words and more in a report's own text, folded; the last few reports are remembered."""
    key = (report.id, report.source_hash)
    if key not in _named:
        found = (fold(match.group()) for paragraph in report.paragraphs for match in _NAME.finditer(paragraph.text))
        _named[key] = frozenset(filter(None, map(_called, found)))
        while len(_named) > _REMEMBERED:
            _named.pop(next(iter(_named)))
    return _named[key]


def _called(name: str) -> str:
    """Return a name without what only says what it is, "" where less than two words are left."""
    words = name.split()
    while words and words[0] in _COMMON:
        words = words[1:]
    return " ".join(words) if len(words) > 1 else ""
