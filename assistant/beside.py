"""Answers from several reports side by side: each report is asked on its own, so that nothing of two is ever mixed.

What each says stands under its name, with citations of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Figure, Language, Part
from assistant.chosen import Choice, bare_question
from assistant.follow_up import Standalone
from assistant.named import Named
from assistant.wording import say
from index import Index
from index.language import fold
from index.report import names_of
from prompts import refusal

Quote = Callable[[Standalone, Index], Answer]


def answer_from(choice: Choice, standalone: Standalone, index: Index, language: Language, quote: Quote) -> Answer:
    """Ask every chosen report on its own and put what they say side by side."""
    answers: dict[str, Answer] = {}
    bare = bare_question(standalone.question, choice.named)
    alone = len(index.reports) == 1  # a shelf of one report: its names are left to what is fitted on such questions
    for report in choice.reports:
        asked = standalone if alone else replace(standalone, question=bare)
        answers[report.id] = _of_its_place(quote(asked, index.only([report.id])), choice.named)
    names = names_of(index.reports) if len(index.reports) > 1 else {}
    speaking = {id: answer for id, answer in answers.items() if answer.answered}
    if len(choice.reports) > 1 and (len(speaking) > 1 or (speaking and choice.named.explicit)):
        shown = answers if choice.named.explicit else speaking
        merged = _merged(shown, names, language)
    else:
        merged = next(iter(speaking.values()), None) or _silent(list(answers.values()))
        merged = replace(merged, citations=_sourced(merged.citations, names))
    notice = _notice(choice, merged, names, language) or merged.notice
    return replace(merged, standalone_question=standalone.question, notice=notice)


def _of_its_place(answer: Answer, named: Named) -> Answer:
    """Refuse what a report says of its own place where the question names only a place that no report is about."""
    if not named.missing or any(mention.kind == "place" for mention in named.mentions) or not answer.answered:
        return answer
    said = fold(" ".join(_said(citation) for citation in answer.citations))
    if all(re.search(rf"(?<!\w){re.escape(fold(place))}(?!\w)", said) for place in named.missing):
        return answer
    return replace(answer, text=refusal(answer.language), answered=False, citations=(), figures=())


def _said(citation: Citation) -> str:
    return f"{citation.quote} {citation.translation or ''}"


def _silent(answers: Sequence[Answer]) -> Answer:
    """A refusal with the nearest passages of all the reports that were asked."""
    hits = sorted((hit for answer in answers for hit in answer.hits), key=lambda hit: -hit.confidence)
    return replace(answers[0], hits=tuple(hits[: len(answers[0].hits)]))


def _merged(answers: Mapping[str, Answer], names: Mapping[str, str], language: Language) -> Answer:
    """Put answers under each other, each under its report's name, their citations numbered through."""
    lines: list[str] = []
    citations: list[Citation] = []
    parts: list[Part] = []
    for id, answer in answers.items():
        part = Part(id, names[id], answer.answered, tuple(figure.shown or figure.text for figure in answer.figures[:1]))
        lines.append(part.heading)
        if answer.answered:
            text, moved = _moved(answer, len(citations))
            lines.append(text)
            part = replace(part, citations=tuple(citation.number for citation in moved))
            citations += moved
        else:
            lines.append(say("silent", language))
        parts.append(part)
    first = next(answer for answer in answers.values() if answer.answered)
    return replace(
        first,
        text="\n\n".join(lines),
        citations=_sourced(citations, names),
        figures=_figures(answers),
        hits=tuple(hit for row in zip(*(answer.hits for answer in answers.values()), strict=False) for hit in row),
        parts=tuple(parts),
    )


def _moved(answer: Answer, by: int) -> tuple[str, tuple[Citation, ...]]:
    """Number an answer's citations from `by` + 1; what it quotes stays as it is, whatever stands in brackets there."""
    quoted = {" ".join(text.split()) for each in answer.citations for text in (each.quote, each.translation) if text}
    alternatives = [re.escape(text) for text in sorted(quoted, key=len, reverse=True)]
    pattern = re.compile("|".join([*alternatives, r"\[(\d+)\]"]))
    text = pattern.sub(lambda match: f"[{int(match[1]) + by}]" if match[1] else match.group(), answer.text)
    return text, tuple(replace(citation, number=citation.number + by) for citation in answer.citations)


def _figures(answers: Mapping[str, Answer]) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    before = 0
    for answer in answers.values():
        if answer.answered:
            figures += [
                replace(figure, citation=None if figure.citation is None else figure.citation + before)
                for figure in answer.figures
            ]
            before += len(answer.citations)
    return tuple(figures)


def _sourced(citations: Sequence[Citation], names: Mapping[str, str]) -> tuple[Citation, ...]:
    return tuple(replace(citation, source=names.get(citation.paragraph.report, "")) for citation in citations)


def _notice(choice: Choice, answer: Answer, names: Mapping[str, str], language: Language) -> str:
    """Say in one line which place no report is about, or that more reports could have been asked."""
    said = fold(" ".join(_said(citation) for citation in answer.citations))
    missing = [place for place in dict.fromkeys(choice.named.missing) if fold(place) not in said]
    if missing:
        return say("uncovered", language, places=", ".join(missing))
    if choice.more and answer.answered and names:
        return say("more", language, count=str(choice.more))
    return ""
