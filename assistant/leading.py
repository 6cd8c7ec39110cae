"""Which figures and passages lead an answer: one for each thing asked, and for each side of what is compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from assistant.cues import Kind, plain
from assistant.figures import same_figure
from assistant.matched import Searched
from assistant.parts import asks_for_each, listed
from assistant.polarity import settle
from assistant.question import Wanted, read_question
from assistant.select import Choice, choose_figures, choose_passages
from assistant.sides import is_said_of, leading_pair, sides
from index.hit import Hit
from index.language import fold

_LIST_ITEMS = 8  # passages of an answer that lists
_REACH = 4.0  # how much less than the best a figure beside it may score
_SETTLING = 1.5  # how much less than the best a passage that settles a yes-or-no question may score
_TRIED = 5  # passages at most
_TERM_HITS = 3  # paragraphs in which a term that a question lists is looked for
_INTRODUCES = 0.5  # the share of what the best meets that the sentence that introduces a list must meet
_AS_GOOD = 0.2  # how much less than a part its whole may score
_NEAR = 12  # characters before a figure in which "more" is said of it
_MORE = re.compile(r"(?<!\w)(?:them|bo sung|more|new(?:ly)?|another|additional|further)(?!\w)")
# The highest or lowest of several; not "at least", "nhất là" (above all) or "thống nhất" (agreed).
_MOST = re.compile(
    r"(?<!at )\b(?:most|least|highest|lowest|largest|smallest|biggest|fewest|best|worst)\b"
    r"|(?<!thống )(?<!thong )(?<!đồng )(?<!dong )(?<!thứ )(?<!thu )(?<!\w)"
    r"nh[ấa]t(?! (?:l[àa]|tr[íi]|quán|định|thể)(?!\w))(?!\w)"
)
_NEW = 6.0  # what meeting all of the question anew is worth, in scores


def leading(
    wanted: Wanted, hits: Sequence[Hit], index: Searched, figures: Sequence[Choice], passages: Sequence[Choice]
) -> list[Choice]:
    """Return what the answer is made of: for each question in the question, its figures or its passages."""
    is_one = "comparison" not in wanted.kinds and _is_one_term(wanted, hits)
    if not is_one and (pair := leading_pair(wanted, hits, index)):
        return pair
    if is_one:
        wanted = replace(wanted, parts=wanted.parts[:1], asks=1)
    if len(wanted.parts) == 1:
        return _lead(wanted, figures, passages, index)
    found: list[Choice] = []
    for part in wanted.parts:
        own = read_question(part, wanted.language)
        kinds: tuple[Kind, ...] = own.kinds
        if own.kind == "yesno" and "plan" in own.relations:
            kinds = ("percent",)  # "and did it meet the plan?" is told by the share of the plan that was reached
        # A later part may leave out what the first says: "growth in the year, and how much in the first half?"
        relations = own.relations if part == wanted.parts[0] else own.relations or wanted.relations
        asked = replace(
            wanted, kinds=kinds, relations=relations, counted=own.counted, parts=(part,), asks=1, focus=part
        )
        own_figures = _own_first(own, choose_figures(asked, hits, index))
        lead = _lead(asked, own_figures, choose_passages(asked, hits, index), index)
        new = [choice for choice in lead if not any(_same(choice, other) for other in found)]
        found += new or _another(lead, own_figures, found)
    return found


def _own_first(part: Wanted, figures: Sequence[Choice]) -> list[Choice]:
    """Put the figures that are said of all that a part names before the others; a far worse one stays where it is."""
    if not figures or figures[0].features["unit"] < 0.5:
        return list(figures)
    own = [
        one
        for one in figures
        if one.features["unit"] >= 0.5 and one.score >= figures[0].score - 2 * _REACH and is_said_of(part, one)
    ]
    return own + [one for one in figures if not any(one is other for other in own)]


def _another(lead: Sequence[Choice], figures: Sequence[Choice], found: Sequence[Choice]) -> list[Choice]:
    """Return the next figure for a part whose best answers an earlier part, where it scores nearly as well."""
    if not lead or lead[0].fact is None:
        return []
    left = [choice for choice in figures if not any(_same(choice, other) for other in found)]
    near = [one for one in left if one.score >= lead[0].score - _REACH and one.features["unit"] >= 0.5]
    return near[:1]


def _is_one_term(wanted: Wanted, hits: Sequence[Hit]) -> bool:
    """Whether what a question lists stands in what was found as one term: "retail sales and services"."""
    question = wanted.question
    if asks_for_each(question, wanted.language):
        return False
    term = listed(question, wanted.language)
    if not term and wanted.asks > 1 and (both := sides(question, wanted.language)):
        start, end = question.find(both[0]), question.find(both[1])
        term = question[start : end + len(both[1])] if 0 <= start < end else ""
    term = " ".join(fold(term).split())
    texts = [text for hit in hits[:_TERM_HITS] for text in (hit.paragraph.text, hit.paragraph.translation) if text]
    return bool(term) and any(term in " ".join(fold(text).split()) for text in texts)


def _lead(wanted: Wanted, figures: Sequence[Choice], passages: Sequence[Choice], index: Searched) -> list[Choice]:
    if wanted.wants_figure and figures and figures[0].features["unit"] >= 0.5:
        return leading_figures(wanted, figures)
    if wanted.kind == "yesno" and (settling := _settling(wanted, passages, index)):
        return [settling]
    return leading_passages(wanted, passages)


def _most_first(wanted: Wanted, figures: Sequence[Choice]) -> Sequence[Choice]:
    """Put first what is said of the highest of several where that is asked for, if the best's paragraph says it."""
    if not _MOST.search(unicodedata.normalize("NFC", wanted.question.lower())) or _MOST.search(_said(figures[0])):
        return figures
    near = [
        one
        for one in figures
        if one.passage.paragraph.id == figures[0].passage.paragraph.id
        and one.features["unit"] >= 0.5
        and one.score >= figures[0].score - _REACH
        and _MOST.search(_said(one))
    ]
    return [*near, *(one for one in figures if not any(one is other for other in near))]


