"""The queue: places, fairness, its bound; and the one request the page asks through."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.web.asking import History
from assistant.web.person import Person
from assistant.web.rates import TooMany
from assistant.web.reception import AnswerTookTooLong, Reception
from assistant.web.settings import Serving
from assistant.web.turns import Busy, Turn, Turns
from index.errors import QuestionInvalid
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving

COVID = "How much COVID support was paid?"


async def places_of(turn: Turn) -> list[int]:
    return [place async for place in turn.places()]


def test_those_who_wait_see_their_place_shrink() -> None:
    async def scene() -> list[int]:
        turns = Turns(at_once=1)
        first, second, third = (turns.join(name) for name in "abc")
        following = asyncio.create_task(places_of(third))
        for done in (first, second):
            await asyncio.sleep(0.01)
            turns.leave(done)
        return await following

    assert asyncio.run(scene()) == [2, 1, 0]


def test_one_persons_many_questions_stand_behind_everyone_elses_first() -> None:
    async def scene() -> list[int]:
        turns = Turns(at_once=1)
        many = [turns.join("many") for _ in range(4)]
        other = turns.join("other")
        return [turn.place for turn in (*many, other)]

    assert asyncio.run(scene()) == [0, 2, 3, 4, 1]


def test_a_full_queue_says_when_to_come_back() -> None:
    async def scene() -> tuple[int, int]:
        turns = Turns(at_once=2, waiting=3)
        for number in range(5):
            turns.join(str(number))
        with pytest.raises(Busy) as refused:
            turns.join("one too many")
        return refused.value.seconds, refused.value.status

    seconds, status = asyncio.run(scene())
    assert 1 <= seconds <= 120
    assert status == 503


def test_after_closing_nobody_joins_and_those_inside_are_waited_for() -> None:
    async def scene() -> tuple[bool, bool]:
        turns = Turns()
        turn = turns.join("a")
        turns.close()
        with pytest.raises(Busy, match="stopping"):
            turns.join("b")
        early = await turns.idle(0.1)
        asyncio.get_running_loop().call_later(0.1, turns.leave, turn)
        return early, await turns.idle(5)

    assert asyncio.run(scene()) == (False, True)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60), st.integers(1, 4))
def test_no_turn_is_lost_or_doubled(steps: list[tuple[str, bool]], at_once: int) -> None:
    async def scene() -> None:
        turns = Turns(at_once=at_once, waiting=100)
        inside: list[Turn] = []
        for person, joins in steps:
            if joins or not inside:
                inside.append(turns.join(person))
            else:
                turns.leave(inside.pop(len(person) % len(inside)))
            running = [turn for turn in inside if turn.place == 0]
            assert len(running) == turns.running == min(at_once, len(inside))
            waiting = sorted(turn.place for turn in inside if turn.place)
            assert waiting == list(range(1, turns.waiting + 1))
        for turn in inside:
            turns.leave(turn)
        assert turns.running == turns.waiting == 0

    asyncio.run(scene())


class SlowAssistant(WordAssistant):
    """Grows an answer until it is let go, and notes when it is abandoned."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()
        self.abandoned = threading.Event()

    def stream(self, question: str, history: History = ()) -> Iterator[Answer]:
        *_, answer = super().stream(question, history)
        try:
            while "slow" in question and not self.let_go.wait(0.02):
                yield replace(answer, final=False)
            yield answer
        except GeneratorExit:
            self.abandoned.set()
            raise


@pytest.fixture
def slow() -> Iterator[SlowAssistant]:
    assistant = SlowAssistant()
    yield assistant
    assistant.let_go.set()


def test_closing_the_answers_gives_the_turn_back_and_abandons_the_answer(slow: SlowAssistant) -> None:
    async def scene() -> tuple[int, int]:
        reception = Reception(slow, Serving(at_once=1))
        turns = reception.turns
        answers = reception.answers(Person("a"), f"slow: {COVID}")
        assert await anext(answers) == 0
        await anext(answers)
        running = turns.running
        await answers.aclose()
        await turns.idle(20)
        return running, turns.running

    assert asyncio.run(scene()) == (1, 0)
    assert slow.abandoned.is_set()


