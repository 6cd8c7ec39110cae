"""The rules that turn the words before an English figure into a question, one rule a way of saying it."""

from __future__ import annotations

import re
from dataclasses import replace

from eval.draft.asked import Asked
from eval.draft.english_place import Place, how_many, small
from eval.draft.english_words import (
    AND,
    AT_COST,
    BE_REST,
    CHANGE,
    DATED,
    DID,
    DOES,
    ESTIMATED,
    HAPPENED,
    HAS,
    HAS_DONE,
    LEVEL,
    MOVE,
    MOVED,
    OF,
    PAPER,
    PART,
    PASSIVE,
    PAST,
    RANK,
    TIME_FIRST,
    UNITS,
)


def first_share(place: Place) -> Asked | None:
    """Ask what share: "58% of applicants had waited ..."."""
    if place.before or place.figure.unit != "percent" or not place.after.startswith(" of "):
        return None
    return place.asked(f"What percentage{place.after}", place.after[4:], answer=f"{place.figure.shown}{place.after}.")


def first_count(place: Place) -> Asked | None:
    """Ask how many were or had something: "41 homes are under construction", "There were 41 accidents"."""
    if place.figure.unit != "count" or not place.figure.noun:
        return None
    if there := re.match(r"^There (was|were|are|is)$", place.before):
        verb = {"was": "were", "is": "are"}.get(there[1], there[1])
        return place.asked(f"How many {place.figure.noun} {verb} there{place.after}", place.figure.noun)
    when = TIME_FIRST.match(place.before)
    further = place.before == "A further"
    if (place.before and not when and not further) or not BE_REST.match(place.after):
        return None
    behind = f" {small(when['when'], place.names)}" if when else ""
    more = "further " if further else ""
    return place.asked(f"How many {more}{place.figure.noun}{place.after}{behind}", f"{place.figure.noun}{place.after}")


def changed(place: Place) -> Asked | None:
    """Ask by how much, or what part of a plan, where the subject stands before the comma: ", up 6.9% on 2019"."""
    if not place.subject or place.figure.unit != "percent":
        return None
    subject = place.small(place.subject)
    if moved := CHANGE.match(place.before):
        verb = "rise" if moved["up"] else "fall"
        answer = f"{place.subject} {'rose' if moved['up'] else 'fell'} by {place.figure.shown}{place.after}."
        question = f"By what percentage did {subject} {verb}{place.after}"
        return place.asked(question, place.subject, answer=answer)
    if PART.match(place.before) and place.after.startswith(" of "):
        answer = f"{place.subject} reached {place.figure.shown}{place.after}."
        return place.asked(f"What percentage{place.after} did {subject} reach", place.subject, answer=answer)
    return None


def moved_by(place: Place) -> Asked | None:
    """Ask by how much, or to what, something rose or fell."""
    found = MOVE.match(place.before)
    if found is None:
        return None
    subject, verb = place.small(found["subject"]), MOVED[found["verb"]]
    will = "will" if found["will"] else "did"
    how = "To what level" if found["to"] else "By how much"
    after = place.after if place.figure.unit != "count" else ""
    if found["to"] and after.startswith(" of "):
        how, after = f"To what percentage{after}", ""
    return place.asked(f"{how} {will} {subject} {verb}{after}", found["subject"])


def moved_on(place: Place) -> Asked | None:
    """Ask to what something rose or fell: "rose by 4.5% to £33.2 million"."""
    found = MOVE.match(place.led or "")
    if found is None or place.before != "to":
        return None
    answer = f"{found['subject']} {found['verb']} to {place.figure.shown}{place.after}."
    subject = place.small(found["subject"])
    return place.asked(f"To what level did {subject} {MOVED[found['verb']]}", found["subject"], answer=answer)


def level(place: Place) -> Asked | None:
    """Ask what something was, reached, amounted to or stood at."""
    if has := HAS.match(place.before):
        if place.figure.unit != "count" or not place.figure.noun:
            return None
        do = {"has": "does", "have": "do", "had": "did"}[has["has"]]
        subject = place.small(has["subject"])
        return place.asked(f"How many {place.figure.noun} {do} {subject} have{place.after}", has["subject"])
    if estimated := ESTIMATED.match(place.before):
        of = place.figure.unit == "percent" and place.after.startswith(" of ")
        what = f"What percentage{place.after}" if of else "What level"
        rest = "" if of else place.after
        question = f"{what} {estimated['be']} {place.small(estimated['subject'])} {estimated['verb']}{rest}"
        return place.asked(question, estimated["subject"])
    found = LEVEL.match(place.before)
    if found is None:
        return None
    subject = place.small(found["subject"])
    if found["be"]:
        return place.asked(f"What {found['be']} {subject}{place.after}", found["subject"])
    if found["stood"]:
        do = "do" if found["stood"] == "stands" else "did"
        return place.asked(
            f"At what level {do} {subject} {'remain' if found['stood'] == 'remained' else 'stand'}{place.after}",
            found["subject"],
        )
    return _measured(place, found["subject"], found["verb"], found["to"] or "")


