"""The assistant: a question -> a cited answer.

assistant = Assistant.open()
answer = assistant.ask("how much COVID support was paid?")
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from assistant.answer import Answer, Language
from assistant.answering import Answering
from assistant.asking import asked_of
from assistant.chat import ChatModel
from assistant.follow_up import History, Standalone, complete, spoken_language, user_turns
from assistant.prefer import Metered, prefer_written, proven
from assistant.question import check_question
from assistant.rewrite import rewrite_question
from assistant.settings import Settings
from index import Index, build_index, ensure_index
from index.live import LiveIndex
from index.read.reading import Progress
from index.report import Report
from index.settings import Settings as IndexSettings
from index.shelf import on_shelf

_WAIT = 300.0  # seconds for another process that builds the same index


class Assistant:
    """Answers questions about the reports of one index; any number of threads may ask.

    Without a chat model, answers are quoted. With one, they are written where what it writes is proven.
    """

    def __init__(
        self,
        index: Index | LiveIndex,
        settings: Settings,
        model: ChatModel | None = None,
        only: Sequence[str] = (),
    ) -> None:
        """Ask an index, or the reports of it whose ids are in `only`."""
        self._live = index if isinstance(index, LiveIndex) else LiveIndex(index)
        self._only = tuple(only)
        self.settings = settings
        self.model = model

    @classmethod
    def open(
        cls,
        reports: Sequence[str | Path] | None = None,
        home: str | Path | None = None,
        model: str | None = None,
        *,
        progress: Progress | None = None,
    ) -> Assistant:
        """Open the index of some reports, building it first where that is needed.

        Args:
            reports: ids of reports on the shelf, which are asked alone; or paths of reports; None is the whole shelf.
                Without a `home` paths get an index of their own, and the one in the user's home stays as it is.
            home: the folder everything is kept in; None is the user's data folder, or `REPORT_ASSISTANT_HOME`.
            model: a chat model's id; None is `REPORT_ASSISTANT_MODEL`, or no model: answers are quoted.
            progress: told what is being built, how much of it is done, and how much there is.

        Raises:
            ReportAssistantError: with what to do next.
        """
        settings = Settings.from_environment(model=model)
        chat_model = settings.open_chat_model()  # before anything is built: a wrong name is said at once
        where = IndexSettings.from_environment()
        where = where if home is None else replace(where, home=Path(home).expanduser())
        ids = on_shelf(reports, home) if reports else []
        if reports is None or ids:
            index = ensure_index(settings=where, progress=progress)
        else:
            where = where.aside(reports) if home is None else where
            index = build_index(reports, settings=where, progress=progress, wait=_WAIT)
        return cls(LiveIndex(index, where), settings, chat_model, ids)

    def only(self, reports: Sequence[str]) -> Assistant:
        """Return an assistant that asks some of the reports, by their ids; it shares this one's index.

        Raises:
            ReportUnknown: there is no such report.
        """
        self.index.only(reports)
        return Assistant(self._live, self.settings, self.model, reports)

    @property
    def index(self) -> Index:
        """The index as it is now; `index.open_index` opens one that stays as it is."""
        return self._of(self._live.index)

    def _of(self, index: Index) -> Index:
        return index.only(self._only) if self._only else index

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that are asked."""
        return self.index.reports

    def ask(self, question: str, history: History = ()) -> Answer:
        """Answer a question, completed from the conversation so far where it cannot stand alone.

        Raises:
            QuestionInvalid: it is empty, too long, or the history has another shape.
        """
        *_, answer = self.stream(question, history)
        return answer

    def stream(self, question: str, history: History = ()) -> Iterator[Answer]:
        """Yield the growing answer, each part of it checked; the last one is final.

        Raises:
            QuestionInvalid: as `ask` does.
        """
        started = time.perf_counter()
        with self._live.lend() as lent:
            for answer in self._stream(question, history, self._of(lent)):
                yield replace(answer, seconds=time.perf_counter() - started)

    def _stream(self, question: str, history: History, index: Index) -> Iterator[Answer]:
        """Yield the growing answer from an index that does not change meanwhile."""
        checked = check_question(question)
        corrected = index.correct(checked)
        language = spoken_language(corrected, history)
        model = Metered(self.model) if self.model else None
        asked = asked_of(corrected, language)
        standalone = replace(_stand_alone(asked.text, history, language, model), claimed=asked.claimed)
        answering = Answering(checked, standalone.language or language, index, self.settings.hits)
        quoted = proven(answering.answer(standalone))
        yield from prefer_written(quoted, model) if model else (quoted,)

    async def aask(self, question: str, history: History = ()) -> Answer:
        """Answer without blocking the event loop."""
        return await asyncio.to_thread(self.ask, question, history)

    def close(self) -> None:
        """Release the index."""
        self._live.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _stand_alone(question: str, history: History, language: Language, model: Metered | None) -> Standalone:
    """Complete a question from the earlier ones; a chat model is asked only where it cannot stand alone."""
    standalone = complete(question, history, language)
    if model is None or standalone.manner != "completed":
        return standalone
    rewritten = rewrite_question(question, user_turns(history), language, model)
    return replace(standalone, question=rewritten) if rewritten else standalone
