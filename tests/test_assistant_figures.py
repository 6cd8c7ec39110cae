"""Figures: what is read out of both languages, written back, compared and paired."""

from __future__ import annotations

import json
import time
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise
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
        pytest.param(
            "vi", "kinh phí 190.959 triệu đồng", 190_959_000_000, "VND", "190.959 triệu đồng", id="million-vi"
        ),
        pytest.param(
            "en", "funding of VND 190,959 million", 190_959_000_000, "VND", "VND 190,959 million", id="million-en"
        ),
        pytest.param(
            "en", "VND 190.959 billion", 190_959_000_000, "VND", "VND 190.959 billion", id="decimals-of-three"
        ),
        pytest.param("vi", "5 nghìn tỷ đồng", 5 * 10**12, "VND", "5 nghìn tỷ đồng", id="two-scales-vi"),
        pytest.param("en", "5 thousand billion dong", 5 * 10**12, "VND", "5 thousand billion dong", id="two-scales-en"),
        pytest.param("en", "it cost £48.6 million in all", 48_600_000, "GBP", "£48.6 million", id="pounds"),
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
        pytest.param(
            "vi", "190\u202f959 triệu đồng", 190_959_000_000, "VND", "190\u202f959 triệu đồng", id="thin-space"
        ),
        pytest.param("vi", "5\u200b5 xã", 55, "count", "5\u200b5 xã", id="invisible-character"),
        pytest.param(
            "vi", "１９０．９５９ triệu đồng", 190_959_000_000, "VND", "１９０．９５９ triệu đồng", id="full-width"
        ),
    ],
)
def test_a_figure_is_read_exactly(language: Language, text: str, value: object, unit: str, written: str) -> None:
    (figure,) = read_figures(text, language)
    assert (figure.value, figure.unit, figure.text) == (Decimal(str(value)), unit, written)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("vi", "từ 5 đến 7%", [(5, "percent"), (7, "percent")], id="range-shares-its-unit"),
        pytest.param("en", "VND 5-7 billion", [(5 * 10**9, "VND"), (7 * 10**9, "VND")], id="range-shares-its-scale"),
        pytest.param("en", "for 2020–2025", [(2020, "year"), (2025, "year")], id="years"),
        pytest.param("vi", "năm học 2020/21", [(2020, "year"), (2021, "year")], id="shortened-year"),
        pytest.param("en", "9-12 April 2020", [(20200409, "date"), (20200412, "date")], id="days-share-a-month"),
        pytest.param("vi", "2 tỷ 500 triệu đồng", [(2_500_000_000, "VND")], id="two-numbers-one-amount"),
        pytest.param("vi", "kế hoạch 5 năm 2021-2025", [(5, "count"), (2021, "year"), (2025, "year")], id="plan"),
        pytest.param("en", "the 5-year plan", [(5, "count")], id="hyphen"),
        pytest.param("en", "twenty-five percent", [(25, "percent")], id="compound-words-en"),
        pytest.param("en", "two hundred and five cases", [(205, "count")], id="hundreds-en"),
        pytest.param("vi", "hai mươi lăm phần trăm", [(25, "percent")], id="compound-words-vi"),
        pytest.param("vi", "mười năm", [(10, "count")], id="ten-years-are-not-fifteen"),
        pytest.param("en", "half of the communes", [(50, "percent")], id="half"),
        pytest.param("vi", "tăng gấp đôi", [(2, "count")], id="doubled"),
        pytest.param("en", "the first half of the year", [(106, "period")], id="half-a-year"),
        pytest.param("en", "ranked first out of 63", [(1, "rank")], id="ranked-first"),
        pytest.param("vi", "Đại hội lần thứ XI", [(11, "rank")], id="roman-ordinal"),
        pytest.param("en", "9 may be late", [(9, "count")], id="may-the-verb"),
        pytest.param("en", "in May and June", [(5, "month"), (6, "month")], id="bare-months"),
        pytest.param("vi", "có 2057 tổ chức", [(2057, "count")], id="ungrouped-count-is-no-year"),
        pytest.param("en", "VND190,959 million", [(190_959_000_000, "VND")], id="no-space-after-currency"),
        pytest.param("en", "mid-2021 and end-2023", [(2021, "year"), (2023, "year")], id="hyphened-year"),
        pytest.param("en", "in H1 and Q3", [(106, "period"), (709, "period")], id="short-periods"),
        pytest.param("vi", "một tỷ đồng, một tỷ lệ cao", [(10**9, "VND")], id="one-billion-is-no-article"),
        pytest.param("vi", "ngày 1/1/20", [(20200101, "date")], id="two-digit-year"),
        pytest.param("en", "[1](#report:23) and [link](https://a.vn/2020/5)", [], id="links"),
        pytest.param("vi", "47 tr.đ và 500đ", [(47_000_000, "VND"), (500, "VND")], id="abbreviations"),
        pytest.param("vi", "15 000 người", [(15_000, "count")], id="groups-by-spaces"),
        pytest.param("vi", "3.49% và 0.125%", [("3.49", "percent"), ("0.125", "percent")], id="english-writing-in-vi"),
        pytest.param(
            "en", "3,49% and 0,125%", [("3.49", "percent"), ("0.125", "percent")], id="vietnamese-writing-in-en"
        ),
        pytest.param("vi", "500 ha, 3 km, 5 tấn", [(500, "ha"), (3, "km"), (5, "tonne")], id="physical-units"),
        pytest.param("vi", "ngày 30/2/2020", [(3022020, "none")], id="impossible-date"),
        pytest.param("vi", "1.2,3 và 1.2.3.4.5", [(123, "none")], id="malformed"),
        pytest.param("vi", 'phương châm “4 tại chỗ”, "03 trước"', [(4, "count"), (3, "count")], id="slogans"),
        pytest.param("en", "several communes (55)", [(55, "count")], id="in-parentheses"),
        pytest.param("en", "12.", [(12, "count")], id="a-number-alone-is-no-list-item"),
    ],
)
def test_figures_are_read_in_their_order(language: Language, text: str, expected: list[tuple[object, str]]) -> None:
    assert read(text, language) == [(Decimal(str(value)), unit) for value, unit in expected]


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
        pytest.param("vi", "gồm (1) quy hoạch; (2) đầu tư", id="enumeration"),
        pytest.param("en", "5G, 3D and 2a)", id="letters-behind"),
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
AMOUNTS = st.decimals(min_value=-(10**13), max_value=10**13, places=2).map(Decimal.normalize)
UNITS = st.sampled_from(
    ["VND", "USD", "EUR", "GBP", "percent", "percentage_point", "per_mille", "ha", "km", "tonne", "kWh"]
)
SCALES = st.sampled_from(["1 nghìn", "1 triệu đồng", "5 tỷ", "1 nghìn tỷ", "VND 1 million", "2 billion", "1 trillion"])
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
TIMES = st.one_of(
    DAYS.map(lambda day: Figure(Decimal(f"{day:%Y%m%d}"), "date", "")),
    DAYS.map(lambda day: Figure(Decimal(f"{day:%Y%m}"), "month", "")),
    st.integers(1900, 2100).map(lambda year: Figure(Decimal(year), "year", "")),
    st.builds(
        lambda year, side: Figure(Decimal(year), "year", "", qualifier=side),
        st.integers(1900, 2100),
        st.sampled_from(["start", "middle", "end"]),
    ),
    st.integers(1, 12).map(lambda months: Figure(Decimal(100 + months), "period", "6 tháng đầu năm")),
    st.integers(1, 4).map(lambda quarter: Figure(Decimal((3 * quarter - 2) * 100 + 3 * quarter), "period", "quý I")),
)


