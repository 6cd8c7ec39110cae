"""Typing slips are put right by the words of the reports, and what may be meant is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Abbreviations, DiacriticRestorer, Speller
from index.language.slips import slips

CORPUS = [
    "UBND tỉnh hỗ trợ doanh nghiệp và người dân gặp khó khăn do dịch Covid-19. Sản lượng dừa đạt 600 nghìn tấn.",
    "Tỉnh Quảng Bình hỗ trợ 10 tỷ đồng; toàn tỉnh có 157 xã, thu ngân sách đạt 5.000 tỷ đồng, chỉ số PAPI xếp thứ 2.",
    "The province supported businesses during the saltwater intrusion, and the growth of coconut exports was strong.",
    "The number of programmes for tourism increased; budget revenue was collected on time in each district.",
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(DiacriticRestorer.from_texts(CORPUS), Abbreviations.from_texts(CORPUS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("waht was the grwoth", "what was the growth", id="two letters swapped"),
        pytest.param("saltwater intrusin", "saltwater intrusion", id="a letter missing"),
        pytest.param("suported businesses", "supported businesses", id="one of two letters missing"),
        pytest.param("bussinesses in the province", "businesses in the province", id="a letter struck twice"),
        pytest.param("budger revenue", "budget revenue", id="the key beside it"),
        pytest.param("Hwat is the revenue", "What is the revenue", id="the capital of the first word stays"),
        pytest.param("how were borrwoers helped", "how were borrowers helped", id="ordinary English, not the report's"),
        pytest.param("tỉhn hỗ trợ bao nhiêu", "tỉnh hỗ trợ bao nhiêu", id="Vietnamese"),
        pytest.param("doahn nghiệp gặp khó khăn", "doanh nghiệp gặp khó khăn", id="Vietnamese, diacritics elsewhere"),
        pytest.param("thu ngna sach bao nhieu", "thu ngan sach bao nhieu", id="Vietnamese without diacritics"),
        pytest.param("chi so PPAI xep thu may", "chi so PAPI xep thu may", id="abbreviation"),
        pytest.param("UNBD tỉnh làm gì", "UBND tỉnh làm gì", id="abbreviation everybody knows"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str, speller: Speller) -> None:
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("how many cruises were there", id="English the report lacks, one slip from nothing"),
        pytest.param("which coconuts, programs and colors", id="English forms the report lacks"),
        pytest.param("the price of gold traveling abroad", id="American spelling"),
        pytest.param("quang ninh ho tro bao nhieu", id="a province one letter from one the report names"),
        pytest.param("Quảng Ninh hỗ trợ bao nhiêu", id="the same with diacritics"),
        pytest.param("what about Grwoth and Provinec Ltd", id="names within a sentence"),
        pytest.param("ask 42/NQ-CP, 3,49%, covid19x, a@budgte.vn", id="numbers, codes and addresses"),
        pytest.param("the province's businesses don't", id="contractions"),
        pytest.param("ho trowj nguwoif daan", id="Telex, decoded by the restorer"),
        pytest.param("Combien d'argent pour les entreprisse ?", id="another language"),
        pytest.param("vinfast agribank tesla", id="brands in lower case"),
        pytest.param("🌊 ??? 123", id="no word at all"),
        pytest.param("", id="empty"),
    ],
)
def test_what_may_be_meant_stays(question: str, speller: Speller) -> None:
    assert speller.correct(question) == question


def test_where_two_words_are_as_near_the_more_usual_one_is_not_given_up_for_the_reports() -> None:
    speller = Speller(DiacriticRestorer.from_texts(["The fraught season began."]), Abbreviations({}))
    assert speller.correct("the drought of taht season") == "the drought of that season"
    assert speller.correct("the fruaght season") == "the fraught season"


@given(st.text(max_size=80))
def test_no_question_raises_and_spaces_and_signs_stay(question: str) -> None:
    speller = Speller(DiacriticRestorer.from_texts(CORPUS), Abbreviations({}))
    corrected = speller.correct(question)
    assert [c for c in corrected if not c.isalpha()] == [c for c in question if not c.isalpha()]


def test_a_slip_is_one_stroke_away() -> None:
    found = dict.fromkeys(word for _, word in slips("salt"))
    assert {"slat", "saltt", "salts", "sallt", "dalt"} <= found.keys()
    assert "salt" not in found
    assert "malt" not in found  # m is nowhere near s
