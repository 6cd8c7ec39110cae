"""What a Vietnamese sentence can be asked: the figure's place is taken by a question word, the words keep their order.

A rule fits only where the words before the figure begin with who or what it is about; where they do not, the words are
taken from the part of the clause before ("thu ngân sách đạt 5.000 tỷ đồng, tăng 6%"). What no rule fits gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Figure
from assistant.figures import read_figures
from assistant.figures.words import CURRENCIES, PHYSICAL
from eval.draft.asked import Asked, Segment, capital, clauses_of, spaced
from eval.draft.vietnamese_words import (
    ACTING,
    ACTOR,
    AMONG,
    BUT,
    BY,
    COST,
    DATED,
    DOCUMENT,
    DONE,
    END,
    HEDGE,
    ISSUER,
    JOIN,
    LEAD,
    LOOSE,
    MEASURE,
    MOVES,
    NEW_CLAUSE,
    NO_SUBJECT,
    NUMBER,
    RANK,
    RANK_ALONE,
    REASON,
    STATES,
    THING,
    TIME_NOUN,
    WHEN,
    WHOLE,
)

_UNIT_WORDS = {"percent": "phần trăm", "percentage_point": "điểm phần trăm", "per_mille": "phần nghìn"}
_COUNTED = frozenset({"count", *PHYSICAL.values()})
_TIMES = ("rank", "date", "month", "year", "period", "none")
_SHORTEST, _LONGEST = 3, 22  # syllables of a subject


def ask_vietnamese(sentence: str) -> Iterator[Asked]:
    """Yield what a sentence can be asked, at most one question a figure."""
    for clause in clauses_of(sentence, read_figures(sentence, "vi")):
        subject = ""
        for position, segment in enumerate(clause):
            for figure in segment.figures:
                made = _asked(clause, position, figure, subject)
                if made is not None:
                    yield made
                if figure.unit not in _TIMES:
                    subject = _subject_of(_before(segment, figure), figure) or subject
        yield from _who(clause)
        yield from _why(clause)


def _asked(clause: Sequence[Segment], position: int, figure: Figure, subject: str) -> Asked | None:
    segment = clause[position]
    before, after = _before(segment, figure), _complement(clause, position, figure)
    if figure.unit in ("date", "month", "year"):
        return _when(before, segment, figure)
    if figure.unit == "none":
        return _document(before, segment, figure, last=position + 1 == len(clause))
    if figure.unit == "rank":
        return _rank(before, segment.after(figure), figure, subject)
    if figure.unit in _TIMES or (figure.unit == "count" and (not figure.noun or TIME_NOUN.match(figure.noun))):
        return None
    if moved := MOVES.match(before):
        if figure.unit == "count" or not subject:
            return None
        return _made(f"{subject} {moved['verb']}", after, figure, subject)
    if costs := COST.search(before):
        return _cost(clause, costs["what"], figure)
    if joined := JOIN.search(before):
        led = before[: joined.start()]
        return _made(before, after, figure, led) if _is_subject(led) else None
    return _counted(clause, position, before, after, figure)


def _counted(clause: Sequence[Segment], position: int, before: str, after: str, figure: Figure) -> Asked | None:
    """Ask what somebody did to how many: "UBND tỉnh đã xem xét, xử lý và ban hành bao nhiêu văn bản?"."""
    if figure.unit == "count" and not ACTING.match(before) and position and not clause[position - 1].figures:
        before = f"{_tidy(clause[position - 1].text)}, {before}"
    if figure.unit in CURRENCIES.values() and " đã " in before and _is_subject(before):
        return _made(before, after, figure, before)
    if figure.unit not in _COUNTED or not ACTING.match(before) or not _SHORTEST <= len(before.split()) <= _LONGEST:
        return None
    following = clause[position + 1].text if position + 1 < len(clause) else ""
    ends_here = figure.unit == "count" and clause[position].end <= figure.end + 1 and following
    if ends_here and not NEW_CLAUSE.match(following):
        return None  # "2.057 tổ chức, cá nhân": what is counted goes on behind the comma
    return _made(before, after, figure, before)


def _cost(clause: Sequence[Segment], what: str, figure: Figure) -> Asked | None:
    """Ask what something cost that the clause begins with: "... được khởi công, tổng mức đầu tư 780 tỷ đồng"."""
    found = THING.match(_tidy(clause[0].text))
    if found is None or not _is_subject(found["thing"]) or MEASURE.match(found["thing"]):
        return None
    if ACTING.match(found["thing"]) and len(found["thing"].split()) <= _SHORTEST:
        return None  # "Tỉnh đã ..." costs nothing by itself
    thing = found["thing"]
    thing = thing[:1].lower() + thing[1:] if thing.startswith(("Việc", "Công tác", "Dự án", "Công trình")) else thing
    return _made(f"{what} của {thing} là", "", figure, f"{what} {thing}")


def _made(before: str, after: str, figure: Figure, subject: str) -> Asked:
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


def _rank(before: str, after: str, figure: Figure, subject: str) -> Asked | None:
    if led := RANK.search(before):
        subject = before[: led.start()]
    elif not RANK_ALONE.match(before) or not subject:
        return None
    if not _is_subject(subject):
        return None
    among = AMONG.match(after)
    if figure.of is None and among is None:
        return None
    where = among.group() if among and figure.of is None else ""
    answer = f"{capital(subject)} xếp {_ranked(figure)}{where}."
    return Asked(f"{capital(subject)} xếp thứ mấy{where}?", "rank", answer, subject, figure)


def _ranked(figure: Figure) -> str:
    return figure.text if figure.text.lower().startswith(("thứ", "hạng")) else f"thứ {figure.text}"


def _when(before: str, segment: Segment, figure: Figure) -> Asked | None:
    if figure.unit == "date" and (dated := DATED.search(before)):
        issuer = ISSUER.match(segment.after(figure))
        document = f"{capital(dated['document'])}{issuer.group() if issuer else ''}"
        answer = f"{document} được ban hành ngày {figure.shown}."
        return Asked(f"{document} được ban hành ngày nào?", "date", answer, dated["document"], figure)
    done = DONE.match(before)
    if done is None or not _is_subject(done["what"]):
        return None
    word = "năm nào" if figure.unit == "year" else "tháng nào" if figure.unit == "month" else "ngày nào"
    did = done["did"]
    text = f"{capital(done['what'])} {did} vào "
    day = f"ngày {figure.shown}" if figure.unit == "date" else figure.text
    return Asked(f"{text}{word}?", "date", f"{text}{day}.", f"{done['what']} {did}", figure)


def _document(before: str, segment: Segment, figure: Figure, *, last: bool) -> Asked | None:
    led = DOCUMENT.search(before)
    about = re.match(r"\s+(?:ngày \S+\s+)?về\s+(?P<what>.+?)\.?$", segment.after(figure))
    if led is None or about is None or not last or not 3 <= len(about["what"].split()) <= 20:
        return None
    kind = led["kind"].lower()
    what = about["what"]
    question = f"{capital(led['issuer'])} đã ban hành {kind} số mấy về {what}?"
    answer = f"{capital(led['issuer'])} đã ban hành {kind} số {figure.shown} về {what}."
    return Asked(question, "person_org", answer, f"{kind} về {what}", figure)


def _who(clause: Sequence[Segment]) -> Iterator[Asked]:
    """Ask who did it, where a part of a clause begins with somebody known to do things."""
    for segment in clause:
        text = _tidy(segment.text)
        found = ACTOR.match(text)
        if passive := BY.match(text):
            yield from _by(passive["actor"], f"{passive['did']} {passive['what']}{_until_end(passive['rest'])}")
        elif found:
            yield from _by(found["actor"], f"{found['did']}{_until_end(' ' + found['what'])}")


def _why(clause: Sequence[Segment]) -> Iterator[Asked]:
    """Ask why something rose or fell, where the words behind it say so."""
    for segment in clause:
        for figure in segment.figures[:1]:
            before, reason = _before(segment, figure), REASON.search(segment.after(figure))
            joined = JOIN.search(before)
            subject = before[: joined.start()] if joined else ""
            verb = joined["verb"].split()[-1] if joined else ""
            why = reason["why"].strip(" .") if reason else ""
            if verb in ("tăng", "giảm") and _is_subject(subject) and 3 <= len(why.split()) <= 30:
                asked = f"{small(subject)} {verb}"
                yield Asked(f"Vì sao {asked}?", "reason", f"{capital(asked)} là {why}.", asked)


def small(text: str) -> str:
    """Return words as they stand within a sentence: the first letter small, but of a name or an abbreviation."""
    first, _, rest = text.partition(" ")
    second = rest.split(" ", 1)[0]
    return text if first.isupper() or second[:1].isupper() else text[:1].lower() + text[1:]


def _by(actor: str, did: str) -> Iterator[Asked]:
    did = re.sub(r"\s+(?:vào\s+)?ngày\s+\d\S*$", "", did.rstrip(" ."))
    if 4 <= len(did.split()) <= 28 and not re.search(r"\d", did):
        who = "Ai" if actor.startswith(("Thủ tướng", "Chủ tịch")) else "Cơ quan nào"
        yield Asked(f"{who} đã {did}?", "person_org", f"{actor} đã {did}.", did)


def _until_end(text: str) -> str:
    end = END.search(f"{text} ")
    return text[: end.start()] if end else text


def _subject_of(before: str, figure: Figure) -> str:
    """Return who or what a figure is of, as far as the words before it tell."""
    joined = JOIN.search(before)
    if joined:
        return before[: joined.start()] if _is_subject(before[: joined.start()]) else ""
    money = figure.unit != "count" and " đã " in before
    return before if money and _is_subject(before) else ""


def _before(segment: Segment, figure: Figure) -> str:
    """Return the words before a figure that lead to it, from the figure before where there is one that counts."""
    earlier = [other for other in segment.figures if other.end <= figure.start and other.unit not in _TIMES]
    if not earlier:
        return _tidy(segment.before(figure))
    between = segment.text[earlier[-1].end - segment.start : figure.start - segment.start]
    return _tidy(between.rpartition(" và ")[2])


def _tidy(before: str) -> str:
    """Return the words before a figure without what only leads to them or hedges."""
    text = BUT.sub("", HEDGE.sub("", spaced(before)))
    previous = None
    while text != previous:
        previous = text
        text = LEAD.sub("", text)
    return text.strip()


def _complement(clause: Sequence[Segment], position: int, figure: Figure) -> str:
    """Return what belongs to a figure behind it ("kế hoạch", "so với cùng kỳ"), with a leading space."""
    segment = clause[position]
    rest = _until_end(segment.after(figure))
    following = segment.next_figure(figure)
    if following is not None and following.unit not in ("year", "count", "period"):
        rest = LOOSE.sub("", rest[: max(0, following.start - figure.end)])
    rest = rest.rstrip(" .,;:")
    if figure.unit == "count" and re.match(r"(?:-| - )\w", rest):
        return rest  # "vắc xin phòng Covid-19", "chỉ tiêu kinh tế - xã hội"
    rest = spaced(rest)
    return f" {rest}" if rest[:1].isalpha() and len(rest.split()) <= 14 else ""


def _is_subject(text: str) -> bool:
    """Whether words can be asked about by themselves."""
    words = WHEN.sub("", text).strip()
    if WHOLE.match(words):
        return True
    named = re.search(r"\b[A-ZĐ]{3,}\b", words)
    if not (len(words.split()) >= _SHORTEST or named) or len(words.split()) > _LONGEST:
        return False
    return not NO_SUBJECT.match(words) and not STATES.search(words)
