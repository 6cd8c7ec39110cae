"""Figures with what a sentence says of them: whose figure it is, how it relates to it, and for which period.

A figure's *phrase* is what stands around it between commas, brackets and conjunctions ("tăng 10% so đầu năm"); its
*statement* reaches back to the start of its clause, where its subject stands ("tổng dư nợ đạt ..., tăng 10%").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from assistant.answer import Figure, Language
from assistant.cues import DIRECTIONS, PERIODS, RELATIONS, Direction, Period, Relation, matching
from assistant.figures import pair_figures, read_figures
from index.hit import Span
from index.language import fold
from index.report import Paragraph, Sentence

_HARD = re.compile(r"[;()]|[.:](?=\s)")
_SOFT = re.compile(r",(?=\s)|[;()]")
# Syllables that folding would turn into a word of the cues: "tầng" into "tăng", "giám" into "giảm".
_LOOKALIKES = re.compile(r"(?<!\w)(?:tầng|tặng|tằng|tàng|tảng|giám|hạ tầng|mục|vườn|chiềm|quỳ|quỹ)(?!\w)")
_SUBJECT = 45  # characters; a shorter clause takes its subject from the one before
_AND = {"vi": re.compile(r"\s(?:và|cùng|với)\s"), "en": re.compile(r"\s(?:and|with|plus)\s")}
_OF_WHICH = {"vi": re.compile(r"(?<!\w)trong đó(?!\w)"), "en": re.compile(r"\bof which\b")}
_COORDINATED = re.compile(r"[^,;:().]{0,40}(?<!\w)(?:and|va|cung)(?!\w)[^,;:().]{0,20}")
_PART: frozenset[Relation] = frozenset({"part"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure and its surroundings, in the text the question is compared with."""

    figure: Figure  # offsets into the compared text (the paragraph's text or its translation)
    source: Figure  # the same figure in the original; offsets into the paragraph's text
    paragraph: Paragraph
    sentence: Sentence
    translated: bool  # whether the compared text is the translation
    language: Language  # of the compared text
    phrase: tuple[int, int]
    statement: tuple[int, int]
    relations: frozenset[Relation]
    periods: frozenset[Period]
    directions: frozenset[Direction]
    before: tuple[Figure, ...] = ()  # the figures of the statement that stand before this one
    tail: tuple[int, int] | None = None  # behind the next one: "29 deaths and 311 hurt on roads"
    twin: Fact | None = None  # the same figure in the other text

    @property
    def text(self) -> str:
        """The text that the offsets of `figure`, `phrase` and `statement` refer to."""
        return (self.paragraph.translation or "") if self.translated else self.paragraph.text

    @property
    def both(self) -> tuple[Fact, ...]:
        """The fact and, where there is one, its twin: the figure as each text gives it."""
        return (self, self.twin) if self.twin else (self,)

    @property
    def either_relations(self) -> frozenset[Relation]:
        """How the figure relates to what it is of, as either text says it."""
        return self.relations | self.twin.relations if self.twin else self.relations

    @property
    def either_periods(self) -> frozenset[Period]:
        """The periods that either text gives the figure; one may name them further off than the other."""
        return self.periods | self.twin.periods if self.twin else self.periods

    @property
    def counted(self) -> tuple[int, int]:
        """The figure with the words after it in its phrase, in which what it counts stands."""
        return self.figure.start, max(self.figure.end, self.phrase[1])

    @property
    def phrases(self) -> tuple[tuple[int, int], ...]:
        """Its phrase, and its tail where it has one."""
        return (self.phrase, self.tail) if self.tail else (self.phrase,)

    @property
    def statements(self) -> tuple[tuple[int, int], ...]:
        """Its statement, and its tail where it has one."""
        return (self.statement, self.tail) if self.tail else (self.statement,)

    @property
    def opening(self) -> str:
        """The words before a colon that open the figure's sentence ("Targets for 2024: ..."), "" where none do."""
        start = self.sentence.translation_start if self.translated else self.sentence.start
        text = self.text[start or 0 : self.figure.start]
        return text[: text.index(":")] if ":" in text else ""

    def span(self, part: tuple[int, int]) -> Span:
        """Return a part of the fact as a span that search can score."""
        return Span(self.paragraph.id, "translation" if self.translated else "original", *part)