@given(AMOUNTS, UNITS, LANGUAGES)
def test_a_written_amount_reads_back_as_itself(value: Decimal, unit: str, language: Language) -> None:
    written = write_figure(Figure(value, unit, ""), language)
    assert read(f"({written})", language) == [(value, unit)], written


@given(AMOUNTS, SCALES, LANGUAGES)
def test_an_amount_at_the_scale_of_its_source_reads_back_as_itself(
    value: Decimal, text: str, language: Language
) -> None:
    written = write_figure(Figure(value, "VND", text), language)
    assert read(written, language) == [(value, "VND")], written


@given(st.integers(0, 10**9), st.integers(0, 10**5), LANGUAGES)
def test_a_written_count_or_fraction_or_rank_reads_back_as_itself(value: int, more: int, language: Language) -> None:
    of = Decimal(value + more)
    for figure in (
        Figure(Decimal(value), "count", ""),
        Figure(Decimal(value), "count", "", of=of),
        Figure(Decimal(value % 1000), "rank", "", of=Decimal(1000)),
        Figure(Decimal(value % 1000), "rank", ""),
    ):
        written = write_figure(figure, language)
        (again,) = read_figures(f"là {written}" if language == "vi" else f"it is {written}", language)
        assert (again.value, again.unit, again.of) == (figure.value, figure.unit, figure.of), written


