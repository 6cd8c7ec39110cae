"""Reports like the shipped one, of other provinces and years, with other figures: what a full shelf is tried with.

Each keeps the shipped report's headings (without its province and year), the paragraphs that name no province, year or
figure, word for word, and the sentences that prove answers of the question set, with their place, years and figures
changed, in Vietnamese and English alike. A report's place and year alone decide its figures: the same seed, the same
report. Every report says the same things in the same words, so that nothing but the shelf tells them apart: the
hardest shelf there can be.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

from assistant.figures import read_figures
from eval.question import Question
from index.language import fold
from index.report import Paragraph, Report, Sentence

_NAMES = """
    An Giang, Bắc Giang, Bắc Kạn, Bạc Liêu, Bắc Ninh, Bình Dương, Bình Phước, Bình Thuận, Cà Mau, Cần Thơ, Cao Bằng,
    Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương,
    Hải Phòng, Hậu Giang, Hòa Bình, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lâm Đồng, Lạng Sơn, Lào Cai,
    Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh,
    Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Tiền Giang, Trà Vinh, Tuyên Quang,
    Vĩnh Long, Vĩnh Phúc, Yên Bái, Bến Tre
"""
PROVINCES = tuple(name.strip() for name in _NAMES.split(","))
_SEED = 7  # of the provinces and years that are drawn
_YEARS = (2018, 2019, 2020, 2021)
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
_NUMBER = {
    "vi": re.compile(r"(?<![A-Za-z]-)\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![A-Za-z]-)\d+(?:,\d+)?"),
    "en": re.compile(r"(?<![A-Za-z]-)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z]-)\d+(?:\.\d+)?"),
}
_MARKS = {"vi": (".", ","), "en": (",", ".")}
_CODE = re.compile(r"\d+/[\w.-]+|\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the shipped report that proves answers, with questions that it answers."""

    sentence: Sentence
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A question about one synthetic report."""

    question: str
    language: str
    report: str  # the id of the one report that may be cited
    sentence: str  # that proves the answer, as that report has it


def facts_of(report: Report, questions: Sequence[Question], most: int) -> list[Fact]:
    """Return the sentences that prove answers by figures, those asked most often first, at most so many."""
    found: dict[tuple[str, int], Fact] = {}
    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences:
            if not _changeable(sentence):
                continue
            asked = tuple(one for one in questions if _proves(sentence, one))
            if asked:
                found[paragraph.id, sentence.start] = Fact(sentence, asked)
    return sorted(found.values(), key=lambda fact: -len(fact.questions))[:most]


def _proves(sentence: Sentence, question: Question) -> bool:
    plain = question.answerable and not question.history and len(question.evidence) == 1 and len(question.figures) == 1
    named = _YEAR.search(question.question) or "ben tre" in fold(question.question) or "tinh" in fold(question.question)
    return plain and not named and not question.tags and question.evidence[0] in sentence.text


def _changeable(sentence: Sentence) -> bool:
    """Whether the figures of a sentence and those of its translation are the same numbers."""
    if not sentence.translation or _CODE.search(sentence.text):
        return False
    numbers = [
        sorted(_values(text, language)) for text, language in ((sentence.text, "vi"), (sentence.translation, "en"))
    ]
    return bool(numbers[0]) and numbers[0] == numbers[1] and bool(read_figures(sentence.text, "vi"))


def _values(text: str, language: str) -> list[Decimal]:
    return [
        _value(match.group(), language)
        for match in _NUMBER[language].finditer(text)
        if not _YEAR.fullmatch(match.group())
    ]


def _value(number: str, language: str) -> Decimal:
    thousands, point = _MARKS[language]
    return Decimal(number.replace(thousands, "").replace(point, "."))


def write_reports(folder: Path, report: Report, facts: Sequence[Fact], count: int) -> Iterator[tuple[Path, list[Told]]]:
    """Write `count` synthetic reports, each a folder as `read_report` takes it, with the questions about each."""
    chosen = [pair for pair in product(PROVINCES, _YEARS) if pair != ("Bến Tre", report.year)]
    for place, year in random.Random(_SEED).sample(chosen, count):
        yield _write(folder, report, facts, place, year)


def _write(folder: Path, report: Report, facts: Sequence[Fact], place: str, year: int) -> tuple[Path, list[Told]]:
    id = f"{fold(place).replace(' ', '-')}-{year}"
    figures = random.Random(f"{place} {year}")
    told = {fact.sentence.text: _changed(fact.sentence, report, place, year, figures) for fact in facts}
    lines = [*_front(place, year), *_body(report, told)]
    path = folder / id
    path.mkdir(parents=True)
    (path / "source.txt").write_text("\n\n".join(vietnamese for vietnamese, _ in lines) + "\n", "utf-8")
    translated = [{"vi": vietnamese, "en": english} for vietnamese, english in lines if english]
    records = "\n".join(json.dumps(record, ensure_ascii=False) for record in translated)
    (path / "translation.jsonl").write_text(records + "\n", "utf-8")
    about = f'id = "{id}"\nsource = "source.txt"\ntranslations = {{ en = "translation.jsonl" }}\n'
    (path / "about.toml").write_text(about, "utf-8")
    asked = [(fact, question) for fact in facts for question in fact.questions]
    return path, [
        Told(_asked(question, place, year), question.lang, id, told[fact.sentence.text][0]) for fact, question in asked
    ]


def _front(place: str, year: int) -> list[tuple[str, str]]:
    return [
        (f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}", ""),
        (f"{place}, ngày 5 tháng 11 năm {year}", ""),
        ("BÁO CÁO", ""),
        (f"Kiểm điểm công tác chỉ đạo, điều hành năm {year}", ""),
    ]


def _body(report: Report, told: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield headings, paragraphs that are the same everywhere, and the sentences that are not."""
    headings: dict[int, list[tuple[str, str]]] = {}
    for position, heading in report.headings:
        if heading.level and not _tells(heading.text):
            headings.setdefault(position, []).append((heading.text, heading.translation or ""))
    for position, paragraph in enumerate(report.paragraphs):
        yield from headings.get(position, ())
        if paragraph.kind in ("front_matter", "back_matter"):
            continue
        if not _tells(paragraph.text):
            yield paragraph.text, paragraph.translation or ""
        yield from (told[one.text] for one in paragraph.sentences if one.text in told)