def test_a_cancelled_question_gives_its_turn_back(slow: SlowAssistant) -> None:
    async def scene() -> bool:
        reception = Reception(slow, Serving(at_once=1))
        asking = [asyncio.create_task(reception.answer(Person(name), f"slow: {COVID}")) for name in "ab"]
        await asyncio.sleep(0.3)
        for task in asking:
            task.cancel()
        await asyncio.wait(asking)
        assert all(task.cancelled() for task in asking)
        return await reception.turns.idle(20)

    assert asyncio.run(scene())


def test_what_the_assistant_raises_is_raised_and_the_turn_is_given_back() -> None:
    async def scene() -> bool:
        reception = Reception(WordAssistant(), Serving())
        with pytest.raises(QuestionInvalid):
            await reception.answer(Person("a"), "tree of errors")
        return await reception.turns.idle(20)

    assert asyncio.run(scene())


def test_an_answer_that_takes_too_long_is_given_up(slow: SlowAssistant) -> None:
    async def scene() -> None:
        reception = Reception(slow, Serving(answer_seconds=1))
        with pytest.raises(AnswerTookTooLong, match="1 seconds"):
            await reception.answer(Person("a"), f"slow: {COVID}")
        slow.let_go.set()
        assert await reception.turns.idle(20)

    asyncio.run(scene())


def test_a_person_who_asks_too_often_is_told_to_wait() -> None:
    async def scene() -> bool:
        reception = Reception(WordAssistant(), Serving(rate=2))
        for _ in range(2):
            await reception.answer(Person("a"), COVID)
        with pytest.raises(TooMany) as refused:
            await reception.answer(Person("a"), COVID)
        assert 1 <= refused.value.seconds <= 60
        return (await reception.answer(Person("b"), COVID)).answered

    assert asyncio.run(scene())


def test_an_answer_comes_line_by_line_after_its_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    assistant = WordAssistant()
    with serving(assistant, tmp_path_factory.mktemp("home")) as address:
        answered = httpx.post(f"{address}/page/ask", json={"question": f"slowly, {COVID}", "history": []}, timeout=60)
    events = [json.loads(line) for line in answered.text.splitlines()]
    assert events[0] == {"place": 0}
    assert len(events) > 5
    assert [event["final"] for event in events[1:]] == [False] * (len(events) - 2) + [True]
    assert events[-1]["citations"]
    assert answered.headers["x-accel-buffering"] == "no"


def test_hanging_up_abandons_the_answer(slow: SlowAssistant, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(slow, tmp_path_factory.mktemp("home")) as address:
        body = {"question": f"slow: {COVID}", "history": []}
        with httpx.stream("POST", f"{address}/page/ask", json=body, timeout=60) as response:
            lines = response.iter_lines()
            assert json.loads(next(lines)) == {"place": 0}
            assert json.loads(next(lines))["final"] is False
        assert slow.abandoned.wait(20)


def test_the_ninth_question_waits_and_sees_its_place(
    slow: SlowAssistant, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        serving(slow, tmp_path_factory.mktemp("home")) as address,
        httpx.Client(base_url=address, timeout=60) as client,
        ThreadPoolExecutor(8) as people,
    ):
        eight = [people.submit(client.post, "/page/ask", json={"question": f"slow {COVID}"}) for _ in range(8)]
        while sum("slow" in question for question, _ in list(slow.asked)) < 8:
            time.sleep(0.02)
        with client.stream("POST", "/page/ask", json={"question": COVID}) as waiting:
            lines = waiting.iter_lines()
            first = json.loads(next(lines))
            slow.let_go.set()
            last = [json.loads(line) for line in lines][-1]
        assert all(each.result().status_code == 200 for each in eight)
    assert first == {"place": 1}
    assert last["final"] is True
