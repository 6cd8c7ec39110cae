"""The glossary's form, and that everyday words meet the official ones in a concept, in either language."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from index.language import DiacriticRestorer, fold
from index.language.glossary import concepts, placed_concepts, placed_totals, vietnamese_phrases

LINES = [
    line
    for line in (files("index.language") / "glossary.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
LANGUAGES = ("en", "vi")


def phrases(line: str, language: str) -> list[str]:
    """Return the phrases of a concept in a language."""
    return [phrase.strip() for phrase in line.split("|")[LANGUAGES.index(language)].split(";")]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split(";")[0])
def test_a_concept_has_phrases_in_both_languages_and_each_is_well_formed(line: str) -> None:
    assert line.count("|") == 1
    for language in LANGUAGES:
        for phrase in (each.removesuffix(" .") for each in phrases(line, language)):
            first, *others = re.split(r"[\s\-–/&’',]+", phrase)
            assert re.fullmatch(r"\w+|\w{3,}\*", first), phrase  # phrases of any ending are kept by their first letters
            assert all(re.fullmatch(r"\w+\*?|…|", other) for other in others), phrase
            assert not phrase.endswith("…"), phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_names_one_concept(language: str) -> None:
    counted = Counter(phrase.lower() for line in LINES for phrase in phrases(line, language))
    assert [phrase for phrase, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_found_where_it_is_all_that_is_said(language: str) -> None:
    for line in LINES:
        said = [phrase.replace("*", "").replace(" …", "").removesuffix(" .") for phrase in phrases(line, language)]
        named = {word for text in said for word in concepts(text, language)}
        missed = [text for text in said if [text] != [text[a:b] for a, b, _ in placed_concepts(text, language)]]
        assert (missed, len(named)) == ([], 1)


@pytest.mark.parametrize(
    ("everyday", "official", "language"),
    [
        pytest.param("Which circular does it supersede?", "It replaces Circular 7.", "en", id="supersede"),
        pytest.param("What faults did the board admit?", "The shortcomings of the board", "en", id="faults"),
        pytest.param("the watchword of the campaign", "under the motto of the campaign", "en", id="watchword"),
        pytest.param("digging of sand at night", "sand mining at night", "en", id="digging of sand"),
        pytest.param("husbands beating wives", "domestic violence cases", "en", id="beating"),
        pytest.param("How many kids gave up school?", "the rate of dropouts", "en", id="gave up school"),
        pytest.param("Học trò nghỉ ngang nhiều không?", "học sinh bỏ học giảm 2%", "vi", id="nghỉ ngang"),
        pytest.param("mấy vụ chém người", "tội cố ý gây thương tích", "vi", id="chém người"),
        pytest.param("may vu danh vo", "bao luc gia dinh", "vi", id="đánh vợ, without diacritics"),
        pytest.param("trộm cát ban đêm", "khai thác cát trái phép", "vi", id="trộm cát"),
        pytest.param("sếp phải đứng ra gánh", "người đứng đầu chịu trách nhiệm", "vi", id="đứng ra gánh"),
        pytest.param("Which shops were told to close?", "temporary closure of markets", "en", id="told to close"),
        pytest.param("Are there enough resources?", "resources are still very limited", "en", id="enough resources"),
        pytest.param("quan nao phai dong cua", "tam dung kinh doanh", "vi", id="phải đóng cửa, without diacritics"),
        pytest.param("Nguồn lực của huyện đủ chưa?", "nguồn lực còn hạn hẹp", "vi", id="đủ"),
        pytest.param("Bao nhiêu xã lên nông thôn mới?", "xã đạt chuẩn nông thôn mới", "vi", id="lên nông thôn mới"),
        pytest.param("Huyện xài bao nhiêu tiền ngân sách?", "chi ngân sách tăng 2%", "vi", id="xài tiền ngân sách"),
        pytest.param("Bao lâu họp với các sở?", "họp giao ban hằng quý", "vi", id="họp với các sở"),
        pytest.param("xưởng thiếu nguyên liệu đầu vào", "giá nguyên phụ liệu tăng", "vi", id="nguyên liệu"),
    ],
)
def test_everyday_words_and_official_ones_meet_in_a_concept(everyday: str, official: str, language: str) -> None:
    assert set(concepts(everyday, language)) & set(concepts(official, language))


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        pytest.param("cac co quan chuc nang cua huyen", "vi", "bat ky", id="across two words"),
        pytest.param("cụ thể cho từng xã", "vi", "thay thế", id="another tone"),
        pytest.param("closed doors and old rates", "en", "went bust", id="said of something else"),
        pytest.param(
            "đoàn thể thao của huyện", "vi", "đoàn thể chính trị - xã hội", id="the end of one, the start of another"
        ),
    ],
)
def test_words_that_only_look_like_a_phrase_name_no_such_concept(text: str, language: str, phrase: str) -> None:
    assert not set(concepts(text, language)) & set(concepts(phrase, language))


def test_terms_that_no_report_has_get_their_diacritics_from_the_glossary() -> None:
    restorer = DiacriticRestorer.from_texts(["Đường liên xã được sửa chữa trong năm."])
    assert restorer.restore("co bao nhieu vu bao luc gia dinh") == "có bao nhiêu vụ bạo lực gia đình"
    assert all(fold(phrase) and "…" not in phrase for phrase in vietnamese_phrases())


def test_what_a_report_has_comes_before_what_the_glossary_has() -> None:
    often = "Bến đò Cây Dương, bến đò Rạch Vông và bến đò Cái Mít đã đóng cửa."
    assert DiacriticRestorer.from_texts([often]).restore("may ben do da dong cua") == "mấy bến đò đã đóng cửa"


@pytest.mark.parametrize(
    ("question", "language", "named"),
    [
        pytest.param("How much did the province spend in 2020?", "en", True, id="a-year"),
        pytest.param("Did the city spend more than it took in?", "en", True, id="a-comparison"),
        pytest.param("How much did the province spend on roads?", "en", False, id="on-roads"),
        pytest.param("Năm 2020 tỉnh chi bao nhiêu tiền?", "vi", True, id="chi"),
        pytest.param("Năm 2020 tỉnh chi bao nhiêu cho giáo dục?", "vi", False, id="chi-cho"),
    ],
)
def test_who_spent_names_all_spending_where_nothing_says_on_what(question: str, language: str, named: bool) -> None:
    assert bool(placed_totals(question, language)) is named
