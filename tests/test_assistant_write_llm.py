"""A real small model, inside this process: whatever it writes, only what is proven is shown.

REPORT_ASSISTANT_TEST_LLM=model.gguf python -m pytest -m llm -s tests/test_assistant_write_llm.py
"""

from __future__ import annotations

import os
import time

import pytest

from assistant.answer import Answer, Language
from assistant.chat_model import ChatModel, open_chat_model
from assistant.verify import check_answer
from assistant.write import write_answer
from index.hit import Hit
from index.report import Paragraph

pytestmark = [pytest.mark.llm, pytest.mark.timeout(1800)]

PASSAGES = [
    ("Việc chi hỗ trợ cho người dân đạt 4.512 trường hợp, kinh phí 6.789 triệu đồng.",
     "Support was paid to people in 4,512 cases, with funding of VND 6,789 million."),
    ("Kim ngạch xuất khẩu giảm 3,7% so với năm 2018; tỉnh xếp hạng 12/63 tỉnh, thành phố.",
     "Exports fell by 3.7% compared with 2018; the province ranked 12th of 63 provinces and cities."),
]  # fmt: skip
HITS = [
    Hit(Paragraph(f"sample:{number}", "sample", number, text, "paragraph", translation=translation), 1.0)
    for number, (text, translation) in enumerate(PASSAGES, 1)
]
QUESTIONS: list[tuple[str, Language]] = [
    ("How much support was paid?", "en"),
    ("Đã chi hỗ trợ bao nhiêu tiền?", "vi"),
    ("By how much did exports fall?", "en"),
    ("Tỉnh xếp hạng bao nhiêu?", "vi"),
    ("What is the average wage?", "en"),
]


@pytest.fixture(scope="module")
def model() -> ChatModel:
    path = os.environ.get("REPORT_ASSISTANT_TEST_LLM")
    if not path:
        pytest.skip("REPORT_ASSISTANT_TEST_LLM names no GGUF file")
    opened = open_chat_model(f"gguf:{path}")
    assert opened is not None
    return opened


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_nothing_unproven_is_shown(question: str, language: Language, model: ChatModel) -> None:
    started, first = time.perf_counter(), None
    for draft in write_answer(question, HITS, language, model):
        first = first or (time.perf_counter() - started if draft.text else None)
    seconds = time.perf_counter() - started
    usage = draft.usage
    speed = f"{usage.output_tokens / seconds:.1f} tokens/s" if usage else ""
    shown = f"{first:.1f} s" if first else "never"
    print(f"\n{question} -> {draft.outcome}: {draft.text!r}; first sentence {shown}, {seconds:.1f} s, {usage} {speed}")
    assert draft.outcome in {"written", "refused", "nothing"}
    if draft.outcome == "written":
        answer = Answer(
            draft.text, True, question, question, language, draft.citations, draft.figures, written_by=model.id
        )
        assert check_answer(answer) == ()
