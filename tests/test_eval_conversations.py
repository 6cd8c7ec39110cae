"""Conversations as people have them: each turn is answered from what it must rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from eval.conversations import Conversation, Turn, as_markdown, default_conversations, hold, load_conversations
from index.errors import QuestionSetInvalid

CONVERSATIONS = load_conversations(default_conversations())


def test_there_are_twenty_eight_of_three_to_six_turns() -> None:
    assert len(CONVERSATIONS) == 28
    assert all(3 <= len(conversation.turns) <= 6 for conversation in CONVERSATIONS)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda conversation: conversation.about)
def test_a_conversation_goes_as_it_should(conversation: Conversation, assistant: Assistant) -> None:
    held = tuple(hold(conversation, assistant))
    assert not any(turn.failed for turn in held), "\n".join(as_markdown([(conversation, held)]))


def test_what_is_not_as_expected_is_seen(assistant: Assistant) -> None:
    turns = (
        Turn("How much COVID support was paid?", ("9,87%",), ("9,87%",)),
        Turn("thanks", answered=True),
        Turn("How much COVID support was paid?", answered=False, language="vi"),
    )
    held = tuple(hold(Conversation("all wrong", turns), assistant))
    assert all(turn.failed for turn in held) and len(held[0].problems) == 2
    printed = "\n".join(as_markdown([(Conversation("all wrong", turns), held)]))
    assert printed.count("**Wrong: ") == sum(len(turn.problems) for turn in held)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[conversation]]\nabout = 'x'\nturns = [{ quesion = 'typo' }]", id="unknown-field"),
        pytest.param("conversations = 1", id="other-shape"),
        pytest.param("[[", id="no-toml"),
    ],
)
def test_a_file_of_another_shape_is_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(text, encoding="utf-8")
    for file in (path, tmp_path / "none.toml"):
        with pytest.raises(QuestionSetInvalid) as caught:
            load_conversations(file)
        assert "\n" not in str(caught.value)
