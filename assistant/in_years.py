"""The paragraphs that may answer: of those found, the ones that speak of a year the question asks about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.matched import Searched
from assistant.question import Wanted
from assistant.years import speaks_of, without_compared
from index.hit import Hit
from index.report import Paragraph, report_holding

_WIDER = 3  # times as many paragraphs are looked at where some found are of other years


def in_years(wanted: Wanted, hits: Sequence[Hit], index: Searched) -> Sequence[Hit]:
    """Return as many hits of the years asked about, further ones in place of those of other years.

    "What will be done for jobs in 2021?" finds what was done in 2020 first, which cannot answer. All are kept where a
    figure is asked for, which may be compared with another year's, where the question names no year but that of a
    report, and where nothing that is found is of any.
    """
    named = wanted.years and not any(report.year in wanted.years for report in index.reports)
    if not named or wanted.wants_figure or all(_is_in_years(wanted, hit.paragraph, index) for hit in hits):
        return hits
    wider = index.search(wanted.question, k=_WIDER * len(hits))
    return [hit for hit in wider if _is_in_years(wanted, hit.paragraph, index)][: len(hits)] or hits


def _is_in_years(wanted: Wanted, paragraph: Paragraph, index: Searched) -> bool:
    report = report_holding(paragraph, index.reports)
    texts = [without_compared(sentence.text) for sentence in paragraph.sentences]
    return any(speaks_of(wanted.years, text, paragraph, report, figure=False) for text in texts)
