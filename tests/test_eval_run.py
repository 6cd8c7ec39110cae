"""A run keeps every answer as it comes, asks nothing twice, and loses nothing."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.answer import Answer, Citation, Figure
from assistant.chat import Usage
from eval import cache
from eval.configurations import Configuration
from eval.question import Question
from eval.record import Record, record_of
from eval.results import Results
from eval.run import run
from index.errors import EvaluationFailed, QuestionInvalid, StorageFailed
from index.hit import Hit
from index.report import Paragraph

PARAGRAPH = Paragraph("r:1", "r", 1, "Chi 3 tỷ đồng.", "paragraph")
QUESTIONS = tuple(
    Question(f"q{number}", "en", f"question {number}?", "figure", (), True, ("Chi 3 tỷ đồng",), (), "3", "fact")
    for number in range(4)
)


@dataclass
class Counting:
    """A product that counts what it is asked, and fails at one question."""

    stop_at: str = ""
    failure: type[Exception] = KeyboardInterrupt
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        if question == self.stop_at:
            raise self.failure(f"at {question}")
        self.asked.append(question)
        cited = Citation(1, PARAGRAPH, PARAGRAPH.text, 0, len(PARAGRAPH.text), "3 billion")
        figure = Figure(Decimal("3000000000"), "VND", "3 tỷ đồng", shown="VND 3 billion")
        return Answer(f"{question} 3 [1]", True, question, question, "en", (cited,), (figure,), (Hit(PARAGRAPH, 0.5),))


def configured(product: Counting, **identity: str) -> Configuration:
    return Configuration("quoting", lambda: product, {"code": "1", **identity})


def test_each_answer_is_one_line_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    records = run(QUESTIONS, configured(Counting()), tmp_path)
    lines = (tmp_path / "quoting.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Record.from_line(line) for line in lines] == list(records.values())
    assert records["q1"].figures[0].value == Decimal(3_000_000_000)


def test_nothing_is_asked_twice_and_the_product_is_not_even_opened(tmp_path: Path) -> None:
    run(QUESTIONS, configured(Counting()), tmp_path)

    def never() -> Counting:
        raise AssertionError("opened")

    again = run(QUESTIONS, Configuration("quoting", never, {"code": "1"}), tmp_path)
    assert list(again) == [question.id for question in QUESTIONS]


@pytest.mark.parametrize("changed", ["code", "encoder", "model", "reports"])
def test_whatever_an_answer_depends_on_is_asked_anew_when_it_changes(tmp_path: Path, changed: str) -> None:
    product = Counting()
    run(QUESTIONS, configured(product), tmp_path)
    run(QUESTIONS, configured(product, **{changed: "2"}), tmp_path)
    assert len(product.asked) == 2 * len(QUESTIONS)


def test_a_changed_question_or_history_is_asked_anew_alone(tmp_path: Path) -> None:
    product = Counting()
    run(QUESTIONS, configured(product), tmp_path)
    followed = replace(QUESTIONS[2], history=({"role": "user", "content": "before"},))
    run((*QUESTIONS[:2], followed, QUESTIONS[3]), configured(product), tmp_path)
    assert product.asked[4:] == ["question 2?"]


def test_results_of_earlier_code_come_back_when_the_code_does(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    before = run(QUESTIONS, configured(first), tmp_path)
    run(QUESTIONS, configured(second, code="2"), tmp_path)
    assert run(QUESTIONS, configured(second), tmp_path) == before
    assert Results.read(tmp_path / "quoting.jsonl", Record).current == before
    assert len(second.asked) == len(QUESTIONS)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    product = Counting(stop_at="question 2?")
    with pytest.raises(KeyboardInterrupt):
        run(QUESTIONS, configured(product), tmp_path)
    product.stop_at = ""
    run(QUESTIONS, configured(product), tmp_path)
    assert product.asked == [question.question for question in QUESTIONS]


def test_a_line_cut_short_is_overwritten_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "quoting.jsonl"
    run(QUESTIONS[:3], configured(Counting()), tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    product = Counting()
    run(QUESTIONS[:3], configured(product), tmp_path)
    assert product.asked == ["question 2?"]
    assert len(Results.read(path, Record).current) == 3


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "quoting.jsonl"
    run(QUESTIONS, configured(Counting()), tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], '{"id": "q1"}', *lines[2:]]) + "\n", encoding="utf-8")
    with pytest.raises(EvaluationFailed, match=r"line 2 of .*quoting\.jsonl"):
        run(QUESTIONS, configured(Counting()), tmp_path)


def test_two_runs_at_once_are_one_clear_line(tmp_path: Path) -> None:
    with FileLock(tmp_path / "quoting.lock"), pytest.raises(EvaluationFailed, match="another run is writing"):
        run(QUESTIONS, configured(Counting()), tmp_path)


@contextmanager
def small_disk() -> Iterator[None]:
    """Let no file grow past 2,000 bytes, as on a full disk; only inside, for the test run may print into a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(), pytest.raises(StorageFailed, match="results so far are kept") as failed:
        run(QUESTIONS, configured(Counting()), tmp_path)
    assert "\n" not in str(failed.value)
    kept = Results.read(tmp_path / "quoting.jsonl", Record).current
    product = Counting()
    run(QUESTIONS, configured(product), tmp_path)
    assert 0 < len(kept) < len(QUESTIONS)
    assert len(product.asked) == len(QUESTIONS) - len(kept)


