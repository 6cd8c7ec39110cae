"""Searching an open index: any question gets sensible hits or none, and never an exception."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build_index
from index.fusion import Fusion, Weights
from index.hashed import HashedEncoder
from index.hit import Span
from index.report import Paragraph, Report, Sentence
from index.search import Index


def paragraph(number: int, text: str, translation: str | None = None, report: str = "test") -> Paragraph:
    """Return a paragraph whose sentences end at full stops followed by a space."""
    sentences, start, begin = [], 0, 0
    translated = translation.split(". ") if translation else []
    for place, part in enumerate(text.split(". ")):
        end = min(start + len(part) + 1, len(text))
        other = None
        if translation:
            stop = min(begin + len(translated[place]) + 1, len(translation))
            other = (translation[begin:stop], begin, stop)
            begin = stop + 1
        sentences.append(Sentence(text[start:end], start, end, *(other or ())))
        start = end + 1
    return Paragraph(
        id=f"{report}:{number}",
        report=report,
        number=number,
        text=text,
        kind="paragraph",
        sentences=tuple(sentences),
        translation=translation,
    )


PARAGRAPHS = (
    paragraph(
        1,
        "Thu ngân sách đạt 5.000 tỷ đồng. Chi ngân sách đạt 10.135 tỷ đồng.",
        "Budget revenue reached VND 5,000 billion. Budget expenditure reached VND 10,135 billion.",
    ),
    paragraph(
        2,
        "Xâm nhập mặn vào sâu 70 km. Tỉnh đã vận động 2.057 tổ chức hỗ trợ.",
        "Saltwater intruded 70 km inland. The province called on 2,057 organisations for support.",
    ),
    paragraph(3, "Nghị quyết số 42/NQ-CP hỗ trợ người dân gặp khó khăn.", "Resolution No. 42/NQ-CP supports people."),
    paragraph(4, "Huyện Chợ Lách trồng cây giống và hoa kiểng."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    report = Report(id="test", title="Thử", language="vi", paragraphs=PARAGRAPHS)
    with build_index([report], home=tmp_path_factory.mktemp("home"), encoder=HashedEncoder()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("Chi ngân sách bao nhiêu?", 1, id="Vietnamese"),
        pytest.param("chi ngan sach bao nhieu", 1, id="without diacritics"),
        pytest.param("how much was budget expenditure?", 1, id="English, by the translation"),
        pytest.param("xam nhap man vao sau may km", 2, id="without diacritics, another"),
        pytest.param("nghị quyết 42/NQ-CP", 3, id="code"),
        pytest.param("Cho Lach grows what?", 4, id="name without diacritics, no translation"),
        pytest.param("2,057 organisations", 2, id="number in English writing"),
        pytest.param(unicodedata.normalize("NFD", "Xâm nhập mặn"), 2, id="decomposed"),
        pytest.param("xâm\u200b nhập\u200d mặn", 2, id="zero-width characters"),
    ],
)
def test_the_proving_paragraph_comes_first(index: Index, question: str, number: int) -> None:
    assert index.search(question)[0].paragraph.number == number


def test_the_best_sentence_of_a_hit_comes_first(index: Index) -> None:
    hit = index.search("chi ngân sách")[0]
    assert hit.sentences[0].text == "Chi ngân sách đạt 10.135 tỷ đồng."
    assert len(hit.sentences) == len(hit.paragraph.sentences)
    assert list(hit.sentence_scores) == sorted(hit.sentence_scores, reverse=True)


def test_hits_are_ordered_distinct_and_at_most_k(index: Index) -> None:
    hits = index.search("hỗ trợ ngân sách huyện", k=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.paragraph.id for hit in hits}) == 3
    assert all(0 <= hit.confidence <= 1 for hit in hits)
    assert index.search("ngân sách", k=0) == []


ODD = [
    pytest.param("", id="empty"),
    pytest.param("   \n\t", id="spaces"),
    pytest.param("?!…", id="punctuation"),
    pytest.param("the of and is", id="English stop words"),
    pytest.param("là của và thì", id="Vietnamese stop words"),
    pytest.param("123 456", id="digits"),
    pytest.param("ngân sách " * 2_000, id="longer than any window"),
    pytest.param("😀🌊 mặn 😀", id="emoji"),
    pytest.param("بودجه бюджет 预算 ngân sách", id="mixed scripts"),
    pytest.param("\x00\x07\u202engân sách", id="control characters"),
    pytest.param("\ud800 ngân sách", id="lone surrogate"),
    pytest.param(unicodedata.normalize("NFD", "chi ngân sách"), id="decomposed"),
    pytest.param("ngân\u200bsách \ufeffchi\u2060", id="zero-width characters"),
]


@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_gets_hits_or_none(index: Index, question: str) -> None:
    assert all(hit.paragraph in PARAGRAPHS for hit in index.search(question))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_question_raises(index: Index, question: str) -> None:
    for hit in index.search(question, k=2):
        assert np.isfinite(hit.score)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(unicodedata.normalize("NFD", "huyện Chợ Lách trồng gì"), id="decomposed"),
        pytest.param("\ufeffhuyện\u200b Chợ \u2060Lách\u200d trồng gì", id="zero-width characters"),
        pytest.param("😀 huyện Chợ Lách 🌊 trồng gì 😀", id="emoji"),
        pytest.param("huyện Chợ Lách trồng gì 预算 бюджет", id="mixed scripts"),
        pytest.param("huyện Chợ Lách trồng gì " * 400, id="longer than any window"),
    ],
)
def test_an_odd_question_finds_what_the_plain_one_finds(odd: str, index: Index) -> None:
    assert index.search(odd)[0].paragraph.id == "test:4"


def test_a_number_alone_finds_the_paragraph_that_has_it(index: Index) -> None:
    assert index.search("10135")[0].paragraph.id == "test:1"
    assert index.search("2.057")[0].paragraph.id == "test:2"


def test_duplicates_are_all_found_and_told_apart_by_their_address(tmp_path: Path) -> None:
    report = one_report(["Giống lúa mới.", "Nuôi tôm.", "Giống lúa mới."])
    with build_index([report], home=tmp_path, encoder=HashedEncoder()) as index:
        assert {hit.paragraph.id for hit in index.search("giống lúa", k=2)} == {"test:1", "test:3"}


def test_a_question_without_a_word_gets_no_hit(index: Index) -> None:
    assert index.search("") == []
    assert index.search("?!") == []


def one_report(texts: list[str]) -> Report:
    paragraphs = tuple(paragraph(number, text) for number, text in enumerate(texts, 1))
    return Report(id="test", title="", language="vi", paragraphs=paragraphs)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Một đoạn duy nhất về lúa."], id="one paragraph"),
        pytest.param([" ".join(f"Xã thứ {n} trồng lúa trên {n} ha." for n in range(3_000))], id="fifty pages in one"),
        pytest.param(["lúa " * 20_000], id="no sentence ends"),
        pytest.param(["Giống lúa mới."] * 30, id="duplicates"),
        pytest.param(["...", "-", "Lúa."], id="paragraphs without words"),
    ],
)
def test_a_report_of_any_shape_can_be_searched(texts: list[str], tmp_path: Path) -> None:
    with build_index([one_report(texts)], home=tmp_path, encoder=HashedEncoder()) as index:
        hits = index.search("lúa trồng ở đâu")
        assert hits
        assert "lúa" in hits[0].paragraph.text.lower()


@pytest.mark.slow
def test_a_report_of_5000_lines_can_be_searched(tmp_path: Path) -> None:
    texts = [f"Xã số {number} trồng {number * 7} ha lúa." for number in range(5_000)]
    with build_index([one_report(texts)], home=tmp_path, encoder=HashedEncoder()) as index:
        assert "số 4321 " in index.search("xã số 4321 trồng bao nhiêu ha lúa")[0].paragraph.text


def test_the_right_sentence_of_a_long_paragraph_is_first(tmp_path: Path) -> None:
    text = " ".join(f"Xã thứ {number} trồng cây." for number in range(400)) + " Sản lượng tôm đạt 9 tấn."
    with build_index([one_report([text, "Xã khác."])], home=tmp_path, encoder=HashedEncoder()) as index:
        hit = index.search("sản lượng tôm bao nhiêu")[0]
        assert hit.sentences[0].text == "Sản lượng tôm đạt 9 tấn."


def test_a_span_with_the_words_of_the_question_matches_each_of_them_better(index: Index) -> None:
    text = PARAGRAPHS[0].text
    second = text.index("Chi")
    spans = [
        Span("test:1", "original", 0, second - 1),
        Span("test:1", "original", second, len(text)),
        Span("test:1", "translation", 0, 10),
        Span("test:4", "translation", 0, 10),
    ]
    asked, table = index.match_words("chi ngân sách", spans)
    assert asked == ("chi", "ngân", "sách") and table.shape == (4, 3)
    scores = table.mean(axis=1)
    assert scores[1] > scores[0] > scores[2]
    assert not table[3].any()  # it has no translation
    assert index.match_words("chi ngân sách", [])[1].shape == (0, 3)


def test_the_sentences_of_a_hit_come_best_first(index: Index) -> None:
    [hit] = index.search("chi ngân sách", k=1)
    assert hit.paragraph.id == "test:1"
    assert [sentence.start for sentence in hit.sentences] == sorted((one.start for one in hit.sentences), reverse=True)
    assert hit.sentence_scores[0] > hit.sentence_scores[1]


def test_a_paragraph_is_found_by_its_address(index: Index) -> None:
    assert index.paragraph("test:3") is index.reports[0].paragraphs[2]
    with pytest.raises(KeyError):
        index.paragraph("test:99")


def test_words_are_counted_in_each_language(index: Index) -> None:
    assert index.frequency("Ngân sách", "vi") == 1
    assert index.frequency("budget", "en") == 1
    assert index.frequency("budget", "vi") == 0
    assert index.idf("hỗ trợ", "vi") < index.idf("ngoại giao", "vi")


def test_a_question_is_analysed_once(index: Index) -> None:
    query = index.analyse("chi ngan sach nam nay")
    assert index.analyse("chi ngan sach nam nay") is query
    assert query.language == "vi"
    assert query.restored.startswith("chi ngân sách")


def test_many_threads_get_the_same_hits(index: Index) -> None:
    questions = [f"ngân sách hỗ trợ {number}" for number in range(12)]
    alone = {question: [hit.paragraph.id for hit in index.search(question)] for question in questions}
    together: dict[str, list[str]] = {}

    def ask(question: str) -> None:
        together[question] = [hit.paragraph.id for hit in index.search(question)]

    threads = [threading.Thread(target=ask, args=(question,)) for question in questions for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_other_weights_give_another_order(index: Index) -> None:
    shipped = Fusion.shipped()
    upside_down = Weights(
        same=tuple(-weight for weight in shipped.paragraphs.same),
        other=tuple(-weight for weight in shipped.paragraphs.other),
        same_constant=0,
        other_constant=0,
    )
    other = index.with_fusion(Fusion(upside_down, shipped.sentences, shipped.confidence))
    assert other.search("chi ngân sách")[0].paragraph.id != index.search("chi ngân sách")[0].paragraph.id
