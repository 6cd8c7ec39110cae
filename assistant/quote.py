"""Answer by quoting: choose what answers, decide whether anything does, and put it into words.

No language model takes part. `answer_by_quoting` is the default way to answer and what every other way falls back on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice

from assistant.answer import Citation, Figure, Language
from assistant.compared import compared
from assistant.compose import Draft, passages_of, tidy
from assistant.earlier import NOTHING, Given, fresh, goes_on, leaves_unsaid, nearest_first
from assistant.facts import Fact
from assistant.figures import same_figure
from assistant.matched import Searched, report_languages
from assistant.names import leading_name
from assistant.passages import Passage, clauses
from assistant.polarity import settle
from assistant.question import Wanted, read_question
from assistant.reasons import asks_for_cause, reasons_first
from assistant.refuse import answerable
from assistant.select import Choice, choose_figures, choose_passages, weights
from assistant.sides import leading_pair
from assistant.signature import asks_for_office, asks_for_signature, signature_of
from assistant.wording import say
from index.hit import Hit
from index.report import Report, report_holding

_LIST_ITEMS = 8  # passages of an answer that lists
_OUTLINE_ITEMS = 15  # list items quoted under the sentence that introduces them
_REACH = 4.0  # how much less than the best a figure beside it may score
_SETTLING = 1.5  # how much less than the best a passage that settles a yes-or-no question may score
_TRIED = 5  # passages at most
_WIDER = 3  # times as many paragraphs are looked at for a cause
_NEW = 6.0  # what meeting all of the question anew is worth, in scores


@dataclass(frozen=True, slots=True)
class Quoted:
    """What quoting came to."""

    text: str
    answered: bool
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    probability: float  # that the report answers the question


def answer_by_quoting(
    wanted: Wanted,
    hits: Sequence[Hit],
    index: Searched,
    *,
    language: Language,
    refusal: str,
    given: Given = NOTHING,
) -> Quoted:
    """Answer from the hits, or refuse.

    Args:
        language: of the answer; mostly the question's.
        given: what the last answer led with; its figures do not answer a follow-up.
    """
    if asks_for_signature(wanted.question, wanted.language):
        draft = signed(wanted, index, language)
        if draft.citations:
            return Quoted(draft.text, True, tuple(draft.citations), (), 1.0)
    leads, probability = find_leads(wanted, hits, index, given)
    if not leads:
        return Quoted(refusal, False, (), (), probability)
    draft = compose(wanted, leads, index, language)
    return Quoted(draft.text, True, tuple(draft.citations), tuple(draft.figures), probability)


def find_leads(
    wanted: Wanted, hits: Sequence[Hit], index: Searched, given: Given = NOTHING
) -> tuple[list[Choice], float]:
    """Return what an answer is made of, nothing where the report does not say, and the probability that it does."""
    figures, passages = fresh(choose_figures(wanted, hits, index), given), choose_passages(wanted, hits, index)
    if wanted.anchored:
        figures, passages = nearest_first(figures, given), nearest_first(passages, given)
    is_stated = False
    if asks_for_cause(wanted):  # a cause may stand far from what it caused
        wider = index.search(wanted.question, k=_WIDER * len(hits))
        passages, is_stated = reasons_first(wanted, choose_passages(wanted, wider, index), given, index)
        if not passages:
            return [], 0.0
    probability, features = answerable(wanted, hits, figures, passages, index)
    if probability and is_stated:
        probability = 1.0
    elif asks_for_cause(wanted) and not wanted.focus and features.get("term missed") == 1.0:
        return [], 0.0  # a cause, but of something else
    if wanted.anchored and figures and wanted.wants_figure and goes_on(wanted, figures[0], given, index):
        probability = 1.0
    if probability < weights()["answerable"]["threshold"]:
        return [], probability
    leads = _leads(wanted, hits, index, figures, passages)
    if (wanted.anchored or wanted.fragment) and leaves_unsaid(wanted, leads[0], given, index):
        return [], 0.0
    return leads, probability


def _leads(
    wanted: Wanted, hits: Sequence[Hit], index: Searched, figures: Sequence[Choice], passages: Sequence[Choice]
) -> list[Choice]:
    """Return what the answer is made of: for each question in the question, its figures or its passages."""
    if pair := leading_pair(wanted, hits, index):
        return pair
    if len(wanted.parts) == 1:
        return _lead(wanted, figures, passages, index)
    found: list[Choice] = []
    for part in wanted.parts:
        own = read_question(part, wanted.language)
        asked = replace(wanted, kinds=own.kinds, counted=own.counted, parts=(part,), asks=1, focus=part)
        lead = _lead(asked, choose_figures(asked, hits, index), choose_passages(asked, hits, index), index)
        found += [choice for choice in lead if not any(_same(choice, other) for other in found)]
    return found


def _lead(wanted: Wanted, figures: Sequence[Choice], passages: Sequence[Choice], index: Searched) -> list[Choice]:
    if wanted.wants_figure and figures and figures[0].features["unit"] >= 0.5:
        return leading_figures(wanted, figures)
    if wanted.kind == "yesno" and (settling := _settling(wanted, passages, index)):
        return [settling]
    return leading_passages(wanted, passages)


def _settling(wanted: Wanted, passages: Sequence[Choice], index: Searched) -> Choice | None:
    """Return the best of the passages that come near the best and settle a yes-or-no question."""
    near = [choice for choice in passages if choice.score > passages[0].score - _SETTLING][:_TRIED]
    return next((choice for choice in near if settle(wanted, choice.passage, index)), None)


def compose(wanted: Wanted, chosen: Sequence[Choice], index: Searched, language: Language) -> Draft:
    """Put the best candidates into words."""
    draft = Draft(language)
    languages = report_languages(index)
    facts = [choice for choice in chosen if choice.fact]
    marked = [
        draft.figure(fact, choice.passage, labelled=len(facts) > 1, foreign=_is_foreign(fact, languages, language))
        for choice in facts
        if (fact := choice.fact)
    ]
    if marked:
        draft.lines.append("\n".join(f"- {line}" for line in marked) if len(marked) > 1 else marked[0])
    if "comparison" in wanted.kinds:
        draft.lines += compared(wanted, [choice.fact for choice in facts if choice.fact], language)
    quoted = passages_of(chosen)
    if len(quoted) == 1 and (not facts or wanted.kind == "yesno"):
        text = quoted[0].quote if language == languages[quoted[0].paragraph.report] else quoted[0].translation
        verdict = settle(wanted, quoted[0], index)
        draft.lines += [say(verdict, language)] if verdict else []
        name = leading_name(wanted, text, language) if text and wanted.kind == "who" else ""
        draft.lines += [f"**{name}** [{draft.cite(quoted[0])}]"] if name else []
        quoted += listed_under(quoted[0], index.reports)
    if any(passage.translation and language != languages[passage.paragraph.report] for passage in quoted):
        draft.lines.append(say("translation", language))
    lines = [draft.quote(passage, languages[passage.paragraph.report]) for passage in quoted]
    draft.lines.append("\n".join(f"- {line}" for line in lines) if len(lines) > 1 else lines[0])
    return draft


def _is_foreign(fact: Fact, languages: Mapping[str, Language], language: Language) -> bool:
    """Whether a figure was read in another language than the answer's: the report has no translation there."""
    return not fact.translated and languages[fact.paragraph.report] != language


