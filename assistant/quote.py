"""Answer by quoting: choose what answers, decide whether anything does, and put it into words.

No language model takes part. `answer_by_quoting` is the default way to answer and what every other way falls back on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Figure, Language
from assistant.compose import Draft, passages_of
from assistant.figures import same_figure
from assistant.question import Wanted
from assistant.refuse import answerable
from assistant.select import Choice, Searched, choose_figures, choose_passages, weights
from assistant.wording import say
from index.hit import Hit

_LIST_ITEMS = 8
_WORDS = 120


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
    known: Sequence[Figure] = (),
) -> Quoted:
    """Answer from the hits, or refuse.

    Args:
        language: of the answer; mostly the question's.
        known: figures that an earlier answer gave already; they do not answer a follow-up.
    """
    figures = choose_figures(wanted, hits, index)
    if known:
        fresh = [
            choice
            for choice in figures
            if choice.fact and not any(same_figure(choice.fact.source, old) for old in known)
        ]
        figures = fresh or figures
    passages = choose_passages(wanted, hits, index)
    probability, _ = answerable(wanted, hits, figures, passages, index)
    if probability < weights()["answerable"]["threshold"]:
        return Quoted(refusal, False, (), (), probability)
    draft = compose(wanted, figures, passages, index, language)
    return Quoted(draft.text, True, tuple(draft.citations), tuple(draft.figures), probability)


def compose(
    wanted: Wanted, figures: Sequence[Choice], passages: Sequence[Choice], index: Searched, language: Language
) -> Draft:
    """Put the best candidates into words."""
    draft = Draft(language)
    languages: dict[str, Language] = {report.id: "en" if report.language == "en" else "vi" for report in index.reports}
    if wanted.wants_figure and figures and figures[0].features["unit"] >= 0.5:
        chosen = leading_figures(wanted, figures)
        marked = [
            draft.figure(choice.fact, choice.passage, labelled=len(chosen) > 1) for choice in chosen if choice.fact
        ]
        draft.lines.append("\n".join(f"- {line}" for line in marked) if len(marked) > 1 else marked[0])
        quoted = passages_of(chosen)
    else:
        quoted = passages_of(leading_passages(wanted, passages))
    if any(passage.translation and language != languages[passage.paragraph.report] for passage in quoted):
        draft.lines.append(say("translation", language))
    lines = [draft.quote(passage, languages[passage.paragraph.report]) for passage in quoted]
    draft.lines.append("\n".join(f"- {line}" for line in lines) if len(lines) > 1 else lines[0])
    return draft


def leading_figures(wanted: Wanted, figures: Sequence[Choice]) -> list[Choice]:
    """Return the figures that are asked for: one, or one for each thing asked or compared."""
    count = min(4, max(wanted.asks, len(wanted.parts), 2 if "comparison" in wanted.kinds else 1))
    best = figures[0]
    chosen = [best]
    for choice in figures[1:]:
        if len(chosen) == count:
            break
        if choice.features["unit"] < 0.5 or choice.score < best.score - 4.0:
            continue
        if not any(_same(choice, other) for other in chosen):
            chosen.append(choice)
    return chosen


def leading_passages(wanted: Wanted, passages: Sequence[Choice]) -> list[Choice]:
    """Return the passages that answer: the best, and for a list its neighbours that score nearly as well."""
    best = passages[0]
    limit = _LIST_ITEMS if wanted.kind == "list" else 2 if len(wanted.parts) > 1 else 1
    reach = 1.5 if wanted.kind == "list" else 0.7
    return [best, *[choice for choice in passages[1:] if choice.score > best.score - reach][: limit - 1]]


def _same(one: Choice, other: Choice) -> bool:
    return one.fact is not None and other.fact is not None and same_figure(one.fact.source, other.fact.source)
