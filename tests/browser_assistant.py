"""A small assistant for tests of the page: real paragraphs, answers found by shared words, and scripted ones.

It keeps the protocol of the real assistant, so the page is tested alone: in any state, in milliseconds.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from assistant.answer import Answer, Citation, Figure, Language
from assistant.figures import read_figures
from assistant.web.asking import History
from index.errors import QuestionInvalid
from index.hit import Hit
from index.language import detect_language, fold
from index.read import read_report
from index.report import Paragraph, Report, Sentence

SHIPPED = Path(__file__).parents[1] / "index" / "reports" / "ben-tre-2020"
_COMMON = {"how", "much", "many", "was", "were", "the", "did", "what", "report", "say", "about", "bao", "nhieu", "tien"}
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
REFUSAL = {"en": "The report does not say.", "vi": "Báo cáo không nêu điều này."}


@cache
def words(text: str) -> frozenset[str]:
    """Return the words of a text, folded, without those every question has."""
    return frozenset(re.findall(r"\w+", fold(text))) - _COMMON


class WordAssistant:
    """Answers with the sentence that shares most words with the question; refuses where they are few."""

    def __init__(self, reports: Sequence[Report] = (), scripted: Mapping[str, str] | None = None) -> None:
        self.reports = tuple(reports) or (read_report(SHIPPED),)
        self.scripted = dict(scripted or {})  # question -> the text of its answer, as a model would write it
        self.asked: list[tuple[str, History]] = []
        self.abandoned: list[str] = []  # questions whose answer nobody waited for to the end

    def only(self, reports: Sequence[str]) -> WordAssistant:
        some = WordAssistant([report for report in self.reports if report.id in reports], self.scripted)
        some.asked, some.abandoned = self.asked, self.abandoned
        return some

    def ask(self, question: str, history: History = ()) -> Answer:
        return list(self.stream(question, history))[-1]

    def stream(self, question: str, history: History = ()) -> Iterator[Answer]:
        self.asked.append((question, history))
        if "tree of errors" in question:
            raise QuestionInvalid("This question cannot be taken. Ask another.")
        if "compare growth" in question:
            answer = self._compare(question)
        elif question in self.scripted:
            answer = self._cite(question, question, self.scripted[question])
        else:
            searched = f"{history[-2]['content']} {question}" if history and len(words(question)) < 4 else question
            answer = self._cite(question, searched, None)
        parts = answer.text.split(" ")
        try:
            for position in range(len(parts)) if "slowly" in question else ():
                time.sleep(0.06)
                yield replace(answer, text=" ".join(parts[: position + 1]), final=False)
            yield answer
        except GeneratorExit:
            self.abandoned.append(question)
            raise

    def _cite(self, question: str, searched: str, text: str | None) -> Answer:
        language: Language = "vi" if detect_language(question) == "vi" else "en"
        ranked = sorted(self._sentences(), key=lambda pair: -self._score(pair[1], searched))
        paragraph, sentence = ranked[0]
        hits = tuple(Hit(p, self._score(s, searched), 0.5, (s,)) for p, s in ranked[:5])
        answered = text is not None or self._score(sentence, searched) >= max(2, 0.34 * len(words(searched)))
        if not answered:
            return Answer(REFUSAL[language], False, question, searched, language, hits=hits, seconds=0.12)
        citation = Citation(1, paragraph, sentence.text, sentence.start, sentence.end, sentence.translation)
        number = _NUMBER.search(sentence.text)
        figures = (Figure(Decimal(1), "none", number.group(), shown=number.group(), citation=1),) if number else ()
        said = (sentence.translation or sentence.text) if language == "en" else sentence.text
        body = text or (f"**{number.group()}**. {said} [1]" if number else f"{said} [1]")
        return Answer(body, True, question, searched, language, (citation,), figures, hits, seconds=0.12)

    def _compare(self, question: str) -> Answer:
        """Answer with every percentage of the sentences about growth, as a list."""
        found = [(p, s) for p, s in self._sentences() if "tăng trưởng" in s.text and "%" in s.text][:4]
        citations = tuple(
            Citation(number, p, s.text, s.start, s.end, s.translation) for number, (p, s) in enumerate(found, start=1)
        )
        figures = tuple(
            replace(figure, shown=figure.text.replace(",", "."), citation=citation.number)
            for citation in citations
            for figure in read_figures(citation.quote, "vi")
            if figure.unit == "percent"
        )
        if "table" in question:
            lines = [f"- **{figure.shown}** (growth, line {n}) [{figure.citation}]" for n, figure in enumerate(figures)]
            return Answer("\n".join(lines), True, question, question, "en", citations, figures, kind="figures")
        text = "\n".join(f"- {citation.translation} [{citation.number}]" for citation in citations)
        return Answer(text, True, question, question, "en", citations, figures, seconds=0.2, kind="list")

    def _sentences(self) -> list[tuple[Paragraph, Sentence]]:
        return [(p, s) for report in self.reports for p in report.paragraphs for s in p.sentences]

    @staticmethod
    def _score(sentence: Sentence, question: str) -> float:
        wanted = words(question)
        both = max(len(wanted & words(sentence.text)), len(wanted & words(sentence.translation or "")))
        return both - len(sentence.text) / 2000
