"""The new part of a follow-up put into the question before it: in the place of what it replaces, or behind it."""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import PERIODS
from assistant.leaning import YEAR
from index.language import fold
from index.language.glossary import placed_concepts

_MOSTLY = 0.6  # the share of a follow-up that a term must make up to be all it says
TURN_CHARACTERS = 500  # of an earlier question, and of what a chain of them adds up to; encoding 2,000 takes seconds
# What leads up to a period: "in the (first half)".
_LEADING_UP = re.compile(r"(?<!\w)(?:(?:in|for|over|during|of|by|trong|vao|o|cua)\s+)?(?:(?:the|its)\s+)?$")


def join(own: str, before: str, language: Language) -> str:
    """Put the new part into the earlier question: in the place of what it replaces, or behind it."""
    base = _without_what_is_new(own, before, language)
    return swap(own, before, language) or f"{' '.join(base.split())}, {own.rstrip(' ?.!')}?"


def _without_what_is_new(own: str, before: str, language: Language) -> str:
    """Return the earlier question without the period and the year that the new part gives anew."""
    base = before[:TURN_CHARACTERS].rstrip(" ?.!")
    if any(pattern.search(fold(own)) for pattern in PERIODS[language].values()) or YEAR.search(own):
        for pattern in PERIODS[language].values():
            base = _cut(pattern, base)
        base = YEAR.sub("", base) if YEAR.search(own) else base
    return base


def swap(own: str, before: str, language: Language) -> str | None:
    """Put a name or a term in the place of the one that a question names: "and services?", asked of agriculture."""
    own, base = own.rstrip(" ?.!"), _without_what_is_new(own, before, language)
    names, old_names = re.findall(r"\b[A-ZĐ]{3,}\b", own), re.findall(r"\b[A-ZĐ]{3,}\b", base)
    if len(names) == 1 and len(old_names) == 1 and len(own.split()) <= 3:
        return f"{base.replace(old_names[0], names[0])}?"
    old = placed_concepts(base, language)
    if len(old) != 1:
        return None
    term = _as_term(own, base[old[0][0] : old[0][1]], language)
    new = placed_concepts(term, language)
    if len(new) != 1 or new[0][2] == old[0][2] or new[0][1] - new[0][0] < _MOSTLY * len(term):
        return None
    return f"{base[: old[0][0]]}{term}{base[old[0][1] :]}?"


def _as_term(own: str, old: str, language: Language) -> str:
    """Return a fragment as a term: with the rest of the old term where only both together are one ("spending")."""
    words = old.split()
    if placed_concepts(own, language) or len(words) < 2 or len(own.split()) > 2:
        return own
    for whole in (" ".join((own, *words[1:])), " ".join((*words[:-1], own))):
        if any((start, end) == (0, len(whole)) for start, end, _ in placed_concepts(whole, language)):
            return whole
    return own


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """Remove what a folded pattern matches, with the words that lead up to it, from a text as long when folded."""
    folded = fold(text)
    match = pattern.search(folded)
    if match is None or len(folded) != len(text):
        return text
    leading = _LEADING_UP.search(folded, 0, match.start())
    return text[: leading.start() if leading else match.start()] + text[match.end() :]
