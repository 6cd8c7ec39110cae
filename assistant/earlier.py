"""What the last answer gave, and how a follow-up goes on from it.

"How much of that was in cash?" names no subject: what it asks for stands beside what was quoted last, or nowhere. The
last answer is worked out anew; what a client sends back as the assistant's words is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Figure
from assistant.cues import CAUSES, CLAIMS, GENERIC, INTERROGATIVES, KINDS, OUTCOMES, plain
from assistant.facts import Fact
from assistant.figures import same_figure
from assistant.leaning import POINTING
from assistant.matched import Matched, Searched, passage_spans
from assistant.passages import Passage, whole
from assistant.question import Wanted
from assistant.select import Choice
from index.lexical import words

_BESIDE = 4.0  # what standing in the sentence that was quoted last is worth, in scores
_NEARBY = 1.0  # and in its paragraph
_MOST = 0.5  # the share of a follow-up's own words that what answers it must meet


@dataclass(frozen=True, slots=True)
class Given:
    """What an answer led with."""

    figures: tuple[Figure, ...] = ()  # not to be given again
    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()


NOTHING = Given()


def given_by(leads: Sequence[Choice]) -> Given:
    """Return what an answer led with, from what it was made of."""
    facts = tuple(one.fact for one in leads if one.fact)
    return Given(tuple(fact.source for fact in facts), facts, tuple(one.passage for one in leads))


def fresh(figures: Sequence[Choice], given: Given) -> Sequence[Choice]:
    """Return the figures that the last answer did not give; all of them where there are no others."""
    new = [one for one in figures if one.fact and not any(same_figure(one.fact.source, old) for old in given.figures)]
    return new or figures


def nearest_first(wanted: Wanted, choices: Sequence[Choice], given: Given) -> list[Choice]:
    """Order choices with those first that stand where the last answer was found; only those of the year and side asked.

    All are kept where none is.
    """
    own = [one for one in choices if not one.features["other year"] and not one.features.get("other side")]
    return sorted(own or choices, key=lambda one: -(one.score + _nearness(one, given) - _is_mere_part(wanted, one)))


def _is_mere_part(wanted: Wanted, choice: Choice) -> bool:
    """Whether a figure is only of a part, and no part is asked for: "of which 6 in cash"."""
    return choice.fact is not None and "part" in choice.fact.relations - wanted.relations


def goes_on(wanted: Wanted, choice: Choice, given: Given, index: Searched) -> bool:
    """Whether a figure stands beside what was quoted last and meets all that the follow-up says itself."""
    if choice.fact is None or choice.features["unit"] < 0.5 or choice.features["other year"]:
        return False
    return _nearness(choice, given) == _BESIDE and share_met(wanted, choice, index) >= 1.0


def leaves_unsaid(wanted: Wanted, choice: Choice, given: Given, index: Searched) -> bool:
    """Whether the sentence of a choice has next to nothing of what the follow-up says itself ("were they fined?").

    A date in the sentence that was quoted last is that of what it tells, whatever word the follow-up has for it.
    """
    if choice.fact and wanted.kind == "date" and _nearness(choice, given) == _BESIDE:
        return False
    if (_nearness(choice, given) or not given.passages) and _tells_outcome(wanted, choice):
        return False
    if wanted.kind == "who" and wanted.anchored and not choice.features.get("kind"):
        own = Matched(wanted.focus, wanted.language, (), index)
        return not _own_words(wanted, own) or share_met(wanted, choice, index) < _MOST  # "who was that?"
    return share_met(wanted, choice, index) < _MOST or _is_of_another_term(wanted, choice, index)


def _tells_outcome(wanted: Wanted, choice: Choice) -> bool:
    """Whether the sentence of a choice says in other words how it ended: "did they survive?", of a cured patient."""
    sentence, asked = choice.passage.sentence, plain(wanted.focus)
    texts = [plain(text) for text in (sentence.text, sentence.translation) if text]
    return any(
        cue.search(asked) and any(said[outcome].search(text) for text in texts for said in OUTCOMES.values())
        for outcome, cue in OUTCOMES[wanted.language].items()
    )


def _is_of_another_term(wanted: Wanted, choice: Choice, index: Searched) -> bool:
    """Whether neither a choice nor its paragraph's first sentence names a term of a follow-up: "and PAPI?".

    Two indices, or revenue and spending, are alike in meaning.
    """
    paragraph = choice.passage.paragraph
    told = [passage_spans(one) for one in (whole(paragraph, paragraph.sentences[0]), choice.passage)]
    matched = Matched(wanted.focus, wanted.language, (), index)  # words alone: no vectors
    return matched.asked.unnamed(frozenset().union(*(matched.held(paragraph, spans) for spans in told))) >= 1.0


def share_met(wanted: Wanted, choice: Choice, index: Searched) -> float:
    """Return the share of a follow-up's own words that the sentence of a choice meets; 1 where it has none."""
    paragraph = choice.passage.paragraph
    spans = passage_spans(whole(paragraph, choice.passage.sentence))
    matched = Matched(wanted.focus, wanted.language, spans, index)
    return matched.share_met(paragraph, spans, _own_words(wanted, matched))


def _own_words(wanted: Wanted, matched: Matched) -> list[str]:
    """Return the words of a follow-up by which it says something itself."""
    idle = _idle(wanted)
    return [word for word in matched.asked.words if word.isalnum() and word not in idle]


def _idle(wanted: Wanted) -> frozenset[str]:
    """Return the search words of a follow-up that ask, count or name a time: its sentence need not have them."""
    folded, language = plain(wanted.focus), wanted.language
    patterns = [INTERROGATIVES[language], POINTING[language], KINDS[language]["reason"], *CLAIMS[language].values()]
    patterns += [CAUSES[language]["went_well"], CAUSES[language]["went_badly"]] if wanted.kind == "reason" else []
    asking = [match.group() for pattern in patterns for match in pattern.finditer(folded)]
    years = [str(year) for year in wanted.years | wanted.base_years]
    found = {word for text in (*asking, *years) for word in (*words(text, language), *text.split())}
    return frozenset(found) | GENERIC[language]


def _nearness(choice: Choice, given: Given) -> float:
    own = choice.passage
    near = [old for old in given.passages if old.paragraph.id == own.paragraph.id]
    if any(old.sentence == own.sentence for old in near):
        return _BESIDE
    return _NEARBY if near else 0.0
