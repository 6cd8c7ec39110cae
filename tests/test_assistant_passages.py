from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.passages import Passage, clauses, whole
from index.report import Paragraph, Sentence

CLAUSES = (
    "Cảng đã nạo vét luồng tàu dài mười hai ki-lô-mét và thay toàn bộ phao tiêu báo hiệu cũ",
    "đưa vào vận hành hai cần cẩu bờ mới cùng hệ thống chiếu sáng tiết kiệm điện ở khu bãi",
    "ký thỏa thuận với ba hãng tàu để mở tuyến vận tải ven biển đầu tiên của khu vực",
)
TRANSLATED = (
    "The port dredged a channel twelve kilometres long and replaced all the old buoys",
    "put two new quay cranes and power-saving lights in the yard into service",
    "signed an agreement with three shipping lines to open the region's first coastal route",
)


def paragraph_of(text: str, translation: str | None = None) -> tuple[Paragraph, Sentence]:
    sentence = (
        Sentence(text, 0, len(text), translation, 0, len(translation)) if translation else Sentence(text, 0, len(text))
    )
    paragraph = Paragraph("r:1", "r", 1, text, "paragraph", sentences=(sentence,), translation=translation)
    return paragraph, sentence


def test_a_long_sentence_is_cut_at_its_semicolons() -> None:
    passages = clauses(*paragraph_of("; ".join(CLAUSES) + "."))
    assert [passage.quote for passage in passages] == [CLAUSES[0], CLAUSES[1], CLAUSES[2] + "."]


def test_a_short_sentence_is_kept_whole() -> None:
    text = "Cảng có hai bến; bến thứ ba đang xây."
    assert [passage.quote for passage in clauses(*paragraph_of(text))] == [text]


def test_each_clause_stands_beside_the_clause_that_translates_it() -> None:
    passages = clauses(*paragraph_of("; ".join(CLAUSES) + ".", "; ".join(TRANSLATED) + "."))
    assert [passage.translation for passage in passages] == [TRANSLATED[0], TRANSLATED[1], TRANSLATED[2] + "."]


def test_where_a_translation_is_cut_otherwise_clauses_are_joined_until_they_correspond() -> None:
    text, translation = "; ".join(CLAUSES) + ".", f"{TRANSLATED[0]}; {TRANSLATED[1]} and {TRANSLATED[2]}."
    first, rest = clauses(*paragraph_of(text, translation))
    assert (first.quote, first.translation) == (CLAUSES[0], TRANSLATED[0])
    assert (rest.quote, rest.translation) == (
        f"{CLAUSES[1]}; {CLAUSES[2]}.",
        f"{TRANSLATED[1]} and {TRANSLATED[2]}.",
    )


def test_a_clause_too_short_to_name_its_subject_stays_with_the_one_before() -> None:
    text = "; ".join((*CLAUSES, "dự kiến xong vào cuối năm")) + "."
    assert clauses(*paragraph_of(text))[-1].quote == f"{CLAUSES[2]}; dự kiến xong vào cuối năm."


def test_a_semicolon_in_brackets_does_not_cut() -> None:
    text = f"{CLAUSES[0]} (phao số một; phao số hai; phao số ba); {CLAUSES[1]}; {CLAUSES[2]}."
    assert [passage.quote[:10] for passage in clauses(*paragraph_of(text))] == [clause[:10] for clause in CLAUSES]


def test_a_passage_without_a_translation_has_none() -> None:
    assert all(passage.translation is None for passage in clauses(*paragraph_of("; ".join(CLAUSES) + ".")))


def test_a_sentence_covers_its_clauses_and_no_other_paragraphs() -> None:
    paragraph, sentence = paragraph_of("; ".join(CLAUSES) + ".")
    full = whole(paragraph, sentence)
    assert all(full.covers(clause) for clause in clauses(paragraph, sentence))
    assert not any(clause.covers(full) for clause in clauses(paragraph, sentence))
    assert not full.covers(Passage(Paragraph("r:2", "r", 2, paragraph.text, "paragraph"), 0, 5))


pieces = st.lists(st.sampled_from([*CLAUSES, "(một; hai)", ";", "; ", " ; ;", "(", ")", "."]), max_size=12)


@given(pieces.map(" ".join), st.none() | pieces.map(" ".join))
def test_clauses_are_verbatim_ordered_and_lose_nothing_but_marks_between_them(text: str, other: str | None) -> None:
    paragraph, sentence = paragraph_of(text, other)
    passages = clauses(paragraph, sentence)
    position = 0
    for passage in passages:
        assert passage.quote == paragraph.text[passage.start : passage.end]
        assert not paragraph.text[position : passage.start].strip(" ;")
        position = passage.end
        if passage.translation is not None:
            assert passage.translation in (other or "")
    assert not paragraph.text[position:].strip(" ;")


@given(st.integers(1, 6), st.integers(1, 6))
def test_clauses_and_their_translations_both_add_up_to_the_sentence(count: int, others: int) -> None:
    own = [
        f"mệnh đề số {number} nói về việc nạo vét luồng tàu và thay phao tiêu báo hiệu cũ" for number in range(count)
    ]
    their = [f"clause number {number} speaks of dredging the channel and changing buoys" for number in range(others)]
    text, translation = "; ".join(own), "; ".join(their)
    passages = clauses(*paragraph_of(text, translation))
    assert "; ".join(passage.quote for passage in passages) == text
    assert "; ".join(passage.translation or "" for passage in passages) == translation
    if count == others and len(text) > 220:
        assert [passage.translation for passage in passages] == their
