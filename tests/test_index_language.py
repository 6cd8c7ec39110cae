"""Languages told apart, diacritics restored, abbreviations expanded."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import (
    Abbreviations,
    DiacriticRestorer,
    decode_telex,
    detect_language,
    expand_abbreviations,
    fold,
    fold_with_offsets,
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("How many cases received Covid hardship payments?", "en", id="english"),
        pytest.param("what about PAPI?", "en", id="english-short"),
        pytest.param("PCI rank of Bến Tre", "en", id="english-with-vietnamese-name"),
        pytest.param("GRDP 2020?", "en", id="nothing-speaks-for-a-language"),
        pytest.param("Thế còn nợ xấu?", "vi", id="vietnamese-short"),
        pytest.param("ho tro covid bao nhieu tien", "vi", id="no-diacritics"),
        pytest.param("papi ben tre thu may", "vi", id="no-diacritics-with-acronym"),
        pytest.param("ho trowj nguwoif daan", "vi", id="telex"),
        pytest.param("HỖ TRỢ COVID BAO NHIÊU", "vi", id="capitals"),
        pytest.param("Combien d'argent a été versé pour la Covid ?", "other", id="french"),
        pytest.param("Le taux de chômage ?", "other", id="french-of-short-words"),
        pytest.param("Il y a combien de cas ?", "other", id="french-like-vietnamese-syllables"),
        pytest.param("on a dit quoi du covid", "other", id="french-without-accents"),
        pytest.param("ti le de xuat", "vi", id="vietnamese-like-french"),
        pytest.param("le hoi dua", "vi", id="vietnamese-that-begins-like-french"),
        pytest.param("¿Cuánto dinero se pagó por la Covid?", "other", id="spanish"),
        pytest.param("Wie viel Geld wurde für Covid ausgezahlt?", "other", id="german"),
        pytest.param("Berapa dana?", "other", id="indonesian-of-two-words"),
        pytest.param("Qué es PAPI?", "other", id="spanish-with-an-acronym"),
        pytest.param("et en 2021 ?", "other", id="french-of-two-words"),
        pytest.param("新冠疫情补助发放了多少钱？", "other", id="chinese"),
        pytest.param("Сколько денег выплатили из-за ковида?", "other", id="russian"),
        pytest.param("?!", "en", id="only-punctuation"),
        pytest.param("", "en", id="empty"),
    ],
)
def test_the_language_of_a_question_is_told(question: str, language: str) -> None:
    assert detect_language(question) == language


def test_folding_takes_diacritics_off_composed_and_decomposed_letters_alike() -> None:
    assert fold("Đồng Khởi") == fold("Đồng Khởi") == "dong khoi"


@given(st.text(alphabet=st.sampled_from("aĂbđĐeệEễ\u0301\u0323oöıİßñ 1ø日"), max_size=20))
def test_folding_is_the_same_letter_by_letter_as_at_once(text: str) -> None:
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    assert fold(text) == unicodedata.normalize("NFC", bare)


def test_folded_text_leads_back_to_the_original() -> None:
    text = "Tỉnh ủy Bến Tre"
    folded, offsets = fold_with_offsets(text)
    start = folded.index("ben")
    assert text[offsets[start] : offsets[start + 3]] == "Bến"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ho trowj", "ho trợ"),
        ("nguwoif", "người"),
        ("dduwowcj", "được"),
        ("bao nhieeu tieenf", "bao nhiêu tiền"),
        ("what is the law of war", "what is the law of war"),
        ("hòa", "hòa"),
    ],
)
def test_telex_leftovers_are_decoded_and_nothing_else(typed: str, meant: str) -> None:
    assert decode_telex(typed) == meant


CORPUS = [
    "UBND tỉnh hỗ trợ doanh nghiệp và người dân gặp khó khăn do dịch Covid-19.",
    "Hỗ trợ người dân huyện Chợ Lách; tổng kinh phí hỗ trợ là 10 tỷ đồng.",
]


def test_diacritics_come_back_from_the_reports_own_words() -> None:
    restorer = DiacriticRestorer.from_texts(CORPUS)
    assert restorer.restore("Ho tro nguoi dan bao nhieu tien") == "Hỗ trợ người dân bao nhiêu tiền"


def test_english_words_stay_and_names_in_english_questions_get_their_diacritics() -> None:
    restorer = DiacriticRestorer.from_texts(CORPUS)
    assert restorer.restore("who do we support in Cho Lach?") == "who do we support in Chợ Lách?"


def test_a_word_typed_with_diacritics_stays_as_typed() -> None:
    assert DiacriticRestorer.from_texts(CORPUS).restore("hỗ tro dân") == "hỗ trợ dân"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("trương học", "trường học", id="a-tone-is-missing"),
        pytest.param("hổ trợ", "hỗ trợ", id="hoi-for-nga"),
        pytest.param("ngân sách", "ngân sách", id="another-word-stays"),
    ],
)
def test_a_word_typed_with_diacritics_stays_where_no_word_of_the_reports_has_them_all(typed: str, read: str) -> None:
    restorer = DiacriticRestorer.from_texts(["Trường học được hỗ trợ để ngăn ngập."])
    assert restorer.restore(f"{typed} được bao nhiêu") == f"{read} được bao nhiêu"


@pytest.mark.parametrize(
    "question",
    ["Con tôi học lớp mấy?", "Sức mua tăng bao nhiêu?", "Công ty nào được hỗ trợ?", "Thu nhập bình quân là mấy?"],
)
def test_a_question_typed_with_diacritics_keeps_words_that_no_report_has(question: str) -> None:
    restorer = DiacriticRestorer.from_texts(["Còn nhiều vùng; mùa màng, tỷ lệ, quần áo, hỗ trợ bao nhiêu."])
    assert restorer.restore(question) == question


def test_a_restorer_survives_json() -> None:
    restorer = DiacriticRestorer.from_texts(CORPUS)
    again = DiacriticRestorer.from_dict(json.loads(json.dumps(restorer.to_dict())))
    assert again.restore("ho tro doanh nghiep") == restorer.restore("ho tro doanh nghiep") == "hỗ trợ doanh nghiệp"


def test_abbreviations_are_learned_where_a_report_defines_them() -> None:
    text = "Theo đó, Chỉ số năng lực cạnh tranh cấp sở (DDCI) xếp thứ 2, Trung tâm Hành chính công (TTHCC) mới mở."
    learned = Abbreviations.from_texts([text]).long_forms
    assert learned["DDCI"] == "Chỉ số năng lực cạnh tranh cấp sở"
    assert learned["TTHCC"] == "Trung tâm Hành chính công"


def test_abbreviations_are_expanded_both_ways() -> None:
    abbreviations = Abbreviations.from_texts([])
    assert "Ủy ban nhân dân" in expand_abbreviations("UBND tỉnh làm gì?", abbreviations)
    assert "NTM" in expand_abbreviations("bao nhieu xa nong thon moi", abbreviations)
    assert expand_abbreviations("dừa khô giá bao nhiêu", abbreviations) == "dừa khô giá bao nhiêu"


def test_everyday_question_words_come_back_though_no_report_has_them() -> None:
    restorer = DiacriticRestorer.from_texts(CORPUS)
    assert restorer.restore("hai chuyen cung luc, co ai giup dan khong") == "hai chuyện cùng lúc, có ai giúp dân không"
    assert restorer.restore("con kinh phi thi sao, chung nao xong") == "còn kinh phí thì sao, chừng nào xong"
    assert restorer.restore("ho dan con ngheo nhieu khong").endswith("nhiều không")
    assert restorer.restore("ho tro duoc bao nhieu khong").endswith("bao nhiêu không")
