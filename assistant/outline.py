"""A question about a whole section: "how did natural resources do?", "what about science and technology?".

Where a heading names all that a question is about, what stands under it is the answer, not its best sentence alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Language
from assistant.cues import ABOUT, GENERIC, without
from assistant.leaning import content_of
from assistant.question import Wanted
from assistant.select import Choice
from index.hit import Hit
from index.report import Heading, Paragraph

_KINDS = frozenset({"open", "list"})
_LEAST = 2  # words of the subject
_ITEMS = 5
_REACH = 2.0  # how much less than the best a second passage of a paragraph may score


def section_asked(wanted: Wanted, hits: Sequence[Hit]) -> Heading | None:
    """Return the heading over the first hit that names all a question is about, None where none does."""
    if wanted.kind not in _KINDS or wanted.wants_figure or len(wanted.parts) > 1 or not hits:
        return None
    language = wanted.language
    asked = content_of(without(ABOUT[language], wanted.question), language)
    subject = {word for word in asked if word not in GENERIC[language] and not word.isdigit()}
    if len(subject) < _LEAST:
        return None
    outline = hits[0].paragraph.outline
    return next((heading for heading in reversed(outline) if subject <= _words(heading, language)), None)


def section_passages(heading: Heading, passages: Sequence[Choice]) -> list[Choice]:
    """Return what a section says to the question: the best of each of its paragraphs first, then the next best.

    Of a section that is a list, the sentence that introduces it: its items are quoted with it.
    """
    own = [one for one in passages if _stands_under(one.passage.paragraph, heading) and not one.features["other year"]]
    if own and own[0].passage.quote.rstrip().endswith(":"):
        return own[:1]
    first = {one.passage.paragraph.id: one for one in reversed(own)}.values()
    rest = [one for one in own if one.score > own[0].score - _REACH and not any(one is other for other in first)]
    return [*sorted(first, key=lambda one: -one.score), *rest][:_ITEMS]


def _words(heading: Heading, language: Language) -> frozenset[str]:
    texts = (heading.text, heading.translation or "")
    return frozenset(word for text in texts for word in content_of(text, language))


def _stands_under(paragraph: Paragraph, heading: Heading) -> bool:
    return heading in paragraph.outline
