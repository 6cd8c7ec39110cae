"""Names that a question and a report share: a passage that stands before them, or without them, is about another.

"How many cases did Ninh Kiều have?" is not answered by the figure of the whole city, though all other words are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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


def names_asked(question: str, found: Iterable[Paragraph], report: Report) -> frozenset[str]:
    """Return the names, folded, that a question has and the paragraphs found for it; not what all the report is about.

    A name of the report that the question has is in what is found for it.
    """
    folded = fold(question)
    about = fold(" ".join((report.place, report.issuer, report.title)))
    named = {_called(fold(match.group())) for paragraph in found for match in _NAME.finditer(paragraph.text)}
    return frozenset(
        name
        for name in named
        if name and name in folded and name not in about and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
    )


def is_elsewhere(names: frozenset[str], paragraph: Paragraph, end: int) -> bool:
    """Whether a paragraph, read up to a place in it and with its headings, has not named all of these."""
    if not names:
        return False
    read = fold(" ".join((*paragraph.headings, paragraph.text[:end])))
    return not all(name in read for name in names)


def _called(name: str) -> str:
    """Return a name without what only says what it is, "" where less than two words are left."""
    words = name.split()
    while words and words[0] in _COMMON:
        words = words[1:]
    return " ".join(words) if len(words) > 1 else ""
