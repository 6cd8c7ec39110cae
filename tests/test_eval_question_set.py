"""The shipped question set is true, its split is fixed, and a broken line is named with what is wrong."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import index
from eval.question_set import Question, default_question_set, load_questions, part_of, split
from eval.validate import validate, validate_file
from index.errors import QuestionSetInvalid
from index.read import read_report
from index.report import Report

SHIPPED = Path(index.__file__).parent / "reports" / "ben-tre-2020"
LINE = {
    "id": "a-1",
    "lang": "en",
    "question": "What share of loans went bad?",
    "type": "figure",
    "history": [],
    "answerable": True,
    "evidence": ["nợ xấu được kiểm soát, chiếm 1% tổng dư nợ"],
    "figures": [{"value": 1, "unit": "percent", "text": "1%"}],
    "answer": "1% of outstanding loans.",
    "fact": "banking/bad-debt",
    "tags": [],
}


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(SHIPPED)


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_questions(default_question_set())


def write(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def messages(folder: Path, report: Report, *lines: object) -> list[str]:
    return [str(problem) for problem in validate_file(write(folder, *lines), report)]


# The shipped set


def test_the_shipped_set_has_no_problem(report: Report) -> None:
    assert [str(problem) for problem in validate_file(default_question_set(), report)] == []


def test_the_shipped_set_asks_enough_of_everything(questions: tuple[Question, ...]) -> None:
    types = Counter(question.type for question in questions)
    languages = Counter(question.lang for question in questions)
    assert len(questions) >= 260
    assert types["figure"] >= 0.20 * len(questions)
    assert types["unanswerable_near"] >= 0.13 * len(questions)
    assert min(languages.values()) >= 0.27 * len(questions)
    assert len(types) == 12
    assert {"typo", "telex", "injection", "half-diacritics", "offtopic", "english-with-vietnamese-names"} <= {
        tag for question in questions for tag in question.tags
    }


def test_every_paragraph_that_says_something_is_asked_about(questions: tuple[Question, ...], report: Report) -> None:
    quotes = [quote for question in questions for quote in question.evidence]
    silent = [p.text for p in report.paragraphs if not any(quote in p.text for quote in quotes)]
    assert silent == ["Số: /BC-UBND", "Nơi nhận:"]  # the blank number, asked about as unanswerable, and a label


def test_twins_are_asked_in_two_languages(questions: tuple[Question, ...]) -> None:
    languages: dict[str, set[str]] = {}
    for question in questions:
        languages.setdefault(question.fact, set()).add(question.lang)
    assert sum(len(spoken) > 1 for spoken in languages.values()) >= 60


# The split


def test_the_split_halves_every_type_and_language(questions: tuple[Question, ...]) -> None:
    fit, held_out = split(questions)
    assert sorted(q.line for q in (*fit, *held_out)) == [q.line for q in questions]
    for name in ("type", "lang"):
        parts = Counter((getattr(question, name), part_of(question)) for question in questions)
        for value in {getattr(question, name) for question in questions}:
            share = parts[value, "fit"] / (parts[value, "fit"] + parts[value, "held-out"])
            assert 0.3 <= share <= 0.7, value


def test_no_topic_stands_in_both_parts(questions: tuple[Question, ...]) -> None:
    fit, held_out = split(questions)
    assert not {question.topic for question in fit} & {question.topic for question in held_out}


def test_the_part_of_a_question_does_not_depend_on_the_rest_of_the_set(questions: tuple[Question, ...]) -> None:
    fit, _ = split(questions)
    assert split(reversed(questions[::3]))[0] == tuple(q for q in reversed(questions[::3]) if q in fit)


def test_the_part_of_a_topic_never_changes(questions: tuple[Question, ...]) -> None:
    # Written down, so that another hash or prefix fails here: fitted numbers would lose their held-out half.
    parts = {question.topic: part_of(question) for question in questions}
    topics = ("budget", "banking", "sectors", "pci", "papi", "relief")
    assert [parts[topic] for topic in topics] == ["fit", "fit", "held-out", "fit", "held-out", "fit"]


# Lines that cannot be read


BROKEN = [
    pytest.param("{", "line 2: not JSON", id="not-json"),
    pytest.param("[1]", "line 2: not a JSON object", id="not-an-object"),
    pytest.param({k: v for k, v in LINE.items() if k != "evidence"}, "line 2: a-1: missing 'evidence'", id="missing"),
    pytest.param(LINE | {"type": "riddle"}, "line 2: a-1: unknown 'type' 'riddle'", id="type"),
    pytest.param(LINE | {"lang": "fr"}, "line 2: a-1: unknown 'lang' 'fr'", id="language"),
    pytest.param(LINE | {"question": " "}, "line 2: a-1: 'question' has to be text", id="empty-question"),
    pytest.param(LINE | {"answerable": "yes"}, "line 2: a-1: 'answerable' has to be true or false", id="answerable"),
    pytest.param(LINE | {"evidence": "1%"}, "line 2: a-1: 'evidence' has to be a list of texts", id="evidence"),
    pytest.param(LINE | {"figures": [{"value": "1", "unit": "percent", "text": "1%"}]}, "not '1'", id="value"),
    pytest.param(LINE | {"figures": [{"value": 1, "text": "1%"}]}, "a figure has to hold", id="unit"),
    pytest.param(LINE | {"history": [{"content": "hi"}]}, "a turn of 'history' has to hold", id="turn"),
    pytest.param(LINE | {"history": [{"role": "system", "content": "hi"}]}, "unknown 'role' 'system'", id="role"),
]


@pytest.mark.parametrize(("line", "said"), BROKEN)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(QuestionSetInvalid) as caught:
        load_questions(write(tmp_path, LINE, line))
    assert "line 2" in str(caught.value)
    assert said in str(caught.value)


def test_every_broken_line_is_named_not_only_the_first(tmp_path: Path, report: Report) -> None:
    said = messages(tmp_path, report, "{", LINE, LINE | {"id": "a-2", "type": "riddle"}, "", "{}")
    assert [message.split(":")[0] for message in said] == ["line 1", "line 3", "line 5"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "holds no questions", id="empty"),
        pytest.param(b"\n \n", "holds no questions", id="blank"),
        pytest.param("nợ".encode("utf-16"), "not UTF-8", id="utf-16"),
    ],
)
def test_a_file_without_questions_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionSetInvalid, match=said):
        load_questions(path)


def test_a_missing_file_and_an_unknown_report_say_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetInvalid, match=r"nowhere\.jsonl' cannot be read: No such file"):
        load_questions(tmp_path / "nowhere.jsonl")
    with pytest.raises(QuestionSetInvalid, match="one of: ben-tre-2020"):
        default_question_set("atlantis-1999")


def test_a_line_without_a_fact_is_its_own_fact(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, {k: v for k, v in LINE.items() if k not in ("fact", "tags")}))
    assert question.fact == "a-1"
    assert question.figures[0].value == Decimal(1)


def test_figures_are_exact(tmp_path: Path) -> None:
    line = json.dumps(LINE).replace('"value": 1,', '"value": 15.18,')
    (question,) = load_questions(write(tmp_path, line))
    assert question.figures[0].value == Decimal("15.18")


# Lines that can be read and are not true

QUOTE = LINE["evidence"][0]  # type: ignore[index]
UNTRUE = [
    pytest.param({"evidence": [unicodedata.normalize("NFD", QUOTE)]}, "Unicode normalisation (NFC)", id="decomposed"),
    pytest.param({"evidence": ["nợ xấu  được kiểm soát,\nchiếm 1% tổng dư nợ"]}, "only its white space", id="spaces"),
    pytest.param(
        {"evidence": [unicodedata.normalize("NFD", "nợ xấu được\nkiểm soát, chiếm 1%")]}, "and composed", id="both"
    ),
    pytest.param({"evidence": ["nợ xấu được kiểm soát, chiếm 1,1% tổng dư nợ"]}, "is not in the report", id="changed"),
    pytest.param({"evidence": [QUOTE.replace("nợ xấu", "Nợ xấu")]}, "only its capitals differ", id="capitals"),
    pytest.param({"evidence": ["II. Đánh giá chung"], "figures": []}, "it is a heading", id="heading"),
    pytest.param(
        {"evidence": ["không dùng tiền mặt. UBND tỉnh đã lãnh đạo"], "figures": []},
        "is not in the report",
        id="over-a-heading",
    ),
    pytest.param({"evidence": ["- Đại biểu HĐND tỉnh;", "UBND tỉnh"], "figures": []}, "is ambiguous", id="ambiguous"),
    pytest.param({"alternatives": [["chiếm 9% tổng dư nợ"]]}, "is not in the report", id="alternative"),
    pytest.param(
        {"figures": [{"value": 1, "unit": "percent", "text": "2%"}]}, "'2%' is in none of its quotes", id="text"
    ),
    pytest.param({"figures": [{"value": 2, "unit": "percent", "text": "1%"}]}, "does not say 2 (percent)", id="value"),
    pytest.param({"figures": [{"value": 1, "unit": "VND", "text": "1%"}]}, "it says 1 (percent)", id="unit"),
    pytest.param({"figures": [{"value": 1, "unit": "percent", "text": "nợ xấu"}]}, "no figure is read", id="words"),
    pytest.param({"answer": "2% of outstanding loans."}, "its own answer does not give 1 (percent)", id="answer"),
    pytest.param({"evidence": [], "figures": []}, "answerable without evidence", id="no-evidence"),
    pytest.param({"answerable": False}, "evidence or figures for a question that is not", id="evidence-too-many"),
    pytest.param({"type": "unanswerable_near"}, "its type is 'unanswerable_near'", id="type"),
    pytest.param(
        {"answerable": False, "evidence": [], "figures": []}, "its type cannot be 'figure'", id="type-of-silence"
    ),
    pytest.param({"type": "followup"}, "a follow-up without history", id="history"),
    pytest.param({"history": [{"role": "assistant", "content": "Hello."}]}, "begin with a turn of the user", id="turn"),
    pytest.param({"lang": "vi-nodiac", "question": "Nợ xấu bao nhiêu?"}, "it has diacritics", id="diacritics"),
    pytest.param({"evidances": []}, "unknown field 'evidances'", id="misspelt"),
]


@pytest.mark.parametrize(("change", "said"), UNTRUE)
def test_a_line_that_is_not_true_is_named(tmp_path: Path, report: Report, change: dict[str, object], said: str) -> None:
    other = {"id": "b-1", "question": "How much new lending was there?"}
    assert messages(tmp_path, report, LINE | other) == []
    found = messages(tmp_path, report, LINE | other, LINE | change)
    assert found
    assert all(message.startswith("line 2, a-1: ") for message in found)
    assert any(said in message for message in found)


def test_what_is_asked_twice_is_named(tmp_path: Path, report: Report) -> None:
    same = LINE | {"id": "a-2", "question": "  what share of loans\twent bad"}
    assert messages(tmp_path, report, LINE, same, LINE | {"question": "And the bad debt?"}) == [
        "line 2, a-2: the same question as 'a-1' on line 1",
        "line 3, a-1: the id stands on line 1 already",
    ]


def test_the_same_words_after_another_history_are_another_question(tmp_path: Path, report: Report) -> None:
    first = LINE | {"type": "followup", "history": [{"role": "user", "content": "Loans?"}]}
    second = first | {"id": "a-2", "history": [{"role": "user", "content": "Lending?"}]}
    assert messages(tmp_path, report, first, second) == []


def test_a_quote_of_two_paragraphs_is_told_to_be_two(report: Report, questions: tuple[Question, ...]) -> None:
    first, second = report.paragraphs[3], report.paragraphs[4]
    quote = f"{first.text[-30:]} {second.text[:30]}"
    (problem,) = validate([replace(questions[0], evidence=(quote,), figures=(), line=7)], report)
    assert (problem.line, problem.id) == (7, questions[0].id)
    assert "make two quotes of it" in problem.message


def test_a_set_for_another_report_is_said_once(tmp_path: Path, questions: tuple[Question, ...]) -> None:
    path = tmp_path / "other.txt"
    path.write_text("BÁO CÁO\n\nNăm 2021 tỉnh thu ngân sách 7.000 tỷ đồng.\n", encoding="utf-8")
    problems = validate(questions, read_report(path))
    assert [str(problem) for problem in problems if "another report" in problem.message] == [str(problems[0])]
    assert str(problems[0]).startswith("the whole set: ")
    assert len(problems) < 5
