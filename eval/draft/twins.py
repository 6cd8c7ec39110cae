"""Questions the report cannot answer, made of ones it answers: another year, another place, a thing it never has.

What is put in stands nowhere in the report, in no language and in no range of years, so the twin cannot have an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Language
from assistant.places import ORDINARY
from assistant.years import years_in
from eval.draft.vietnamese_place import small
from eval.synthetic import PROVINCES
from index.language import fold
from index.report import Report
from prompts import refusal

_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)(?!\d)")  # 2016-2020, 2019/20
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOWNS = ("Bergen", "Halifax", "Dunedin", "Porto", "Tampere", "Windhoek", "Quito", "Malmö")
# Things a place may have, in both languages.
_THINGS = (
    ("rạp chiếu phim", "cinemas"), ("trạm sạc xe điện", "charging stations"), ("bảo tàng", "museums"),
    ("nhà hát", "theatres"), ("sân golf", "golf courses"), ("bể bơi công cộng", "swimming pools"),
    ("vườn thú", "zoos"), ("viện dưỡng lão", "nursing homes"), ("sân bay", "airports"), ("nghĩa trang", "cemeteries"),
)  # fmt: skip
_PLANNED = re.compile(r"\b(?:phấn đấu|dự kiến|mục tiêu|will|expected|planned|target)\b", re.IGNORECASE)
_OWN_PLACE = {
    "vi": re.compile(
        r"\b(?P<kind>(?:UBND|HĐND|Công an|toàn|của|địa bàn) tỉnh|^Tỉnh)\b(?! (?-i:[A-ZĐ]))", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:the|our) (?P<kind>council|province|town|city|district|county|borough|municipality)\b(?!')"),
}
_SMALLER = re.compile(r"\btoàn (?:xã|huyện|phường|thị xã|thị trấn|thành phố)\b", re.IGNORECASE)  # are in a province
_HAS = {
    "vi": re.compile(r"^(?P<who>(?:Toàn tỉnh|Tỉnh|Toàn thành phố|Thành phố|Toàn huyện|Huyện) có) bao nhiêu [^?]+\?$"),
    "en": re.compile(
        r"^How many .+? (?P<who>(?:does|do|did) \S+(?: \S+)? have|were there|are there)(?P<when>[^?]*)\?$"
    ),
}
_CAPITAL = re.compile(r"(?<=\s)[A-ZĐ][a-zà-ỹ]+")
_NO_NAMES = frozenset({"Trung", "Nhà", "Nhân", "Covid"})  # written large in Vietnamese without being places
_SAYS: dict[str, dict[Language, str]] = {
    "what": {"vi": "{refusal} Báo cáo không nói về {what}.", "en": "{refusal} It does not speak of {what}."},
    "instead": {"vi": "Báo cáo chỉ nêu: {answer}", "en": "It says only: {answer}"},
}


@dataclass(frozen=True, slots=True)
class Twin:
    """A question that the report cannot answer."""

    kind: str  # "year", "place" or "thing"
    question: str
    answer: str


class Twins:
    """What a report never speaks of, and the questions about it."""

    def __init__(self, report: Report) -> None:
        texts = [report.title, report.title_translation or "", report.issuer, report.place]
        texts += [text for _, heading in report.headings for text in (heading.text, heading.translation or "")]
        texts += [text for each in report.paragraphs for text in (each.text, each.translation or "")]
        self._text = fold("\n".join(texts))
        self._place = report.place
        last = report.year or max(years_in(self._text), default=2020)
        self._year = next(year for year in range(last - 2, 0, -1) if year not in _years(self._text))
        names = PROVINCES if report.language == "vi" or fold(report.place) in map(fold, PROVINCES) else _TOWNS
        start = sum(map(ord, report.id)) % len(names)
        plain = [
            name for name in (*names[start:], *names) if fold(name) not in ORDINARY
        ]  # names that are no words, too
        self._other = next(name for name in plain if not self._speaks_of(name))
        self._is_province = names is PROVINCES
        self._things = [pair for pair in _THINGS if not any(map(self._speaks_of, pair))]

    def make(self, kind: str, question: str, answer: str, language: Language) -> Twin | None:
        """Return the twin of a question, or None where its words leave no place for what is put in."""
        makers: dict[str, Callable[[str, Language], str]] = {"year": self._in_year, "place": self._in_place}
        asked = "" if _PLANNED.search(question) else makers[kind](question, language)
        if not asked or asked == question:
            return None
        what = f"năm {self._year}" if kind == "year" and language == "vi" else str(self._year)
        said = _SAYS["what"][language].format(refusal=refusal(language), what=what if kind == "year" else self._other)
        return Twin(kind, asked, f"{said} {_SAYS['instead'][language].format(answer=answer)}")

    def thing(self, number: int, question: str, language: Language) -> Twin | None:
        """Return the question how many there are of the thing of this number that the report never has."""
        has = _HAS[language].match(question)
        if has is None or number >= len(self._things):
            return None
        vietnamese, english = self._things[number]
        if language == "vi":
            thing, asked = vietnamese, f"{has['who']} bao nhiêu {vietnamese}?"
        else:
            thing, asked = english, f"How many {english} {has['who']}{has['when']}?"
        return Twin("thing", asked, _SAYS["what"][language].format(refusal=refusal(language), what=thing))

    def _speaks_of(self, words: str) -> bool:
        return fold(words).removesuffix("s") in self._text

    def _in_year(self, question: str, language: Language) -> str:
        named = _YEAR.findall(question)
        if len(named) > 1 or "THPT" in question:
            return ""
        if named:
            return question.replace(named[0], str(self._year))
        if language == "vi":
            bare = re.sub(r"\bước (?=đạt|tăng|giảm)", "", question)
            return f"Năm {self._year}, {small(bare)}"
        if not re.search(r"\b(?:did|was|were)\b", question):
            return ""
        if " the year?" in question:
            return question.replace(" the year?", f" {self._year}?").replace("during", "in")
        return f"{question.removesuffix('?')} in {self._year}?"

    def _in_place(self, question: str, language: Language) -> str:
        if self._place and self._place in question:
            return question.replace(self._place, self._other)
        if any(word not in _NO_NAMES for word in _CAPITAL.findall(question)):
            return ""
        own = _OWN_PLACE[language].search(question)
        if " the year" in question or _SMALLER.search(question):
            return ""
        if language == "vi":
            if own:
                return f"{question[: own.end()]} {self._other}{question[own.end() :]}"
            return f"Ở tỉnh {self._other}, {small(question)}" if self._is_province else ""
        if own and own["kind"] == "council":
            return f"{question[: own.start()]}{self._other}'s council{question[own.end() :]}"
        there = f"{self._other} {own['kind'] if own else 'province'}" if self._is_province else self._other
        if own:
            return f"{question[: own.start()]}{there}{question[own.end() :]}"
        return f"{question.removesuffix('?')} in {there}?"


def _years(text: str) -> frozenset[int]:
    """Return the years that a text names or that lie in a range it names."""
    ranges = (range(int(first), int(f"{first[: 4 - len(last)]}{last}") + 1) for first, last in _RANGE.findall(text))
    return years_in(text) | {year for each in ranges for year in each}
