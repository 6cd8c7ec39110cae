"""Thousands of damaged and hostile files for the readers, and thousands of odd questions.

python -m eval.fuzz                  10,000 files: mutations of sound ones in every format, 2,000 an extra process
python -m eval.fuzz --count 500      fewer
python -m eval.fuzz --questions 500  odd questions to the product instead
python -m eval.fuzz --one 17 --keep FILE   the input of one seed, written out

A file has to be read or refused with one line of ours, within 10 s, with nothing opened for writing outside its folder
and no connection made. Everything else is printed with its seed, and makes the exit code 1. Inputs depend on their seed
alone. `eval.fuzz_atheris` lets coverage choose the mutations instead.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from eval.fuzz_attempt import SECONDS, Late, attempt, set_clocks, watch
from eval.fuzz_inputs import make, odd_question, seeds
from index.errors import ReportAssistantError

_BATCH = 2_000  # inputs in one process


def batch(first: int, count: int) -> None:
    """Try inputs one after another, printing each outcome as a line of JSON."""
    seeds()
    watch()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            print(json.dumps({"seed": seed, "begun": True}), flush=True)
            outcome = attempt(*make(seed), Path(folder))
            print(json.dumps({"seed": seed, "kind": outcome.kind, "detail": outcome.detail}), flush=True)


def run(count: int, first: int = 0) -> tuple[Counter[str], list[str]]:
    """Try `count` inputs in processes of their own; return how many came out how, and what was wrong."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    seed = first
    while seed < first + count:
        ended = _run_batch(seed, min(_BATCH, first + count - seed), counts, wrong)
        if ended is not None:  # the process itself was brought down
            counts["crash"] += 1
            wrong.append(f"seed {ended}: ended the process")
        seed = ended + 1 if ended is not None else seed + _BATCH
        print(f"{min(seed - first, count):,} of {count:,}: {_told(counts)}", file=sys.stderr, flush=True)
    return counts, wrong


def _run_batch(first: int, count: int, counts: Counter[str], wrong: list[str]) -> int | None:
    """Run one process over its inputs; return the seed at which it was brought down, or None."""
    command = [sys.executable, "-m", "eval.fuzz", "--batch", str(first), "--count", str(count)]
    begun: int | None = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = json.loads(line)
            if "begun" in said:
                begun = said["seed"]
                continue
            begun = None
            counts[said["kind"]] += 1
            if said["kind"] not in ("read", "refused"):
                wrong.append(f"seed {said['seed']}: {said['kind']}: {said['detail']}")
    if begun is None and process.returncode:
        raise ReportAssistantError(f"The fuzzing process failed before its first input (code {process.returncode}).")
    return begun


def ask_odd(count: int) -> tuple[Counter[str], list[str]]:
    """Ask the product odd questions; an answer or one line of ours is right, within 10 s."""
    from assistant import Assistant

    counts: Counter[str] = Counter()
    wrong: list[str] = []
    assistant = Assistant.open()
    for seed in range(count):
        set_clocks(SECONDS)
        try:
            kind = "answered" if assistant.ask(odd_question(seed)).answered else "said that the report does not say"
        except ReportAssistantError as error:
            kind = "refused" if "\n" not in str(error) else "crash"
        except Exception as error:  # noqa: BLE001  whatever comes is the finding
            kind = "hang" if isinstance(error, Late) else "crash"
            wrong.append(f"question {seed}: {kind}: {''.join(traceback.format_exception(error)[-4:])}")
        finally:
            set_clocks(0)
        counts[kind] += 1
    return counts, wrong


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in sorted(counts.items()))


def _try_one(seed: int, keep: Path | None) -> None:
    """Try the input of one seed here, and write it out where that is wanted."""
    name, data = make(seed)
    if keep:
        keep.write_bytes(data)
    with tempfile.TemporaryDirectory() as folder:
        outcome = attempt(name, data, Path(folder))
    print(name, outcome.kind, outcome.detail)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts and everything that was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--questions", type=int, help="ask so many odd questions instead")
    parser.add_argument("--batch", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--one", type=int, help="a seed")
    parser.add_argument("--keep", type=Path, help="where to write the input of --one")
    given = parser.parse_args(arguments)
    if given.batch is not None:
        batch(given.batch, given.count)
        return 0
    if given.one is not None:
        _try_one(given.one, given.keep)
        return 0
    started = time.monotonic()
    counts, wrong = ask_odd(given.questions) if given.questions else run(given.count, given.first)
    print(f"{sum(counts.values()):,} inputs in {time.monotonic() - started:.0f} s: {_told(counts)}")
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
