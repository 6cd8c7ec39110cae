"""Questions this report answers, made from its own sentences by rule.

A sentence that states one number becomes the question for that number ("95% of X have been approved" -> "What
percentage of X have been approved?"); a heading becomes "What does the report say about ...?". It is one to offer only
where asking it brings an answer that cites the paragraph it was made from and, for a number, holds that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from assistant.answer import Answer
from assistant.web.question_rules import figure_questions, heading_question
from assistant.web.strings import load_strings
from index.report import Paragraph, Report

_AT_MOST = 36  # candidates a language; asked at about 0.1 s each, they are checked seconds after the start
_LISTED_AT, _LISTED_LEAST = 2, 3  # where the question for many figures stands, and how many it must bring


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question with the paragraph that answers it."""

    question: str
    language: str
    paragraph: Paragraph
    number: str = ""  # the number a right answer rests on, as the sentence writes it
    listed: bool = False  # it asks for many figures, to be seen side by side


def candidates(report: Report, language: str) -> list[Suggestion]:
    """Return possible questions of a report, spread over its headings, the shortest of each heading first."""
    texts = [(paragraph, text) for paragraph in report.paragraphs for text in _sentences(report, paragraph, language)]
    common = frozenset(word for _, text in texts for word in text.split() if word.islower())
    by_heading: dict[tuple[str, ...], list[Suggestion]] = {}
    for paragraph, text in texts:
        by_heading.setdefault(paragraph.headings, []).extend(
            Suggestion(question, language, paragraph, number)
            for question, number in figure_questions(text, language, common)
        )
    groups = [sorted(group, key=lambda suggestion: len(suggestion.question)) for group in by_heading.values()]
    figures = [suggestion for row in zip_longest(*groups) for suggestion in row if suggestion]
    headings = list(_heading_suggestions(report, language))
    mixed = list(_two_to_one(figures, headings))
    if mixed:
        words = load_strings()[language]["example_figures"]
        mixed.insert(_LISTED_AT, Suggestion(words, language, report.paragraphs[0], listed=True))
    return mixed[:_AT_MOST]


def _two_to_one(figures: Sequence[Suggestion], headings: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield two questions for a figure, then one for a heading, so that the first six show both."""
    left = iter(headings)
    for position, suggestion in enumerate(figures, start=1):
        yield suggestion
        if position % 2 == 0:
            yield from islice(left, 1)
    yield from left


def _sentences(report: Report, paragraph: Paragraph, language: str) -> list[str]:
    if language == report.language:
        return [sentence.text for sentence in paragraph.sentences]
    return [sentence.translation for sentence in paragraph.sentences if sentence.translation]


def _heading_suggestions(report: Report, language: str) -> Iterator[Suggestion]:
    for position, heading in report.headings:
        words = heading.text if language == report.language else heading.translation
        if not (heading.label and words and position < len(report.paragraphs)):
            continue
        if question := heading_question(words, heading.label, language):
            yield Suggestion(question, language, report.paragraphs[position])


def holds(suggestion: Suggestion, answer: Answer) -> bool:
    """Tell whether an answer is the one the question was made for."""
    if suggestion.listed:
        return answer.kind == "figures" and len(answer.figures) >= _LISTED_LEAST
    cited = {citation.paragraph.id for citation in answer.citations}
    if not answer.answered or suggestion.paragraph.id not in cited:
        return False
    if not suggestion.number:  # made from a heading: it wants what the report says, not a figure
        return not answer.text.startswith("**")
    if answer.text.startswith(("**", "- ")):  # figures lead: the one that was asked for must be the first
        return suggestion.number.lstrip("0") in answer.text.partition("\n")[0]
    said = [answer.text, *(f"{citation.quote} {citation.translation or ''}" for citation in answer.citations)]
    return any(suggestion.number in text for text in said)
