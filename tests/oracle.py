"""A product that answers from the gold evidence: the ceiling of every score, and sound enough to break on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Answer, Citation, Language
from eval.corpus import Corpus, Place
from eval.question_set import Question
from eval.scores.gold import gold_of
from eval.system import System
from index.hit import Hit
from index.report import Paragraph, Sentence


class Oracle:
    """Quotes the sentences that hold the evidence, and refuses what has none; the rest of its ranking is another's."""

    def __init__(self, questions: Sequence[Question], corpus: Corpus, search: System) -> None:
        self._questions = {question.question: question for question in questions}
        self._corpus = corpus
        self._search = search

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the evidence. Raises KeyError for a question that is not in the set."""
        asked = self._questions[question]
        language: Language = "en" if asked.lang == "en" else "vi"
        found = self._search.ask(question).hits
        gold = gold_of(asked, self._corpus)
        proving = gold.places
        paragraphs = dict.fromkeys(place.paragraph for place in proving)
        hits = [Hit(self._corpus.paragraphs[id], 1.0) for id in paragraphs]
        hits += [hit for hit in found if hit.paragraph.id not in paragraphs]
        citations = [self._cite(number, place) for number, place in enumerate(proving, start=1)]
        refusal = "The report does not say." if language == "en" else "Báo cáo không nêu điều này."
        said = [f"{self._sentence(place, language)} [{number}]" for number, place in enumerate(proving, start=1)]
        return Answer(
            text="\n".join(said) or refusal,
            answered=bool(said),
            question=question,
            standalone_question=question,
            language=language,
            citations=tuple(citations),
            hits=tuple(hits),
        )

    def _cite(self, number: int, place: Place) -> Citation:
        paragraph = self._corpus.paragraphs[place.paragraph]
        quote = paragraph.text[place.start : place.end]
        return Citation(number, paragraph, quote, place.start, place.end, paragraph.translation)

    def _sentence(self, place: Place, language: Language) -> str:
        paragraph = self._corpus.paragraphs[place.paragraph]
        sentences = [
            sentence for sentence in paragraph.sentences if sentence.start < place.end and place.start < sentence.end
        ]
        return " ".join(_text(sentence, paragraph, language) for sentence in sentences)


def _text(sentence: Sentence, paragraph: Paragraph, language: Language) -> str:
    if language == "vi":
        return sentence.text
    return sentence.translation or paragraph.translation or sentence.text
