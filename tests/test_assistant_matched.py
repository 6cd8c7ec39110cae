"""A question's words compared with the report's stretches."""

from __future__ import annotations

from assistant.matched import Matched
from index import Index
from index.hit import Span
from index.report import Paragraph


def whole(paragraph: Paragraph) -> Span:
    return Span(paragraph.id, "original", 0, len(paragraph.text))


def of_kind(index: Index, kind: str) -> list[Paragraph]:
    return [paragraph for paragraph in index.reports[0].paragraphs if paragraph.kind == kind]


def test_the_line_of_a_signature_meets_the_word_that_asks_for_it(shipped_index: Index) -> None:
    signature = next(one for one in of_kind(shipped_index, "back_matter") if one.text.startswith("TM."))
    prose = next(one for one in of_kind(shipped_index, "paragraph"))
    matched = Matched("Who signed it?", "en", [whole(signature), whole(prose)], shipped_index)
    place = [word for word, _ in matched.asked.spelled].index("signed")
    assert matched.best(signature, [whole(signature)])[place] >= 0.7
    assert matched.best(prose, [whole(prose)])[place] < 0.7
    assert matched.features("narrow", signature, [whole(signature)])["narrow words"] > 0


def test_what_each_word_adds_sums_to_what_is_met(shipped_index: Index) -> None:
    paragraph = of_kind(shipped_index, "paragraph")[0]
    matched = Matched("How much COVID support was paid?", "en", [whole(paragraph)], shipped_index)
    best = matched.best(paragraph, [whole(paragraph)])
    assert abs(sum(matched.asked.shares(best)) - matched.asked.met(best)) < 1e-6
