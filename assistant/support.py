"""Where in a paragraph a figure or a statement stands: the sentences that prove it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Figure, Language
from assistant.figures import read_figures, same_figure
from assistant.figures.words import DIRECTIONS, any_of
from assistant.overlap import reading_language, stems
from index.language import fold
from index.report import Paragraph, Sentence

_DIRECTION = re.compile(rf"\b(?:{any_of(DIRECTIONS)})\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:,](?=\s)|\s(?:and|while|but|whereas|và|còn|nhưng|trong khi)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in a paragraph."""

    figure: Figure  # as read from that text
    sentence: Sentence
    original: bool  # False: in the translation only


def sentences_of(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """Return the paragraph's sentences; the whole text where it was not split."""
    text = paragraph.text
    whole = Sentence(text, 0, len(text), paragraph.translation, 0, len(paragraph.translation or ""))
    return paragraph.sentences or (whole,)


def places(figure: Figure, paragraph: Paragraph, language: Language) -> tuple[Place, ...]:
    """Return where a figure of a text in `language` stands in a paragraph, the original first.

    A count must also count the same thing: its noun is compared with the text in the same language, where there is one.
    """
    found: list[Place] = []
    for text, original in ((paragraph.text, True), (paragraph.translation, False)):
        if text is None:
            continue
        written = reading_language(text)
        for other in read_figures(text, written):
            if same_figure(figure, other) and (written != language or _same_noun(figure, other, language)):
                found.extend(Place(other, sentence, original) for sentence in _holding(other, paragraph, original))
    spoken = [place for place in found if reading_language(_text(paragraph, place.original)) == language]
    if figure.unit == "count" and figure.noun and not spoken and _speaks(paragraph, language):
        return ()
    return tuple(found)


def proving_sentences(
    statement: str, figures: Sequence[Figure], paragraph: Paragraph, language: Language
) -> tuple[Sentence, ...]:
    """Return the fewest sentences of a paragraph that hold the figures, in the paragraph's order.

    Among equals, and where there is no figure, the one that shares the most words with the statement.
    """
    words = stems(statement)
    sentences = sentences_of(paragraph)
    shared = {sentence: _shared(words, sentence) for sentence in sentences}
    needed = [frozenset(place.sentence for place in places(figure, paragraph, language)) for figure in figures]
    needed = [holders for holders in needed if holders]
    chosen: list[Sentence] = []
    while left := [holders for holders in needed if not holders.intersection(chosen)]:
        chosen.append(max(sentences, key=lambda each: (sum(each in holders for holders in left), shared[each])))
    if not chosen:
        chosen = [max(sentences, key=lambda each: shared[each])]
    return tuple(sorted(chosen, key=lambda each: each.start))


def contradicted_direction(statement: str, figure: Figure, found: Sequence[Place]) -> str:
    """Return the word ("rose", "giảm") that a statement puts to a figure and no sentence that holds it does, or ""."""
    word = _direction_word(statement, figure)
    if not word:
        return ""
    direction = DIRECTIONS[word.lower()]
    said = [
        DIRECTIONS[match.group().lower()]
        for place in found
        for text in (place.sentence.text, place.sentence.translation or "")
        for match in _DIRECTION.finditer(text)
    ]
    return "" if direction in said else word


def _direction_word(statement: str, figure: Figure) -> str:
    start = max((match.end() for match in _CLAUSE.finditer(statement, 0, figure.start)), default=0)
    before = list(_DIRECTION.finditer(statement, start, figure.start))
    return before[-1].group() if before else ""


def _holding(figure: Figure, paragraph: Paragraph, original: bool) -> list[Sentence]:
    holding = []
    for sentence in sentences_of(paragraph):
        start = sentence.start if original else sentence.translation_start
        end = sentence.end if original else sentence.translation_end
        if start is not None and end is not None and start <= figure.start < end:
            holding.append(sentence)
    return holding


def _same_noun(first: Figure, second: Figure, language: Language) -> bool:
    """Whether two counts count the same: the head noun of one stands in the other ("communes", "rural communes")."""
    if first.unit != "count" or not first.noun or not second.noun:
        return True
    head = 0 if language == "vi" else -1
    one, other = ([word[:3] for word in fold(figure.noun).split()] for figure in (first, second))
    return one[head] in other or other[head] in one


def _shared(words: frozenset[str], sentence: Sentence) -> float:
    own = stems(f"{sentence.text} {sentence.translation or ''}")
    return len(words & own) / math.sqrt(1 + len(own))


def _text(paragraph: Paragraph, original: bool) -> str:
    return paragraph.text if original else paragraph.translation or ""


def _speaks(paragraph: Paragraph, language: Language) -> bool:
    return any(text and reading_language(text) == language for text in (paragraph.text, paragraph.translation))
