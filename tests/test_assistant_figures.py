"""Figures: what is read out of both languages, written back, compared and paired."""

from __future__ import annotations

import json
import time
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Figure, Language
from assistant.figures import is_supported, pair_figures, read_figures, same_figure, write_figure

TRANSLATION = Path(__file__).parents[1] / "index" / "reports" / "ben-tre-2020" / "translation.en.jsonl"


def read(text: str, language: Language) -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in read_figures(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "written"),
    [
        pytest.param("vi", "kinh phí 190.959 triệu đồng", 190_959_000_000, "VND", "190.959 triệu đồng", id="million-vi"),
        pytest.param("en", "funding of VND 190,959 million", 190_959_000_000, "VND", "VND 190,959 million", id="million-en"),
        pytest.param("en", "VND 190.959 billion", 190_959_000_000, "VND", "VND 190.959 billion", id="decimals-of-three"),
        pytest.param("vi", "5 nghìn tỷ đồng", 5 * 10**12, "VND", "5 nghìn tỷ đồng", id="two-scales-vi"),
        pytest.param("en", "5 thousand billion dong", 5 * 10**12, "VND", "5 thousand billion dong", id="two-scales-en"),
        pytest.param("en", "it cost $5m", 5_000_000, "USD", "$5m", id="dollars"),
        pytest.param("vi", "âm 1,37%", "-1.37", "percent", "âm 1,37%", id="negative-vi"),
        pytest.param("en", "negative at 1.37%", "-1.37", "percent", "negative at 1.37%", id="negative-en"),
        pytest.param("vi", "giảm sâu (-5,31%)", "-5.31", "percent", "-5,31%", id="signed"),
        pytest.param("en", "−5.31%", "-5.31", "percent", "−5.31%", id="minus-sign"),
        pytest.param("en", "0.5 percentage points", "0.5", "percentage_point", "0.5 percentage points", id="points"),
        pytest.param("vi", "điều trị khỏi 01 trường hợp", 1, "count", "01 trường hợp", id="leading-zero"),
        pytest.param("en", "to 183,040 cases", 183_040, "count", "183,040 cases", id="count"),
        pytest.param("vi", "đạt 15,18 tiêu chí/xã", "15.18", "count", "15,18 tiêu chí/xã", id="count-with-decimals"),
        pytest.param("en", "set out nine groups", 9, "count", "nine groups", id="in-words-en"),
        pytest.param("vi", "có mười hai huyện", 12, "count", "mười hai huyện", id="in-words-vi"),
        pytest.param("vi", "vị trí thứ 7/63 tỉnh", 7, "rank", "thứ 7/63", id="rank-vi"),
        pytest.param("en", "ranked 7th out of 63", 7, "rank", "7th out of 63", id="rank-en"),
        pytest.param("vi", "ngày 9/4/2020", 20200409, "date", "9/4/2020", id="date-vi"),
        pytest.param("vi", "ngày 9 tháng 4 năm 2020", 20200409, "date", "9 tháng 4 năm 2020", id="date-vi-words"),
        pytest.param("en", "on 9 April 2020", 20200409, "date", "9 April 2020", id="date-en"),
        pytest.param("en", "on April 9, 2020", 20200409, "date", "April 9, 2020", id="date-american"),
        pytest.param("en", "on 2020-04-09", 20200409, "date", "2020-04-09", id="date-iso"),
        pytest.param("vi", "tháng 11 năm 2020", 202011, "month", "tháng 11 năm 2020", id="month-vi"),
        pytest.param("en", "in November 2020", 202011, "month", "November 2020", id="month-en"),
        pytest.param("vi", "vào cuối năm 2023", 2023, "year", "cuối năm 2023", id="year-end"),
        pytest.param("vi", "6 tháng đầu năm", 106, "period", "6 tháng đầu năm", id="period-vi"),
        pytest.param("en", "in the first six months", 106, "period", "the first six months", id="period-en"),
        pytest.param("vi", "trong quý I", 103, "period", "quý I", id="quarter"),
        pytest.param("vi", "Nghị quyết 42/NQ-CP", 42, "none", "42/NQ-CP", id="document"),
        pytest.param("vi", "số 21/2019/NQ-HĐND", 21, "none", "21/2019/NQ-HĐND", id="document-of-a-year"),
        pytest.param("vi", "Nghị quyết 07-NQ/TU", 7, "none", "07-NQ/TU", id="party-document"),
        pytest.param("vi", "190\u202f959 triệu đồng", 190_959_000_000, "VND", "190\u202f959 triệu đồng", id="thin-space"),
        pytest.param("vi", "5\u200b5 xã", 55, "count", "5\u200b5 xã", id="invisible-character"),
        pytest.param("vi", "１９０．９５９ triệu đồng", 190_959_000_000, "VND", "１９０．９５９ triệu đồng", id="full-width"),
    ],
)
def test_a_figure_is_read_exactly(language: Language, text: str, value: object, unit: str, written: str) -> None:
    (figure,) = read_figures(text, language)
    assert (figure.value, figure.unit, figure.text) == (Decimal(str(value)), unit, written)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("vi", "đại dịch Covid-19 và virut SARS-CoV-2", id="names"),
        pytest.param("vi", "3.1 Triển khai đồng bộ các giải pháp", id="section"),
        pytest.param("en", "1. Right from the start", id="list-item"),
        pytest.param("en", "It was paid. [1] And again [2][3].", id="citation-marks"),
        pytest.param("vi", "Khu vực I và khu vực II", id="roman"),
        pytest.param("vi", "một số nhiệm vụ, một cửa, hai bên", id="vietnamese-words"),
        pytest.param("en", "first of all, the two sides, one of the sectors", id="english-words"),
        pytest.param("en", "٣٤ and ३", id="other-scripts"),
    ],
)
def test_what_only_looks_like_a_figure_is_not_read(language: Language, text: str) -> None:
    assert read_figures(text, language) == ()


