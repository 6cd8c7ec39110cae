"""Answer with a chat model: one call, and nothing is shown that the checks did not pass.

The reply is cut into sentences as it arrives. Each is reduced to plain words, checked against the paragraphs it cites
and only then shown, with the quotation code found for it. When nothing passes, the model is told why and asked once
more; after that the caller answers by quoting. The last thing yielded says how it ended:

    written   the text may be shown
    refused   the model says that the report does not say; believe it only where quoting refuses too, because small
              models refuse what they do not understand
    nothing   no sentence passed, twice
    failed    the model did not answer (time-out, server error, dropped connection)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation, Figure, Language
from assistant.chat import ChatModel, ChatModelFailed, Message, Reply, Usage
from assistant.evidence import Proven, choose_evidence, format_evidence
from assistant.figures import read_figures
from assistant.plain import plain_text
from assistant.stream import citation_numbers, cut_sentences, without_marks
from assistant.verify import Problem, check_sentence
from index.hit import Hit
from index.report import Paragraph
from prompts import LANGUAGE_NAMES, load_prompt, refusal

Outcome = Literal["writing", "written", "refused", "nothing", "failed"]

_NOTICES: dict[tuple[str, Language], str] = {
    ("failed", "en"): "The chat model did not answer, so this answer is quoted from the report.",
    ("failed", "vi"): "Mô hình ngôn ngữ không trả lời, nên câu trả lời này được trích từ báo cáo.",
    ("nothing", "en"): "The chat model's answer did not pass the checks, so this answer is quoted from the report.",
    (
        "nothing",
        "vi",
    ): "Câu trả lời của mô hình ngôn ngữ không qua được kiểm tra, nên câu trả lời này được trích từ báo cáo.",
    ("written", "en"): "A part of the chat model's answer could not be proven and was left out.",
    ("written", "vi"): "Một phần câu trả lời của mô hình ngôn ngữ không chứng minh được nên đã bị bỏ.",
}
_ITEM = re.compile(r"^\s{0,8}(?:[-*•–+]|\d{1,2}[.)])\s+")
_LOST = frozenset({"figure", "direction", "quotation", "name", "unknown_citation", "unsupported"})


@dataclass(frozen=True, slots=True)
class WriteSettings:
    """The bounds of one written answer."""

    max_paragraphs: int = 5
    max_evidence_characters: int = 9000  # about 3,000 tokens of Vietnamese
    both_texts: bool = True  # for a question in the other language: the original beside the translation
    max_reply_characters: int = 4000  # read no further than this
    max_sentences: int = 12
    attempts: int = 2


# A model on the processor reads some 50 tokens a second: every passage more is seconds more before the first word.
SLOW_READER = WriteSettings(max_paragraphs=3, max_evidence_characters=4000, both_texts=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A written answer as far as it has come; the last one yielded has another outcome than "writing"."""

    text: str
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    outcome: Outcome
    notice: str = ""  # one line for the person who asked, in the question's language
    problems: tuple[Problem, ...] = ()  # what was left out, and why
    usage: Usage | None = None  # of all attempts, where the server counts
    attempts: int = 1
    reason: str = ""  # why the model failed


def write_answer(
    question: str,
    hits: Sequence[Hit],
    language: Language,
    model: ChatModel,
) -> Iterator[Written]:
    """Yield the answer as it grows; never raises for what the model does.

    Args:
        question: the standalone question.
        hits: what was searched, best first; at least one.
    """
    settings = SLOW_READER if model.reads_slowly else WriteSettings()
    evidence = choose_evidence(
        hits, language, settings.max_paragraphs, settings.max_evidence_characters, both_texts=settings.both_texts
    )
    names = {"language": LANGUAGE_NAMES[language], "refusal": refusal(language)}
    system = load_prompt("answer-system").fill(**names)
    passages = format_evidence(evidence, language, both_texts=settings.both_texts)
    first = load_prompt("answer").fill(evidence=passages, question=question, language=LANGUAGE_NAMES[language])
    messages: list[Message] = [("user", first)]
    usage: Usage | None = None
    for attempt in range(1, settings.attempts + 1):
        turn = _Turn(question, evidence, language, settings)
        reply = model.stream(system, messages)
        yield from turn.read(reply)
        usage = _sum(usage, reply.usage)
        outcome = turn.outcome
        if outcome in {"written", "refused"} or attempt == settings.attempts or not turn.may_retry:
            yield turn.written(outcome, usage=usage, attempts=attempt)
            return
        if outcome == "nothing":
            again = load_prompt("answer-again").fill(problems=turn.complaint(), **names)
            messages = [("user", first), ("assistant", turn.said or "-"), ("user", again)]