def signed(wanted: Wanted, index: Searched, language: Language) -> Draft:
    """Put the signature of each report into words: the name and the office, first what is asked for."""
    draft = Draft(language)
    languages = report_languages(index)
    quotes = []
    for signature in filter(None, map(signature_of, index.reports)):
        own = language == languages[signature.name.paragraph.report]
        name = f"**{tidy(signature.name.quote)}** [{draft.cite(signature.name)}]"
        title = signature.title.quote if own else signature.title.translation or signature.title.quote
        office = f"**{tidy(title)}** [{draft.cite(signature.office)}]"
        draft.lines.append(
            f"{office}: {name}" if asks_for_office(wanted.question, wanted.language) else f"{name}, {office}"
        )
        quotes.append(draft.quote(signature.office, languages[signature.name.paragraph.report]))
    return replace(draft, lines=[*draft.lines, *quotes])


def listed_under(passage: Passage, reports: Sequence[Report]) -> list[Passage]:
    """Return the opening of each item that a passage ending in a colon introduces."""
    if not passage.quote.rstrip().endswith(":"):
        return []
    report = report_holding(passage.paragraph, reports)
    items: list[Passage] = []
    # By its id: after a paragraph was put in or taken out, numbers are no positions.
    for paragraph in islice(dropwhile(lambda one: one.id != passage.paragraph.id, report.paragraphs), 1, None):
        if paragraph.kind != "list_item" or paragraph.outline != passage.paragraph.outline:
            break
        items += clauses(paragraph, paragraph.sentences[0])[:1]
    return items[:_OUTLINE_ITEMS]


def leading_figures(wanted: Wanted, figures: Sequence[Choice]) -> list[Choice]:
    """Return the figures that are asked for: one, or one for each thing asked or compared.

    After the first, a figure counts for more where it meets words of the question that those before it do not: the
    other side of a comparison is rarely the second best answer to all of the question.
    """
    count = min(4, max(wanted.asks, len(wanted.parts), 2 if "comparison" in wanted.kinds else 1))
    best = figures[0]
    chosen = [best]
    rest = [choice for choice in figures[1:] if choice.features["unit"] >= 0.5 and choice.score >= best.score - _REACH]
    if "comparison" in wanted.kinds:
        rest = [choice for choice in rest if _unit(choice) == _unit(best)]
    while len(chosen) < count:
        rest = [choice for choice in rest if not any(_same(choice, other) for other in chosen)]
        if not rest:
            break
        chosen.append(max(rest, key=lambda choice: choice.score + _NEW * _newly_met(choice, chosen)))
    return chosen


def _newly_met(choice: Choice, chosen: Sequence[Choice]) -> float:
    """Return the share of the question that a choice meets and those chosen do not, 0 to 1."""
    before = [max(shares) for shares in zip(*(other.met for other in chosen), strict=True)]
    return sum((max(0.0, own - old) for own, old in zip(choice.met, before, strict=True)), start=0.0)


def leading_passages(wanted: Wanted, passages: Sequence[Choice]) -> list[Choice]:
    """Return the passages that answer: the best, and for a list its neighbours that score nearly as well."""
    best = passages[0]
    limit = _LIST_ITEMS if wanted.kind == "list" else 2 if len(wanted.parts) > 1 else 1
    reach = 1.5 if wanted.kind == "list" else 0.7
    return [best, *[choice for choice in passages[1:] if choice.score > best.score - reach][: limit - 1]]


def _unit(choice: Choice) -> str:
    return choice.fact.figure.unit if choice.fact else ""


def _same(one: Choice, other: Choice) -> bool:
    if one.fact is None or other.fact is None:
        return one.passage == other.passage and one.fact is other.fact
    return same_figure(one.fact.source, other.fact.source) and one.passage == other.passage