@lru_cache(maxsize=4096)
def read_facts(
    paragraph: Paragraph, sentence: Sentence, language: Language, report_language: Language
) -> tuple[Fact, ...]:
    """Read the figures of a sentence in the question's language, or in the original where there is no translation.

    Where the sentence has a translation, each fact has its twin in the other text.
    """
    own = _shift(read_figures(sentence.text, report_language), sentence.start)
    facts = _facts(paragraph, sentence, own, own, report_language, translated=False)
    if sentence.translation is None or sentence.translation_start is None:
        return facts
    other: Language = "en" if report_language == "vi" else "vi"
    pairs = pair_figures(
        sentence.text, sentence.translation, source_language=report_language, translation_language=other
    ).pairs
    sources = _shift(tuple(pair[0] for pair in pairs), sentence.start)
    figures = _shift(tuple(pair[1] for pair in pairs), sentence.translation_start)
    translated = _facts(paragraph, sentence, figures, sources, other, translated=True)
    if language == other:
        originals = {fact.source.start: fact for fact in facts}
        return tuple(replace(fact, twin=originals.get(fact.source.start)) for fact in translated)
    twins = {fact.source.start: fact for fact in translated}
    return tuple(replace(fact, twin=twins.get(fact.source.start)) for fact in facts)


def _shift(figures: tuple[Figure, ...], by: int) -> tuple[Figure, ...]:
    return tuple(replace(figure, start=figure.start + by, end=figure.end + by) for figure in figures)


def _facts(
    paragraph: Paragraph,
    sentence: Sentence,
    figures: tuple[Figure, ...],
    sources: tuple[Figure, ...],
    language: Language,
    *,
    translated: bool,
) -> tuple[Fact, ...]:
    text = (paragraph.translation or "") if translated else paragraph.text
    if translated:
        start, end = sentence.translation_start or 0, sentence.translation_end or 0
    else:
        start, end = sentence.start, sentence.end
    facts = []
    for position, (figure, source) in enumerate(zip(figures, sources, strict=True)):
        before = figures[position - 1].end if position else start
        after = figures[position + 1].start if position + 1 < len(figures) else end
        phrase = _phrase(text, figure, (start, end), before, after, language)
        statement = (_last_break(text, start, figure.start, phrase[1]), phrase[1])
        words = fold(_LOOKALIKES.sub(" ", text[phrase[0] : phrase[1]].lower()))
        listed = _OF_WHICH[language].search(text[start : figure.start].rpartition(";")[2])  # all behind it is a part
        facts.append(
            Fact(
                figure, source, paragraph, sentence, translated, language, phrase, statement,
                relations=matching(RELATIONS, language, words) | (_PART if listed else frozenset()),
                periods=matching(PERIODS, language, words),
                directions=matching(DIRECTIONS, language, words),
                before=tuple(other for other in figures[:position] if other.start >= statement[0]),
            )
        )  # fmt: skip
    return tuple(replace(one, tail=_tail(one, after)) for one, after in zip_longest(facts, facts[1:]) if one)


def _tail(fact: Fact, after: Fact | None) -> tuple[int, int] | None:
    """Return what stands behind the figure that a figure is joined to by "and": it may be said of both."""
    if after is None or not _COORDINATED.fullmatch(fold(fact.text[fact.figure.end : after.figure.start])):
        return None
    return (after.figure.end, after.phrase[1]) if after.phrase[1] > after.figure.end else None


def _phrase(
    text: str, figure: Figure, sentence: tuple[int, int], before: int, after: int, language: Language
) -> tuple[int, int]:
    """Return the stretch between the marks nearest to a figure, cut at "and" where a neighbour shares it.

    A figure alone in brackets is said of what stands before them: "fell deeply (-5.3%)".
    """
    start, end = sentence
    alone = text[: figure.start].rstrip().endswith("(") and text[figure.end :].lstrip().startswith(")")
    inner = text.rindex("(", start, figure.start) if alone else figure.start
    for match in _SOFT.finditer(text, start, inner):
        start = match.end()
    mark = _SOFT.search(text, figure.end, end)
    end = mark.start() if mark else end
    if start < before:  # the phrase holds the figure before: cut after the last "and" between the two
        cuts = [match.end() for match in _AND[language].finditer(text, before, figure.start)]
        start = cuts[-1] if cuts else start
    if after < end:
        cuts = [match.start() for match in _AND[language].finditer(text, figure.end, after)]
        end = cuts[-1] if cuts else end
    return start, end


def _last_break(text: str, start: int, figure: int, end: int) -> int:
    """Return where the clause that a phrase belongs to begins.

    A bracket and what a colon introduces belong to the clause before it, and so does a clause too short to have a
    subject of its own.
    """
    breaks = [start, *(match.end() for match in _HARD.finditer(text, start, figure) if match.group() not in "():")]
    return breaks[-1] if len(breaks) == 1 or end - breaks[-1] >= _SUBJECT else breaks[-2]
