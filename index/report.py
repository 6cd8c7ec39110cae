"""The report as the rest of the product sees it: Report > Paragraph > Sentence.

A paragraph is the unit that is cited. Its text is NFC with page breaks mended; every offset in the product is a
character offset into that text. A translation is a second text of the same paragraph and is never what is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

RepairKind = Literal["page_break", "unicode", "encoding", "hyphenation", "running_head", "ocr"]
Kind = Literal["front_matter", "paragraph", "list_item", "table", "back_matter"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: `text == paragraph.text[start:end]`."""

    text: str
    start: int
    end: int
    translation: str | None = None
    translation_start: int | None = None  # offsets into the paragraph's translation
    translation_end: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report, with its number as printed ("I", "3", "3.2"), or "" where it has none."""

    label: str
    text: str  # as printed, number included
    level: int  # 1 is outermost
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as printed; rows that follow one another are one table until the next `first`."""

    heads: tuple[str, ...]  # what stands over each column; of a head in two rows, both
    cells: tuple[str, ...]  # a merged cell repeats its text
    first: bool  # the table begins with this row


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A citable paragraph with a permanent address."""

    id: str  # "ben-tre-2020:23"
    report: str  # the report's id
    number: int  # counts the report's citable paragraphs from 1
    text: str
    kind: Kind
    outline: tuple[Heading, ...] = ()  # the headings it stands under, outermost first
    page: int | None = None
    sentences: tuple[Sentence, ...] = ()
    translation: str | None = None
    raw: str = ""  # as received, before repair
    row: Row | None = None  # of a table, to show it as one
    recognised: bool = False  # read in a picture of the page, so its figures want comparing

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of the headings it stands under, outermost first."""
        return tuple(heading.text for heading in self.outline)

    @property
    def place(self) -> str:
        """The address a person reads: "I › 3 › 3.2, ¶23"."""
        labels = [heading.label or heading.text for heading in self.outline]
        return f"{' › '.join(labels)}, ¶{self.number}" if labels else f"¶{self.number}"


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that reading made to the source, so that a reader can see what was mended."""

    paragraph: str  # the paragraph's id; "" where what was mended is in no paragraph, as a running head
    kind: RepairKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, in reading order."""

    id: str
    title: str
    language: str  # "vi" or "en"
    paragraphs: Sequence[Paragraph]  # a tuple, or of a report on the shelf what reads each when it is asked for
    # (position, heading): the heading stands before the paragraph at this position of `paragraphs`.
    headings: tuple[tuple[int, Heading], ...] = ()
    issuer: str = ""
    place: str = ""
    year: int | None = None
    date: str = ""  # ISO 8601, as precise as the report says
    period: str = ""  # what it reports on, as people say it: "2020", "2016-2020", "6 tháng đầu năm 2021"
    title_translation: str | None = None
    issuer_translation: str | None = None
    source: str = ""  # the path it was read from
    source_hash: str = ""  # SHA-256 over the files it was read from, translation included
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()  # what reading left out and what to do about it, one line each

    @property
    def name(self) -> str:
        """What people call it among others: its place and period ("Bến Tre 2020"), or else its title."""
        when = self.period or (str(self.year) if self.year else "")
        return f"{self.place} {when}" if self.place and when else self.title or self.id


def report_holding(paragraph: Paragraph, reports: Sequence[Report]) -> Report:
    """Return the report that a paragraph is of."""
    return next(report for report in reports if report.id == paragraph.report)


def names_of(reports: Sequence[Report]) -> dict[str, str]:
    """Return the name of each report by its id; reports of one name are told apart by their titles, or their ids."""
    names: dict[str, str] = {}
    for report in reports:
        alike = [other for other in reports if other.name == report.name]
        if len(alike) == 1:
            names[report.id] = report.name
        elif report.name != report.title and len({other.title for other in alike}) == len(alike):
            names[report.id] = f"{report.name}: {report.title}"
        else:
            names[report.id] = f"{report.name} ({report.id})"
    return names
