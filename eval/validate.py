"""Is a question set true? Every quote verbatim in the report, every figure in a quote, nothing twice.

    problems = validate_file("questions.jsonl", read_report("report.txt"))
    problems = validate(questions, report)        # of questions that are read already

No problem says that a set is well asked; a problem says which line to mend, and how.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Figure, Language
from assistant.figures import is_supported, read_figures
from assistant.matched import language_of_report
from eval.question import GoldFigure, Question, read_question, unknown_fields
from eval.question_set import drafts_in, read_lines
from index.errors import QuestionSetInvalid
from index.language import fold
from index.report import Paragraph, Report

_OTHER_REPORT = 5  # so many quotes that are not in the report, and more than half: the set is for another one


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a question set."""

    line: int  # from 1; 0 is the set as a whole
    id: str  # the question's, "" where the line has none
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else "the whole set"
        return f"{place}{f', {self.id}' if self.id else ''}: {self.message}"


def validate_file(path: str | Path, report: Report) -> list[Problem]:
    """Return everything that is wrong with a question set, its broken lines included, in the order of its lines.

    Raises:
        QuestionSetInvalid: the file cannot be read.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    for line, text in read_lines(path):
        try:
            question = read_question(text, line)
        except QuestionSetInvalid as error:
            problems.append(Problem(line, "", str(error).split(": ", 1)[1]))
            continue
        questions.append(question)
        problems += [Problem(line, question.id, f"unknown field {name!r}") for name in unknown_fields(text)]
    if not questions and not problems:
        problems.append(Problem(0, "", "it holds no questions; put one JSON object on each line"))
    if waiting := drafts_in(questions):
        problems.append(Problem(0, "", waiting))
    return sorted(problems + validate(questions, report), key=lambda problem: problem.line)


def validate(questions: Iterable[Question], report: Report) -> list[Problem]:
    """Return everything that is wrong with questions asked of a report; none means that every check passed."""
    asked = tuple(questions)
    language = language_of_report(report)
    places = {quote: _places(quote, report.paragraphs) for question in asked for quote in _quotes(question)}
    lost = sum(not found for found in places.values())
    foreign = lost >= _OTHER_REPORT and 2 * lost > len(places)
    problems = list(_twice(asked))
    if foreign:
        message = f"{lost} of {len(places)} quotes are not in {report.id!r}; this looks like the set of another report"
        problems.append(Problem(0, "", message))
    for question in asked:
        messages = [*_shape(question), *_figures(question, places, report, language)]
        if not foreign:
            messages += _evidence(question, places, report)
        problems += [Problem(question.line, question.id, message) for message in messages]
    return sorted(problems, key=lambda problem: problem.line)


def _quotes(question: Question) -> tuple[str, ...]:
    return (*question.evidence, *(quote for quotes in question.alternatives for quote in quotes))


def _places(quote: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in paragraphs if quote in paragraph.text)


def _twice(questions: Sequence[Question]) -> Iterator[Problem]:
    ids: dict[str, int] = {}
    asked: dict[object, Question] = {}
    for question in questions:
        if question.id in ids:
            yield Problem(question.line, question.id, f"the id stands on line {ids[question.id]} already")
        ids.setdefault(question.id, question.line)
        turns = tuple(_plain(turn["content"]) for turn in question.history)
        first = asked.setdefault((_plain(question.question), turns), question)
        if first is not question:
            yield Problem(question.line, question.id, f"the same question as {first.id!r} on line {first.line}")


def _shape(question: Question) -> Iterator[str]:
    unanswerable = question.type.startswith("unanswerable")
    if question.answerable and unanswerable:
        yield f"'answerable' is true and its type is {question.type!r}"
    if question.answerable and not question.evidence:
        yield "answerable without evidence; quote what proves the answer, or set 'answerable' to false"
    if not question.answerable and (question.evidence or question.figures or question.alternatives):
        yield "evidence or figures for a question that is not answerable; leave them out, or set 'answerable' to true"
    if question.type == "feedback" and not question.answer:
        yield "its right answer is not written yet; write 'answer' (what was answered is in 'answered')"
    if not question.answerable and not unanswerable and question.type not in ("followup", "feedback"):
        yield f"not answerable, so its type cannot be {question.type!r}; 'unanswerable_near' or 'unanswerable_far'"
    if question.type == "followup" and not question.history:
        yield "a follow-up without history"
    if question.history and question.history[0]["role"] != "user":
        yield "the history has to begin with a turn of the user"
    bare = question.lang != "vi-nodiac" or question.question.lower() == fold(question.question)
    if not bare and "half-diacritics" not in question.tags:
        yield "'vi-nodiac' and it has diacritics; 'vi', or the tag 'half-diacritics'"


def _evidence(question: Question, places: dict[str, tuple[Paragraph, ...]], report: Report) -> Iterator[str]:
    for quote in _quotes(question):
        found = places[quote]
        if not found:
            yield f"the quote {_short(quote)} is not in the report{_why(quote, report)}"
        elif len(found) > 1:
            where = ", ".join(paragraph.place for paragraph in found)
            yield f"the quote {_short(quote)} is ambiguous: it stands in {where}; quote more of the right one"


def _why(quote: str, report: Report) -> str:
    """Say what keeps a quote from being found."""
    composed = unicodedata.normalize("NFC", quote)
    texts = [paragraph.text for paragraph in report.paragraphs]
    if any(composed in text for text in texts):
        return "; it would be after Unicode normalisation (NFC), so write it composed"
    spaced, spaced_texts = _spaced(composed), [_spaced(text) for text in texts]
    if any(spaced in text for text in spaced_texts):
        also = " and composed (NFC)" if composed != quote else ""
        return f"; only its white space differs, so copy it with the report's own{also}"
    if spaced in " ".join(spaced_texts):
        return "; it runs on into the next paragraph, so make two quotes of it"
    if any(spaced in _spaced(heading.text) for _, heading in report.headings):
        return "; it is a heading, and only paragraphs are cited"
    if any(_plain(quote) in _plain(text) for text in texts):
        return "; only its capitals differ"
    return ""


def _figures(
    question: Question, places: dict[str, tuple[Paragraph, ...]], report: Report, language: Language
) -> Iterator[str]:
    quotes = _quotes(question)
    for gold in question.figures:
        holding = [quote for quote in quotes if gold.text in quote]
        if not holding:
            yield f"the figure {gold.text!r} is in none of its quotes"
            continue
        read = tuple(figure for quote in holding for figure in _read_at(gold.text, quote, places[quote], language))
        if not is_supported(Figure(gold.value, gold.unit, gold.text), read):
            yield f"the figure {gold.text!r} does not say {_said(gold)}{_instead(read)}"
    spoken: Language = "en" if question.lang == "en" else "vi"
    answered = read_figures(question.answer, spoken)
    for gold in question.figures:
        if not is_supported(Figure(gold.value, gold.unit, gold.text), answered):
            yield f"its own answer does not give {_said(gold)}, which it asks for"


def _read_at(text: str, quote: str, found: tuple[Paragraph, ...], language: Language) -> Iterator[Figure]:
    """Yield the figures that stand where `text` does, read in their whole paragraph where it is known."""
    sources = [(paragraph.text, paragraph.text.index(quote)) for paragraph in found] or [(quote, 0)]
    for source, begin in sources:
        start = source.index(text, begin)
        for figure in read_figures(source, language):
            if figure.start < start + len(text) and start < figure.end:
                yield figure


def _said(gold: GoldFigure) -> str:
    return f"{gold.value} ({gold.unit})"


def _instead(read: tuple[Figure, ...]) -> str:
    said = sorted({f"{figure.value} ({figure.unit})" for figure in read})
    return f"; it says {', '.join(said)}" if said else "; no figure is read there"


def _plain(text: str) -> str:
    return _spaced(unicodedata.normalize("NFC", text)).casefold().rstrip("?!. ")


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _short(quote: str) -> str:
    return repr(quote if len(quote) <= 60 else f"{quote[:57]}...")
