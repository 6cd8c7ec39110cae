"""What an English sentence can be asked: the words are turned round as English asks, by the verb before the figure.

A verb that no table here knows is only asked for in the passive, where its form does not change ("planted 9,200 trees"
-> "How many trees were planted by the council?"). What no rule fits gives no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.figures import read_figures
from eval.draft.asked import Asked, Segment, capital, clauses_of, spaced
from eval.draft.english_place import TIMES, Place, after, before, is_subject, small, subject_of, until_end
from eval.draft.english_rules import (
    at_cost,
    changed,
    did_how_many,
    first_count,
    first_share,
    level,
    moved_by,
    moved_on,
    passive,
    rank,
    second_of_two,
    when,
)
from eval.draft.english_words import (
    BECAUSE,
    BY_WHOM,
    LEADS,
    MOVE,
    MOVED,
    NEW_CLAUSE,
    PRONOUN,
    WHO,
)


def ask_english(sentence: str, names: frozenset[str]) -> Iterator[Asked]:
    """Yield what a sentence can be asked, at most one question a figure; `names` are words that stay capital."""
    for clause in clauses_of(sentence, read_figures(sentence, "en")):
        subject = ""
        for position, segment in enumerate(clause):
            led = None
            following = clause[position + 1].text if position + 1 < len(clause) else ""
            for figure in segment.figures:
                goes_on = figure.unit == "count" and figure.end >= segment.end and following
                if segment.after(figure)[:1] in ("'", "’"):
                    continue  # "6 new residents' parking zones"
                if goes_on and not NEW_CLAUSE.match(following):
                    continue  # "164 psychologists, teachers and others": what is counted goes on behind the comma
                place = Place(before(segment, figure), after(segment, figure), led, subject, figure, names)
                if made := _asked(place):
                    yield made
                if led is None and figure.unit not in TIMES:
                    led = place.before
            subject = subject_of(led or "") or subject
        if clause:
            yield from _people(sentence[clause[0].start : clause[-1].end], names)
        yield from _why(clause, names)


def _asked(place: Place) -> Asked | None:
    figure = place.figure
    if figure.unit == "date":
        return when(place)
    if figure.unit == "rank":
        return rank(place)
    if figure.unit in TIMES or (figure.unit == "count" and figure.value == 1):
        return None
    rules = (first_share, first_count, changed, moved_by, level, at_cost, did_how_many, passive)
    for rule in rules if place.led is None else (moved_on, at_cost, second_of_two):
        if made := rule(place):
            return made
    return None


def _people(clause: str, names: frozenset[str]) -> Iterator[Asked]:
    """Ask who did it, where a name stands before or behind what was done."""
    text = LEADS.sub("", spaced(clause)).rstrip(".")
    if (found := WHO.match(text)) and not PRONOUN.search(found["did"]):
        did = until_end(re.sub(r"\s+(?:in|on)\s+(?:\d{1,2}\s+)?[A-Z]\w+(?:\s+\d{4})?.*$", "", found["did"]))
        if len(did.split()) >= 3:
            yield Asked(f"Who {did}?", "person_org", f"{found['who']} {did}.", did)
    elif (by := BY_WHOM.match(text)) and is_subject(by["subject"]) and not PRONOUN.search(by["subject"]):
        done = f"{by['be']} {small(by['subject'], names)} {by['verb']}"
        yield Asked(f"By whom {done}?", "person_org", f"By {by['who']}.", f"{by['subject']} {by['verb']}")


def _why(clause: Sequence[Segment], names: frozenset[str]) -> Iterator[Asked]:
    """Ask why something rose or fell, where the words behind it say so."""
    for segment in clause:
        because = BECAUSE.search(segment.text)
        if because is None or not segment.figures:
            continue
        moved = MOVE.match(before(segment, segment.figures[0]))
        if moved and is_subject(moved["subject"]) and not moved["will"]:
            asked = f"{small(moved['subject'], names)} {MOVED[moved['verb']]}"
            yield Asked(f"Why did {asked}?", "reason", f"{capital(because.group().rstrip('.'))}.", asked)
