# ruff: noqa: T201 - a command: what it measures is what it prints
"""Measure the encoder's speed, and what it finds on XQuAD: `python -m eval.bench_encoder [XQUAD.jsonl] [--home HOME]`.

Times a cold start, one question and a batch of the shipped report's paragraphs, for the graph and for
sentence-transformers, in wall-clock and in processor seconds (the second holds on a busy machine too). With a file of
XQuAD paragraphs, also R@1 / R@5 of one vector a paragraph and of late interaction.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index.build import shipped_report
from index.embed import ModelEncoder, load_encoder
from index.encoder import Encoded
from index.means import QuestionLanguage, centred, question_mean, token_mean
from index.read import read_report

_QUESTIONS = (
    "how much COVID support was paid?",
    "Tổng kinh phí hỗ trợ người dân gặp khó khăn do COVID-19 là bao nhiêu triệu đồng?",
)
_COLD = """
import time; start = time.perf_counter()
import pathlib, resource, sys
from index.embed import load_encoder
load_encoder(home=pathlib.Path(sys.argv[1]), device=sys.argv[2] or None).encode(["how much?"], "question")
print(time.perf_counter() - start, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("xquad", type=Path, nargs="?", help="a JSON line a paragraph: context_vi, qas[].en, qas[].vi")
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "bench-encoder")
    parser.add_argument("--threads", type=int, help="by default one a core")
    arguments = parser.parse_args()
    paragraphs = [paragraph.text for paragraph in read_report(shipped_report()).paragraphs]
    for kind, device in (("graph", None), ("sentence-transformers", "cpu")):
        encoder = load_encoder(home=arguments.home, device=device, threads=arguments.threads)
        print(f"\n{kind}: {_cold(arguments.home, device)}")
        for question in _QUESTIONS:
            print(f"  {len(question):3} characters asked: {_time(_ask(encoder, question), 30)}")
        print(f"  {len(paragraphs)} paragraphs of the report: {_time(_read(encoder, paragraphs), 2)}")
        if arguments.xquad:
            _print_recall(encoder, arguments.xquad)


def _cold(home: Path, device: str | None) -> str:
    command = [sys.executable, "-c", _COLD, str(home), device or ""]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wall, processor, memory = map(float, output.split())
    return f"first vector after {wall:.1f} s ({processor:.1f} s of processor), {memory / 1024:.0f} MiB at most"


def _ask(encoder: ModelEncoder, question: str) -> Callable[[], object]:
    return lambda: encoder.encode([question], "question")


def _read(encoder: ModelEncoder, paragraphs: Sequence[str]) -> Callable[[], object]:
    return lambda: encoder.encode(paragraphs, "passage")


def _time(run: Callable[[], object], times: int) -> str:
    run()
    walls, processors = [], []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (time.process_time() - processor))
    return f"median {median(walls):.1f} ms, least {min(walls):.1f} ms, {min(processors):.1f} ms of processor"


def _print_recall(encoder: ModelEncoder, path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    passages = encoder.encode([line["context_vi"] for line in lines], "passage")
    gold = np.array([position for position, line in enumerate(lines) for _ in line["qas"]])
    languages: tuple[QuestionLanguage, ...] = ("en", "vi")
    for language in languages:
        asked = encoder.encode([question[language] for line in lines for question in line["qas"]], "question")
        vectors = np.stack([text.vector for text in asked]) @ np.stack([text.vector for text in passages]).T
        late = _late_interaction(asked, passages, question_mean(encoder, language))
        print(
            f"  XQuAD {language} -> vi, {len(gold)} questions, R@1 / R@5: one vector {_recall(vectors, gold)},", end=" "
        )
        print(f"late interaction {_recall(late, gold)}")


def _late_interaction(
    asked: Sequence[Encoded], passages: Sequence[Encoded], mean: NDArray[np.float32] | None
) -> NDArray[np.float32]:
    """Return for each question and passage the mean over question tokens of the best passage token's cosine."""
    passage_mean = None if mean is None else token_mean(passages)
    tokens = np.concatenate([centred(text.tokens, passage_mean) for text in passages]).T
    starts = np.cumsum([0, *(len(text.tokens) for text in passages[:-1])])
    return np.stack(
        [np.maximum.reduceat(centred(text.tokens, mean) @ tokens, starts, axis=1).mean(axis=0) for text in asked]
    )


def _recall(scores: NDArray[np.float32], gold: NDArray[np.int64]) -> str:
    better = (scores > scores[np.arange(len(gold)), gold][:, None]).sum(axis=1)
    return f"{(better < 1).mean():.3f} / {(better < 5).mean():.3f}"


if __name__ == "__main__":
    main()
