"""Products broken on purpose, to show that the gate notices.

Each wraps a working product and spoils its answers the way one defect would. They are what a test of a gate needs:
a gate that has never been seen to close proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer, Citation
from eval.system import System
from index.hit import Hit
from index.report import Paragraph

Turns = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class NoFigureCheck:
    """Lets a changed figure through: the last digit of the first number is off by one, as a model's slip would be."""

    product: System

    def ask(self, question: str, history: Turns = ()) -> Answer:
        """Answer with one figure altered."""
        answer = self.product.ask(question, history)
        return replace(answer, text=_altered(answer.text)) if answer.answered else answer


@dataclass(frozen=True, slots=True)
class SwappedParagraphs:
    """Finds one paragraph where the other should be, as when two rows of vectors changed places."""

    product: System
    one: Paragraph
    other: Paragraph

    def ask(self, question: str, history: Turns = ()) -> Answer:
        """Answer with the two paragraphs in each other's place."""
        answer = self.product.ask(question, history)
        hits = tuple(replace(hit, paragraph=self._swap(hit.paragraph), sentences=()) for hit in answer.hits)
        citations = tuple(self._cite(cited) for cited in answer.citations)
        return replace(answer, hits=hits, citations=citations)

    def _swap(self, paragraph: Paragraph) -> Paragraph:
        return {self.one.id: self.other, self.other.id: self.one}.get(paragraph.id, paragraph)

    def _cite(self, cited: Citation) -> Citation:
        paragraph = self._swap(cited.paragraph)
        if paragraph is cited.paragraph:
            return cited
        end = min(len(paragraph.text), 80)
        return replace(cited, paragraph=paragraph, quote=paragraph.text[:end], start=0, end=end, translation=None)


@dataclass(frozen=True, slots=True)
class SecondFirst:
    """Returns the second paragraph before the first."""

    product: System

    def ask(self, question: str, history: Turns = ()) -> Answer:
        """Answer with the first two hits in the wrong order."""
        answer = self.product.ask(question, history)
        first, second, rest = answer.hits[:1], answer.hits[1:2], answer.hits[2:]
        return replace(answer, hits=(*second, *first, *rest))


@dataclass(frozen=True, slots=True)
class NeverRefuses:
    """Quotes the first paragraph found where it should say that the report does not say."""

    product: System

    def ask(self, question: str, history: Turns = ()) -> Answer:
        """Answer, whatever the question."""
        answer = self.product.ask(question, history)
        if answer.answered or not answer.hits:
            return answer
        return quoting(answer, answer.hits[0])


@dataclass(frozen=True, slots=True)
class WrongLanguage:
    """Answers a question in the language it was not asked in."""

    product: System

    def ask(self, question: str, history: Turns = ()) -> Answer:
        """Answer in the other language, quoting what was cited."""
        answer = self.product.ask(question, history)
        other: Literal["en", "vi"] = "vi" if answer.language == "en" else "en"
        parts = [(cited.quote if other == "vi" else cited.translation) or "" for cited in answer.citations]
        refusal = "báo cáo không nêu điều này" if other == "vi" else "the report does not say this"
        return replace(answer, text=" ".join(part for part in parts if part) or refusal)


def quoting(answer: Answer, hit: Hit) -> Answer:
    """Turn a refusal into an answer that quotes a paragraph found."""
    paragraph = hit.paragraph
    text = paragraph.text if answer.language == "vi" else paragraph.translation or paragraph.text
    cited = Citation(1, paragraph, paragraph.text, 0, len(paragraph.text), paragraph.translation)
    return replace(answer, text=f"{text} [1]", answered=True, citations=(cited,))


def _altered(text: str) -> str:
    """Change the last digit of the first number that is not a citation mark or an address."""
    match = re.search(r"(?<![\[\w¶.,])\d[\d.,]*\d|(?<![\[\w¶])\d+(?!\])", text)
    if match is None:
        return text
    last = match.end() - 1
    return text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :]
