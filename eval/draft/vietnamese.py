"""What a Vietnamese sentence can be asked: the figure's place is taken by a question word, the words keep their order.

A rule fits only where the words before the figure begin with who or what it is about; where they do not, the words are
taken from the part of the clause before ("thu ngân sách đạt 5.000 tỷ đồng, tăng 6%"). What no rule fits gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Figure
from assistant.figures import read_figures
from eval.draft.asked import Asked, Segment, capital, clauses_of
from eval.draft.vietnamese_place import (
    TIMES,
    before_of,
    complement,
    is_subject,
    small,
    subject_of,
    tidy,
    until_end,
)
from eval.draft.vietnamese_rules import cost, counted, document_number, figure_question, rank, share, when, within
from eval.draft.vietnamese_words import (
    ACTOR,
    BY,
    COST,
    JOIN,
    MOVES,
    NEW_CLAUSE,
    REASON,
    TIME_NOUN,
)


def ask_vietnamese(sentence: str) -> Iterator[Asked]:
    """Yield what a sentence can be asked, at most one question a figure."""
    for clause in clauses_of(sentence, read_figures(sentence, "vi")):
        subject = ""
        for position, segment in enumerate(clause):
            for figure in segment.figures:
                made = _asked(clause, position, figure, subject)
                if made is not None:
                    yield made
                if figure.unit not in TIMES:
                    subject = subject_of(before_of(segment, figure), figure) or subject
        yield from _who(clause)
        yield from _why(clause)


def _asked(clause: Sequence[Segment], position: int, figure: Figure, subject: str) -> Asked | None:
    segment = clause[position]
    before, after = before_of(segment, figure), complement(clause, position, figure)
    if figure.unit in ("date", "month", "year"):
        return when(before, segment, figure)
    if figure.unit == "none":
        return document_number(before, segment, figure, last=position + 1 == len(clause))
    if figure.unit == "rank":
        return rank(before, segment.after(figure), figure, subject)
    if figure.unit in TIMES or (figure.unit == "count" and (not figure.noun or TIME_NOUN.match(figure.noun))):
        return None
    if figure.unit == "count" and _goes_on(clause, position, figure):
        return None
    if moved := MOVES.match(before):
        if figure.unit == "count" or not subject:
            return None
        return figure_question(f"{subject} {moved['verb']}", after, figure, subject)
    if costs := COST.search(before):
        return cost(clause, costs["what"], figure)
    part = segment.text.lower().startswith("trong đó")
    if before in ("", "có", "đã có", "hiện có"):
        return within(subject, after, figure) if part else share(before, after, figure)
    if joined := JOIN.search(before):
        led = before[: joined.start()]
        if not is_subject(led) and " với " in led:  # "đạt mức tăng trưởng dương với GRDP đạt 3,49%"
            led = led.rpartition(" với ")[2]
            before = f"{led}{joined.group()}"
        return figure_question(before, after, figure, led) if is_subject(led) else None
    if part:
        return within(before, after, figure)
    return counted(clause, position, before, after, figure)


def _goes_on(clause: Sequence[Segment], position: int, figure: Figure) -> bool:
    """Whether what is counted goes on behind the comma: "2.057 tổ chức, cá nhân trong và ngoài tỉnh"."""
    following = clause[position + 1].text if position + 1 < len(clause) else ""
    ends_here = bool(following) and clause[position].end <= figure.end + 1
    return ends_here and not NEW_CLAUSE.match(following)


def _who(clause: Sequence[Segment]) -> Iterator[Asked]:
    """Ask who did it, where a part of a clause begins with somebody known to do things."""
    for segment in clause:
        text = tidy(segment.text)
        found = ACTOR.match(text)
        if passive := BY.match(text):
            yield from _by(passive["actor"], f"{passive['did']} {passive['what']}{until_end(passive['rest'])}")
        elif found:
            yield from _by(found["actor"], f"{found['did']}{until_end(' ' + found['what'])}")


def _why(clause: Sequence[Segment]) -> Iterator[Asked]:
    """Ask why something rose or fell, where the words behind it say so."""
    for segment in clause:
        for figure in segment.figures[:1]:
            before, reason = before_of(segment, figure), REASON.search(segment.after(figure))
            joined = JOIN.search(before)
            subject = before[: joined.start()] if joined else ""
            verb = joined["verb"].split()[-1] if joined else ""
            why = reason["why"].strip(" .") if reason else ""
            if verb in ("tăng", "giảm") and is_subject(subject) and 3 <= len(why.split()) <= 30:
                asked = f"{small(subject)} {verb}"
                yield Asked(f"Vì sao {asked}?", "reason", f"{capital(asked)} là {why}.", asked)


def _by(actor: str, did: str) -> Iterator[Asked]:
    did = re.sub(r"\s+(?:vào\s+)?ngày\s+\d\S*$", "", did.rstrip(" ."))
    if 4 <= len(did.split()) <= 28 and not re.search(r"\d", did):
        who = "Ai" if actor.startswith(("Thủ tướng", "Chủ tịch")) else "Cơ quan nào"
        yield Asked(f"{who} đã {did}?", "person_org", f"{actor} đã {did}.", did)
