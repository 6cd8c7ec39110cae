"""A report -> drafts of questions by rule, each checked as a question set is.

Facts that two languages state are twins; Vietnamese questions have a twin without diacritics. Of every few facts one
gets a twin that the report cannot answer. What does not pass `eval.validate` is never proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answer import Figure, Language
from assistant.facts import read_facts
from assistant.matched import language_of_report
from eval.draft.asked import Asked
from eval.draft.clear import Clear
from eval.draft.english import ask_english
from eval.draft.english_place import names_in
from eval.draft.outer import ask_outer
from eval.draft.twins import Twin, Twins
from eval.draft.vietnamese import ask_vietnamese
from eval.question import GoldFigure, Question
from eval.validate import validate
from index.language import fold
from index.read.reading import Progress, silent
from index.report import Paragraph, Report, Sentence

BODY = ("paragraph", "list_item")
WORDS = range(4, 33)  # how long a question may be
_LONGEST_SENTENCE = 1_500  # characters; a longer one is a table or an enumeration that lost its marks
_SHORTEST_QUOTE = 40  # characters; of a sentence in several parts, the part with the figure is quoted if it has these
_EVERY = 4  # of so many facts one gets an unanswerable twin
_MOST_THINGS = 3  # questions for what the report never has, a language


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question in one language with what proves it, before it has its id."""

    paragraph: Paragraph
    key: tuple[object, ...]  # of the fact: the same in both languages
    language: Language
    asked: Asked
    quotes: tuple[str, ...]
    source: Figure | None  # the figure as it stands in the quotes


def draft_questions(report: Report, model: str | None, progress: Progress) -> Iterator[Question]:
    """Yield drafts for a report: by rule, then those of the chat model of this id, where one is named.

    Raises:
        ModelUnavailable: the model cannot be had, before anything is yielded; or it stopped answering.
    """
    from assistant.settings import Settings
    from eval.draft.model import ask_model

    chat = Settings.from_environment(model=model).open_chat_model() if model else None
    drafts = propose(report, progress)
    yield from drafts
    if chat is not None:
        yield from ask_model(report, drafts, chat, progress)


def propose(report: Report, progress: Progress = silent) -> tuple[Question, ...]:
    """Return drafts for a report, in its order."""
    return checked(with_twins(report, tuple(_distinct(_found(report, progress)))), report)


def checked(questions: Iterable[Question], report: Report) -> tuple[Question, ...]:
    """Return the questions in which `eval validate` finds nothing wrong."""
    numbered = tuple(replace(question, line=line) for line, question in enumerate(questions, 1))
    wrong = {problem.line for problem in validate(numbered, report)}
    if 0 in wrong:  # nothing of one report looks like another's set but a broken quote, which has its own line
        wrong |= {question.line for question in numbered if question.evidence}
    return tuple(question for question in numbered if question.line not in wrong)


