"""The page's list of questions: the answer, its marked evidence, and why each score is what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from eval.corpus import Corpus, Place
from eval.record import Quoted
from eval.score import Scored
from eval.summary import NAMES
from eval.words import named

_AROUND = 160  # characters of a paragraph shown on either side of a quotation


def questions_section(run: Sequence[Scored], corpus: Corpus, changes: Mapping[str, str]) -> str:
    """Return every question, to be filtered; `changes` says by id what was "won" or "lost" against the baseline."""
    languages = "".join(
        f'<option value="{escape(name)}">{escape(named(name))}</option>'
        for name in sorted({scored.question.lang for scored in run})
    )
    buttons = "".join(
        f'<button type="button" data-show="{show}" aria-pressed="false">{show}</button>'
        for show in ("all", "wrong", "refused", "right", "lost", "won")
    )
    return (
        '<h2 id="questions">Questions</h2><div class="filter">'
        f'{buttons}<select aria-label="language"><option value="">every language</option>{languages}</select>'
        '<input type="search" placeholder="words, with or without diacritics" aria-label="search the questions">'
        '<span id="shown" class="soft" aria-live="polite"></span></div>'
        + "".join(_question(scored, corpus, changes.get(scored.question.id, "")) for scored in run)
    )


def _question(scored: Scored, corpus: Corpus, change: str) -> str:
    question, record = scored.question, scored.record
    tag = f' <span class="tag">{escape(change)}</span>' if change else ""
    history = "".join(
        f'<p class="soft">{escape(turn["role"])}: {escape(turn["content"])}</p>' for turn in question.history
    )
    return (
        f'<details class="question" id="q-{escape(question.id)}" data-outcome="{scored.outcome}" '
        f'data-change="{escape(change)}" data-language="{escape(question.lang)}">'
        f'<summary><b class="{scored.outcome}">{scored.outcome}</b> {escape(question.question)} '
        f'<span class="soft">{escape(question.id)}, {escape(named(question.type))}</span>{tag}</summary><div>'
        f"{history}<p>{escape(scored.reason)}</p>"
        f'<div class="answer">{_emphasised(record.text or record.error)}</div>{_searched(scored)}'
        f"{_citations(scored, corpus)}{_evidence(scored, corpus)}{_scores(scored)}</div></details>"
    )


def _emphasised(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


def _searched(scored: Scored) -> str:
    record = scored.record
    by = "quoted" if record.written_by == "quotes" else f"written by {record.written_by}"
    parts = [f"{record.seconds:.3f} s", by, *([record.notice] if record.notice else [])]
    if record.standalone_question and record.standalone_question != scored.question.question:
        parts.append(f"searched: {record.standalone_question}")
    return f'<p class="soft">{escape("; ".join(parts))}</p>'


def _citations(scored: Scored, corpus: Corpus) -> str:
    return "".join(_citation(cited, scored, corpus) for cited in scored.record.citations)


def _citation(cited: Quoted, scored: Scored, corpus: Corpus) -> str:
    paragraph = corpus.paragraphs.get(cited.paragraph)
    if paragraph is None or paragraph.text[cited.start : cited.end] != cited.quote:
        return f'<blockquote class="wrong">[{cited.number}] not in the report: {escape(cited.quote)}</blockquote>'
    gold = [place for place in scored.gold.places if place.paragraph == cited.paragraph]
    translation = f'<p class="soft">{escape(cited.translation)}</p>' if cited.translation else ""
    return (
        f'<blockquote>[{cited.number}] <span class="soft">{escape(paragraph.place)}</span> '
        f"{marked(paragraph.text, cited.start, cited.end, gold)}{translation}</blockquote>"
    )


def marked(text: str, start: int, end: int, gold: Sequence[Place]) -> str:
    """Return a quotation with some of its surroundings, the quotation in <mark>, gold evidence in <ins>."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    edges = {first, last, start, end}
    edges |= {edge for place in gold for edge in (place.start, place.end) if first < edge < last}
    cuts = sorted(edges)
    pieces = []
    for left, right in pairwise(cuts):
        piece = escape(text[left:right])
        if any(place.start <= left and right <= place.end for place in gold):
            piece = f"<ins>{piece}</ins>"
        pieces.append(f"<mark>{piece}</mark>" if start <= left and right <= end else piece)
    return f"{'… ' if first else ''}{''.join(pieces)}{' …' if last < len(text) else ''}"


def _evidence(scored: Scored, corpus: Corpus) -> str:
    question = scored.question
    if not question.answerable:
        return f'<h3>Expected</h3><p>A refusal. <span class="soft">{escape(question.answer)}</span></p>'
    quotes = "".join(
        f"<blockquote>{escape(_addresses(quote, corpus))}: <ins>{escape(quote)}</ins></blockquote>"
        for quotes in (question.evidence, *question.alternatives)
        for quote in quotes
    )
    return f"<h3>Expected</h3><p>{escape(question.answer)}</p>{quotes}"


def _addresses(quote: str, corpus: Corpus) -> str:
    places = [corpus.paragraphs[place.paragraph].place for place in corpus.places(quote)]
    return " or ".join(places) or "not in the report"


def _scores(scored: Scored) -> str:
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td>{score.value:.3g}</td><td class="ids">{escape(score.reason)}</td></tr>'
        for name in NAMES
        if (score := scored.scores[name]).value is not None
    )
    return f'<div class="scroll"><table><tbody>{rows}</tbody></table></div>'
