"""Where sentences end, in Vietnamese and in English."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.align import align
from index.read.sentences import sentence_spans


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Thu đạt 5.000 tỷ đồng.", "Đạt 100% dự toán."], id="number-with-point"),
        pytest.param(["Xuất khẩu vào EU.", "Ưu đãi thuế quan."], id="acronym-ends-a-sentence"),
        pytest.param(["Gửi TT. HĐND tỉnh và TP. Bến Tre."], id="office-abbreviations"),
        pytest.param(["Vượt mốc năm 2016.", "2021 là năm đầu tiên."], id="begins-with-a-number"),
        pytest.param(["Hạn mặn, sạt lở,...đặc biệt là dịch bệnh."], id="ellipsis-inside"),
        pytest.param(["Nguồn lực còn hạn hẹp,...", "Do đó, cần quyết tâm."], id="ellipsis-at-the-end"),
        pytest.param(["Sản phẩm du lịch mới... để phục vụ du khách."], id="ellipsis-goes-on"),
        pytest.param(["Thu thuế; chi thường xuyên; chi đầu tư."], id="semicolons"),
        pytest.param(["Phương châm “4 tại chỗ.”", "Ông nói vậy."], id="closing-quotation-mark"),
        pytest.param(["10. Tích cực hợp tác.", "Mở rộng đối ngoại."], id="number-of-an-item"),
        pytest.param(["- *Thu ngân sách:* Đạt khá.", "Chi đúng dự toán."], id="run-in-lead"),
        pytest.param(["Dr. Smith paid No. 21/2019 to the U.S. Treasury.", "It was late."], id="english"),
        pytest.param(["What next?", "We will see!", "(Nothing more.)"], id="questions"),
        pytest.param(["Điện, đường, trường, trạm, v.v.", "Các huyện đều tăng."], id="v-v"),
        pytest.param(["Đạt 3.49 percent (up 1.2%).", "“Good.”"], id="opening-quotation-mark"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert _split(" ".join(sentences)) == sentences


def test_a_line_break_ends_a_sentence() -> None:
    assert _split("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH") == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]


@given(st.text(alphabet='aĐ. !?…\n"”()1,;-*', max_size=80))
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_a_sentence_that_became_two_is_aligned_with_both() -> None:
    vietnamese = ["Thu đạt 5.000 tỷ đồng, còn chi đạt 4.000 tỷ đồng theo dự toán.", "Nợ xấu chiếm 1%."]
    english = ["Revenue reached VND 5,000 billion.", "Spending was VND 4,000 billion as estimated.", "Bad debt: 1%."]
    assert align(vietnamese, english) == (((0, 1), (0, 2)), ((1, 2), (2, 3)))


def test_shared_numbers_outweigh_lengths() -> None:
    vietnamese = ["Có 95 xã.", "Tổng số 1.234 hộ."]
    english = ["There are 95 communes in the whole of the province, which is rather many.", "1,234 households."]
    assert align(vietnamese, english) == (((0, 1), (0, 1)), ((1, 2), (1, 2)))


@given(st.integers(1, 6), st.integers(1, 6))
def test_every_sentence_of_both_sides_is_aligned_once(rows: int, columns: int) -> None:
    beads = align(["Một câu ngắn."] * rows, ["A short sentence."] * columns)
    assert [at for (first, last), _ in beads for at in range(first, last)] == list(range(rows))
    assert [at for _, (first, last) in beads for at in range(first, last)] == list(range(columns))
