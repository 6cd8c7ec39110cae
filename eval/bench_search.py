"""How fast and how large search is, from the shipped report to 100,000 paragraphs.

python -m eval.bench_search                                   the shipped report: build, build again, change, search
python -m eval.bench_search --paragraphs 100 1000 10000 100000  and corpora of its paragraphs, numbers and names changed

A corpus is built in one process and searched in another, each of which says the most memory it held. 100,000
paragraphs take about 20 GB of disk (--folder says where) and half an hour; 15 GB of these are token vectors, one for
each of 390 tokens a paragraph. Nothing else should be using the machine.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np

from eval.bench import resident_memory
from eval.question_set import default_question_set, load_questions
from eval.repeated import RepeatingEncoder, repeated
from index import Index, build_index, open_index, read_report
from index.build import shipped_report
from index.encoder import Encoder
from index.open import load
from index.report import Report, Sentence
from index.settings import Settings

_QUESTIONS = 100  # of the set, asked of every corpus
_Result = TypeVar("_Result")


def search_times(index: Index, questions: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile of searching questions never asked before, in milliseconds."""
    for question in questions:  # the files it reads are in memory afterwards; what it knows of the questions is not
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


def _build(count: int, home: Path) -> tuple[float, int]:
    """Build a corpus; return the seconds it took and the most memory held, in bytes."""
    encoder = RepeatingEncoder(load(Settings.from_environment()))
    report = repeated(read_report(shipped_report()), count)
    start = time.perf_counter()
    build_index([report], home=home, encoder=encoder).close()
    return time.perf_counter() - start, resident_memory(os.getpid())


def _search(questions: Sequence[str], home: Path) -> tuple[float, float, float, int]:
    """Search a corpus; return the seconds to open it, the times of `search_times`, and the most memory held."""
    encoder = RepeatingEncoder(load(Settings.from_environment()))
    start = time.perf_counter()
    with open_index(home, encoder=encoder) as index:
        opened = time.perf_counter() - start
        median, high = search_times(index, questions)
    return opened, median, high, resident_memory(os.getpid())


def bench_size(questions: Sequence[str], count: int, home: Path) -> None:
    """Measure a corpus of `count` paragraphs."""
    built, building = _apart(_build, count, home)
    opened, median, high, searching = _apart(_search, questions, home)
    print(
        f"{count:7,} paragraphs: built in {built:.0f} s with {building / 1e9:.2f} GB, "
        f"{folder_bytes(home / 'index') / count / 1e3:.0f} kB a paragraph on disk; "
        f"opened in {opened:.1f} s with {searching / 1e9:.2f} GB; search p50 {median:.1f} ms, p95 {high:.1f} ms",
        flush=True,
    )


def _apart(measure: Callable[..., _Result], *arguments: object) -> _Result:
    """Run a measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, nargs="*", default=[], help="sizes of repeated corpora")
    parser.add_argument(
        "--folder", type=Path, help="where the corpora are built; by default the system's for such files"
    )
    arguments = parser.parse_args()
    asked = [question.question for question in load_questions(default_question_set()) if not question.history]
    questions = list(dict.fromkeys(asked))[:_QUESTIONS]
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        bench_report(load(Settings.from_environment()), questions, Path(folder) / "report")
    for count in arguments.paragraphs:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            bench_size(questions, count, Path(folder))


if __name__ == "__main__":
    main()
