"""Are the figures right, and does every figure stand in a cited paragraph?

Figures are read by the same reader as the product's (`assistant.figures`), from the answer's text without its citation
marks, emphasis and paragraph addresses. Two figures are the same when value and unit are; a year is also the year of a
date, and a gold figure without a unit is any figure of that value that is no amount of money and no share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.answer import Figure
from assistant.figures import is_supported, read_figures, same_figure
from eval.corpus import Corpus
from eval.question import GoldFigure, Question
from eval.record import Record, Stated
from eval.scores.score import Score

NAMES = ("figures right", "figures unsupported", "figures to the point")

_MARKS = re.compile(r"\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_NUMBER_OF_PARAGRAPH = re.compile(r"¶\s?\d+")
_QUOTATION = re.compile("“(?P<text>[^“”]+)”")
_EMPHASISED = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"\*\*|__|`")
_MEASURED = frozenset({"VND", "USD", "EUR", "GBP", "percent", "percentage_point"})
_PARTS_OF_A_YEAR = {"date": 10000, "month": 100}


def figure_scores(question: Question, record: Record, corpus: Corpus) -> list[Score]:
    """Return one score for each of NAMES; unsupported is a count, the others are shares."""
    stated = _read(plain(corpus.without_addresses(record.text)), record.language)
    return [
        _right(question, record, stated),
        _unsupported(question, record, stated, corpus),
        _to_the_point(question, record, stated),
    ]


def plain(text: str) -> str:
    """Return an answer's text without citation marks, paragraph numbers and emphasis."""
    return _EMPHASIS.sub("", _NUMBER_OF_PARAGRAPH.sub(" ", _MARKS.sub("", text)))


def gold_figures(question: Question) -> tuple[Figure, ...]:
    """Return the figures a question asks for, with the direction and the noun that its evidence gives them."""
    read = [
        figure for quotes in (question.evidence, *question.alternatives) for quote in quotes for figure in _all(quote)
    ]
    return tuple(_in_evidence(gold, read) for gold in question.figures)


def same(gold: Figure, stated: Figure | Stated) -> bool:
    """Tell whether a stated figure is the gold one."""
    if gold.unit == "none":
        return stated.value == gold.value and stated.unit not in _MEASURED
    if gold.unit == "year" and stated.unit in _PARTS_OF_A_YEAR:
        return stated.value // _PARTS_OF_A_YEAR[stated.unit] == gold.value
    if isinstance(stated, Figure):
        return same_figure(gold, stated)
    return stated.value == gold.value and stated.unit == gold.unit


def leads_elsewhere(question: Question, record: Record) -> str:
    """Return the figures that an answer emphasises where none of them is asked for, else ""."""
    led = [figure for match in _EMPHASISED.finditer(record.text) for figure in _read(match[1], record.language)]
    if not led or any(same(gold, figure) for gold in gold_figures(question) for figure in led):
        return ""
    return _list(figure.text for figure in led)


def _in_evidence(gold: GoldFigure, read: Sequence[Figure]) -> Figure:
    plain_gold = Figure(Decimal(str(gold.value)), gold.unit, gold.text)
    alike = [figure for figure in read if figure.unit == gold.unit and same_figure(plain_gold, figure)]
    return next((figure for figure in alike if figure.text in gold.text or gold.text in figure.text), plain_gold)


def _right(question: Question, record: Record, stated: tuple[Figure, ...]) -> Score:
    name = "figures right"
    if not question.figures or not record.answered:
        return Score(name, None, "no figure asked for" if not question.figures else "refused")
    given: tuple[Figure | Stated, ...] = (*stated, *record.figures)
    missing = [gold for gold in gold_figures(question) if not any(same(gold, figure) for figure in given)]
    share = 1 - len(missing) / len(question.figures)
    return Score(name, share, f"missing: {_list(gold.text for gold in missing)}" if missing else "all there")


def _unsupported(question: Question, record: Record, stated: tuple[Figure, ...], corpus: Corpus) -> Score:
    """Count figures that no cited paragraph holds; a refusal may repeat the question's and the found passages'."""
    ids = [cited.paragraph for cited in record.citations]
    if not record.answered:
        ids += [hit.paragraph for hit in record.hits]
    allowed = [figure for id in ids for figure in _held(corpus, id)]
    if not record.answered:
        allowed += _read(question.question, question.lang[:2])
    wrong = [figure for figure in stated if not is_supported(figure, allowed)]
    wrong = [figure for figure in wrong if not _quoted(figure, record, corpus)]
    if record.written_by == "quotes":
        held = [figure for figure in stated if is_supported(figure, allowed)]
        wrong = [figure for figure in wrong if not _calculated(figure, held)]
    reason = f"in no cited paragraph: {_list(figure.text for figure in wrong)}" if wrong else "every figure is cited"
    return Score("figures unsupported", float(len(wrong)), reason)


def _calculated(figure: Figure, held: Sequence[Figure]) -> bool:
    """Tell whether a figure is the exact difference of two figures that the answer shows and its citations hold."""
    units = {"percentage_point": ("percent", "percentage_point")}.get(figure.unit, (figure.unit,))
    values = [other.value for other in held if other.unit in units]
    return any(abs(one - other) == figure.value for one in values for other in values)


def _quoted(figure: Figure, record: Record, corpus: Corpus) -> bool:
    """Tell whether a figure stands within a quotation of a cited paragraph, as the number of a list item does."""
    cited = [
        corpus.paragraphs[quoted.paragraph] for quoted in record.citations if quoted.paragraph in corpus.paragraphs
    ]
    text = plain(corpus.without_addresses(record.text))
    return any(
        quotation.start() < figure.start
        and figure.end <= quotation.end()
        and any(
            quotation["text"] in source
            for paragraph in cited
            for source in (paragraph.text, paragraph.translation or "")
        )
        for quotation in _QUOTATION.finditer(text)
    )


def _to_the_point(question: Question, record: Record, stated: tuple[Figure, ...]) -> Score:
    name = "figures to the point"
    if not question.figures or not record.answered or not stated:
        return Score(name, None, "no figure stated or asked for")
    wanted = gold_figures(question)
    asked = [figure for figure in stated if any(same(gold, figure) for gold in wanted)]
    return Score(name, len(asked) / len(stated), f"{len(asked)} of {len(stated)} stated figures were asked for")


def _held(corpus: Corpus, id: str) -> list[Figure]:
    paragraph = corpus.paragraphs.get(id)
    if paragraph is None:
        return []
    language = corpus.languages.get(paragraph.report, "vi")
    other = "en" if language == "vi" else "vi"
    return [*_read(paragraph.text, language), *_read(paragraph.translation or "", other)]


def _all(quote: str) -> tuple[Figure, ...]:
    return (*_read(quote, "vi"), *_read(quote, "en"))


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> tuple[Figure, ...]:
    return tuple(read_figures(text, "en" if language == "en" else "vi"))


def _list(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))
