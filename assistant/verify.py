"""The checks every answer passes before anybody sees it; code only, never a model.

`check_sentence` judges one sentence of a chat model against the paragraphs it cites. `check_answer` judges a whole
answer, quoted or written, by what can be read off it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer, Figure, Language
from assistant.figures import is_supported, read_figures
from assistant.overlap import language_of, new_names, reading_language, share_said, stems
from assistant.plain import leftover
from assistant.stream import citation_numbers, without_marks
from assistant.support import contradicted_direction, places
from index.report import Paragraph
from prompts import LANGUAGE_NAMES, refusal

Fault = Literal[
    "empty", "no_citation", "unknown_citation", "figure", "direction", "quotation", "name", "unsupported", "language",
    "markup", "question", "refusal", "citation",
]  # fmt: skip

LEAST_SAID = 0.5  # of a sentence's content words, the share that the cited paragraphs or the question must say too

_QUOTED = re.compile(r'“([^“”]{1,2000})”|"([^"]{1,2000})"|«([^«»]{1,2000})»|‘([^‘’]{12,2000})’')
# Amounts that are no figures, so that the figure check does not see them.
_VAGUE = re.compile(
    r"\b(?:half|halved|doubled?|tripled?|twice|thrice|(?:a|one|two)[- ](?:third|quarter)s?|dozens"
    r"|hundreds of|thousands of|millions of|billions of|một nửa|gấp (?:đôi|ba|\w+ lần)"
    r"|phân nửa|hàng (?:chục|trăm|nghìn|ngàn|triệu|tỷ))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in words that a person, and a chat model asked to try again, can act on."""

    fault: Fault
    detail: str


def check_sentence(
    sentence: str, cited: Sequence[Paragraph], *, language: Language, question: str = "", unknown: Sequence[int] = ()
) -> tuple[Problem, ...]:
    """Return what is wrong with a sentence (in plain words, marks allowed), nothing where it may be shown.

    Args:
        cited: the paragraphs its marks stand for.
        unknown: the numbers of its marks that stand for no paragraph.
    """
    text = unicodedata.normalize("NFC", without_marks(sentence))
    if not any(letter.isalnum() for letter in text):
        return (Problem("empty", "a sentence without words"),)
    if unknown:
        numbers = ", ".join(f"[{number}]" for number in unknown)
        return (Problem("unknown_citation", f"there is no passage {numbers}"),)
    if not cited:
        return (Problem("no_citation", f"no passage is cited for {text!r}"),)
    figures = read_figures(text, language)
    return (
        *_check_shape(text, cited, language, question),
        *_check_figures(text, figures, cited, language),
        *_check_words(text, cited, question),
    )


def check_answer(answer: Answer) -> tuple[Problem, ...]:
    """Return what is wrong with a finished answer, quoted or written; nothing where it may be shown.

    A figure that the answer calculates is accepted from quoting code only, and only as the difference of two figures
    that the answer shows and the report holds.
    """
    problems = [*_check_citations(answer)]
    if not answer.answered:
        if not answer.text.startswith(refusal(answer.language)):
            problems.append(Problem("refusal", "an unanswered question must say so first"))
        return tuple(problems)
    bare = without_marks(_without(answer.text, [part.heading for part in answer.parts]))
    if not any(letter.isalnum() for letter in bare):
        problems.append(Problem("empty", "an answer without words"))
    if not answer.citations:
        problems.append(Problem("no_citation", "an answer without a citation"))
    quoted = [text for each in answer.citations for text in (each.quote, each.translation) if text]
    # Of a report without a translation, what a figure counts is named in the report's words.
    nouns = [each.noun for each in answer.figures if each.noun and any(each.noun in text for text in quoted)]
    spoken = language_of(_QUOTED.sub("", _without(bare, [*quoted, *nouns])))
    if spoken not in (answer.language, None):
        problems.append(Problem("language", f"the answer is in {spoken!r}, the question in {answer.language!r}"))
    if foreign := leftover(bare, " ".join(each.paragraph.text for each in answer.citations)):
        problems.append(Problem("markup", f"{foreign!r} is a link or markup"))
    return (*problems, *_check_answer_figures(answer, bare))


def _check_citations(answer: Answer) -> list[Problem]:
    problems = []
    for citation in answer.citations:
        if citation.quote != citation.paragraph.text[citation.start : citation.end] or not citation.quote:
            problems.append(Problem("quotation", f"[{citation.number}] is not what stands at its place"))
        if citation.quote != unicodedata.normalize("NFC", citation.quote):
            problems.append(Problem("quotation", f"[{citation.number}] is not in Unicode's composed form"))
        if citation.translation and citation.translation not in (citation.paragraph.translation or ""):
            problems.append(Problem("quotation", f"the translation of [{citation.number}] is not the paragraph's"))
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(Problem("citation", f"citations are numbered {numbers}"))
    marked = citation_numbers(answer.text)
    for number in sorted(set(marked) - set(numbers)):
        problems.append(Problem("unknown_citation", f"[{number}] stands for no citation"))
    for number in sorted(set(numbers) - set(marked)) if answer.answered else ():
        problems.append(Problem("citation", f"[{number}] is cited nowhere in the answer"))
    return problems


