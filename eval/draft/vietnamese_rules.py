"""The rules that put a question word in a Vietnamese figure's place, one rule a way of saying it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Figure
from assistant.figures.words import CURRENCIES, PHYSICAL
from eval.draft.asked import Asked, Segment, capital, spaced
from eval.draft.vietnamese_place import (
    LONGEST,
    SHORTEST,
    is_subject,
    small,
    tidy,
)
from eval.draft.vietnamese_words import (
    ACTING,
    AMONG,
    DATED,
    DOCUMENT,
    DONE,
    HEDGE,
    ISSUER,
    MEASURE,
    NUMBER,
    RANK,
    RANK_ALONE,
    STATE,
    THING,
    WHOLE,
)

_COUNTED = frozenset({"count", *PHYSICAL.values()})
_UNIT_WORDS = {"percent": "phần trăm", "percentage_point": "điểm phần trăm", "per_mille": "phần nghìn"}


def counted(clause: Sequence[Segment], position: int, before: str, after: str, figure: Figure) -> Asked | None:
    """Ask what somebody did to how many: "UBND tỉnh đã xem xét, xử lý và ban hành bao nhiêu văn bản?"."""
    if figure.unit == "count" and not ACTING.match(before) and position and not clause[position - 1].figures:
        before = f"{tidy(clause[position - 1].text)}, {before}"
    if figure.unit in CURRENCIES.values() and " đã " in before and is_subject(before):
        return figure_question(before, after, figure, before)
    if figure.unit not in _COUNTED or not ACTING.match(before) or not SHORTEST <= len(before.split()) <= LONGEST:
        return None
    return figure_question(before, after, figure, before)


def share(before: str, after: str, figure: Figure) -> Asked | None:
    """Ask what share, or how many, where the figure comes first: "82% quy trình được công bố", "có 55 xã đạt"."""
    if figure.unit == "percent" and len(after.split()) >= SHORTEST and STATE.search(after):
        question = f"Bao nhiêu phần trăm{after}?"
        return Asked(question, "figure", f"{capital(figure.shown)}{after}.", after.strip(), figure)
    if figure.unit == "count" and before and STATE.search(f" {figure.noun}{after}"):
        return figure_question("Có", after, figure, f"{figure.noun}{after}")
    return None


def within(subject: str, after: str, figure: Figure) -> Asked | None:
    """Ask for a part of what the clause began with: "trong đó chi đầu tư phát triển 4.105 tỷ đồng"."""
    if not is_subject(subject) or STATE.search(f" {subject} "):
        return None
    if figure.unit in CURRENCIES.values():
        return figure_question(f"{subject} là", after, figure, subject)
    if figure.unit == "count" and WHOLE.match(subject) and after:  # "trong đó 268 trường đạt chuẩn quốc gia"
        return figure_question(f"{subject} có", after, figure, subject)
    return None


def cost(clause: Sequence[Segment], what: str, figure: Figure) -> Asked | None:
    """Ask what something cost that the clause begins with: "... được khởi công, tổng mức đầu tư 780 tỷ đồng"."""
    found = THING.match(tidy(clause[0].text))
    if found is None or not is_subject(found["thing"]) or MEASURE.match(found["thing"]):
        return None
    if ACTING.match(found["thing"]) and len(found["thing"].split()) <= SHORTEST:
        return None  # "Tỉnh đã ..." costs nothing by itself
    thing = found["thing"]
    named = re.search(r"\s[A-ZĐ]", thing) and not thing.startswith(("Việc", "Công tác", "Dự án", "Công trình"))
    thing = thing if named else small(thing)
    return figure_question(f"{what} của {thing} là", "", figure, f"{what} {thing}")


def figure_question(before: str, after: str, figure: Figure, subject: str) -> Asked:
    """Return the question with the words before a figure, its question word and what belongs to it behind it."""
    before = spaced(HEDGE.sub("", before) if not before.endswith(" là") else before)
    question = f"{capital(before)} {_how_many(figure)}{after}?"
    return Asked(question, "figure", f"{capital(before)} {figure.shown}{after}.", f"{spaced(subject)}{after}", figure)


def _how_many(figure: Figure) -> str:
    """Return the question word with the figure's own unit: "bao nhiêu tỷ đồng", "bao nhiêu xã"."""
    if figure.unit in _UNIT_WORDS:
        return f"bao nhiêu {_UNIT_WORDS[figure.unit]}"
    if figure.unit == "count":
        return f"bao nhiêu {figure.noun}"
    number = NUMBER.match(figure.text)
    return f"bao nhiêu {figure.text[number.start('scale') :]}" if number else "bao nhiêu"


def rank(before: str, after: str, figure: Figure, subject: str) -> Asked | None:
    """Ask where something ranks."""
    if led := RANK.search(before):
        subject = before[: led.start()]
    elif not RANK_ALONE.match(before) or not subject:
        return None
    if not is_subject(subject):
        return None
    among = AMONG.match(after)
    if figure.of is None and among is None:
        return None
    where = among.group() if among and figure.of is None else ""
    answer = f"{capital(subject)} xếp {_ranked(figure)}{where}."
    return Asked(f"{capital(subject)} xếp thứ mấy{where}?", "rank", answer, subject, figure)


def _ranked(figure: Figure) -> str:
    return figure.text if figure.text.lower().startswith(("thứ", "hạng")) else f"thứ {figure.text}"


def when(before: str, segment: Segment, figure: Figure) -> Asked | None:
    """Ask on what day a document is dated, or something was done."""
    if figure.unit == "date" and (dated := DATED.search(before)):
        issuer = ISSUER.match(segment.after(figure))
        document = f"{capital(dated['document'])}{issuer.group() if issuer else ''}"
        answer = f"{document} được ban hành ngày {figure.shown}."
        return Asked(f"{document} được ban hành ngày nào?", "date", answer, dated["document"], figure)
    done = DONE.match(before)
    if done is None or not is_subject(done["what"]):
        return None
    word = "năm nào" if figure.unit == "year" else "tháng nào" if figure.unit == "month" else "ngày nào"
    did = done["did"]
    text = f"{capital(done['what'])} {did} vào "
    day = f"ngày {figure.shown}" if figure.unit == "date" else figure.text
    return Asked(f"{text}{word}?", "date", f"{text}{day}.", f"{done['what']} {did}", figure)


def document_number(before: str, segment: Segment, figure: Figure, *, last: bool) -> Asked | None:
    """Ask for the number of a document by what it is about; `last` where the clause ends with it."""
    led = DOCUMENT.search(before)
    about = re.match(r"\s+(?:ngày \S+\s+)?về\s+(?P<what>.+?)\.?$", segment.after(figure))
    if led is None or about is None or not last or not 3 <= len(about["what"].split()) <= 20:
        return None
    kind = led["kind"].lower()
    what = about["what"]
    question = f"{capital(led['issuer'])} đã ban hành {kind} số mấy về {what}?"
    answer = f"{capital(led['issuer'])} đã ban hành {kind} số {figure.shown} về {what}."
    return Asked(question, "person_org", answer, f"{kind} về {what}", figure)
