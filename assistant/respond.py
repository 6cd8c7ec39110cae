"""The assistant: a question -> a cited answer.

assistant = Assistant.open()
answer = assistant.ask("how much COVID support was paid?")
"""

from __future__ import annotations

import asyncio
import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from assistant.answer import Answer, Language
from assistant.asking import asked_of
from assistant.beside import Choice, answer_from, choose_reports
from assistant.chat import ChatModel
from assistant.earlier import NOTHING, Given, given_by
from assistant.follow_up import History, Standalone, complete, instead, spoken_language, user_turns
from assistant.named import name_reports
from assistant.overview import asks_for_figures, list_figures
from assistant.prefer import Metered, prefer_written, proven
from assistant.question import MAX_CHARACTERS, Wanted, read_question
from assistant.quote import Quoted, answer_by_quoting, find_leads
from assistant.rewrite import rewrite_question
from assistant.settings import Settings
from assistant.wording import say
from index import Index, build_index, ensure_index
from index.errors import QuestionInvalid
from index.hit import Hit
from index.language import detect_language
from index.live import LiveIndex
from index.read.reading import Progress
from index.report import Report
from index.settings import Settings as IndexSettings
from index.shelf import on_shelf
from prompts import refusal

_BACK = 2  # answers that are worked out anew for a follow-up
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
        with self._live.lend() as index:
            asked = copy.copy(self)
            asked._live, asked._only = LiveIndex(self._of(index)), ()
            for answer in asked._stream(question, history):
                yield replace(answer, seconds=time.perf_counter() - started)

    def _stream(self, question: str, history: History) -> Iterator[Answer]:
        """Yield the growing answer from an index that does not change meanwhile."""
        checked = check_question(question)
        corrected = self.index.correct(checked)
        language = spoken_language(corrected, history)
        model = Metered(self.model) if self.model else None
        standalone = _stand_alone(asked_of(corrected, language), history, language, model)
        quoted = proven(self._quote(checked, standalone, language))
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

    def _quote(self, question: str, standalone: Standalone, language: Language) -> Answer:
        language = standalone.language or language
        if standalone.manner == "thanks":
            return Answer(say("thanks", language), False, question, question, language, kind="thanks")
        choice = choose_reports(standalone, self.index, self.settings.hits)
        answer = self._quote_standalone(question, standalone, language, choice)
        if answer.answered:
            return answer
        for other in instead(standalone, language):
            # The reports stay those the conversation is about, though its own part alone may name none.
            again = choice.of(name_reports(other.question, self.index.reports))
            retried = self._quote_standalone(question, other, language, again)
            if retried.answered:
                return retried
        return answer

    def _quote_standalone(self, question: str, standalone: Standalone, language: Language, choice: Choice) -> Answer:
        def quote(asked: Standalone, index: Index) -> Answer:
            wanted = wanted_of(asked, index)
            if asked.question != standalone.question:
                wanted = choice.wanted(wanted, index.reports[0])
            given = (
                NOTHING if choice.named.explicit and len(self.reports) > 1 else self._given_before(standalone, index)
            )
            return proven(self._quote_from(question, asked, index, language, wanted, given))

        return answer_from(choice, standalone, self.index, language, quote)

    def _quote_from(
        self,
        question: str,
        standalone: Standalone,
        index: Index,
        language: Language,
        wanted: Wanted,
        given: Given,
    ) -> Answer:
        if asks_for_figures(wanted):
            if listed := list_figures(wanted, index, language):
                answer = self._answer(question, standalone, listed[0], wanted, listed[1], language)
                return replace(answer, kind="figures")
            wanted = replace(wanted, kinds=("open",), relations=frozenset())  # no figure is of this subject
        hits = index.search(standalone.question, k=self.settings.hits)
        quoted = answer_by_quoting(wanted, hits, index, language=language, refusal=refusal(language), given=given)
        return self._answer(question, standalone, quoted, wanted, hits, language)

    def _given_before(self, standalone: Standalone, index: Index, back: int = _BACK) -> Given:
        """Return what answered the question a follow-up leans on; worked out anew, never read back."""
        earlier = standalone.earlier
        if earlier is None or standalone.corrects or not back:
            return NOTHING
        hits = index.search(earlier.question, k=self.settings.hits)
        leads, _ = find_leads(wanted_of(earlier, index), hits, index, self._given_before(earlier, index, back - 1))
        return given_by(leads)

    def _answer(
        self,
        question: str,
        standalone: Standalone,
        quoted: Quoted,
        wanted: Wanted,
        hits: Sequence[Hit],
        language: Language,
    ) -> Answer:
        return Answer(
            text=quoted.text,
            answered=quoted.answered,
            question=question,
            standalone_question=standalone.question,
            language=language,
            citations=quoted.citations,
            figures=quoted.figures,
            hits=tuple(hits),
            kind=wanted.kind,
        )


def _stand_alone(question: str, history: History, language: Language, model: Metered | None) -> Standalone:
    """Complete a question from the earlier ones; a chat model is asked only where it cannot stand alone."""
    standalone = complete(question, history, language)
    if model is None or standalone.manner != "completed":
        return standalone
    rewritten = rewrite_question(question, user_turns(history), language, model)
    return replace(standalone, question=rewritten) if rewritten else standalone


def wanted_of(standalone: Standalone, index: Index) -> Wanted:
    """Read what a completed question wants: its kind from the words that ask, its subject from all of it."""
    language = language_of(standalone.question)
    whole = replace(read_question(index.analyse(standalone.question).restored, language), question=standalone.question)
    if standalone.before is None:
        return whole
    asking = read_question(index.analyse(standalone.asked_by).restored, language_of(standalone.asked_by))
    return replace(
        whole,
        kinds=asking.kinds,
        counted=asking.counted,
        parts=(standalone.question,),
        asks=1,
        focus=standalone.focus,
        fragment=standalone.asked_by != standalone.focus,
        anchored=standalone.anchored,
    )


def check_question(question: object) -> str:
    """Return a question ready to be searched.

    Raises:
        QuestionInvalid: it is no text, empty, or longer than `MAX_CHARACTERS`.
    """
    if not isinstance(question, str):
        raise QuestionInvalid(f"A question is a text, not {type(question).__name__}.")
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    if not any(character.isalnum() for character in cleaned):
        raise QuestionInvalid("The question is empty. Type what you want to know about the report.")
    if len(cleaned) > MAX_CHARACTERS:
        raise QuestionInvalid(
            f"The question has {len(cleaned):,} characters; at most {MAX_CHARACTERS:,} are taken. Shorten it."
        )
    return cleaned


def language_of(text: str) -> Language:
    """Return the language to answer in; English where it is neither."""
    return "vi" if detect_language(text) == "vi" else "en"