def test_an_error_that_a_user_would_see_is_a_result(tmp_path: Path) -> None:
    product = Counting(stop_at="question 1?", failure=QuestionInvalid)
    records = run(QUESTIONS, configured(product), tmp_path)
    assert records["q1"].error == "at question 1?"
    assert len(product.asked) == 3


def test_a_bug_stops_the_run_and_keeps_its_traceback(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        run(QUESTIONS, configured(Counting(stop_at="question 1?", failure=ZeroDivisionError)), tmp_path)
    assert len(Results.read(tmp_path / "quoting.jsonl", Record).current) == 1


def forget() -> None:
    cache.product_code.cache_clear()
    cache.code_of.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the code, of which the keys are made."""
    for package in ("assistant", "eval", "index", "prompts"):
        source = Path(cache.__file__).parent.parent / package
        shutil.copytree(source, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.jsonl", "*.html"))
    monkeypatch.setattr(cache, "ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


@pytest.mark.parametrize(
    ("file", "product", "baseline"),
    [
        pytest.param("assistant/weights.json", True, False, id="fitted weights"),
        pytest.param("assistant/cues.toml", True, False, id="word lists"),
        pytest.param("prompts/answer.md", True, False, id="a prompt"),
        pytest.param("assistant/quote.py", True, False, id="the product's code"),
        pytest.param("index/embed.py", True, True, id="the encoder"),
        pytest.param("assistant/figures/read.py", True, True, id="what reads figures"),
        pytest.param("eval/baselines/langchain_tutorial.py", False, True, id="a baseline's code"),
        pytest.param("eval/baselines/keywords.py", False, False, id="another baseline's code"),
        pytest.param("assistant/web/server.py", False, False, id="the page"),
    ],
)
def test_only_what_an_answer_depends_on_changes_its_key(copied: Path, file: str, product: bool, baseline: bool) -> None:
    def codes() -> tuple[str, str]:
        forget()
        return cache.product_code(), cache.code_of("eval.baselines.langchain_tutorial", "index.embed")

    before = codes()
    with (copied / "index" / "embed.py").open("a", encoding="utf-8") as changed:
        changed.write("\n# a comment asks nothing again\n")
    assert codes() == before
    with (copied / file).open("a", encoding="utf-8") as changed:
        changed.write("\nadded = 1\n")
    after = codes()
    assert (before[0] != after[0], before[1] != after[1]) == (product, baseline)


def test_a_record_leaves_out_nothing_that_scoring_reads() -> None:
    answer = replace(Counting().ask("question?"), usage=Usage(10, 5))
    record = record_of(answer, "q", "key", 0.25)
    assert (record.citations[0].quote, record.hits[0].paragraph) == (PARAGRAPH.text, "r:1")
    assert (record.tokens_in, record.tokens_out, record.seconds) == (10, 5, 0.25)
    assert Record.from_line(record.to_line()) == record