@given(TIMES, LANGUAGES)
def test_a_written_time_reads_back_as_itself(figure: Figure, language: Language) -> None:
    written = write_figure(figure, language)
    (again,) = read_figures(written, language)
    assert (again.value, again.unit, again.qualifier) == (figure.value, figure.unit, figure.qualifier), written


@given(st.text(alphabet="0123456789.,/-%() tỷđồngnămVNDquýthứhai\u0301\u200b\u202f\n[]", max_size=60), LANGUAGES)
def test_offsets_always_slice_to_the_figure(text: str, language: Language) -> None:
    for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
        figures = read_figures(form, language)
        assert all(form[figure.start : figure.end] == figure.text for figure in figures)
        assert all(first.end <= second.start for first, second in pairwise(figures))


PIECES = (
    "0|00|5|9|31|2020|1.5|7.0|1.000|1.2,3|10/4|9/4/2020|VND|$|đồng|triệu|tỷ|trăm|%|percent|âm|-|(|)|/|ngày|tháng|năm|a"
    "|quý|I|thứ|xếp|first|half|of|the|April|May|hai|mươi|twenty|five|hundred|and|63|th|xã|gần|over|giảm|to|đến|\n"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join), LANGUAGES, LANGUAGES)
def test_whatever_is_read_can_be_written(text: str, language: Language, other: Language) -> None:
    for figure in read_figures(text, language):
        assert write_figure(figure, other)
        assert same_figure(figure, figure)


@given(st.text(alphabet="0123456789., %-/tỷđồngnămthángtriệuquýhaimươibảyâm", max_size=50), LANGUAGES)
def test_decomposed_letters_change_nothing(text: str, language: Language) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert read(composed, language) == read(decomposed, language)


