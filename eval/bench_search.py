"""How fast and how large search is, from the shipped report to 100,000 paragraphs.

python -m eval.bench_search                          the shipped report: build, build again, one change, search
python -m eval.bench_search --paragraphs 1000 10000  the report's paragraphs repeated with other numbers and names

A repeated corpus takes its vectors from the report's, turned a little at random for each copy, so that its size costs
no encoding; its search works on as many vectors, tokens and words as a real one.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.question_set import default_question_set, load_questions
from index import Index, build_index, read_report
from index.build import shipped_report
from index.encoder import Encoded, Encoder, Role
from index.open import load
from index.report import Paragraph, Report, Sentence
from index.settings import Settings

_DIGITS = re.compile(r"\d")
_QUESTIONS = 100


class RepeatingEncoder:
    """Encodes a text once and its copies, which differ in their digits, by turning its vectors a little."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoded] = {}
        self._random = np.random.default_rng(5)
        self.name = f"{encoder.name}, repeated"
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Encode texts, in their order; questions as they are."""
        if role == "question":
            return self._encoder.encode(texts, role)
        shapes = [_DIGITS.sub("0", text) for text in texts]
        missing = sorted(set(shapes) - self._known.keys())
        self._known.update(zip(missing, self._encoder.encode(missing, role), strict=True))
        return [self._turned(self._known[shape]) for shape in shapes]

    def _turned(self, encoded: Encoded) -> Encoded:
        return replace(encoded, vector=self._noisy(encoded.vector[None])[0], tokens=self._noisy(encoded.tokens))

    def _noisy(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        noise = (
            self._random.standard_normal(vectors.shape, dtype=np.float32) * lengths * (0.15 / vectors.shape[1] ** 0.5)
        )
        noisy = vectors + noise
        unit = noisy / np.maximum(np.linalg.norm(noisy, axis=1, keepdims=True), 1e-12)
        return np.asarray(unit * lengths, dtype=np.float32)


def repeated(report: Report, count: int) -> Report:
    """Return a report of `count` paragraphs: the report's own, again and again with other digits."""
    digits = random.Random(7)
    paragraphs = []
    for number in range(1, count + 1):
        paragraph = report.paragraphs[(number - 1) % len(report.paragraphs)]
        table = str.maketrans("0123456789", "".join(digits.sample("0123456789", 10)))
        paragraphs.append(_copy(paragraph, number, table))
    return replace(report, id="repeated", paragraphs=tuple(paragraphs), headings=())


def _copy(paragraph: Paragraph, number: int, table: dict[int, int]) -> Paragraph:
    sentences = tuple(
        replace(one, text=one.text.translate(table), translation=(one.translation or "").translate(table) or None)
        for one in paragraph.sentences
    )
    return replace(
        paragraph,
        id=f"repeated:{number}",
        report="repeated",
        number=number,
        text=paragraph.text.translate(table),
        translation=None if paragraph.translation is None else paragraph.translation.translate(table),
        sentences=sentences,
    )


def search_times(index: Index, questions: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile of searching questions never asked before, in milliseconds."""
    for question in questions[:5]:
        index.search(f"{question} ")
    times = []
    for question in questions:
        start = time.perf_counter()
        index.search(question)
        times.append(1_000 * (time.perf_counter() - start))
    return float(np.median(times)), float(np.percentile(times, 95))


def folder_bytes(folder: Path) -> int:
    """Return how many bytes the files of a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def memory_bytes() -> int:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


def _changed(report: Report) -> Report:
    """Return the report with one sentence of one paragraph changed."""
    paragraph = max(report.paragraphs, key=lambda one: len(one.sentences))
    first = paragraph.sentences[0]
    text = "X" + paragraph.text[1:]
    sentences: tuple[Sentence, ...] = (replace(first, text=text[first.start : first.end]), *paragraph.sentences[1:])
    other = replace(paragraph, text=text, sentences=sentences)
    return replace(report, paragraphs=tuple(other if one is paragraph else one for one in report.paragraphs))


def bench_report(encoder: Encoder, questions: Sequence[str], home: Path) -> None:
    """Measure the shipped report."""
    for what, rebuild in (("from nothing", True), ("unchanged", False)):
        start = time.perf_counter()
        build_index(home=home, encoder=encoder, rebuild=rebuild).close()
        print(f"report: built {what} in {time.perf_counter() - start:.2f} s")
    report = read_report(shipped_report())
    start = time.perf_counter()
    with build_index([_changed(report)], home=home, encoder=encoder) as index:
        print(f"report: built after one changed paragraph in {time.perf_counter() - start:.2f} s")
        median, high = search_times(index, questions)
    print(f"report: search p50 {median:.1f} ms, p95 {high:.1f} ms; {folder_bytes(home / 'index') / 2e6:.1f} MB a build")


def bench_size(encoder: Encoder, questions: Sequence[str], count: int, home: Path) -> None:
    """Measure a corpus of `count` paragraphs."""
    start = time.perf_counter()
    report = repeated(read_report(shipped_report()), count)
    with build_index([report], home=home, encoder=RepeatingEncoder(encoder)) as index:
        built = time.perf_counter() - start
        median, high = search_times(index, questions)
    print(
        f"{count:7} paragraphs: built in {built:.0f} s, the report encoded once, "
        f"{folder_bytes(home / 'index') / 1e6:.0f} MB, "
        f"{memory_bytes() / 1e9:.2f} GB resident at most, search p50 {median:.1f} ms, p95 {high:.1f} ms"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, nargs="*", default=[], help="sizes of repeated corpora")
    arguments = parser.parse_args()
    encoder = load(Settings.from_environment())
    asked = [question.question for question in load_questions(default_question_set()) if not question.history]
    questions = list(dict.fromkeys(asked))[:_QUESTIONS]
    with tempfile.TemporaryDirectory() as folder:
        bench_report(encoder, questions, Path(folder) / "report")
        for count in arguments.paragraphs:
            bench_size(encoder, questions, count, Path(folder) / str(count))


if __name__ == "__main__":
    main()
