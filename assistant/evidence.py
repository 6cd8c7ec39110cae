"""The numbered passages a chat model answers from, and the citations its marks become.

The model sees numbers only. Which number is which paragraph is ours, and so is the sentence that is quoted: the model
names a paragraph, code finds in it the sentences that hold what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, Figure, Language
from assistant.overlap import reading_language
from assistant.stream import MARK
from assistant.support import places, proving_sentences
from index.hit import Hit
from index.report import Paragraph, Sentence


def choose_evidence(
    hits: Sequence[Hit], language: Language, max_paragraphs: int, max_characters: int, *, both_texts: bool
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the best hits, as many as fit; always the first."""
    chosen: list[Paragraph] = []
    size = 0
    for hit in hits[:max_paragraphs]:
        size += sum(len(text) for text in _texts(hit.paragraph, language, both_texts=both_texts))
        if chosen and size > max_characters:
            break
        chosen.append(hit.paragraph)
    return tuple(chosen)


def format_evidence(paragraphs: Sequence[Paragraph], language: Language, *, both_texts: bool) -> str:
    """Return the passages as the prompt shows them: number, innermost heading, text.

    A passage is shown in the question's language, where there is such a text, and with `both_texts` in its own too.
    """
    return "\n\n".join(
        _passage(number, paragraph, _texts(paragraph, language, both_texts=both_texts))
        for number, paragraph in enumerate(paragraphs, 1)
    )


def _texts(paragraph: Paragraph, language: Language, *, both_texts: bool) -> tuple[str, ...]:
    if not paragraph.translation or reading_language(paragraph.text) == language:
        return (paragraph.text,)
    translation = f"Translation: {paragraph.translation}"
    return (translation, f"Original: {paragraph.text}") if both_texts else (translation,)


def _passage(number: int, paragraph: Paragraph, texts: Sequence[str]) -> str:
    lines = list(texts)
    if paragraph.outline:
        heading = paragraph.outline[-1]
        shown = heading.text if texts[0] == paragraph.text else heading.translation or heading.text
        lines.insert(0, f"Under: {shown}")
    # A "[2]" inside the report must not look like one of our numbers.
    return f"[{number}] " + MARK.sub(lambda mark: f"({mark.group(1)})", "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Proven:
    """A checked statement with its citations, as far as an answer has come."""

    text: str = ""
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()

    def add(
        self, statement: str, figures: Sequence[Figure], cited: Sequence[Paragraph], language: Language, *, item: bool
    ) -> Proven:
        """Return the answer with one more checked statement, its quotations located and numbered."""
        citations = list(self.citations)
        numbers: list[int] = []
        placed: list[Figure] = []
        for paragraph, here in _needed(figures, cited, language):
            for sentence in proving_sentences(statement, here, paragraph, language):
                number = _number(citations, paragraph, sentence)
                numbers.append(number)
                placed += _placed(here, paragraph, sentence, language, number)
        marks = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
        line = f"{'- ' if item else ''}{statement} {marks}"
        joint = "" if not self.text else "\n" if item or self.text.rsplit("\n", 1)[-1].startswith("- ") else " "
        return Proven(self.text + joint + line, tuple(citations), self.figures + tuple(placed))


def _needed(
    figures: Sequence[Figure], cited: Sequence[Paragraph], language: Language
) -> list[tuple[Paragraph, list[Figure]]]:
    """Return the cited paragraphs with the figures each proves; one that proves no further figure is left out."""
    if not figures:
        return [(paragraph, []) for paragraph in cited]
    needed: list[tuple[Paragraph, list[Figure]]] = []
    left = list(figures)
    for paragraph in sorted(cited, key=lambda each: -sum(bool(places(figure, each, language)) for figure in figures)):
        here = [figure for figure in left if places(figure, paragraph, language)]
        if here:
            needed.append((paragraph, here))
            left = [figure for figure in left if figure not in here]
    return needed


def _number(citations: list[Citation], paragraph: Paragraph, sentence: Sentence) -> int:
    for citation in citations:
        if citation.paragraph.id == paragraph.id and citation.start == sentence.start:
            return citation.number
    number = len(citations) + 1
    citations.append(
        Citation(number, paragraph, sentence.text, sentence.start, sentence.end, translation=sentence.translation)
    )
    return number


def _placed(
    figures: Sequence[Figure], paragraph: Paragraph, sentence: Sentence, language: Language, number: int
) -> list[Figure]:
    """Return the report's own figures behind the shown ones; what only the translation writes as a figure has none."""
    placed = []
    for figure in figures:
        own = [place for place in places(figure, paragraph, language) if place.original and place.sentence == sentence]
        if own:
            placed.append(replace(own[0].figure, shown=figure.text, citation=number))
    return placed
