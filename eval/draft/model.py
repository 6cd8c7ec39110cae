"""Have a chat model propose questions, paragraph by paragraph; what it says passes the checks of the rules' drafts.

A quote that is not in the paragraph letter by letter, a figure that is not in the quote, an answer with a figure or a
name of its own, a question that could mean another figure: each is dropped, and nothing is mended.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Figure, Language
from assistant.chat import ChatModel, ChatModelFailed
from assistant.figures import is_supported, read_figures
from assistant.matched import language_of_report
from assistant.overlap import language_of, new_names
from assistant.plain import leftover, plain_text
from eval.draft.asked import Asked
from eval.draft.clear import Clear
from eval.draft.proposals import BODY, WORDS, Proposed, checked, spoken
from eval.question import Question, QuestionType
from index.errors import ModelUnavailable
from index.language import fold
from index.read.reading import Progress
from index.report import Paragraph, Report
from prompts import LANGUAGE_NAMES, load_prompt

_FIGURE_TYPES: tuple[QuestionType, ...] = ("figure", "rank", "date")
_OTHER_TYPES: tuple[QuestionType, ...] = ("comparison", "person_org", "list", "reason", "yesno")
_JSON = re.compile(r"\{[^{}]*\}")
_ATTEMPTS = 2  # to reach the model, where its server failed or the connection dropped
_LONGEST_REPLY = 6_000  # characters
_SHORTEST = 12  # words of a paragraph that is asked about


@dataclass(frozen=True, slots=True)
class _Shown:
    """A paragraph as the model is shown it, in one language."""

    report: Report
    paragraph: Paragraph
    language: Language

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything a question or an answer may take its names from."""
        paragraph, report = self.paragraph, self.report
        return (paragraph.text, paragraph.translation or "", *paragraph.headings, report.title, report.place)


def ask_model(report: Report, known: Sequence[Question], model: ChatModel, progress: Progress) -> Iterator[Question]:
    """Yield what a chat model proposes and what passes; no question and no figure of `known` drafts again.

    Raises:
        ModelUnavailable: the model stopped answering.
    """
    clear = Clear(report)
    asked: set[tuple[str, str]] = {(question.lang, fold(question.question)) for question in known}
    figures = {(question.lang, *question.evidence, figure.text) for question in known for figure in question.figures}
    shown = list(_paragraphs(report))
    for done, one in enumerate(shown):
        progress("Asking the chat model", done, len(shown))
        try:
            reply = _reply(model, one)
        except ChatModelFailed as failure:
            raise ModelUnavailable(
                f"The chat model {model.id!r} did not answer at paragraph {done + 1} of {len(shown)} ({failure})."
            ) from failure
        for number, record in enumerate(_records(reply), 1):
            proposed = _proposed(record, one, clear)
            if proposed is None or not _is_new(proposed, asked, figures):
                continue
            fact = f"{one.paragraph.number}/m{done + 1}-{number}"
            drafts = (replace(draft, tags=("model",)) for draft in spoken(proposed, fact))
            yield from checked(drafts, report)
    progress("Asking the chat model", len(shown), len(shown))


def _paragraphs(report: Report) -> Iterator[_Shown]:
    own = language_of_report(report)
    other: Language = "en" if own == "vi" else "vi"
    for paragraph in report.paragraphs:
        if paragraph.kind in BODY and len(paragraph.text.split()) >= _SHORTEST:
            yield _Shown(report, paragraph, own)
            if paragraph.translation:
                yield _Shown(report, paragraph, other)


def _reply(model: ChatModel, shown: _Shown) -> str:
    """Return what the model says of a paragraph, no further than a few questions' length. Raises ChatModelFailed."""
    prompt = load_prompt("draft").fill(
        language=LANGUAGE_NAMES[shown.language],
        headings=" › ".join(shown.paragraph.headings) or "(none)",
        original=shown.paragraph.text,
        translation=shown.paragraph.translation or "(none)",
    )
    for attempt in range(1, _ATTEMPTS + 1):
        reply, said = model.stream("You write questions for a question set.", [("user", prompt)]), ""
        try:
            for piece in reply:
                said += piece
                if len(said) > _LONGEST_REPLY:
                    break
            return said
        except ChatModelFailed as failure:
            if attempt == _ATTEMPTS or not failure.retryable:
                raise
        finally:
            reply.close()
    raise AssertionError("unreachable")


