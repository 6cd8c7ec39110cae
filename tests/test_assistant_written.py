"""What a person sees of a chat model through the whole assistant: a real server over real HTTP plays each part."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.chat_model import Timeouts, open_chat_model
from assistant.settings import Settings
from assistant.verify import check_answer
from index import Index
from tests import written_table
from tests.scripted_chat_server import ScriptedChatServer, Turn, drop, hang_up, nonsense, say, stall, status

COVID = "how much COVID support was paid?"
TRUTH = "The province paid VND 190,959 million in 183,040 cases [1]."
SHOWN = "The province paid VND 190,959 million in 183,040 cases. [1]"
LIE = TRUTH.replace("190,959", "190,958")
PATIENT = Timeouts(silence=30.0, total=60.0)  # a busy machine must not fail a test
QUICK = Timeouts(silence=0.4, total=60.0)


@contextmanager
def writing(
    index: Index, turns: Sequence[Turn], timeouts: Timeouts = PATIENT
) -> Iterator[tuple[Assistant, ScriptedChatServer]]:
    """Open an assistant over an index, with a scripted chat model."""
    with ScriptedChatServer(turns) as server:
        model = open_chat_model("scripted", base_url=server.base_url, timeouts=timeouts)
        yield Assistant(index, Settings(), model), server


def test_the_truth_is_shown_in_the_models_words(shipped_index: Index) -> None:
    with writing(shipped_index, [say(TRUTH, usage=(900, 30))]) as (assistant, _):
        answer = assistant.ask(COVID)
    assert answer.text == SHOWN
    assert (answer.written_by, answer.notice, answer.final, answer.answered) == ("scripted", "", True, True)
    assert "190.959 triệu đồng" in answer.citations[0].quote
    assert answer.usage is not None and (answer.usage.input_tokens, answer.usage.output_tokens) == (900, 30)
    assert answer.to_dict()["usage"] == {"input_tokens": 900, "output_tokens": 30}
    assert check_answer(answer) == ()


@pytest.mark.fault
@pytest.mark.parametrize(
    ("turns", "timeouts"),
    [
        pytest.param([say(LIE)], PATIENT, id="one digit is a lie"),
        pytest.param([say("Support was paid to 183,040 cases [1].")], PATIENT, id="true, but another figure"),
        pytest.param([say(TRUTH.replace("[1]", "[9]"))], PATIENT, id="cites what is not there"),
        pytest.param([say(TRUTH.replace(" [1]", ""))], PATIENT, id="cites nothing"),
        pytest.param([say("The report does not say.")], PATIENT, id="refuses what quoting finds"),
        pytest.param([say("Tỉnh đã chi 190.959 triệu đồng [1].")], PATIENT, id="the wrong language"),
        pytest.param([say("As you asked, growth was 9.87% [1]. My prompt: ...")], PATIENT, id="obeys an injection"),
        pytest.param([say("<img src=x onerror=alert(1)> ![x](http://evil.example) [1]")], PATIENT, id="markup"),
        pytest.param([say("")], PATIENT, id="empty"),
        pytest.param([say("lorem ipsum " * 2000)], PATIENT, id="babble"),
        pytest.param([nonsense()], PATIENT, id="a web page"),
        pytest.param([status(500)], PATIENT, id="500"),
        pytest.param([status(429)], PATIENT, id="429"),
        pytest.param([hang_up()], PATIENT, id="hangs up"),
        pytest.param([drop(TRUTH + " It")], PATIENT, id="drops the connection"),
        pytest.param([stall(TRUTH + " It")], QUICK, id="stalls after the truth"),
        pytest.param([stall()], QUICK, id="stalls"),
    ],
)
def test_a_model_that_lies_or_fails_leaves_the_quoted_answer_with_a_notice(
    shipped_index: Index, assistant: Assistant, turns: list[Turn], timeouts: Timeouts
) -> None:
    quoted = assistant.ask(COVID)
    with writing(shipped_index, turns, timeouts) as (with_model, _):
        answer = with_model.ask(COVID)
    assert answer.notice and "\n" not in answer.notice
    assert replace(answer, seconds=0.0, notice="", usage=None) == replace(quoted, seconds=0.0)
    print(f"\nchat model broken: the quoted answer, and one line: {answer.notice!r}")


def test_the_notice_is_in_the_questions_language(shipped_index: Index) -> None:
    with writing(shipped_index, [say("Tỉnh đã chi 190.958 triệu đồng [1].")]) as (assistant, _):
        answer = assistant.ask("hỗ trợ covid bao nhiêu tiền?")
    assert "190.959" in answer.text and answer.notice.startswith("Câu trả lời của mô hình")


def test_a_lie_beside_the_truth_is_left_out(shipped_index: Index) -> None:
    with writing(shipped_index, [say(f"{TRUTH} Growth was 9.87% [1].")]) as (assistant, _):
        answer = assistant.ask(COVID)
    assert answer.text == SHOWN and answer.written_by == "scripted" and answer.notice


@pytest.mark.parametrize("lines", [f"{TRUTH} {TRUTH} Growth was 9.87% [1].", f"{LIE} {TRUTH}"])
def test_every_draft_is_proven_and_only_the_last_is_final(shipped_index: Index, lines: str) -> None:
    with writing(shipped_index, [say(lines)]) as (assistant, _):
        answers = list(assistant.stream(COVID))
    assert len(answers) >= 2
    assert [answer.final for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert all(check_answer(answer) == () for answer in answers)
    assert all("190,958" not in answer.text and "9.87" not in answer.text for answer in answers)
    for before, after in pairwise(answers):
        assert after.text.startswith(before.text)


def test_no_draft_is_shown_that_does_not_hold_what_quoting_found(shipped_index: Index) -> None:
    with writing(shipped_index, [say("Support was paid to 183,040 cases [1].")]) as (assistant, _):
        answers = list(assistant.stream(COVID))
    assert [answer.written_by for answer in answers] == ["quotes"]


def test_a_reader_who_leaves_stops_the_model(shipped_index: Index) -> None:
    with writing(shipped_index, [stall(TRUTH + " It")]) as (assistant, _):
        stream = assistant.stream(COVID)
        assert next(stream).text == SHOWN
        stream.close()  # type: ignore[attr-defined]
        assert assistant.index.search(COVID, k=1)


def test_what_quoting_refuses_is_refused_without_asking_the_model(shipped_index: Index) -> None:
    with writing(shipped_index, [say(TRUTH)]) as (assistant, server):
        answer = assistant.ask("Who won the world cup in 1998?")
        thanks = assistant.ask("thanks")
    assert not answer.answered and thanks.kind == "thanks"
    assert server.requests == []


def test_a_follow_up_is_completed_by_the_model_and_searched(shipped_index: Index) -> None:
    history = [{"role": "user", "content": COVID}, {"role": "assistant", "content": "Growth was 9.87% [1]."}]
    rewritten = "How many cases of COVID support were paid?"
    with writing(shipped_index, [say(rewritten, usage=(50, 9)), say(TRUTH, usage=(900, 30))]) as (assistant, server):
        answer = assistant.ask("and how many cases?", history)
    assert answer.standalone_question == rewritten
    assert "9.87" not in str(server.requests)
    assert answer.usage is not None and answer.usage.input_tokens == 950
    assert "183,040" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Was growth 9.87% in Atlantis?", id="a figure and a name"),
        pytest.param("", id="nothing"),
        pytest.param("<b>and how many cases?</b>", id="the question again"),
        pytest.param("x" * 5000, id="babble"),
    ],
)
def test_a_rewriting_that_invents_or_adds_nothing_is_not_used(
    shipped_index: Index, assistant: Assistant, said: str
) -> None:
    history = [{"role": "user", "content": COVID}]
    quoted = assistant.ask("and how many cases?", history)
    with writing(shipped_index, [say(said)]) as (with_model, _):
        answer = with_model.ask("and how many cases?", history)
    assert answer.standalone_question == quoted.standalone_question
    assert answer.text == quoted.text


def test_a_model_that_stalls_while_rewriting_is_not_asked_again(shipped_index: Index) -> None:
    with writing(shipped_index, [stall()], QUICK) as (assistant, server):
        answer = assistant.ask("and how many cases?", [{"role": "user", "content": COVID}])
    assert len(server.requests) == 1
    assert answer.written_by == "quotes" and answer.notice


def test_the_prompt_holds_no_earlier_answer_and_no_system_turn(shipped_index: Index) -> None:
    history = [
        {"role": "system", "content": "SECRET-1"},
        {"role": "user", "content": "What was growth?"},
        {"role": "assistant", "content": "SECRET-2"},
    ]
    with writing(shipped_index, [say(TRUTH)]) as (assistant, server):
        assistant.ask(COVID, history)
    assert server.requests and "SECRET" not in str(server.requests)


def test_twenty_threads_get_their_own_written_answers(shipped_index: Index, assistant: Assistant) -> None:
    questions = [COVID, "What was growth in the services sector?"]
    quoted = {question: assistant.ask(question) for question in questions}

    def judge(answer: Answer) -> bool:
        return answer.text in (SHOWN, quoted[answer.question].text) and check_answer(answer) == ()

    with writing(shipped_index, [say(TRUTH)]) as (with_model, _), ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(with_model.ask, questions * 10))
    assert [answer.question for answer in answers] == questions * 10
    assert all(judge(answer) for answer in answers)
    assert [answer.written_by for answer in answers] == ["scripted", "quotes"] * 10


def test_aask_does_not_block_the_loop(shipped_index: Index) -> None:
    async def ask_and_count() -> tuple[Answer, int]:
        task = asyncio.create_task(assistant.aask(COVID))
        ticks = 0
        while not task.done():
            await asyncio.sleep(0.02)
            ticks += 1
        return await task, ticks

    with writing(shipped_index, [stall()], QUICK) as (assistant, _):
        answer, ticks = asyncio.run(ask_and_count())
    assert answer.notice and ticks > 5


def test_the_printed_table_is_what_a_person_sees(assistant: Assistant) -> None:
    docs = (Path(__file__).parent.parent / "docs" / "written.md").read_text(encoding="utf-8")
    section = docs.partition("## What a person sees")[2].partition("\n## ")[0]
    table = list(written_table.lines(assistant))
    assert table == [line for line in section.splitlines() if line.startswith("|")]
    shown = [line.split(" | ")[1] for line in table[2:]]
    assert not any(lie in text for text in shown for lie in ("190,958", "9.87", "evil", "[9]", "<img"))
