"""Where the questions of every face arrive: the page, the typed endpoint, the chat endpoint and the tool.

One queue for all of them, so that no face can crowd out another, and one place that knows how each answer went.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from assistant.answer import Answer
from assistant.web.asking import Asking, History, shared_ids
from assistant.web.journal import journal
from assistant.web.metrics import Metrics
from assistant.web.own_reports import OwnReports
from assistant.web.person import Person
from assistant.web.rates import Rates
from assistant.web.settings import Serving
from assistant.web.turns import ComeBackLater, Turns
from assistant.web.working import follow
from index.errors import QuestionInvalid, ReportAssistantError, ReportUnknown


class AnswerTookTooLong(ReportAssistantError):
    """An answer was not finished in the time it may take."""


class Reception:
    """Takes questions and hands out answers, in turn."""

    def __init__(self, assistant: Asking, serving: Serving, own: OwnReports | None = None) -> None:
        """Ask `assistant`, or where a question names one of them, the reports that people brought themselves."""
        self._assistant = assistant
        self._serving = serving
        self._own = own
        self.turns = Turns(serving.at_once, serving.waiting)
        self.rates = Rates(serving.rate)
        self.metrics = Metrics(self.turns)

    async def answers(
        self, person: Person, question: str, history: History = (), reports: Sequence[str] = ()
    ) -> AsyncGenerator[int | Answer, None]:
        """Yield the place in the queue as it changes, down to 0, and then the growing answers; the last is final.

        `reports` are the ids of those to ask; all that everybody shares where there are none. Closing the generator
        abandons the answer; its turn is given back as soon as the assistant has let go.

        Raises:
            ComeBackLater: the person asks too often, the queue is full, or the server is stopping; before anything is
                yielded.
            AnswerTookTooLong: it did.
            ReportAssistantError: as the assistant does.
        """
        try:
            self.rates.question(person.id)
            turn = self.turns.join(person.id)
        except ComeBackLater as refusal:
            self.metrics.refused.labels(type(refusal).__name__).inc()
            raise
        working, started, final = False, time.perf_counter(), None
        try:
            async for place in turn.places():
                yield place
            working, started = True, time.perf_counter()
            stream = follow(
                lambda: self._ask(person, question, history, reports),
                lambda: self.turns.leave(turn),
                self._serving.answer_seconds,
            )
            async with aclosing(stream) as growing:
                async for answer in growing:
                    yield answer
                    final = answer
        except TimeoutError as error:
            raise AnswerTookTooLong(
                f"The answer took longer than {self._serving.answer_seconds} seconds. Ask again, or ask for less."
            ) from error
        finally:
            if not working:  # else it is given back when the work has really ended
                self.turns.leave(turn)
            self._note(person, question, final, time.perf_counter() - started)

    async def answer(self, person: Person, question: str, history: History = (), reports: Sequence[str] = ()) -> Answer:
        """Return the final answer; raises as `answers` does."""
        final: Answer | None = None
        async with aclosing(self.answers(person, question, history, reports)) as growing:
            async for each in growing:
                final = each if isinstance(each, Answer) else final
        if final is None:
            raise RuntimeError("the assistant ended without an answer")
        return final

    def _ask(self, person: Person, question: str, history: History, reports: Sequence[str]) -> Iterator[Answer]:
        shared = shared_ids(self._assistant)
        if shared.issuperset(reports):
            some = bool(reports) and shared != set(reports)
            asking = self._assistant.only(list(dict.fromkeys(reports))) if some else self._assistant
            yield from asking.stream(question, history)
        elif len(reports) == 1 and self._own is not None:
            with self._own.lend(person, reports[0]) as asking:
                yield from asking.stream(question, history)
        elif self._own is not None and shared.isdisjoint(reports):
            raise QuestionInvalid("Reports of your own are asked one at a time. Choose one.")
        else:
            raise ReportUnknown("There is no such report.")

    def _note(self, person: Person, question: str, answer: Answer | None, seconds: float) -> None:
        """Count an answer and write down how it went; what was asked only where that is switched on."""
        asked = {"question": question} if self._serving.questions_in_log else {}
        if answer is None or not answer.final:
            self.metrics.answers.labels("none").inc()
            journal("answer", outcome="none", person=person.name, seconds=round(seconds, 3), **asked)
            return
        self.metrics.answered(answer, seconds)
        journal(
            "answer",
            outcome="answered" if answer.answered else "refused",
            person=person.name,
            seconds=round(seconds, 3),
            language=answer.language,
            kind=answer.kind,
            written_by=answer.written_by,
            notice=answer.notice,
            **asked,
        )
