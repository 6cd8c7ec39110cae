"""What the first and last lines of a report can be asked, and its lists: its date, its number, who signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import Figure, Language
from assistant.figures import read_figures
from eval.draft.asked import Asked
from index.labels import OUTER
from index.report import Heading, Paragraph, Report

_QUESTIONS: dict[str, dict[Language, str]] = {
    "date": {"vi": "Báo cáo này được lập ngày nào?", "en": "What is the date of this report?"},
    "number": {"vi": "Số, ký hiệu của báo cáo này là gì?", "en": "What is the number of this report?"},
    "to": {"vi": "Báo cáo này được gửi cho ai?", "en": "To whom is this report addressed?"},
    "signed": {"vi": "Ai ký báo cáo này?", "en": "Who signed this report?"},
    "list": {"vi": "Báo cáo nêu những gì ở mục “{}”?", "en": "What does the report list under “{}”?"},
}
_TO = {
    "vi": re.compile(r"Kính gửi:\s*(?P<to>[^;\n]{4,120}?)[.;]?$"),
    "en": re.compile(r"addressed to:\s*(?P<to>[^;\n]{4,120}?)[.;]?$", re.IGNORECASE),
}
_NUMBER = re.compile(r"^(?:Số|No\.?)\s*:?\s*(?=\d)", re.IGNORECASE)
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][\w’'.-]*(?: [A-ZĐÀ-Ỹ][\w’'.-]*){1,4}")
_OFFICE = re.compile(r"^(?:TM\.|KT\.|TL\.|TUQ\.|(?:PHÓ )?CHỦ TỊCH|GIÁM ĐỐC)", re.MULTILINE)
_ITEMS, _LONGEST_ITEM = range(2, 9), 300  # how many items of a list are asked for, and how long each may be


@dataclass(frozen=True, slots=True)
class Found:
    """A question about the report itself, with the quotes that answer it; `key` is the same in both languages."""

    key: str
    paragraph: Paragraph
    language: Language
    asked: Asked
    quotes: tuple[str, ...]


def ask_outer(report: Report, language: Language) -> Iterator[Found]:
    """Yield what the lines around a report and its lists can be asked in a language that it is in."""
    for position, paragraph in enumerate(report.paragraphs):
        if paragraph.kind in OUTER and (text := _text(report, paragraph, language)):
            yield from _line(report, position, text, language)
    yield from _lists(report, language)


def _line(report: Report, position: int, text: str, language: Language) -> Iterator[Found]:
    paragraph = report.paragraphs[position]
    figures = read_figures(text, language)
    dates = [figure for figure in figures if figure.unit == "date" and figure.value >= 10_000_000]
    if paragraph.kind == "front_matter" and len(dates) == 1:
        yield _found("date", paragraph, language, "date", dates[0].text, paragraph.text, dates[0])
    if _NUMBER.match(text) and figures and figures[0].unit == "none":
        yield _found("number", paragraph, language, "person_org", figures[0].text, paragraph.text, figures[0])
    if to := _TO[language].search(text):
        yield _found("to", paragraph, language, "person_org", to["to"], paragraph.text)
    before = report.paragraphs[position - 1].text if position else ""
    if paragraph.kind == "back_matter" and _NAME.fullmatch(text.strip()) and _OFFICE.search(before):
        yield _found("signed", paragraph, language, "person_org", text.strip(), paragraph.text)


def _found(
    key: str, paragraph: Paragraph, language: Language, type: str, said: str, quote: str, figure: Figure | None = None
) -> Found:
    asked = Asked(_QUESTIONS[key][language], type, f"{said}.", "", figure)  # type: ignore[arg-type]
    return Found(key, paragraph, language, asked, (quote,))


def _lists(report: Report, language: Language) -> Iterator[Found]:
    """Ask for the items of the list of each section that has one."""
    for outline, group in groupby(report.paragraphs, key=lambda paragraph: paragraph.outline):
        runs = [(kind, tuple(run)) for kind, run in groupby(group, key=lambda paragraph: paragraph.kind)]
        lists = [run for kind, run in runs if kind == "list_item"]
        short = [run for run in lists if len(run) in _ITEMS and all(len(item.text) <= _LONGEST_ITEM for item in run)]
        if outline and short and len(lists) == 1:
            yield from _list(report, outline[-1], lists[0], language)


def _list(report: Report, heading: Heading, items: Sequence[Paragraph], language: Language) -> Iterator[Found]:
    title = heading.text if language == report.language else heading.translation or ""
    title = title.removeprefix(heading.label).lstrip(".) ").rstrip(" .:;")
    said = [_bare(_text(report, item, language)) for item in items]
    if all(said) and 2 <= len(title.split()) <= 16:
        asked = Asked(_QUESTIONS["list"][language].format(title), "list", f"{'; '.join(said)}.", "")
        yield Found("list", items[0], language, asked, tuple(_bare(item.text) for item in items))


def _text(report: Report, paragraph: Paragraph, language: Language) -> str:
    return paragraph.text if language == report.language else paragraph.translation or ""


def _bare(item: str) -> str:
    return re.sub(r"^(?:[-–+*•]|\w{1,2}[.)])\s+", "", item.strip()).rstrip(" ;.")