def _tells(text: str) -> bool:
    return bool(re.search(r"\d\d|Bến Tre|\d%", text))


def _changed(sentence: Sentence, report: Report, place: str, year: int, figures: random.Random) -> tuple[str, str]:
    """Return a sentence and its translation with another place, other years and other figures."""
    values = {value: _other(value, figures) for value in sorted(set(_values(sentence.text, "vi")))}
    shift = year - (report.year or year)
    texts = []
    for text, language in ((sentence.text, "vi"), (sentence.translation or "", "en")):
        new = _NUMBER[language].sub(
            lambda match, language=language: _number(match.group(), language, values, shift),  # type: ignore[misc]
            text,
        )
        texts.append(re.sub("Bến Tre|Ben Tre", place, new).removeprefix("- "))
    return texts[0], texts[1]


def _number(number: str, language: str, values: Mapping[Decimal, Decimal], shift: int) -> str:
    if _YEAR.fullmatch(number):
        return str(int(number) + shift)
    thousands, point = _MARKS[language]
    written = f"{values[_value(number, language)]:,}"
    grouped = len(number) > 3 and thousands in number
    whole, _, rest = (written if grouped else written.replace(",", "")).partition(".")
    return whole.replace(",", thousands) + (point + rest if rest else "")


def _other(value: Decimal, figures: random.Random) -> Decimal:
    """Another figure of about the same size, with as many digits behind the point; small counts stay above 1."""
    exponent = Decimal(1).scaleb(int(value.as_tuple().exponent))
    for _ in range(100):
        other = (value * Decimal(str(round(figures.uniform(0.55, 1.8), 4)))).quantize(exponent, ROUND_HALF_UP)
        if other != value and other >= 2 * exponent and len(str(other)) == len(str(value)):
            return other
    return value + 1


def _asked(question: Question, place: str, year: int) -> str:
    """Return a question with the report's place and year named, as people would."""
    plain = question.question.rstrip(" ?.!")
    if question.lang == "en":
        return f"{plain} in {place} in {year}?"
    if question.lang == "vi":
        return f"{plain} ở tỉnh {place} năm {year}?"
    return f"{plain} o tinh {fold(place)} nam {year}"


def paragraph_of(report: Report, told: Told) -> Paragraph:
    """Return the paragraph of a report that proves an answer."""
    return next(paragraph for paragraph in report.paragraphs if told.sentence in paragraph.text)
