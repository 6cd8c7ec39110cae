"""Which reports a question is asked of, and in which words.

One that names reports is asked of these, without their names: each says what it has itself. One that names none is
asked of the reports in which search finds most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.follow_up import Standalone
from assistant.named import Mention, Named, name_reports, place_of
from assistant.question import Wanted
from index import Index
from index.report import Report

_MOST = 6  # reports side by side, where the question names them
_FOUND = 3  # reports side by side, where search chooses them
_WORDS = (
    "and or vs vs. versus than with to against compared between và va hay hoặc hoac với voi so hơn hon cùng cung giữa "
    "giua that those in of for at from by the year province city ở o tại tai của cua năm nam tỉnh tinh thành thanh "
    "phố pho tp tp."
)
_LONGEST = sorted(map(re.escape, _WORDS.split()), key=len, reverse=True)
_LINK = rf"(?:(?<!\w)(?:{'|'.join(_LONGEST)})(?!\w)|[,;&/])"
_LEADING = re.compile(rf"(?:{_LINK}\s*)*$", re.IGNORECASE)
_ROW = re.compile(rf"\s*(?:{_LINK}\s*)+", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s+(?:province|city)(?!\w))?(?:'s|’s)?", re.IGNORECASE)
_LEAST_WORDS = 2  # of a question that is left without its names


@dataclass(frozen=True, slots=True)
class Choice:
    """The reports a question is asked of, and what a reader must know about those it is not."""

    reports: tuple[Report, ...]
    named: Named
    more: int = 0  # reports that fit as well and are not asked

    def of(self, named: Named) -> Choice:
        """Return the same choice for another wording of the question."""
        return replace(self, named=replace(named, reports=self.named.reports, missing=self.named.missing))

    def wanted(self, wanted: Wanted, report: Report) -> Wanted:
        """Return what is wanted of one report, where its names were taken out of the question.

        The year it is asked about stays known; and what it is compared with is what the others say.
        """
        if report.year and any(one.kind == "year" for one in self.named.mentions):
            wanted = replace(wanted, years=frozenset({report.year}))
        if len(self.reports) > 1:
            kinds = tuple(kind for kind in wanted.kinds if kind != "comparison")
            wanted = replace(wanted, kinds=kinds or ("quantity",))
        return wanted


def choose_reports(standalone: Standalone, index: Index, hits: int) -> Choice:
    """Return the reports to ask: those the question names, or those in which search finds its first hits."""
    named = name_reports(standalone.question, index.reports)
    if standalone.manner == "completed":
        named = _newest(standalone, named, index.reports)
    if len(named.reports) == 1 or (named.explicit and len(named.reports) <= _MOST):
        return Choice(named.reports, named)
    found = index.only([report.id for report in named.reports]).search(standalone.question, k=hits)
    ids = list(dict.fromkeys(hit.paragraph.report for hit in found))[:_FOUND]
    chosen = tuple(report for report in named.reports if report.id in ids) or named.reports[:1]
    # Any of a hundred alike may be meant; of a few, those that search does not find say nothing of it.
    return Choice(chosen, named, len(named.reports) - len(chosen) if len(ids) == _FOUND else 0)


def _newest(standalone: Standalone, named: Named, reports: Sequence[Report]) -> Named:
    """Of a follow-up, let the part that is new say which reports are meant, where it names any."""
    new = name_reports(standalone.focus, reports)
    fitting = [report for report in reports if _fits(report, new.mentions)]
    kinds = {mention.kind for mention in new.mentions}
    old = [mention for mention in named.mentions if mention.kind not in kinds]
    narrowed = [report for report in fitting if _fits(report, old)]
    return replace(named, reports=tuple(narrowed or fitting), missing=new.missing or named.missing)


def _fits(report: Report, mentions: Sequence[Mention]) -> bool:
    kinds = {mention.kind for mention in mentions}
    return all(any(_is_of(report, one) for one in mentions if one.kind == kind) for kind in kinds)


def _is_of(report: Report, mention: Mention) -> bool:
    own = {"place": place_of(report), "year": str(report.year), "report": report.id}[mention.kind]
    return own in mention.values


def bare_question(question: str, named: Named) -> str:
    """Return a question without the names that choose its reports: each of these is asked what it says itself.

    A report need not name its own place and year in every sentence, so their names would only be missed there. Years
    stay where one of them is no report's: it is compared with, or asked for inside a report.
    """
    kinds = {"place", "year"} if _only_years(question, named.mentions) else {"place"}
    names = [one for one in named.mentions if one.kind in kinds]
    names += [one for one in named.uncovered if any(_in_a_row(question, one, other) for other in names)]
    names.sort(key=lambda one: one.start)
    bare = question
    for position, one in reversed(list(enumerate(names))):
        start = one.start
        before = names[position - 1].end if position else 0
        leading = _LEADING.search(bare, before, start)
        behind = _BEHIND.match(bare, one.end)
        bare = f"{bare[: leading.start() if leading else start]} {bare[behind.end() if behind else one.end :]}"
    bare = re.sub(r"\s+([?.!,;])", r"\1", " ".join(bare.split())).lstrip(" ,;")
    return bare if len(re.findall(r"\w+", bare)) >= _LEAST_WORDS else question


def _in_a_row(question: str, one: Mention, other: Mention) -> bool:
    """Whether nothing but such words as "and" and "in" stands between two names."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return bool(_ROW.fullmatch(question, first.end, second.start))


def _only_years(question: str, mentions: Sequence[Mention]) -> bool:
    """Whether every year in a question names reports."""
    spans = [(one.start, one.end) for one in mentions if one.kind != "place"]
    years = re.finditer(r"(?:19|20)\d\d", question)
    return all(any(start <= match.start() < end for start, end in spans) for match in years)