def _said(choice: Choice) -> str:
    said = " ".join(filter(None, (choice.passage.quote, choice.passage.translation)))
    return unicodedata.normalize("NFC", said.lower())


def _settling(wanted: Wanted, passages: Sequence[Choice], index: Searched) -> Choice | None:
    """Return the best of the passages that come near the best and settle a yes-or-no question."""
    near = [choice for choice in passages if choice.score > passages[0].score - _SETTLING][:_TRIED]
    return next((choice for choice in near if settle(wanted, choice.passage, index)), None)


def leading_figures(wanted: Wanted, figures: Sequence[Choice]) -> list[Choice]:
    """Return the figures that are asked for: one, or one for each thing asked or compared.

    After the first, a figure counts for more where it meets words of the question that those before it do not: the
    other side of a comparison is rarely the second best answer to all of the question.
    """
    figures = _most_first(wanted, figures)
    count = min(4, max(wanted.asks, len(wanted.parts), 2 if "comparison" in wanted.kinds else 1))
    best = _whole_before(wanted, figures[0], figures)
    if total := _total_beside(wanted, best, figures):
        return [total, best]
    chosen = [best]
    rest = [
        choice
        for choice in figures
        if choice is not best and choice.features["unit"] >= 0.5 and choice.score >= best.score - _REACH
    ]
    if "comparison" in wanted.kinds:
        rest = [choice for choice in rest if _unit(choice) == _unit(best)]
    while len(chosen) < count:
        rest = [choice for choice in rest if not any(_same(choice, other) for other in chosen)]
        if not rest:
            break
        chosen.append(max(rest, key=lambda choice: choice.score + _NEW * _newly_met(choice, chosen)))
    return chosen


def _whole_before(wanted: Wanted, best: Choice, figures: Sequence[Choice]) -> Choice:
    """Return what the best figure is a part of, where that fits about as well and no part is asked for."""
    if best.fact is None or "part" not in best.fact.either_relations or "part" in wanted.relations:
        return best
    wholes = (
        one
        for one in figures
        if one.fact and one.passage.sentence == best.passage.sentence and one.score >= best.score - _AS_GOOD
        if one.fact.figure.end <= best.fact.figure.start and _unit(one) == _unit(best)
        if "part" not in one.fact.either_relations and not one.features["said later"]
    )
    return next(wholes, best)


def _total_beside(wanted: Wanted, best: Choice, figures: Sequence[Choice]) -> Choice | None:
    """Return the figure of all there are, where the best only tells how many more there are and that is not asked."""
    if not _is_increment(best) or _MORE.search(plain(wanted.question)):
        return None
    own = best.passage.sentence
    beside = [one for one in figures[1:] if one.passage.sentence == own and _counts_the_same(one, best)]
    return next((one for one in beside if not _is_increment(one)), None)


def _is_increment(choice: Choice) -> bool:
    fact = choice.fact
    if fact is None or fact.figure.unit != "count":
        return False
    before, after = fact.text[slice(*fact.phrase)].split(fact.figure.text, 1)[0], fact.figure.text
    return bool(_MORE.search(plain(f"{before[-_NEAR:]} {after}")))


def _counts_the_same(one: Choice, other: Choice) -> bool:
    if one.fact is None or other.fact is None:
        return False
    nouns = [_MORE.sub(" ", plain(choice.figure.noun)).split() for choice in (one.fact, other.fact)]
    return one.fact.figure.unit == other.fact.figure.unit and nouns[0][:1] == nouns[1][:1]


def _newly_met(choice: Choice, chosen: Sequence[Choice]) -> float:
    """Return the share of the question that a choice meets and those chosen do not, 0 to 1."""
    before = [max(shares) for shares in zip(*(other.met for other in chosen), strict=True)]
    return sum((max(0.0, own - old) for own, old in zip(choice.met, before, strict=True)), start=0.0)


def leading_passages(wanted: Wanted, passages: Sequence[Choice]) -> list[Choice]:
    """Return the passages that answer: the best, and for a list its neighbours that score nearly as well.

    Of a list that is introduced ("..., namely:") the sentence that introduces it, where that is of the subject too.
    """
    best = passages[0]
    if wanted.kind in {"list", "open"} and (opening := _opening(best, passages)):
        return [opening]
    limit = _LIST_ITEMS if wanted.kind == "list" else 2 if len(wanted.parts) > 1 else 1
    reach = 1.5 if wanted.kind == "list" else 0.7
    return [best, *[choice for choice in passages[1:] if choice.score > best.score - reach][: limit - 1]]


def _opening(best: Choice, passages: Sequence[Choice]) -> Choice | None:
    """Return the sentence of the best passage's paragraph that introduces a list."""
    near = [one for one in passages if one.passage.paragraph.id == best.passage.paragraph.id]
    least = _INTRODUCES * best.features["narrow meaning"]
    near = [one for one in near if one.features["narrow meaning"] >= least]
    return next((one for one in near if one.passage.quote.rstrip().endswith(":")), None)


def _unit(choice: Choice) -> str:
    return choice.fact.figure.unit if choice.fact else ""


def _same(one: Choice, other: Choice) -> bool:
    if one.fact is None or other.fact is None:
        return one.passage == other.passage and one.fact is other.fact
    return same_figure(one.fact.source, other.fact.source) and one.passage == other.passage
