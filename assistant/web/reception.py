"""Where the questions of every face arrive: the page, the typed endpoint, the chat endpoint and the tool.

One queue for all of them, so that no face can crowd out another, and one place that knows how each answer went.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from assistant.answer import Answer
from assistant.web.asking import Asking, History
from assistant.web.person import Person
from assistant.web.turns import Turns
from assistant.web.working import follow


class Reception:
    """Takes questions and hands out answers, in turn."""

    def __init__(self, assistant: Asking, turns: Turns) -> None:
        self._assistant = assistant
        self._turns = turns

    async def answers(self, person: Person, question: str, history: History = ()) -> AsyncGenerator[int | Answer, None]:
        """Yield the place in the queue as it changes, down to 0, and then the growing answers; the last is final.

        Closing the generator abandons the answer; its turn is given back as soon as the assistant has let go.

        Raises:
            Busy: the queue is full, or the server is stopping; before anything is yielded.
            ReportAssistantError: as the assistant does.
        """
        turn = self._turns.join(person.id)
        working = False
        try:
            async for place in turn.places():
                yield place
            working = True
            stream = follow(lambda: self._assistant.stream(question, history), lambda: self._turns.leave(turn))
            async with aclosing(stream) as growing:
                async for answer in growing:
                    yield answer
        finally:
            if not working:  # else it is given back when the work has really ended
                self._turns.leave(turn)

    async def answer(self, person: Person, question: str, history: History = ()) -> Answer:
        """Return the final answer; raises as `answers` does."""
        final: Answer | None = None
        async with aclosing(self.answers(person, question, history)) as growing:
            async for each in growing:
                final = each if isinstance(each, Answer) else final
        if final is None:
            raise RuntimeError("the assistant ended without an answer")
        return final
