"""Prefer a chat model's words where they are proven and say what quoting found; show the quoted answer otherwise.

Nothing leaves here that `check_answer` objects to. A draft is shown from the moment it holds what quoting leads with,
so a true figure that answers another question is not shown even for a second.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from typing import Literal

from assistant.agree import agrees
from assistant.answer import Answer, Language
from assistant.chat import ChatModel, ChatModelFailed, Message, Reply, Usage
from assistant.verify import check_answer
from assistant.write import Written, write_answer
from prompts import refusal

logger = logging.getLogger(__name__)

Reason = Literal["refused", "differs", "failed", "unproven"]
_NOTICES: dict[Reason, dict[Language, str]] = {
    "refused": {
        "en": "The chat model found no answer, so this answer is quoted from the report.",
        "vi": "Mô hình ngôn ngữ không tìm thấy câu trả lời, nên câu trả lời này được trích từ báo cáo.",
    },
    "differs": {
        "en": "The chat model's answer differs from what the report says, so this answer is quoted from the report.",
        "vi": "Câu trả lời của mô hình ngôn ngữ không khớp với báo cáo, nên câu trả lời này được trích từ báo cáo.",
    },
    "failed": {
        "en": "The chat model did not answer, so this answer is quoted from the report.",
        "vi": "Mô hình ngôn ngữ không trả lời, nên câu trả lời này được trích từ báo cáo.",
    },
    "unproven": {
        "en": "An answer was found, but it could not be proven from the report and is not shown.",
        "vi": "Đã tìm được một câu trả lời nhưng không chứng minh được từ báo cáo nên không hiển thị.",
    },
}


class Metered:
    """A chat model during one question: the same replies, counted."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._replies: list[Usage | None] = []
        self.failed = False  # it is not asked again for this question then

    @property
    def id(self) -> str:
        """The model's own id."""
        return self._model.id

    @property
    def reads_slowly(self) -> bool:
        """As the model says."""
        return self._model.reads_slowly

    @property
    def usage(self) -> Usage | None:
        """The tokens of all replies; None where there was none, or where one of them was not counted."""
        counted = [used for used in self._replies if used]
        if not counted or len(counted) < len(self._replies):
            return None
        return reduce(add, counted)

    def stream(self, system: str, messages: Sequence[Message]) -> Reply:
        """Start a reply of the model."""
        return Reply(self._pieces(self._model.stream(system, messages)))

    def _pieces(self, reply: Reply) -> Generator[str | Usage, None, None]:
        started = first = last = time.perf_counter()
        try:
            for piece in reply:
                last = time.perf_counter()
                first = last if first == started else first
                yield piece
        except ChatModelFailed as failure:
            self.failed = self.failed or not failure.retryable
            raise
        finally:
            reply.close()
            timed = reply.usage and replace(reply.usage, reading_seconds=first - started, writing_seconds=last - first)
            self._replies.append(timed)
        if reply.usage:
            yield reply.usage


def prefer_written(quoted: Answer, model: Metered) -> Iterator[Answer]:
    """Yield the written answer as it grows, then the final one: written, or quoted with a notice that says why.

    Args:
        quoted: the answer by quoting, checked; where it refuses or lists figures, the model is not asked.
    """
    if not quoted.answered or quoted.parts or quoted.kind in {"thanks", "figures"}:
        yield replace(quoted, usage=model.usage)
        return
    if model.failed:
        yield replace(quoted, notice=_NOTICES["failed"][quoted.language], usage=model.usage)
        return
    for written in write_answer(quoted.standalone_question, quoted.hits, quoted.language, model):
        answer = _answer(quoted, written, model)
        if written.outcome == "writing":
            if _is_shown(answer, quoted):
                yield replace(answer, final=False)
        elif written.outcome == "written" and _is_shown(answer, quoted):
            yield answer
        else:
            yield replace(quoted, notice=_notice(written, quoted.language), usage=model.usage)


def proven(answer: Answer) -> Answer:
    """Return a quoted answer as it is where it passes the checks, a refusal with a notice where it does not."""
    problems = () if answer.kind == "thanks" else check_answer(answer)
    if not problems:
        return answer
    logger.warning("a quoted answer was not shown: %s", "; ".join(f"{each.fault}: {each.detail}" for each in problems))
    return replace(
        answer,
        text=refusal(answer.language),
        answered=False,
        citations=(),
        figures=(),
        notice=_NOTICES["unproven"][answer.language],
    )


def _answer(quoted: Answer, written: Written, model: Metered) -> Answer:
    return replace(
        quoted,
        text=written.text,
        citations=written.citations,
        figures=written.figures,
        written_by=model.id,
        notice=written.notice,
        usage=model.usage,
    )


def _is_shown(answer: Answer, quoted: Answer) -> bool:
    """Whether a written answer, or its beginning, holds what quoting leads with and passes every check."""
    agreed = agrees(answer.figures, answer.citations, quoted.figures, quoted.citations)
    return agreed and not check_answer(answer)


def _notice(written: Written, language: Language) -> str:
    """Say in one line why the answer is quoted after all."""
    if written.outcome == "refused":
        return _NOTICES["refused"][language]
    return _NOTICES["differs"][language] if written.outcome == "written" else written.notice
