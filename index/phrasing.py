"""A term of a question put as the reports put it: "the NPL ratio" is read as "the bad debt ratio" where these say so.

The glossary knows that two phrases mean one thing; the encoder often does not, and a word that no report has weighs as
much as the rarest. So a phrase with a word that the reports do not have is read as the phrase of the same concept that
stands in the best of their paragraphs most often (query rewriting by a controlled vocabulary, as in thesaurus-based
retrieval).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from index.corpus import Corpus
from index.keywords import Keywords
from index.language import fold
from index.language.glossary import MARK, placed_concepts, placed_totals
from index.lexical import words
from index.units import content_of

_READ = 12  # paragraphs for a concept, those where it weighs most


class Phrasing:
    """How the reports put the concepts of the glossary; any number of threads may use one."""

    def __init__(self, corpus: Corpus, keywords: Mapping[str, Keywords]) -> None:
        self._corpus = corpus
        self._keywords = keywords
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def within(self, keywords: Mapping[str, Keywords]) -> Phrasing:
        """Return the same for some of the reports, with keywords of these."""
        return Phrasing(self._corpus, keywords)

    def put(self, text: str, language: str) -> str:
        """Return a question with each term the reports do not say as they say it."""
        lowered = unicodedata.normalize("NFC", text.lower())
        if len(lowered) != len(text):
            return text
        plain = fold(text) == lowered
        totals = placed_totals(text, language)
        for start, end, concept in reversed(placed_concepts(text, language)):
            if (start, end, concept) in totals:  # the verb still tells what is asked: how fast "the province grew"
                said, start = " ".join(self._phrases(concept, language)[:1]), end
                said = f" {said}" if said else ""
            else:
                said = self._instead(lowered[start:end], concept, language)
            if said:
                text = text[:start] + (fold(said) if plain else said) + text[end:]
        return text

    def _instead(self, phrase: str, concept: str, language: str) -> str:
        """Return the phrase of the reports for a concept, "" where they have the phrase typed or a part of it."""
        typed = _parts(phrase, language)
        if all(self._keywords[language].frequency(part) for part in typed):
            return ""
        phrases = self._phrases(concept, language)
        if any(typed & _parts(said, language) or phrase in said for said in phrases):
            return ""
        return phrases[0] if phrases else ""

    def _phrases(self, concept: str, language: str) -> tuple[str, ...]:
        """Return the phrases by which the reports name a concept, the most frequent first."""
        key = (concept, language)
        if key not in self._known:
            self._known[key] = self._find(concept, language)
        return self._known[key]

    def _find(self, concept: str, language: str) -> tuple[str, ...]:
        phrases: Counter[str] = Counter()
        for position in self._keywords[language].best([concept], _READ):
            for text in self._texts(position, language):
                phrases.update(
                    text[start:end] for start, end, word in placed_concepts(text, language) if word == concept
                )
        return tuple(phrase for phrase, _ in phrases.most_common())

    def _texts(self, position: int, language: str) -> list[str]:
        """Return the texts of a paragraph that are in a language, lower-case."""
        numbers = [text for text in (2 * position, 2 * position + 1) if self._corpus.language(text) == language]
        paragraph = self._corpus[position]
        return [unicodedata.normalize("NFC", content_of(paragraph, text).lower()) for text in numbers]


def _parts(phrase: str, language: str) -> frozenset[str]:
    """Return what a phrase is made of: its stems, or of several Vietnamese syllables the pairs they make."""
    own = [word for word in words(phrase, language) if not word.startswith(MARK)]
    return frozenset([word for word in own if "_" in word] or own)
