"""Answer by quoting: choose what answers, decide whether anything does, and put it into words.

No language model takes part. `answer_by_quoting` is the default way to answer and what every other way falls back on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice

from assistant.against import asked_beside, said_beside, set_against
from assistant.answer import Citation, Figure, Language
from assistant.compared import compared
from assistant.compose import Draft, passages_of, tidy
from assistant.earlier import NOTHING, Given, fresh, goes_on, leaves_unsaid, nearest_first
from assistant.facts import Fact
from assistant.in_years import in_years
from assistant.leading import leading
from assistant.leaning import content_of, names_no_subject
from assistant.matched import Searched, report_languages
from assistant.names import leading_name
from assistant.outline import section_asked, section_passages
from assistant.passages import Passage, clauses
from assistant.polarity import settle
from assistant.question import Wanted, read_question
from assistant.reasons import asks_for_cause, reasons_first
from assistant.refuse import answerable
from assistant.select import Choice, choose_figures, choose_passages, weights
from assistant.shortcomings import falling_short, of_what
from assistant.signature import asks_for_office, asks_for_signature, signature_of
from assistant.wording import say
from index.hit import Hit
from index.report import Report, report_holding

_OUTLINE_ITEMS = 15  # list items quoted under the sentence that introduces them
_WIDER = 3  # times as many paragraphs are looked at for a cause
_LESS_MEANT = 0.15  # how much less of the question a figure may meet than the best passage


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
    if thing := of_what(wanted):
        wanted, hits = thing, index.search(thing.question, k=len(hits))
    hits = in_years(wanted, hits, index)
    against = set_against(wanted.focus, wanted.language)
    if against and not given.passages:
        return [], 0.0  # there is nothing to set beside another
    if against and given.facts:
        beside = choose_figures(asked_beside(wanted, against), hits, index)
        said = said_beside(wanted, against, beside, given, index)
        if wanted.kind != "yesno" or not said:
            return said, 1.0 if said else 0.0
    figures, passages = fresh(choose_figures(wanted, hits, index), given), choose_passages(wanted, hits, index)
    if thing:
        passages = falling_short(passages)
    if wanted.anchored:
        figures, passages = nearest_first(wanted, figures, given), nearest_first(wanted, passages, given)
    is_stated = False
    if asks_for_cause(wanted):  # a cause may stand far from what it caused
        wider = index.search(wanted.question, k=_WIDER * len(hits))
        passages, is_stated = reasons_first(wanted, choose_passages(wanted, wider, index), given, index)
        if not passages:
            return [], 0.0
    if wanted.is_loose and not _is_of_subject(figures, passages):
        wanted = replace(wanted, kinds=tuple(kind for kind in wanted.kinds if kind != "quantity") or ("open",))
    probability, features = answerable(wanted, hits, figures, passages, index)
    if probability and is_stated:
        probability = 1.0
    elif asks_for_cause(wanted) and not wanted.focus and features.get("term missed around") == 1.0:
        return [], 0.0  # a cause, but of something else
    if wanted.anchored and figures and wanted.wants_figure and goes_on(wanted, figures[0], given, index):
        probability = 1.0
    section = None if thing else section_asked(wanted, hits)
    if section and probability and (listed_there := section_passages(section, passages)):
        return listed_there, 1.0
    is_sure = probability >= weights()["answerable"]["threshold"]
    if (_asks_apart(wanted) or not is_sure) and (apart := _by_parts(wanted, index, len(hits))):
        return apart
    if not is_sure:
        return [], probability
    leads = leading(wanted, hits, index, figures, passages)
    if (wanted.anchored or wanted.fragment) and leaves_unsaid(wanted, leads[0], given, index):
        return [], 0.0
    return leads, probability


def _asks_apart(wanted: Wanted) -> bool:
    """Whether a question is several, each put in its own words: "how much was earned, and how many came?"."""
    return len(wanted.parts) > 1 and all(part in wanted.question for part in wanted.parts)


def _by_parts(wanted: Wanted, index: Searched, k: int) -> tuple[list[Choice], float] | None:
    """Answer each question of several in one by itself; None where one of them is not answered, or leans on another.

    No single passage need answer all of "are loans or investment growing faster?".
    """
    language = wanted.language
    if wanted.focus or len(wanted.parts) < 2:
        return None
    if any(names_no_subject(part, language) or len(content_of(part, language)) < 2 for part in wanted.parts):
        return None
    found: list[Choice] = []
    least = 1.0
    for part in wanted.parts:
        leads, probability = find_leads(read_question(part, language), index.search(part, k=k), index)
        if not leads:
            return None
        found += [lead for lead in leads if all(lead.passage != one.passage or lead.fact != one.fact for one in found)]
        least = min(least, probability)
    return found, least


def _is_of_subject(figures: Sequence[Choice], passages: Sequence[Choice]) -> bool:
    """Whether the best figure is said of what is asked about about as far as the best passage is."""
    if not figures or not passages:
        return bool(figures)
    own, other = figures[0].features, passages[0].features
    return max(own["wide meaning"], own["sentence meaning"]) >= other["narrow meaning"] - _LESS_MEANT


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