class _Turn:
    """One reply of the model, read sentence by sentence."""

    def __init__(
        self, question: str, evidence: Sequence[Paragraph], language: Language, settings: WriteSettings
    ) -> None:
        self._question, self._evidence, self._language, self._settings = question, evidence, language, settings
        self._proven = Proven()
        self._problems: list[Problem] = []
        self._refused = False
        self._failure: ChatModelFailed | None = None
        self.said = ""

    def read(self, reply: Reply) -> Iterator[Written]:
        """Read the reply and yield the answer each time it has grown."""
        sentences = 0
        try:
            for sentence in cut_sentences(self._limited(reply)):
                sentences += 1
                if self._take(sentence):
                    yield self.written("writing")
                if self._refused or sentences == self._settings.max_sentences:
                    break
        except ChatModelFailed as error:
            self._failure = error
        finally:
            reply.close()

    @property
    def outcome(self) -> Outcome:
        """How the reply ended. A reply that broke off is no answer, whatever came before."""
        if self._failure:
            return "failed"
        if self._proven.text:
            return "written"
        return "refused" if self._refused else "nothing"

    @property
    def may_retry(self) -> bool:
        """Whether asking again can help: not after a time-out, and not once something was shown."""
        return not self._proven.text and (self._failure is None or self._failure.retryable)

    def written(self, outcome: Outcome, usage: Usage | None = None, attempts: int = 1) -> Written:
        """Return what may be shown."""
        proven = self._proven if outcome in {"writing", "written"} else Proven()
        lost = any(problem.fault in _LOST for problem in self._problems)
        notice = _NOTICES.get((outcome, self._language), "") if outcome != "written" or lost else ""
        return Written(
            proven.text, proven.citations, proven.figures, outcome, notice, tuple(self._problems), usage, attempts,
            reason=str(self._failure or ""),
        )  # fmt: skip

    def complaint(self) -> str:
        """Return what was wrong, a line each, for the model."""
        lines = [f"- {problem.detail}" for problem in self._problems] or ["- The answer was empty."]
        return "\n".join(dict.fromkeys(lines[:6]))

    def _limited(self, reply: Reply) -> Iterator[str]:
        for piece in reply:
            left = self._settings.max_reply_characters - len(self.said)
            self.said += piece[:left]
            yield piece[:left]
            if len(piece) >= left:
                return

    def _take(self, raw: str) -> bool:
        """Check a sentence; True where it was added."""
        item = _ITEM.match(raw)
        text = plain_text(raw[item.end() :] if item else raw)
        if _is_refusal(text):
            self._refused = not self._proven.text
            return False
        numbers = citation_numbers(text)
        cited = [self._evidence[number - 1] for number in numbers if 0 < number <= len(self._evidence)]
        unknown = [number for number in numbers if not 0 < number <= len(self._evidence)]
        problems = check_sentence(text, cited, language=self._language, question=self._question, unknown=unknown)
        if problems:
            self._problems += problems
            return False
        statement = without_marks(text)
        figures = read_figures(statement, self._language)
        self._proven = self._proven.add(statement, figures, cited, self._language, item=bool(item))
        return True


def _is_refusal(text: str) -> bool:
    words = _bare(without_marks(text))
    return any(words.startswith(_bare(refusal(language))) for language in LANGUAGE_NAMES)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _sum(first: Usage | None, second: Usage | None) -> Usage | None:
    return first + second if first and second else first or second