def test_every_figure_of_the_report_pairs_with_its_translation() -> None:
    records = [json.loads(line) for line in TRANSLATION.read_text(encoding="utf-8").splitlines()]
    pairings = [pair_figures(record["vi"], record["en"]) for record in records]
    assert [(pairing.missing, pairing.added) for pairing in pairings if not pairing.complete] == []
    assert sum(len(pairing.pairs) for pairing in pairings) > 140


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "1." * 50_000, "1," * 50_000, "1.1.1.1 " * 12_500, "5 " + "tỷ " * 30_000]
)
def test_a_hundred_kilobytes_of_digits_are_read_at_once(text: str) -> None:
    started = time.perf_counter()
    read_figures(text, "vi")
    read_figures(text, "en")
    assert time.perf_counter() - started < 2


LANGUAGES = st.sampled_from(["en", "vi"])
AMOUNTS = st.decimals(min_value=-(10**13), max_value=10**13, places=2, allow_nan=False).map(lambda value: value.normalize())


@given(AMOUNTS, st.sampled_from(["VND", "USD", "percent", "percentage_point", "ha", "tonne"]), LANGUAGES)
def test_a_written_figure_reads_back_as_itself(value: Decimal, unit: str, language: Language) -> None:
    written = write_figure(Figure(value, unit, ""), language)
    assert read(f"({written})", language) == [(value, unit)], written


@given(st.text(alphabet="0123456789.,/-%() tỷđồngnămVNDquýthứ\u0301\u200b\u202f\n[]", max_size=60), LANGUAGES)
def test_offsets_always_slice_to_the_figure(text: str, language: Language) -> None:
    figures = read_figures(text, language)
    for form in (text, unicodedata.normalize("NFD", text)):
        assert all(form[figure.start : figure.end] == figure.text for figure in read_figures(form, language))
    assert all(first.end <= second.start for first, second in zip(figures, figures[1:], strict=False))


def test_a_fall_is_never_a_rise() -> None:
    (fall,) = read_figures("giảm 3%", "vi")
    (fell,) = read_figures("fell by 3%", "en")
    (rose,) = read_figures("rose by 3%", "en")
    assert same_figure(fall, fell)
    assert not same_figure(fall, rose)
    assert is_supported(fell, [rose, fall])
