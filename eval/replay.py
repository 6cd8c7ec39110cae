"""Recorded answers given again, so that scoring and the gate can be tried without an encoder or a chat model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Answer, Citation, Figure, Language
from eval.corpus import Corpus
from eval.question_set import Question
from eval.record import Quoted, Record
from index.errors import EvaluationFailed
from index.hit import Hit


class Replay:
    """Answers each question of a set as it was recorded; questions are told apart by their words and history."""

    def __init__(self, questions: Sequence[Question], records: Mapping[str, Record], corpus: Corpus) -> None:
        self._records = {_key(question.question, question.history): records[question.id] for question in questions}
        self._corpus = corpus

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer as recorded. Raises EvaluationFailed for a question that was never asked."""
        record = self._records.get(_key(question, history))
        if record is None:
            raise EvaluationFailed(f"no answer to {question!r} was recorded")
        return answer_of(question, record, self._corpus)


def answer_of(question: str, record: Record, corpus: Corpus) -> Answer:
    """Turn a record back into the answer; citations and hits of paragraphs that are gone are left out."""
    language: Language = "en" if record.language == "en" else "vi"
    return Answer(
        text=record.text,
        answered=record.answered,
        question=question,
        standalone_question=record.standalone_question or question,
        language=language,
        citations=tuple(_citation(cited, corpus) for cited in record.citations if cited.paragraph in corpus.paragraphs),
        figures=tuple(Figure(stated.value, stated.unit, stated.text, shown=stated.shown) for stated in record.figures),
        hits=tuple(
            Hit(corpus.paragraphs[hit.paragraph], hit.score)
            for hit in record.hits
            if hit.paragraph in corpus.paragraphs
        ),
        written_by=record.written_by,
        seconds=record.seconds,
        notice=record.notice,
        kind=record.kind,
    )


def _citation(cited: Quoted, corpus: Corpus) -> Citation:
    paragraph = corpus.paragraphs[cited.paragraph]
    return Citation(cited.number, paragraph, cited.quote, cited.start, cited.end, cited.translation)


def _key(question: str, history: Sequence[Mapping[str, str]]) -> tuple[str, tuple[str, ...]]:
    return question, tuple(turn["content"] for turn in history)
