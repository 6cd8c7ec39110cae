"""The keyword leg: words of each language, numbers and codes, and scores that say how much of a question is shared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.keywords import Keywords
from index.lexical import words

VIETNAMESE = (
    "Việc chi hỗ trợ cho 183.040 trường hợp, kinh phí 190.959 triệu đồng.",
    "Nghị quyết số 42/NQ-CP của Chính phủ; tốc độ tăng trưởng đạt 3,49%.",
    "Chỉ số PAPI xếp hạng 14/23, huyện Chợ Lách và xã An Phú Trung.",
    "",
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("tăng 3,49%", "vi", "3.49%", id="decimal comma"),
        pytest.param("grew 3.49%", "en", "3.49%", id="decimal point"),
        pytest.param("10.135 tỷ đồng", "vi", "10135", id="Vietnamese thousands"),
        pytest.param("VND 10,135 billion", "en", "10135", id="English thousands"),
        pytest.param("1.234.567 người", "vi", "1234567", id="millions"),
        pytest.param("Nghị quyết 42/NQ-CP", "vi", "42/nq-cp", id="document code"),
        pytest.param("Resolution No. 42/NQ-CP.", "en", "42/nq-cp", id="document code before a full stop"),
        pytest.param("xếp hạng 14/23", "vi", "14/23", id="rank"),
        pytest.param("dịch Covid-19", "vi", "covid-19", id="word with a number"),
        pytest.param("Đồng Khởi", "vi", "dong_khoi", id="pair of syllables"),
        pytest.param("the districts of Bến Tre", "en", "district", id="English stem"),
        pytest.param("the districts of Bến Tre", "en", "ben", id="Vietnamese name in English"),
    ],
)
def test_a_text_holds_the_word_as_both_languages_write_it(text: str, language: str, expected: str) -> None:
    assert expected in words(text, language)


@pytest.mark.parametrize(
    ("text", "number", "there"),
    [
        pytest.param("Decree 17/ND-CP on harbours", "17", True, id="a-document"),
        pytest.param("Nghị quyết 08/2019/NQ-HĐND", "08", True, id="with-a-year"),
        pytest.param("14/23 targets", "14", False, id="a-share"),
        pytest.param("ngày 17/11/2019", "17", False, id="a-day"),
    ],
)
def test_the_number_of_a_document_is_a_word_of_its_own(text: str, number: str, there: bool) -> None:
    assert all((number in words(text, language)) is there for language in ("en", "vi"))


def test_stop_words_are_left_out() -> None:
    assert words("what is the", "en") == []
    assert words("là bao nhiêu", "vi") == []


@pytest.mark.parametrize(
    ("question", "document"),
    [
        pytest.param("ho tro bao nhieu truong hop", 0, id="without diacritics"),
        pytest.param("nghị quyết 42/NQ-CP nói gì", 1, id="code"),
        pytest.param("3.49%", 1, id="number in English writing"),
        pytest.param("190,959", 0, id="thousands in English writing"),
        pytest.param("cho lach", 2, id="name"),
    ],
)
def test_the_document_with_the_words_is_best(question: str, document: int) -> None:
    keywords = Keywords.build(VIETNAMESE, "vi")
    assert keywords.best(words(question, "vi"), 3)[0] == document


def test_a_question_in_another_language_scores_low() -> None:
    keywords = Keywords.build(VIETNAMESE, "vi")
    english = keywords.scores(words("how large was the growth rate of agriculture in PAPI terms", "vi"), range(4)).max()
    vietnamese = keywords.scores(words("PAPI xếp hạng mấy", "vi"), range(4)).max()
    assert english < 0.5 * vietnamese


def test_scores_are_never_negative_and_an_empty_text_never_matches() -> None:
    scores = Keywords.build(VIETNAMESE, "vi").scores(words("kinh phí hỗ trợ", "vi"), range(4))
    assert scores.shape == (4,)
    assert scores.min() >= 0
    assert scores[3] == 0


@pytest.mark.parametrize("texts", [pytest.param([], id="none"), pytest.param(["", "..."], id="without words")])
def test_texts_without_words_can_be_indexed_and_searched(texts: list[str], tmp_path: Path) -> None:
    keywords = Keywords.build(texts, "vi")
    keywords.save(tmp_path / "keywords")
    opened = Keywords.load(tmp_path / "keywords", len(texts))
    assert opened.best(["gi"], 5) == []
    assert opened.idf("gi") >= 0


def test_of_a_large_corpus_only_so_much_is_read_and_the_best_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    texts = [" ".join(f"w{random.zipf(1.3) % 500}" for _ in range(40)) for _ in range(2_000)]
    keywords = Keywords.build(texts, "en")
    question = words("w1 w2 w3 w77 w140 w301", "en")
    scores = keywords.scores(question, range(2_000))
    everything = keywords.best(question, 5)
    assert everything == [int(place) for place in np.argsort(-scores, kind="stable")[:5]]
    read = sum(keywords.frequency(word) for word in question)
    monkeypatch.setattr("index.keywords._ENTRIES", read // 4)
    assert len(set(keywords.best(question, 5)) & set(everything)) >= 3
    monkeypatch.setattr("index.keywords._ENTRIES", 10)
    assert len(keywords.best(words("w1", "en"), 5)) == 5


def test_what_was_saved_scores_the_same(tmp_path: Path) -> None:
    keywords = Keywords.build(VIETNAMESE, "vi")
    keywords.save(tmp_path / "keywords")
    opened = Keywords.load(tmp_path / "keywords", len(VIETNAMESE))
    question = words("hỗ trợ 183.040 trường hợp ở Chợ Lách", "vi")
    np.testing.assert_allclose(opened.scores(question, range(4)), keywords.scores(question, range(4)))


def test_a_rare_word_weighs_more_and_an_unknown_one_most() -> None:
    keywords = Keywords.build(["lúa tôm", "lúa mía", "lúa"], "vi")
    assert keywords.frequency("lua") == 3
    assert keywords.frequency("unknown") == 0
    assert keywords.idf("lua") < keywords.idf("tom") < keywords.idf("unknown")


def test_the_shares_of_a_question_add_up_and_favour_rare_words() -> None:
    weighed = Keywords.build(["lúa tôm", "lúa mía", "lúa"], "vi").weigh(words("lúa tôm", "vi"))
    assert sum(weighed.values()) == pytest.approx(1)
    assert weighed["tom"] > weighed["lua"]
