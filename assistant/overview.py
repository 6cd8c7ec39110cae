"""Answer a request for many figures at once: "show all growth figures", "compare growth of the sectors".

Every figure whose own statement speaks of the subject is listed in the report's order, with what it is a figure of and
its citation; nothing is added up, rounded or left to a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Language
from assistant.compose import Draft
from assistant.cues import OVERVIEW, OVERVIEW_WORDS, RELATIONS, plain, without
from assistant.facts import Fact
from assistant.matched import Searched, report_languages
from assistant.question import Wanted
from assistant.quote import Quoted
from assistant.select import Choice, choose_figures
from index.hit import Hit
from index.language import fold

_HITS = 30  # paragraphs looked through
_MOST = 20  # figures listed; a table longer than that is read beside the report ("figures at a glance")
_MET = 0.75  # share of the subject's words that a figure's statement must meet in meaning
_SAID, _WEAKEST = 0.7, 0.45  # or: this share word for word, and the rest this far in meaning
_FITS = 0.75  # how well a figure's unit must fit what is asked for, where that is told
_WORDS = 28  # before a figure, so that its subject and its period are among them
_CLAUSE = 6  # words; a shorter clause needs the one before it
_MARKS = str.maketrans("", "", "()*")
_NO_AMOUNT = frozenset({"none", "year", "date", "month", "period"})


def asks_for_figures(wanted: Wanted) -> bool:
    """Whether a question asks for all the figures of a subject."""
    return OVERVIEW[wanted.language].search(plain(wanted.question)) is not None


def list_figures(wanted: Wanted, index: Searched, language: Language) -> tuple[Quoted, list[Hit]] | None:
    """List the figures of a subject, or return None where the reports have none, or none in words of this language."""
    subject = subject_of(index.analyse(wanted.question).restored, wanted.language)
    if not subject:
        return None
    hits = index.search(subject, k=_HITS)
    about = replace(wanted, question=subject, parts=(subject,), asks=1, counted="", focus="")
    found = [choice for choice in choose_figures(about, hits, index) if _belongs(choice, about, index, language)]
    listed = _in_order(found)[:_MOST]
    if not listed:
        return None
    draft = Draft(language)
    lines = [_line(draft, choice, choice.fact) for choice in listed if choice.fact]
    draft.lines.append("\n".join(f"- {line}" for line in lines))
    return Quoted(draft.text, True, tuple(draft.citations), tuple(draft.figures), 1.0), hits


def _line(draft: Draft, choice: Choice, fact: Fact) -> str:
    """Return a figure with the words that lead up to it, back to the start of its clause where that is not far."""
    figure, _, mark = draft.figure(fact, choice.passage).rpartition(" [")
    start = (fact.sentence.translation_start if fact.translated else fact.sentence.start) or 0
    before = fact.text[start : fact.figure.start]
    clause = before.rpartition(";")[2]
    before = clause if len(clause.split()) >= _CLAUSE else before
    words = before.replace(" (", "; ").translate(_MARKS).split()
    label = " ".join(words if len(words) <= _WORDS else ["…", *words[-_WORDS:]]).strip(" ,;:-–")
    return f"{figure} ({label}) [{mark}" if label else f"{figure} [{mark}"


def subject_of(question: str, language: Language) -> str:
    """Return the words of a question that name its subject: "show all growth figures" -> "growth"."""
    return without(OVERVIEW_WORDS[language], question)


def _belongs(choice: Choice, about: Wanted, index: Searched, language: Language) -> bool:
    """Whether a figure is asked for, by its subject, unit and period, and stands in words that can be shown."""
    fact = choice.fact
    if fact is None or choice.features["other year"]:
        return False
    if fact.figure.unit in _NO_AMOUNT or (fact.figure.unit == "count" and not fact.figure.noun):
        return False
    if not fact.translated and report_languages(index)[fact.paragraph.report] != language:
        return False
    if (about.kinds != ("open",) or about.relations) and about.unit_fit(fact.figure.unit) < _FITS:
        return False
    if about.periods and fact.periods and not about.periods & fact.periods:
        return False
    return _speaks_of_it(choice) or (_is_relation(about) and bool(fact.either_relations & about.relations))


def _speaks_of_it(choice: Choice) -> bool:
    """Whether a figure's statement, in either text, speaks of the subject."""
    said, weakest = choice.features["wide words"], choice.features["wide weakest"]
    return choice.features["wide meaning"] >= _MET or (said >= _SAID and weakest >= _WEAKEST)


def _is_relation(about: Wanted) -> bool:
    """Whether the subject is a relation alone ("growth"): then every figure in that relation is asked for."""
    rest = fold(about.question)
    for relation in about.relations:
        rest = RELATIONS[about.language][relation].sub(" ", rest)
    return bool(about.relations) and not rest.strip()


def _in_order(choices: Sequence[Choice]) -> list[Choice]:
    """Return choices in the report's order, each figure of a passage once."""
    unique = {(choice.passage.paragraph.id, choice.fact.source.start): choice for choice in choices if choice.fact}
    return [unique[key] for key in sorted(unique, key=lambda key: (unique[key].passage.paragraph.number, key[1]))]
