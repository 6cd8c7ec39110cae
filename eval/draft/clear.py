"""Whether a question has one answer: a report that says two things of one subject leaves it open which is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.answer import Figure, Language
from assistant.cues import PART_OF_YEAR, PERIODS, matching, plain
from assistant.facts import Fact, read_facts
from assistant.figures import same_figure
from assistant.figures.words import words
from assistant.matched import language_of_report
from assistant.overlap import stems
from assistant.years import years_in
from eval.draft.asked import Asked
from index.lexical import VIETNAMESE_STOP_WORDS
from index.report import Paragraph, Report

# Words of questions, and of how figures are said; what is left tells what is asked about.
_SAID: dict[Language, frozenset[str]] = {
    "vi": VIETNAMESE_STOP_WORDS.union(
        words(
            "bao nhiêu mấy phần trăm nghìn triệu tỷ đồng đạt ước tính tăng giảm chiếm bằng lên xuống thêm còn khoảng"
            " ngày tháng năm nào xếp hạng thứ vị trí ai cơ quan vì sao kết quả mức trong trên so"
        )
    ),
    "en": stems(
        "how much many what when where why whom percentage level reach rise fall increase decrease grow amount total"
        " cost stand million billion percent per cent number estimated"
    ),
}
_CODE = re.compile(r"\d+(?:/\d+)?[/-][A-ZĐ][\w/-]*")
_OWN = 2  # words that a question does not have: a figure of the same sentence with so many has a subject of its own


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure of the report with the words that it is said in."""

    figure: Figure
    place: tuple[str, int]  # paragraph and where its sentence starts
    statement: frozenset[str]
    phrase: frozenset[str]
    years: frozenset[int]
    part_of_year: bool


class Clear:
    """Every figure of a report, to hold a question against."""

    def __init__(self, report: Report) -> None:
        self._year = report.year
        languages: tuple[Language, ...] = ("vi", "en")
        self._said: Mapping[Language, tuple[_Said, ...]] = {
            language: tuple(_every(report, language)) for language in languages
        }

    def is_clear(self, asked: Asked, language: Language, paragraph: Paragraph, start: int) -> bool:
        """Whether no other figure of the report could be meant by a question made of the sentence that starts there."""
        figure = asked.figure
        if figure is None:
            return True
        words = _words(asked.question, language)
        return bool(words) and not any(
            self._could_be_meant(other, words, asked, language, (paragraph.id, start))
            for other in self._said[language]
            if other.figure.unit == figure.unit and not same_figure(other.figure, figure)
        )

    def _could_be_meant(
        self, other: _Said, words: frozenset[str], asked: Asked, language: Language, place: tuple[str, int]
    ) -> bool:
        if other.place == place:
            return words <= other.phrase and len(other.phrase - words) < _OWN
        return words <= other.statement and not self._other_time(other, asked.question, language)

    def _other_time(self, other: _Said, question: str, language: Language) -> bool:
        """Whether a figure is of another year, or of a part of the year that the question does not name."""
        own = {self._year} if self._year else set()
        asked, said = set(years_in(question)) or own, set(other.years) or own
        parts = matching(PERIODS, language, plain(question)) & PART_OF_YEAR
        return not asked & said or (other.part_of_year and not parts)


def _words(text: str, language: Language) -> frozenset[str]:
    """Return the words of a text that tell what it is about, with the numbers of documents in it.

    Vietnamese keeps its diacritics here: "dư nợ" and "dự toán" have nothing to do with each other.
    """
    words = frozenset(re.findall(r"[^\W\d_]+", text.lower())) if language == "vi" else stems(text)
    return (words | frozenset(_CODE.findall(text))) - _SAID[language]


def _every(report: Report, language: Language) -> Iterator[_Said]:
    own = language_of_report(report)
    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences:
            for fact in read_facts(paragraph, sentence, language, own):
                if fact.translated == (language != own):
                    yield _said(fact, (paragraph.id, sentence.start), language)


def _said(fact: Fact, place: tuple[str, int], language: Language) -> _Said:
    statement, phrase = (fact.text[start:end] for start, end in (fact.statement, fact.phrase))
    return _Said(
        fact.figure,
        place,
        _words(statement, language),
        _words(phrase, language),
        years_in(statement),
        bool(fact.periods & PART_OF_YEAR),
    )