def with_twins(report: Report, found: Iterable[Proposed]) -> Iterator[Question]:
    """Yield each fact's questions with its twins in every language, the unanswerable ones among them."""
    twins, things = Twins(report), {"vi": 0, "en": 0}
    facts: dict[tuple[object, ...], list[Proposed]] = defaultdict(list)
    for one in found:
        facts[one.key].append(one)
    numbers: dict[int, int] = defaultdict(int)
    for count, group in enumerate(facts.values()):
        number = group[0].paragraph.number
        numbers[number] += 1
        fact = f"{number}/{numbers[number]}"
        for one in group:
            yield from spoken(one, fact)
        for one in group:
            if one.asked.type in ("figure", "rank") and count % _EVERY == 0:
                kind = ("year", "place")[count // _EVERY % 2]
                twin = twins.make(kind, one.asked.question, one.asked.answer, one.language)
                if twin:
                    yield from _unanswerable(twin, one.language, f"{fact}-{kind}")
            twin = twins.thing(things[one.language], one.asked.question, one.language)
            if twin and things[one.language] < _MOST_THINGS:
                things[one.language] += 1
                yield from _unanswerable(twin, one.language, f"{number}/thing-{things[one.language]}")


def spoken(one: Proposed, fact: str) -> Iterator[Question]:
    """Yield a proposed question as drafts: in its language, and where that is Vietnamese without diacritics, too."""
    gold = (GoldFigure(one.source.value, one.source.unit, one.source.text),) if one.source else ()
    question = Question(
        id=_id(fact, one.language), lang=one.language, question=one.asked.question, type=one.asked.type, history=(),
        answerable=True, evidence=one.quotes, figures=gold, answer=one.asked.answer, fact=fact, draft=True,
    )  # fmt: skip
    yield from _bare_too(question)


def _unanswerable(twin: Twin, language: Language, fact: str) -> Iterator[Question]:
    question = Question(
        id=_id(fact, language), lang=language, question=twin.question, type="unanswerable_near", history=(),
        answerable=False, evidence=(), figures=(), answer=twin.answer, fact=fact, draft=True,
    )  # fmt: skip
    yield from _bare_too(question)


def _bare_too(question: Question) -> Iterator[Question]:
    """Yield a question, and where it is Vietnamese the same as it is typed without diacritics."""
    yield question
    if question.lang == "vi":
        bare = fold(question.question).rstrip("?")
        yield replace(question, id=f"{question.id}-nodiac", lang="vi-nodiac", question=bare)


def _id(fact: str, language: str) -> str:
    return f"p{fact.replace('/', '-')}-{language}"


def _distinct(found: Iterable[Proposed]) -> Iterator[Proposed]:
    """Yield what is proposed once; a question that two places answer with different figures is not proposed."""
    first: dict[tuple[Language, str], Proposed] = {}
    torn = set()
    for one in found:
        key = (one.language, fold(one.asked.question))
        if key in first and first[key].asked.answer != one.asked.answer:
            torn.add(key)
        first.setdefault(key, one)
    yield from (one for key, one in first.items() if key not in torn)


def _found(report: Report, progress: Progress) -> Iterator[Proposed]:
    own = language_of_report(report)
    other: Language = "en" if own == "vi" else "vi"
    clear = Clear(report)
    names = names_in(_english(report))
    for done, paragraph in enumerate(report.paragraphs):
        progress("Drafting", done, len(report.paragraphs))
        for sentence in paragraph.sentences if paragraph.kind in BODY else ():
            for language in (own, other):
                yield from _asked(report, paragraph, sentence, language, clear, names)
    for language in (own, other):
        for line in ask_outer(report, language):
            source = line.asked.figure
            yield Proposed(line.paragraph, (line.key, line.paragraph.id), language, line.asked, line.quotes, source)


def _asked(
    report: Report, paragraph: Paragraph, sentence: Sentence, language: Language, clear: Clear, names: frozenset[str]
) -> Iterator[Proposed]:
    own = language_of_report(report)
    text = sentence.text if language == own else sentence.translation
    if not text or len(text) > _LONGEST_SENTENCE:
        return
    start = sentence.start if language == own else sentence.translation_start or 0
    sources = {fact.figure.start - start: fact.source for fact in read_facts(paragraph, sentence, language, own)}
    asked = ask_vietnamese(text) if language == "vi" else ask_english(text, names)
    for one in asked:
        source = sources.get(one.figure.start) if one.figure else None
        if (one.figure and source is None) or len(one.question.split()) not in WORDS:
            continue
        if clear.is_clear(one, language, paragraph, sentence.start):
            key = (paragraph.id, sentence.start, source.start if source else one.type)
            yield Proposed(paragraph, key, language, one, (quote_of(sentence, source),), source)


def quote_of(sentence: Sentence, figure: Figure | None) -> str:
    """Return what proves an answer: the sentence, or the part of it between semicolons that holds the figure."""
    whole = sentence.text.removeprefix("- ").strip()
    if figure is None:
        return whole
    position = figure.start - sentence.start
    start = sentence.text.rfind("; ", 0, position) + 1
    end = sentence.text.find(";", figure.end - sentence.start)
    part = sentence.text[start : end if end >= 0 else None].removeprefix("- ").strip()
    return part if len(part) >= _SHORTEST_QUOTE else whole


def _english(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences if paragraph.kind in BODY else ():
            yield (sentence.text if report.language == "en" else sentence.translation) or ""