@pytest.mark.parametrize(
    ("figure", "english", "vietnamese"),
    [
        pytest.param("190.959 triệu đồng", "VND 190,959 million", "190.959 triệu đồng", id="million"),
        pytest.param("5.000 tỷ đồng", "VND 5,000 billion", "5.000 tỷ đồng", id="billion"),
        pytest.param("trên 17,8 tỷ đồng", "more than VND 17.8 billion", "trên 17,8 tỷ đồng", id="more-than"),
        pytest.param("3,49%", "3.49%", "3,49%", id="percent"),
        pytest.param("âm 1,37%", "-1.37%", "âm 1,37%", id="negative"),
        pytest.param("thứ 7/63", "7th of 63", "thứ 7/63", id="rank"),
        pytest.param("thứ 11", "11th", "thứ 11", id="eleventh"),
        pytest.param("14/23 chỉ tiêu", "14 of 23", "14/23", id="fraction"),
        pytest.param("31/10/2019", "31 October 2019", "31/10/2019", id="date"),
        pytest.param("cuối năm 2023", "the end of 2023", "cuối năm 2023", id="year-end"),
        pytest.param("tháng 11 năm 2020", "November 2020", "tháng 11 năm 2020", id="month"),
        pytest.param("6 tháng đầu năm", "the first 6 months of the year", "6 tháng đầu năm", id="period"),
        pytest.param("quý III", "the third quarter", "quý III", id="quarter"),
        pytest.param("42/NQ-CP", "42/NQ-CP", "42/NQ-CP", id="document"),
        pytest.param("183.040 trường hợp", "183,040", "183.040", id="count"),
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(figure: str, english: str, vietnamese: str) -> None:
    (read_figure,) = read_figures(figure, "vi")
    assert write_figure(read_figure, "en") == english
    assert write_figure(read_figure, "vi") == vietnamese


def test_a_count_is_written_with_the_noun_it_is_given() -> None:
    (figure,) = read_figures("183.040 trường hợp", "vi")
    assert (figure.noun, write_figure(figure, "en", "cases")) == ("trường hợp", "183,040 cases")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("giảm 3%", "fell by 3%", True, id="both-fall"),
        pytest.param("giảm 3%", "rose by 3%", False, id="fall-is-no-rise"),
        pytest.param("tăng trưởng âm 3%", "fell by 3%", True, id="negative-growth-is-a-fall"),
        pytest.param("tăng trưởng âm 3%", "growth of 3%", False, id="sign-counts"),
        pytest.param("3%", "3 percentage points", False, id="percent-is-no-point"),
        pytest.param("190.959 triệu đồng", "VND 190.959 billion", True, id="other-scale"),
        pytest.param("190.959 triệu đồng", "VND 190.958 billion", False, id="one-digit"),
        pytest.param("190.959 triệu đồng", "USD 190,959 million", False, id="other-currency"),
        pytest.param("55 xã", "55 communes", True, id="nouns-are-not-compared"),
        pytest.param("thứ 7/63", "7th", True, id="rank-without-total"),
        pytest.param("thứ 7/63", "7th out of 64", False, id="other-total"),
        pytest.param("42/NQ-CP", "Resolution 42", True, id="document-without-kind"),
        pytest.param("42/NQ-CP", "42/NQ-TTg", False, id="other-kind-of-document"),
        pytest.param("cuối năm 2023", "the beginning of 2023", False, id="other-end-of-the-year"),
        pytest.param("trên 17,8 tỷ đồng", "more than VND 17.8 billion", True, id="both-more"),
        pytest.param("trên 17,8 tỷ đồng", "less than VND 17.8 billion", False, id="more-is-not-less"),
        pytest.param("trên 17,8 tỷ đồng", "VND 17.8 billion", True, id="more-left-out"),
        pytest.param("ngày 9/4/2020", "9 April", True, id="date-without-year"),
        pytest.param("ngày 9/4/2020", "9 May", False, id="other-month"),
        pytest.param("6 tháng đầu năm", "the first half of the year", True, id="half-year"),
        pytest.param("6 tháng đầu năm", "6 months", False, id="period-is-no-duration"),
        pytest.param("5 năm", "2005", False, id="duration-is-no-year"),
    ],
)
def test_figures_are_the_same_when_they_say_the_same(first: str, second: str, same: bool) -> None:
    (one,), (other,) = read_figures(first, "vi"), read_figures(second, "en")
    assert same_figure(one, other) is same
    assert same_figure(other, one) is same


def test_what_follows_from_a_figure_is_supported_and_the_rest_is_not() -> None:
    source = read_figures("Ngày 9/4/2020 tỉnh xếp thứ 7/63", "vi")
    claims = read_figures("In April 2020, and in 2020, it was 7th among 63 provinces.", "en")
    assert [is_supported(claim, source) for claim in claims] == [True, True, True]
    assert not any(is_supported(claim, source) for claim in read_figures("In May 2020, 64 provinces, in 2021.", "en"))


def test_a_changed_digit_in_a_translation_is_reported_on_both_sides() -> None:
    pairing = pair_figures("183.040 trường hợp, 190.959 triệu đồng", "183,040 cases, VND 190,956 million")
    assert [figure.text for figure in pairing.missing] == ["190.959 triệu đồng"]
    assert [figure.text for figure in pairing.added] == ["VND 190,956 million"]