def _records(reply: str) -> Iterator[Mapping[str, str]]:
    """Yield the questions in a reply, each with every text it must have; what is none is passed over."""
    for found in _JSON.findall(reply):
        try:
            record = json.loads(found)
        except ValueError:
            continue
        names = ("type", "question", "quote", "figure", "answer")
        if all(isinstance(record.get(name), str) for name in names):
            yield {name: unicodedata.normalize("NFC", record[name]).strip() for name in names}


def _proposed(record: Mapping[str, str], shown: _Shown, clear: Clear) -> Proposed | None:
    """Return a question that passed every check, or None."""
    type: QuestionType | None = next((each for each in (*_FIGURE_TYPES, *_OTHER_TYPES) if each == record["type"]), None)
    question, answer, quote = plain_text(record["question"]), plain_text(record["answer"]), record["quote"]
    paragraph = shown.paragraph
    if type is None or not quote or quote not in paragraph.text or not _is_well_put(question, answer, shown):
        return None
    source = _source(record["figure"], quote, shown) if record["figure"] else None
    if (type in _FIGURE_TYPES or record["figure"]) and (source is None or source.text in question):
        return None
    start = paragraph.text.index(quote)
    if not _says_only(answer, quote, shown, start):
        return None
    asked = Asked(question, type, answer, "", source)
    sentences = [one.start for one in paragraph.sentences if source is None or one.start <= source.start < one.end]
    if not clear.is_clear(asked, shown.language, paragraph, sentences[0] if sentences else 0):
        return None
    return Proposed(paragraph, (), shown.language, asked, (quote,), source)


def _is_well_put(question: str, answer: str, shown: _Shown) -> bool:
    """Whether question and answer are plain words in the language asked for, with no name of the model's own."""
    if not question.endswith("?") or len(question.split()) not in WORDS or not answer:
        return False
    for text in (question, answer):
        if leftover(text) or language_of(text) not in (shown.language, None) or new_names(text, *shown.texts, question):
            return False
    return not new_names(question, *shown.texts)


def _source(text: str, quote: str, shown: _Shown) -> Figure | None:
    """Return the one figure of the paragraph that stands at these words of the quote, or None."""
    paragraph = shown.paragraph
    if text not in quote:
        return None
    start = paragraph.text.index(quote) + quote.index(text)
    figures = read_figures(paragraph.text, language_of_report(shown.report))
    found = [figure for figure in figures if figure.start < start + len(text) and start < figure.end]
    inside = len(found) == 1 and found[0].text in quote
    return found[0] if inside else None


def _says_only(answer: str, quote: str, shown: _Shown, start: int) -> bool:
    """Whether an answer has no figure that the quote does not have."""
    figures = read_figures(shown.paragraph.text, language_of_report(shown.report))
    within = [figure for figure in figures if start <= figure.start and figure.end <= start + len(quote)]
    return all(is_supported(figure, within) for figure in read_figures(answer, shown.language))


def _is_new(proposed: Proposed, asked: set[tuple[str, str]], figures: set[tuple[str, ...]]) -> bool:
    """Whether neither the question nor, in its language, the figure was asked for before; remembers both."""
    words = (proposed.language, fold(proposed.asked.question))
    held = proposed.source is not None and any(
        language == proposed.language
        and text == proposed.source.text
        and any(text in quote for quote in proposed.quotes)
        for language, *_, text in figures
    )
    if words in asked or held:
        return False
    asked.add(words)
    if proposed.source is not None:
        figures.add((proposed.language, *proposed.quotes, proposed.source.text))
    return True
