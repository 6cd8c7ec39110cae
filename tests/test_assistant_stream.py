"""A stream is cut where sentences end, whatever pieces it arrives in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.stream import citation_numbers, cut_sentences, without_marks

REPLIES = [
    pytest.param(
        "Paid: VND 190,959 million. [1] There were 183,040 cases [2].",
        ["Paid: VND 190,959 million. [1]", "There were 183,040 cases [2]."],
        id="mark-after-and-before-the-full-stop",
    ),
    pytest.param(
        "Tăng 3,49%. 【1】［2］ Giảm 5.6%.[3]", ["Tăng 3,49%. 【1】［2］", "Giảm 5.6%.[3]"], id="wide-brackets"
    ),
    pytest.param("It rose 3.49% on 1.234.567 cases [1, 2].", ["It rose 3.49% on 1.234.567 cases [1, 2]."], id="points"),
    pytest.param(
        "Decision No. 42 of Dr. A. Nguyen stands. [1]", ["Decision No. 42 of Dr. A. Nguyen stands. [1]"], id="no"
    ),
    pytest.param("1. Roads [1]\n2. Schools [2]\n", ["1. Roads [1]", "2. Schools [2]"], id="numbered-list"),
    pytest.param("- Roads [1]\n\n- Schools", ["- Roads [1]", "- Schools"], id="bullets"),
    pytest.param(
        "He said “it is done.” [1] Then left.", ["He said “it is done.” [1]", "Then left."], id="closing-quote"
    ),
    pytest.param("Cases. [1][2]. More", ["Cases. [1][2].", "More"], id="stop-after-marks"),
    pytest.param("TP. Bến Tre đạt 12 xã. [1]", ["TP. Bến Tre đạt 12 xã. [1]"], id="vietnamese-abbreviation"),
    pytest.param("", [], id="nothing"),
    pytest.param(" \n\n ", [], id="space"),
]


@pytest.mark.parametrize(("reply", "sentences"), REPLIES)
def test_a_reply_is_cut_into_its_sentences(reply: str, sentences: list[str]) -> None:
    assert list(cut_sentences([reply])) == sentences


@pytest.mark.parametrize(("reply", "sentences"), REPLIES)
def test_the_pieces_a_reply_arrives_in_do_not_matter(reply: str, sentences: list[str]) -> None:
    assert list(cut_sentences(reply)) == sentences


@given(st.text(alphabet="ab1. \n[]【】,?”", max_size=60), st.integers(1, 7))
def test_cutting_loses_nothing_and_does_not_depend_on_the_pieces(reply: str, size: int) -> None:
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    cut = list(cut_sentences(pieces))
    assert "".join("".join(cut).split()) == "".join(reply.split())
    assert cut == list(cut_sentences([reply]))


def test_a_sentence_is_held_back_while_its_mark_is_half_there() -> None:
    shown: list[str] = []
    arriving = iter(["It was paid.", " [", "1", "] And", " more"])
    sentences = cut_sentences(shown.append(piece) or piece for piece in arriving)  # type: ignore[func-returns-value]
    assert next(sentences) == "It was paid. [1]"
    assert shown == ["It was paid.", " [", "1", "] And"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("a [1] b [2]", (1, 2), id="two"),
        pytest.param("a [1,2; 4]", (1, 2, 4), id="list"),
        pytest.param("a [1-3]", (1, 2, 3), id="range"),
        pytest.param("a 【3】［1］[3]", (3, 1), id="wide-and-once"),
        pytest.param("a [^2] 【5†source】", (2, 5), id="other-habits"),
        pytest.param("in [2020] and [x] and [] and [1", (), id="no-marks"),
    ],
)
def test_citation_numbers_are_read_however_they_are_written(text: str, numbers: tuple[int, ...]) -> None:
    assert citation_numbers(text) == numbers


def test_marks_are_taken_out_without_leaving_a_gap() -> None:
    assert without_marks("There were 183,040 cases [1][2]. [3]") == "There were 183,040 cases."


@pytest.mark.parametrize("flood", ["1" * 200_000, "[" * 200_000, "[1," * 70_000, "." * 200_000, "a. [" * 50_000])
def test_a_flood_is_read_in_time_that_grows_with_its_length_only(flood: str) -> None:
    start = time.perf_counter()
    list(cut_sentences([flood]))
    citation_numbers(flood)
    assert time.perf_counter() - start < 5
