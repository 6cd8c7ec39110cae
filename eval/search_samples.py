"""Questions as rows of numbers: every paragraph compared with every question, and which of them prove the answer."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from eval.question_set import default_question_set, load_questions, part_of
from index import Index
from index.compare import Features
from index.read.sentences import sentence_spans
from index.report import Paragraph, Report, Sentence

_SENTENCE_PARAGRAPHS = 10  # whose sentences compete for being the best


@dataclass(frozen=True, slots=True)
class Sample:
    """One question, compared with a whole report."""

    name: str  # of its set, for the table: source, language, with or without translation
    source: Literal["report", "xquad"]
    part: str  # "fit" or "held-out"
    translated: bool  # whether paragraphs have their translation
    paragraphs: Features
    proving: NDArray[np.bool_]  # (paragraphs,): which hold a piece of evidence; none of an unanswerable question
    sentences: Features  # of the proving paragraphs and of those that come close
    proving_sentences: NDArray[np.bool_]

    def features(self, level: str) -> Features:
        """Return the features of paragraphs or of sentences."""
        return self.paragraphs if level == "paragraph" else self.sentences

    def gold(self, level: str) -> NDArray[np.bool_]:
        """Return which paragraphs or sentences prove the answer."""
        return self.proving if level == "paragraph" else self.proving_sentences


def report_samples(index: Index) -> list[Sample]:
    """Return the questions of the shipped set that stand alone, each compared with the whole report."""
    samples = []
    for question in load_questions(default_question_set()):
        if question.history:
            continue
        quotes = [*question.evidence, *(quote for quotes in question.alternatives for quote in quotes)]
        sample = _sample(index, question.question, quotes if question.answerable else [])
        samples.append(replace(sample, name=f"report {question.lang}", source="report", part=part_of(question)))
    return samples


def xquad_samples(index: Index, lines: Sequence[Mapping[str, Any]]) -> list[Sample]:
    """Return the questions of XQuAD, in English and Vietnamese, each compared with all its paragraphs."""
    samples = []
    for number, line in enumerate(lines):
        digest = hashlib.sha256(line["title"].encode()).digest()
        for language in ("en", "vi"):
            for question in line["qas"]:
                answer = unicodedata.normalize("NFC", str(question.get("answer_vi", "")))
                sample = _sample(index, question[language], [answer] if answer else [], only=number)
                part = "held-out" if digest[0] % 2 else "fit"
                samples.append(replace(sample, name=f"xquad {language}", source="xquad", part=part))
    return samples


def xquad_report(lines: Iterable[Mapping[str, Any]]) -> Report:
    """Return XQuAD's paragraphs as a Vietnamese report with its English translation."""
    paragraphs = []
    for number, line in enumerate(lines, 1):
        text, translation = (unicodedata.normalize("NFC", line[key]) for key in ("context_vi", "context_en"))
        paragraphs.append(
            Paragraph(
                id=f"xquad:{number}",
                report="xquad",
                number=number,
                text=text,
                kind="paragraph",
                sentences=_aligned(text, translation),
                translation=translation,
            )
        )
    return Report(id="xquad", title="XQuAD", language="vi", paragraphs=tuple(paragraphs))


def mask_translation(sample: Sample) -> Sample:
    """Return a sample as if the report had no translation."""
    return replace(
        sample,
        name=f"{sample.name}, no translation",
        translated=False,
        paragraphs=_masked(sample.paragraphs),
        sentences=_masked(sample.sentences),
    )


def as_searched(sample: Sample) -> Sample:
    """Return a sample with each paragraph compared by one text only, as search does it."""
    return replace(sample, paragraphs=_one_text(sample.paragraphs), sentences=_one_text(sample.sentences))


def _sample(index: Index, question: str, quotes: Sequence[str], only: int | None = None) -> Sample:
    """Compare one question; `only` is the paragraph that proves, where quotes stand in others by chance."""
    query = index.analyse(question)
    paragraphs = [paragraph for report in index.reports for paragraph in report.paragraphs]
    features = index.compare(query, range(len(paragraphs)), every=True)
    texts = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
    wanted = [" ".join(unicodedata.normalize("NFC", quote).split()) for quote in quotes]
    proving = np.array([any(quote in text for quote in wanted) for text in texts])
    if only is not None:
        proving = np.arange(len(paragraphs)) == only
    near = np.argsort(-features.values[:, :, 1].max(axis=1))[:_SENTENCE_PARAGRAPHS]
    chosen = sorted({*near.tolist(), *np.flatnonzero(proving).tolist()})
    parts = [index.compare_sentences(query, position, every=True) for position in chosen]
    gold = [
        bool(proving[position]) and _overlaps(paragraphs[position], sentence, wanted)
        for position in chosen
        for sentence in paragraphs[position].sentences
    ]
    joined = Features(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.present for part in parts]),
        np.concatenate([part.same for part in parts]),
    )
    return Sample("", "report", "", True, features, proving, joined, np.array(gold, dtype=bool))


def _overlaps(paragraph: Paragraph, sentence: Sentence, quotes: Sequence[str]) -> bool:
    """Whether a sentence holds a quote, or most of it, or is held by it."""
    text = " ".join(sentence.text.split())
    return any(quote in text or text in quote for quote in quotes)


def _one_text(features: Features) -> Features:
    best = features.present & features.same
    present = features.present & (best | ~best.any(axis=1, keepdims=True))
    return replace(features, values=features.values * present[..., None], present=present)


def _masked(features: Features) -> Features:
    present = features.present.copy()
    present[:, 1] = False
    return replace(features, values=features.values * present[..., None], present=present)


def _aligned(text: str, translation: str) -> tuple[Sentence, ...]:
    """Cut a paragraph into sentences, each with the stretch of the translation that has its share of sentences."""
    ours, theirs = sentence_spans(text), sentence_spans(translation)
    sentences = []
    for place, (start, end) in enumerate(ours):
        first = min(place * len(theirs) // len(ours), len(theirs) - 1)
        last = max(first, (place + 1) * len(theirs) // len(ours) - 1)
        begin, stop = theirs[first][0], theirs[last][1]
        sentences.append(Sentence(text[start:end], start, end, translation[begin:stop], begin, stop))
    return tuple(sentences)
