"""A written answer is preferred only where it holds what quoting found."""

from __future__ import annotations

from assistant.agree import agrees
from assistant.answer import Citation
from assistant.figures import read_figures
from index.report import Paragraph

PAID = read_figures("kinh phí 6.789 triệu đồng", "vi")
CASES = read_figures("4.512 trường hợp", "vi")
OTHER = read_figures("VND 5,000 million", "en")


def citation(number: int) -> Citation:
    return Citation(1, Paragraph(f"sample:{number}", "sample", number, "Một câu.", "paragraph"), "Một câu.", 0, 8)


def test_the_same_figures_in_another_writing_agree() -> None:
    assert agrees(read_figures("VND 6.789 billion in 4,512 cases", "en"), [citation(1)], PAID, [citation(1)])


def test_a_true_figure_that_answers_something_else_does_not() -> None:
    assert not agrees(OTHER, [citation(1)], PAID, [citation(1)])


def test_one_of_two_asked_figures_is_not_enough() -> None:
    assert not agrees(PAID, [citation(1)], (*PAID, *CASES), [citation(1)])


def test_without_a_figure_the_same_paragraph_agrees() -> None:
    assert agrees((), [citation(1), citation(2)], (), [citation(2)])
    assert not agrees((), [citation(1)], (), [citation(2)])
    assert not agrees((), (), (), [citation(2)])
