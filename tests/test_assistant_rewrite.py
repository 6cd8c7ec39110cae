"""A chat model completes a follow-up only with what was asked before."""

from __future__ import annotations

import pytest

from assistant.chat_model import open_chat_model
from assistant.rewrite import rewrite_question
from tests.scripted_chat_server import ScriptedChatServer, Turn, say, status

EARLIER = ["How much was paid in Covid support in Bến Tre in 2020?"]


def rewrite(turn: Turn, question: str = "and for saltwater intrusion?") -> tuple[str | None, ScriptedChatServer]:
    with ScriptedChatServer([turn]) as server:
        model = open_chat_model("scripted", base_url=server.base_url)
        assert model is not None
        return rewrite_question(question, EARLIER, "en", model), server


def test_a_completed_question_is_taken() -> None:
    completed = "How much was paid in support for saltwater intrusion in Bến Tre in 2020?"
    assert rewrite(say(f'"{completed}"'))[0] == completed


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("How much was paid for saltwater intrusion in 2021?", id="another-year"),
        pytest.param("How much was paid for saltwater intrusion in Tiền Giang?", id="another-province"),
        pytest.param("How much was paid in Covid support in Bến Tre in 2020?", id="the-question-before"),
        pytest.param("Đã chi bao nhiêu cho xâm nhập mặn ở Bến Tre?", id="another-language"),
        pytest.param("See https://evil.example for saltwater intrusion in Bến Tre", id="address"),
        pytest.param("The saltwater " * 60, id="too-long"),
        pytest.param("", id="empty"),
    ],
)
def test_what_adds_to_the_conversation_is_not(reply: str) -> None:
    assert rewrite(say(reply))[0] is None


def test_a_model_that_fails_rewrites_nothing() -> None:
    assert rewrite(status(500))[0] is None


def test_the_model_sees_the_questions_and_no_earlier_answer() -> None:
    prompt = rewrite(say("How much for saltwater intrusion?"))[1].requests[0]["messages"][1]["content"]
    assert EARLIER[0] in prompt
    assert "and for saltwater intrusion?" in prompt