def _measured(place: Place, subject: str, verb: str, to: str) -> Asked | None:
    """Ask with a verb whose plain form is known: "How much did income amount to?"."""
    how = how_many(place.figure)
    if verb == "reached":
        how = "What level"
    if place.figure.unit == "percent" and place.after.startswith(" of "):
        part = OF.match(place.after)
        if part is None:
            return None
        rest = place.after[part.end() :]
        return place.asked(f"What percentage{part.group()} did {place.small(subject)} {PAST[verb]}{to}{rest}", subject)
    if verb == "averaged" and place.figure.unit == "percent":
        how = "What"
    if not how:
        return None
    of = OF.match(place.after) if place.figure.unit in UNITS or place.figure.unit == "count" else None
    what, rest = (of.group(), place.after[of.end() :]) if of else ("", place.after)
    return place.asked(f"{how}{what} did {place.small(subject)} {PAST[verb]}{to}{rest}", subject)


def did_how_many(place: Place) -> Asked | None:
    """Ask how many were repaired, planted, ...: a verb that is only known by its past form."""
    how = how_many(place.figure)
    of = OF.match(place.after)
    what, rest = (of.group(), place.after[of.end() :]) if of else ("", place.after)
    if place.figure.unit == "percent" and of:
        how = "What percentage"
    if not how:
        return None
    if done := HAS_DONE.match(place.before):
        asked = f"{done['has']} {place.small(done['subject'])} {done['verb']}{done['particle'] or ''}"
        return place.asked(f"{how}{what} {asked}{rest}", done["subject"])
    if does := DOES.match(place.before):
        asked = f"does {place.small(does['subject'])} {does['verb'].removesuffix('s')}"
        return place.asked(f"{how}{what} {asked}{rest}", does["subject"])
    did = DID.match(place.before)
    if did is None or did["verb"] in PAST or re.search(r"\b(?:was|were|is|are|be|been)$", did["subject"]):
        return None
    be = "was" if how in ("How much", "What percentage") else "were"
    by = f" by {place.small(did['subject'])}"
    return place.asked(f"{how}{what} {be} {did['verb']}{did['particle'] or ''}{by}{rest}", did["subject"])


def passive(place: Place) -> Asked | None:
    """Ask to, by, for or on how many something was done."""
    found = PASSIVE.match(place.before)
    if found is None or place.figure.unit != "count" or not place.figure.noun:
        return None
    verb = f"{found['verb']}{found['particle'] or ''}{found['rest']}"
    question = (
        f"{found['to']} how many {place.figure.noun} {found['be']} {place.small(found['subject'])} {verb}{place.after}"
    )
    return place.asked(question, found["subject"])


def at_cost(place: Place) -> Asked | None:
    """Ask at what cost something was done."""
    found = AT_COST.match(f"{place.led} {place.before}" if place.led else place.before)
    if found is None:
        return None
    done = f"{found['be']} {place.small(found['subject'])} {found['verb']}{found['particle'] or ''}"
    answer = f"{found['subject']} {found['be']} {found['verb']} at a cost of {place.figure.shown}."
    return place.asked(f"At what cost {done}", found["subject"], answer=answer)


def second_of_two(place: Place) -> Asked | None:
    """Ask for the second of two: "resurfaced 23.5 km of road and repaired 6,480 potholes"."""
    found = AND.match(place.before)
    led = place.led or ""
    first = HAS.match(led) or DID.match(led) or LEVEL.match(led)
    if found is None or first is None:
        return None
    verb = f"{found['verb']}{found['particle'] or ''}" if found["verb"] else led[len(first["subject"]) :].strip()
    again = replace(place, before=f"{first['subject']} {verb}", led=None)
    for rule in (level, did_how_many):
        if made := rule(again):
            return made
    return None


def when(place: Place) -> Asked | None:
    """Ask on what day something was done, happened, or was issued."""
    if paper := PAPER.search(place.before):
        answer = f"{paper['paper']} was issued on {place.figure.shown}."
        return place.asked(f"On what date was {paper['paper']} issued", "Paper", "date", answer)
    found = DATED.match(place.before)
    if found is None:
        return None
    subject = place.small(found["subject"])
    if found["be"]:
        return place.asked(
            f"When {found['be']} {subject} {found['verb']}{found['particle'] or ''}", found["subject"], "date"
        )
    return place.asked(f"When did {subject} {HAPPENED[found['happened']]}", found["subject"], "date")


def rank(place: Place) -> Asked | None:
    """Ask where something ranked."""
    found = RANK.match(place.before)
    if found is None:
        return None
    subject = place.small(found["subject"])
    among = f" among{place.after}" if place.figure.of is not None and place.after else place.after
    if found["be"]:
        return place.asked(f"Where {found['be']} {subject} ranked{among}", found["subject"], "rank")
    return place.asked(f"Where did {subject} rank{among}", found["subject"], "rank")
