"""Which reports a question names: by place, by year, by title or id, with and without diacritics.

Everything is recognised by what the reports on the shelf say of themselves, so a new report needs nothing here. A name
counts where it stands as words of its own; of two that overlap, the longer one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.cues import GENERIC
from assistant.places import ALIASES, ORDINARY, PROVINCES
from assistant.silent import known
from index.language.fold import fold, fold_with_offsets
from index.lexical import FOLDED_STOP_WORDS
from index.read.title_block import plain_place
from index.report import Report

Kind = Literal["place", "year", "report"]

_YEAR = re.compile(r"(?<![\d/.,])(?<!\d-)(?:19|20)\d\d(?![\d%/-]|[.,]\d)")
_SPAN = re.compile(
    r"(?<!\w)(?:tu (?:nam )?|from |between |giai doan |during )?((?:19|20)\d\d)"
    r"(?:\s*[-–—]\s*| den (?:nam )?| to | through | and )((?:19|20)\d\d)(?!\d)"
)
_ASKED_SPAN = re.compile(r"^(?:tu |from |between |giai doan |during )")
_REPORT_WORD = re.compile(r"(?<!\w)(?:bao cao|ke hoach|bien ban|de an|report|plan|minutes)(?!\w)")
_TITLE_WORDS = 3  # that in a row tell a title from all others
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_PROVINCE_WORD = re.compile(r"(?:tinh|thanh pho|tp\.?|o|tai|cua|in|of|for)\s+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a question that names something reports are told apart by."""

    start: int  # characters in the question
    end: int
    kind: Kind
    values: tuple[str, ...]  # the folded place, the years, or the ids of the reports


@dataclass(frozen=True, slots=True)
class Named:
    """What a question says of the reports it is about."""

    reports: tuple[Report, ...]  # that fit all it names, in the shelf's order; all of them where it names nothing
    mentions: tuple[Mention, ...]  # in the question's order
    missing: tuple[str, ...]  # places it names, as typed, that no report is about
    uncovered: tuple[Mention, ...] = ()  # where it names them

    @property
    def explicit(self) -> bool:
        """Whether the question names the reports it is about."""
        return bool(self.mentions)


def place_of(report: Report) -> str:
    """Return a report's place as mentions write it: folded, one name for all its names."""
    folded = fold(plain_place(report.place))
    return ALIASES.get(folded, folded)


def name_reports(question: str, reports: Sequence[Report]) -> Named:
    """Return which of the reports a question names."""
    mentions = _apart([*_places(question, reports), *_years(question, reports), *_titles(question, reports)])
    covered = {place_of(report) for report in reports}
    missing = [one for one in mentions if one.kind == "place" and one.values[0] not in covered]
    known = tuple(one for one in mentions if one not in missing)
    fitting = list(reports)
    for kind in ("report", "place", "year"):
        wanted = {value for one in known if one.kind == kind for value in one.values}
        found = [report for report in fitting if wanted & _values(report, kind)]
        # A year no report of the place is about may still be spoken of inside one: it leaves the choice open.
        fitting = found or fitting
    used = tuple(one for one in known if any(set(one.values) & _values(report, one.kind) for report in fitting))
    return Named(tuple(fitting), used, tuple(question[one.start : one.end] for one in missing), tuple(missing))


def _values(report: Report, kind: str) -> set[str]:
    if kind == "report":
        return {report.id}
    return {place_of(report)} if kind == "place" else {str(report.year)}


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep of mentions that overlap the longest, in the question's order."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda each: (each.start - each.end, each.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)


def _places(question: str, reports: Sequence[Report]) -> Iterator[Mention]:
    folded, offsets = fold_with_offsets(question)
    own = {place_of(report): plain_place(report.place) for report in reports if report.place}
    names = {name: name for name in (*PROVINCES, *own)} | ALIASES
    for name, place in names.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            start, end = offsets[match.start()], offsets[match.end()]
            typed = question[start:end]
            if (
                _is_other_word(typed, own.get(place, ""))
                or (name in ORDINARY and not typed[:1].isupper() and not _PROVINCE_WORD.search(folded[: match.start()]))
                or _goes_on(typed, folded, match.end(), reports)
            ):
                continue
            yield Mention(start, end, "place", (ALIASES.get(place, place),))


def _goes_on(typed: str, folded: str, end: int, reports: Sequence[Report]) -> bool:
    """Whether it is not written like a name and its last word goes on: the "hai phong" of "hai phong trào"."""
    following = _NEXT_WORD.match(folded, end)
    is_name = typed.lower() != fold(typed) or all(word[0].isupper() for word in typed.split())
    if is_name or following is None or following[1] in FOLDED_STOP_WORDS or following[1] in GENERIC["vi"]:
        return False
    return known(f"{typed.split()[-1]} {following[1]}", reports)


def _is_other_word(typed: str, place: str) -> bool:
    """Whether what was typed has diacritics, and not those of the place's own name ("hạ năm" is not "Hà Nam")."""
    plain = fold(typed)
    return bool(place) and typed.lower() != plain and fold(place) == plain and typed.lower() != place.lower()


def _years(question: str, reports: Sequence[Report]) -> Iterator[Mention]:
    """Years, and spans of them ("from 2018 to 2021"); a span with a dash names the report of that period, if any."""
    folded, offsets = fold_with_offsets(question)
    spans = []
    for match in _SPAN.finditer(folded):
        first, last = sorted((int(match[1]), int(match[2])))
        typed = question[offsets[match.start(1)] : offsets[match.end(2)]]
        period = [report for report in reports if fold(report.period) == f"{first}-{last}"]
        asked = bool(_ASKED_SPAN.match(match.group())) and not period
        spans.append((match.start(1), match.end(2)))
        if " and " in typed and not asked:
            spans.pop()  # two years, not the years between them
        elif period:
            ids = tuple(report.id for report in period)
            yield Mention(offsets[match.start(1)], offsets[match.end(2)], "report", ids)
        elif asked:
            years = tuple(str(year) for year in range(first, last + 1))
            yield Mention(offsets[match.start(1)], offsets[match.end(2)], "year", years)
    for match in _YEAR.finditer(folded):
        if not any(start <= match.start() < end for start, end in spans):
            yield Mention(offsets[match.start()], offsets[match.end()], "year", (match.group(),))


def _titles(question: str, reports: Sequence[Report]) -> Iterator[Mention]:
    """Ids as they are; and where the question speaks of a report, words in a row that only some titles have."""
    folded, offsets = fold_with_offsets(question)
    for report in reports:
        for match in re.finditer(rf"(?<![\w-]){re.escape(report.id)}(?![\w-])", folded):
            yield Mention(offsets[match.start()], offsets[match.end()], "report", (report.id,))
    if len(reports) < 2 or not _REPORT_WORD.search(folded):
        return
    runs: dict[tuple[str, ...], set[str]] = {}
    for report in reports:
        for title in (report.title, report.title_translation or ""):
            for run in _runs(re.findall(r"[^\W\d_]+", fold(title))):
                runs.setdefault(run, set()).add(report.id)
    words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"[^\W\d_]+", folded)]
    for position in range(len(words) - _TITLE_WORDS + 1):
        part = words[position : position + _TITLE_WORDS]
        ids = runs.get(tuple(word for word, _, _ in part), set())
        if 0 < len(ids) < len(reports):
            yield Mention(offsets[part[0][1]], offsets[part[-1][2]], "report", tuple(sorted(ids)))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for position in range(len(words) - _TITLE_WORDS + 1):
        yield tuple(words[position : position + _TITLE_WORDS])
