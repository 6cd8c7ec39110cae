"""Who signed: the report's signature block, and no other document's."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answer import Language
from assistant.signature import asks_for_office, asks_for_signature, signature_of
from assistant.verify import check_answer
from index.report import Paragraph, Report, Sentence


def report_of(*lines: str, kind: str = "back_matter") -> Report:
    paragraphs = tuple(
        Paragraph(f"r:{number}", "r", number, line, kind, sentences=(Sentence(line, 0, len(line)),))  # type: ignore[arg-type]
        for number, line in enumerate(lines, 1)
    )
    return Report("r", "R", "vi", paragraphs)


@pytest.mark.parametrize(
    ("question", "language", "own"),
    [
        pytest.param("Who signed the report?", "en", True, id="who-signed"),
        pytest.param("whose signature is on this document", "en", True, id="whose-signature"),
        pytest.param("In what capacity did he sign?", "en", True, id="capacity"),
        pytest.param("Ai ký báo cáo này?", "vi", True, id="ai-ky"),
        pytest.param("nguoi ky bao cao la ai", "vi", True, id="nguoi-ky"),
        pytest.param("Who signed Resolution 42?", "en", False, id="another-document"),
        pytest.param("Who signed the free trade agreement?", "en", False, id="an-agreement"),
        pytest.param("When was the report signed?", "en", False, id="when"),
        pytest.param("ai ky hiep dinh", "vi", False, id="hiep-dinh"),
        pytest.param("bao cao ky ngay nao", "vi", False, id="ngay-nao"),
        pytest.param("Các nhiệm kỳ trước làm gì?", "vi", False, id="ky-is-a-term"),
    ],
)
def test_only_the_reports_own_signature_is_asked_for(question: str, language: Language, own: bool) -> None:
    assert asks_for_signature(question, language) is own


def test_the_name_stands_under_the_office() -> None:
    found = signature_of(report_of("Nơi nhận:", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"))
    assert found and (found.name.quote, found.title.quote) == ("Trần Văn Bình", "PHÓ GIÁM ĐỐC")


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(report_of("Nơi nhận:", "Lưu: VT."), id="nobody-signed"),
        pytest.param(report_of("GIÁM ĐỐC", "(đã ký)"), id="no-name"),
        pytest.param(report_of("GIÁM ĐỐC", "Trần Văn Bình", kind="paragraph"), id="within-the-report"),
    ],
)
def test_without_a_signature_block_there_is_no_signature(report: Report) -> None:
    assert signature_of(report) is None


def test_asking_what_the_signatory_is_gives_the_office_first() -> None:
    assert asks_for_office("Who signed the report, and in what position?", "en")
    assert not asks_for_office("Who signed the report?", "en")


@pytest.mark.parametrize("question", ["Who signed the report?", "Ai ký báo cáo?", "ai ky bao cao nay"])
def test_the_signatory_of_the_shipped_report_is_named_and_proven(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered and check_answer(answer) == ()
    name = assistant.reports[0].paragraphs[-1].text
    assert answer.text.startswith(f"**{name}**")
    assert {citation.paragraph.kind for citation in answer.citations} == {"back_matter"}
