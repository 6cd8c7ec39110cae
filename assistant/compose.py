"""From chosen figures and passages to the text of a quoted answer, its citations and its figures.

The figure comes first, in the question's language and number writing; then the passage that proves it. Every word is
the report's or its translation's, but for the few of `assistant.wording`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import TIME_UNITS, Citation, Figure, Language
from assistant.cues import DIRECTIONS
from assistant.facts import Fact
from assistant.figures import read_figures, write_figure
from assistant.fit import until
from assistant.passages import Passage
from assistant.select import Choice
from assistant.wording import say
from index.language import fold

_COMPLEMENT_WORDS = 8  # what follows a figure is shown with it up to this length ("of the plan")
_LABEL_WORDS = 14  # the last of the words that say what one of several figures is of
_PIECE_WORDS = 26  # of a label that begins after a comma, where its subject stands
_LEAST_WORDS = 4  # that stand after such a comma
_LEADING_AND = re.compile(r"^(?:and|while|và|còn|va|con)(?!\w)\s*", re.IGNORECASE)
# Words that a phrase cut before the next figure leaves behind: "8% compared (with 2020)".
_LEADING_ON = re.compile(r"(?:^|\s+)(?:compared|with|to|of|on|in|by|from|than|so|với|trong|từ|của)(?=$)", re.IGNORECASE)
_TRAILING = re.compile(
    r"[\s,:(]*(?:is|was|are|were|has|have|had|been|being|estimated|expected|to|reach(?:ed|ing|es)?|at|of|by|with|and|a|the|in|an?"
    r"|là|ước|ước đạt|đạt|có|với|được|khoảng|trên|và|gồm|tăng|giảm)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """An answer in the making: lines of text, and the citations they refer to."""

    language: Language
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def cite(self, passage: Passage) -> int:
        """Return the number of a passage's citation, adding it where it is new."""
        for citation in self.citations:
            if (citation.paragraph.id, citation.start, citation.end) == (
                passage.paragraph.id,
                passage.start,
                passage.end,
            ):
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(
            Citation(number, passage.paragraph, passage.quote, passage.start, passage.end, passage.translation)
        )
        return number

    def quote(self, passage: Passage, report_language: Language) -> str:
        """Return a passage between quotation marks, with its mark."""
        number = self.cite(passage)
        own = passage.quote if self.language == report_language else passage.translation
        label = ""
        if own is None:
            own, label = passage.quote, say("untranslated", self.language) + " "
        for figure in read_figures(passage.quote, report_language):
            self._add(figure, number)
        return f"{label}“{tidy(own)}” [{number}]"

    def figure(self, fact: Fact, passage: Passage, *, labelled: bool = False, foreign: bool = False) -> str:
        """Return a figure, bold, with what it counts, and its mark.

        Words of a `foreign` text, in another language than the answer, are quoted or left out.
        """
        number = self.cite(passage)
        shown = shown_figure(fact, self.language)
        self._add(replace(fact.source, shown=shown), number)
        line = f"**{shown}**{'' if foreign else complement(fact)}"
        name = label(fact) if labelled else ""
        if foreign:
            name = f"“{name}”" if name and name in fact.text else ""
        return f"{line} ({name}) [{number}]" if name else f"{line} [{number}]"

    def _add(self, figure: Figure, number: int) -> None:
        if not any(
            (known.value, known.unit, known.citation) == (figure.value, figure.unit, number) for known in self.figures
        ):
            shown = figure.shown or write_figure(figure, self.language)
            self.figures.append(replace(figure, citation=number, shown=shown))

    @property
    def text(self) -> str:
        """The answer as Markdown."""
        return "\n\n".join(self.lines)


def shown_figure(fact: Fact, language: Language) -> str:
    """Write a figure for the answer; a count with its noun in the answer's language."""
    noun = fact.figure.noun if fact.figure.unit == "count" else ""
    return write_figure(fact.figure, language, noun) + until(fact)


def complement(fact: Fact) -> str:
    """Return the few words that follow a figure in its phrase ("of the plan"), with a leading space."""
    if fact.figure.unit not in {"percent", "percentage_point", "VND", "USD", "EUR", "GBP", "rank"}:
        return ""
    rest = _LEADING_ON.sub("", fact.text[fact.figure.end : fact.phrase[1]].strip(" .,;:)("))
    return f" {rest}" if rest[:1].isalpha() and len(rest.split()) <= _COMPLEMENT_WORDS else ""


def label(fact: Fact) -> str:
    """Return what a figure is a figure of: the subject of its statement, and the words before it in its phrase."""
    start, phrase = fact.statement[0], fact.phrase[0]
    counted = [figure.start for figure in fact.before if figure.unit not in TIME_UNITS]
    if phrase <= start or not counted:
        text = _shortened(_stripped(fact.text[min(start, phrase) : fact.figure.start]))
    else:
        own, subject = _stripped(fact.text[phrase : fact.figure.start]), _stripped(fact.text[start : counted[0]])
        own = own if _names_itself(own) else ""
        if own and ";" in fact.text[counted[0] : phrase]:
            return _LEADING_AND.sub("", own)
        text = _shortened(f"{_shortened(subject)}: {own}" if own and subject else own or subject)
    return text if len(text.split()) > 1 else ""


def _names_itself(own: str) -> bool:
    """Whether the words before a figure in a clause of its own are more than a direction ("up")."""
    rest = _LEADING_AND.sub("", fold(own))
    for language in ("en", "vi"):
        for pattern in DIRECTIONS[language].values():
            rest = pattern.sub(" ", rest)
    return bool(rest.strip())


def _stripped(text: str) -> str:
    """Return words without the marks around them and the verb they lead up to."""
    for _ in range(3):
        text = _TRAILING.sub("", text.strip(" ,;:(-–*"))
    return text


def _shortened(text: str) -> str:
    """Return the end of a text: from a comma on where little enough follows it, else the last words."""
    kept = text.split()
    if len(kept) > _LABEL_WORDS:
        after = [place + 1 for place, word in enumerate(kept[:-_LEAST_WORDS]) if word.endswith(",")]
        whole = [place for place in after if len(kept) - place <= _PIECE_WORDS]
        if whole:
            return " ".join(kept[whole[0] :])
    return " ".join(kept if len(kept) <= _LABEL_WORDS else ["…", *kept[-_LABEL_WORDS:]])


def tidy(text: str) -> str:
    """Return a quotation on one line, without the bullet it stood behind."""
    return " ".join(re.sub(r"^[-•–+*]\s+", "", text.strip()).split())


def passages_of(choices: Sequence[Choice]) -> list[Passage]:
    """Return the passages of choices in the report's order, none twice."""
    unique = {(choice.passage.paragraph.id, choice.passage.start): choice.passage for choice in choices}
    return sorted(
        unique.values(), key=lambda passage: (passage.paragraph.report, passage.paragraph.number, passage.start)
    )