def _check_answer_figures(answer: Answer, bare: str) -> list[Problem]:
    problems = []
    paragraphs = list({each.paragraph.id: each.paragraph for each in answer.citations}.values())
    shown = _read_mixed(bare, answer)
    held = [figure for figure in shown if any(places(figure, each, answer.language) for each in paragraphs)]
    for figure in shown:
        calculated = answer.written_by == "quotes" and _is_difference(figure, held)
        if figure not in held and not calculated:
            problems.append(Problem("figure", f"{figure.text!r} stands in no cited paragraph"))
    own = [each for paragraph in paragraphs for each in read_figures(paragraph.text, reading_language(paragraph.text))]
    numbers = {citation.number for citation in answer.citations}
    for figure in answer.figures:
        if figure.citation not in (None, *numbers):
            problems.append(Problem("citation", f"the figure {figure.text!r} names citation {figure.citation}"))
        if not is_supported(figure, (*own, *held)):
            problems.append(Problem("figure", f"the figure {figure.text!r} stands in no cited paragraph"))
    return problems


def _read_mixed(bare: str, answer: Answer) -> list[Figure]:
    """Read an answer's own figures; what it quotes in the report's language is verbatim and read in that language."""
    quotes = [text for each in answer.citations for text in (each.quote, each.translation) if text]
    return list(read_figures(_without(bare, quotes), answer.language))


def _is_difference(figure: Figure, held: Sequence[Figure]) -> bool:
    units = {"percentage_point": {"percent", "percentage_point"}}.get(figure.unit, {figure.unit})
    values = [each.value for each in held if each.unit in units]
    return any(abs(one - other) == abs(figure.value) for one in values for other in values if one != other)


def _without(text: str, quotes: Sequence[str]) -> str:
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, " ")
    return text


def _check_shape(text: str, cited: Sequence[Paragraph], language: Language, question: str) -> list[Problem]:
    problems = []
    if foreign := leftover(text, " ".join(paragraph.text for paragraph in cited)):
        problems.append(Problem("markup", f"{foreign!r} is a link or markup"))
    spoken = language_of(_QUOTED.sub("", text))
    if spoken not in (language, None):
        problems.append(Problem("language", f"{text!r} is not in {LANGUAGE_NAMES[language]}"))
    if text.endswith("?") or (
        question and stems(text) and stems(text) <= stems(question) and not read_figures(text, language)
    ):
        problems.append(Problem("question", f"{text!r} repeats the question"))
    return problems


def _check_figures(
    text: str, figures: Sequence[Figure], cited: Sequence[Paragraph], language: Language
) -> list[Problem]:
    problems = []
    for figure in figures:
        found = [place for paragraph in cited for place in places(figure, paragraph, language)]
        if not found:
            problems.append(Problem("figure", f"{figure.text!r} does not stand in the cited passage"))
        elif word := contradicted_direction(text, figure, found):
            problems.append(Problem("direction", f"the cited passage does not say {word!r} of {figure.text!r}"))
    sources = _sources(cited).lower()
    for match in _VAGUE.finditer(text):
        if match.group().lower() not in sources:
            problems.append(Problem("figure", f"{match.group()!r} does not stand in the cited passage"))
    return problems


def _check_words(text: str, cited: Sequence[Paragraph], question: str) -> list[Problem]:
    problems = []
    sources = _sources(cited)
    for match in _QUOTED.finditer(text):
        quoted = next(group for group in match.groups() if group).strip().rstrip(".,;:")
        if quoted not in sources:
            problems.append(Problem("quotation", f"{quoted!r} does not stand word for word in the cited passage"))
    if names := new_names(text, sources, question):
        problems.append(Problem("name", f"{names[0]!r} does not stand in the cited passage"))
    if share_said(text, sources, question) < LEAST_SAID:
        problems.append(Problem("unsupported", f"the cited passage does not say {text!r}"))
    return problems


def _sources(cited: Sequence[Paragraph]) -> str:
    """All that is cited: texts, translations and the headings they stand under."""
    parts = [
        part
        for paragraph in cited
        for part in (
            paragraph.text,
            paragraph.translation or "",
            *(heading.text for heading in paragraph.outline),
            *(heading.translation or "" for heading in paragraph.outline),
        )
    ]
    return unicodedata.normalize("NFC", "\n".join(parts))
