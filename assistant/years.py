"""Which year a passage speaks of: what it says itself, then what its section says, then the report's own year."""

from __future__ import annotations

import re

from assistant.cues import BASES, plain
from index.report import Paragraph, Report

_OPENING = 60  # characters: a section whose first words name a year speaks of that year
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> frozenset[int]:
    """Return the years a text names."""
    return frozenset(int(year) for year in _YEAR.findall(text))


def without_compared(text: str) -> str:
    """Return a text, folded, without the years that it only compares with ("down 9% on 2022")."""
    folded = plain(text)
    for compared in BASES.values():
        folded = compared.sub(" ", folded)
    return folded


def speaks_of(years: frozenset[int], near: str, paragraph: Paragraph, report: Report, *, figure: bool) -> bool:
    """Whether a passage speaks of one of the years asked for.

    Args:
        near: the words nearest to what would be the answer, without what they only compare with.
        figure: a figure is the answer; it must not borrow a later year from its section's tasks.
    """
    own = years_in(near)
    if own & years:
        return True
    if report.year is None:  # nothing tells the year of what names none
        stated = own or years_in(paragraph.text)
        return not stated or bool(stated & years)
    section = section_year(paragraph, report)
    if section is not None and section != report.year:
        return section in years and not figure
    return report.year in years and (not own or report.year in own)


def section_year(paragraph: Paragraph, report: Report) -> int | None:
    """Return the year a paragraph's section is about: one its opening names, or the report's; None outside sections."""
    if not paragraph.outline:
        return None
    first = next(other for other in report.paragraphs if other.outline[:1] == paragraph.outline[:1])
    later = [year for year in years_in(first.text[:_OPENING]) if report.year is not None and year > report.year]
    return min(later, default=report.year)
