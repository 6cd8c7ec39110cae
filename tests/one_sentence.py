"""The figures of a report's paragraph that is one sentence: what several tests of reading and choosing figures ask."""

from __future__ import annotations

from assistant.answer import Language
from assistant.facts import Fact, read_facts
from index.report import Heading, Paragraph, Sentence


def facts_of(text: str, language: Language, heading: str = "") -> tuple[Fact, ...]:
    """Read the facts of a sentence that stands alone in its paragraph, below a heading where one is given."""
    sentence = Sentence(text, 0, len(text))
    outline = (Heading("I", heading, 1),) if heading else ()
    paragraph = Paragraph("r:1", "r", 1, text, "paragraph", sentences=(sentence,), outline=outline)
    return read_facts(paragraph, sentence, language, language)
