"""What stands behind the page: words, example questions, feedback, the port, exports."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from pathlib import Path
from typing import get_args

import pytest

from assistant.answer import Answer, Citation
from assistant.web.candidates import Suggestion, candidates, holds
from assistant.web.document import conversation_docx
from assistant.web.feedback import FeedbackFile, feedback_record
from assistant.web.glance import glance
from assistant.web.payload import report_payload
from assistant.web.question_rules import figure_questions, heading_question
from assistant.web.serve import open_port
from assistant.web.strings import LANGUAGES, load_strings
from assistant.web.suggest import Suggestions
from index.errors import ReportAssistantError
from index.read import read_report
from index.report import RepairKind
from tests.browser_assistant import SHIPPED, WordAssistant

PAGE = Path(__file__).parents[1] / "assistant" / "web" / "page"


def test_every_phrase_the_page_uses_has_words_in_every_language() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    used = set(re.findall(r"\bt\(\s*\"(\w+)\"", scripts))
    assert len(used) > 40
    for language in LANGUAGES:
        assert used <= load_strings()[language].keys()


def test_every_way_to_mend_a_report_has_words_in_every_language() -> None:
    for language in LANGUAGES:
        assert {f"repair_{kind}" for kind in get_args(RepairKind)} <= load_strings()[language].keys()


def test_every_phrase_is_used() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PAGE.parent.rglob("*") if path.suffix in (".js", ".py")]
    begun = tuple(match for text in texts for match in re.findall(r"\bt\(`(\w+_)\$\{", text))
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    assert begun
    for phrase in load_strings()["en"]:
        assert phrase in words or phrase.startswith(begun), phrase


def test_the_page_names_no_other_host() -> None:
    for path in PAGE.glob("*.[jc]s*"):
        addresses = re.findall(r"https?://[^\s\"')]+", path.read_text(encoding="utf-8"))
        assert [address for address in addresses if address != "http://www.w3.org/2000/svg"] == []


@pytest.mark.parametrize(
    ("sentence", "language", "question"),
    [
        pytest.param(
            "95% of the internal processes have been approved.",
            "en",
            ("What percentage of the internal processes have been approved?", "95"),
            id="share",
        ),
        pytest.param(
            "The number of new schools reached 1,204 in total.",
            "en",
            ("What did the number of new schools reach?", "1,204"),
            id="reached",
        ),
        pytest.param(
            "40 legal documents of the council were issued.",
            "en",
            ("How many legal documents of the council were issued?", "40"),
            id="count",
        ),
        pytest.param(
            "Tổng thu ngân sách của tỉnh đạt 5.000 tỷ đồng, tăng 3%.",
            "vi",
            ("Tổng thu ngân sách của tỉnh đạt bao nhiêu tiền?", "5.000"),
            id="tiền",
        ),
        pytest.param(
            "Tỷ lệ lao động qua đào tạo đạt 60,6%.",
            "vi",
            ("Tỷ lệ lao động qua đào tạo đạt bao nhiêu phần trăm?", "60,6"),
            id="phần trăm",
        ),
    ],
)
def test_a_sentence_with_a_number_becomes_the_question_for_it(
    sentence: str, language: str, question: tuple[str, str]
) -> None:
    assert list(figure_questions(sentence, language)) == [question]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        pytest.param("Resolution No. 42 of the Government was carried out.", "en", id="document number"),
        pytest.param("Tăng 3,7% so với cùng kỳ năm trước.", "vi", id="no subject"),
        pytest.param("Ngày 06 tháng 11 năm 2020 Ủy ban nhân dân tỉnh họp.", "vi", id="date"),
        pytest.param("Bệnh Covid-19 ảnh hưởng đến mọi mặt của đời sống.", "vi", id="part of a name"),
    ],
)
def test_a_sentence_no_rule_fits_gives_no_question(sentence: str, language: str) -> None:
    assert list(figure_questions(sentence, language)) == []


def test_a_heading_is_asked_about_without_its_number() -> None:
    asked = heading_question("3.1 Building rural roads and bridges; other works", "3.1", "en")
    assert asked == "What does the report say about building rural roads and bridges?"
    assert heading_question("II. Đánh giá", "II", "vi") is None


def test_candidates_come_from_the_report_in_both_languages() -> None:
    report = read_report(SHIPPED)
    for language in LANGUAGES:
        found = candidates(report, language)
        assert len(found) >= 12
        assert len({suggestion.question for suggestion in found}) == len(found)


def _wait(suggestions: Suggestions, language: str) -> list[str]:
    for _ in range(300):
        chosen = suggestions.choose(language, near=[], asked=[], count=6)
        if chosen["ready"]:
            return list(chosen["questions"])  # type: ignore[call-overload]
        time.sleep(0.1)
    raise AssertionError("the suggestions never became ready")


def test_every_suggested_question_is_answered_and_a_restart_asks_none_again(tmp_path: Path) -> None:
    kept = tmp_path / "suggestions.json"
    first = WordAssistant()
    questions = _wait(Suggestions(first, kept), "en")
    assert len(questions) == 6
    assert all(first.ask(question).answered for question in questions)
    second = WordAssistant()
    assert _wait(Suggestions(second, kept), "en") == questions
    assert second.asked == []


def test_what_was_just_said_is_not_suggested(tmp_path: Path) -> None:
    assistant = WordAssistant()
    suggestions = Suggestions(assistant, tmp_path / "suggestions.json")
    question = _wait(suggestions, "en")[0]
    citation = assistant.ask(question).citations[0]
    near, said = [citation.paragraph.id], [citation.quote, citation.translation or ""]
    assert question in suggestions.choose("en", near, asked=[], count=3)["questions"]  # type: ignore[operator]
    assert question not in suggestions.choose("en", near, asked=[], count=99, said=said)["questions"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param("**5,000 tonnes** [1]\n\n“5,000 tonnes were caught.” [1]", True, id="first"),
        pytest.param("- **70 boats** [1]\n- **5,000 tonnes** [1]", False, id="behind another figure"),
        pytest.param("The catch was 5,000 tonnes. [1]", True, id="in prose"),
    ],
)
def test_an_example_question_is_answered_by_its_own_figure_first(text: str, right: bool) -> None:
    paragraph = read_report(SHIPPED).paragraphs[0]
    answer = Answer(text, True, "q", "q", "en", (Citation(1, paragraph, "5,000 tonnes", 0, 12),))
    assert holds(Suggestion("q", "en", paragraph, "5,000"), answer) is right


def test_a_damaged_file_of_suggestions_is_made_again(tmp_path: Path) -> None:
    kept = tmp_path / "suggestions.json"
    kept.write_text("{", encoding="utf-8")
    assert len(_wait(Suggestions(WordAssistant(), kept), "vi")) == 6
    assert json.loads(kept.read_text(encoding="utf-8"))["questions"]


def test_feedback_from_many_people_at_once_keeps_every_line_whole(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / "home" / "feedback.jsonl")
    give = [
        threading.Thread(target=file.add, args=({"verdict": "right", "question": "q" * 3000, "turn": str(number)},))
        for number in range(20)
    ]
    for thread in give:
        thread.start()
    for thread in give:
        thread.join()
    lines = (tmp_path / "home" / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(f"feedback-{number}" for number in range(20))


@pytest.mark.parametrize("feedback", [{"verdict": "superb", "question": "x"}, {"verdict": "right"}])
def test_feedback_of_another_shape_is_refused(tmp_path: Path, feedback: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"verdict|question"):
        FeedbackFile(tmp_path / "feedback.jsonl").add(feedback)


def test_a_refusal_that_should_have_been_an_answer_is_a_question_with_its_answer_left_to_say() -> None:
    record = feedback_record(
        {"turn": "1", "verdict": "should_answer", "question": "q", "answer": "Not said.", "quotes": []}
    )
    assert (record["answerable"], record["answer"], record["evidence"]) == (True, "", [])


def test_a_taken_port_is_passed_over_and_a_wanted_one_is_named() -> None:
    taken = open_port("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    try:
        with pytest.raises(ReportAssistantError, match=f"{port}"):
            open_port("127.0.0.1", port)
    finally:
        taken.close()
    free: socket.socket = open_port("127.0.0.1", None)
    free.close()


def test_a_report_is_given_to_the_page_in_reading_order_with_its_offsets() -> None:
    report = read_report(SHIPPED)
    parts = report_payload(report)["parts"]
    paragraphs = [part for part in parts if "number" in part]
    assert [part["number"] for part in paragraphs] == sorted(part["number"] for part in paragraphs)
    assert len(parts) == len(report.paragraphs) + len(report.headings)
    for part in paragraphs:
        for start, end, *_ in part["sentences"]:
            assert part["text"][start:end].strip()


def test_the_figures_at_a_glance_stand_in_their_sentence() -> None:
    rows = glance([read_report(SHIPPED)])
    assert len(rows) > 50
    for row in rows:
        assert any(digit.isdigit() for digit in row["sentence"][slice(*row["at"])])
    both = [row for row in rows if row["translation_at"]]
    assert len(both) > 0.9 * len(rows)
    for row in both:
        assert any(digit.isdigit() for digit in row["translation"][slice(*row["translation_at"])])


def test_a_document_sets_emphasis_in_italics_and_keeps_other_asterisks() -> None:
    import io

    from docx import Document

    answer = {"text": "**5** of *the plan:* 3*4*5 * [1]", "citations": [], "figures": []}
    turn = {"question": "q", "answer": answer}
    document = Document(io.BytesIO(conversation_docx({"title": "t", "language": "en", "turns": [turn]})))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == ["5"]
    assert [run.text for run in runs if run.italic] == ["the plan:"]
    assert "3*4*5 * [1]" in document.paragraphs[-1].text


def test_a_document_holds_characters_that_word_cannot() -> None:
    turn = {"question": "a\x00b\x0bc", "answer": {"text": "**1** \x08[1]\n- item", "citations": [], "figures": []}}
    assert conversation_docx({"title": "\x01t", "language": "en", "turns": [turn]}).startswith(b"PK")
