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
import io
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType

from eval.format_files import markup_files, text_files, word_files
from eval.format_pages import FONT, page_files
from index.errors import ReportAssistantError, ReportUnreadable
from index.read.parse import parse_report
from index.read.reading import silent
from index.report import Paragraph, Report
from index.settings import Limits

SECONDS = 10  # an input that takes longer hangs
_BUSY = 12  # times as long by the clock
LIMITS = Limits(size=5_000_000, pages=50, unpacked=20_000_000)
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "shutil.rmtree")  # Python's audit events
_REACHES = ("socket.connect", "subprocess.Popen", "os.system", "urllib.Request")
_BATCH = 2_000  # inputs in one process
_TEXTS = (
    "BÁO CÁO kết quả năm 2020",
    "Tỉnh đã hỗ trợ 183.040 trường hợp với kinh phí 190.959 triệu đồng, đạt 98,3% kế hoạch.",
    "- Thu ngân sách đạt 5.000 tỷ đồng;",
    "Nơi nhận: Như trên; Lưu: VT.",
)
_WORDS = (b"\0", b"\xff\xfe", b"../../etc/passwd", b"A" * 5000, b"99999999999", b"-1", b"<!ENTITY a SYSTEM 'file:///'>")
_SIGNS = ("\u202e", "\u0301" * 30, "<script>alert(1)</script>", "'; DROP TABLE x; --", "![x](http://x)")
_UNITS = ("%", " tỷ đồng", ",,.", "/12/2020")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    kind: str  # "read", "refused", or what was wrong: "crash", "hang", "touched"
    detail: str = ""


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return sound files, small ones, by their names."""
    paragraphs = tuple(
        Paragraph(f"seed:{number}", "seed", number, text, "paragraph") for number, text in enumerate(_TEXTS, start=1)
    )
    report = Report("seed", "Báo cáo", "vi", paragraphs)
    writers = {**text_files(), **markup_files(), **word_files(), **(page_files() if FONT.exists() else {})}
    made: list[tuple[str, bytes]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, write in writers.items():
            write(Path(folder) / name, report)
            made.append((name, (Path(folder) / name).read_bytes()))
    table = "| Xã | Năm 2020 | Năm 2021 |\n|---|---|---|\n| An Bình | 1.234 | 5.678 |\n"
    return (
        *made,
        ("table.md", table.encode()),
        ("table.html", b"<table><tr><th>A<th>B<tr><td rowspan=3>1<td>2</table>"),
    )


def make(seed: int) -> tuple[str, bytes]:
    """Return the name and the bytes of the input that a seed stands for."""
    chance = random.Random(seed)
    name, data = chance.choice(seeds())
    if name.endswith(".docx") and chance.random() < 0.7:
        data = _mutated_archive(data, chance)
    else:
        data = _mutated(data, chance)
    return f"{seed}-{name}", data


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 2, 5, 20, 100))):
        at = chance.randrange(len(changed) + 1)
        length = min(chance.choice((1, 2, 8, 64, 512)), len(changed) - at)
        match chance.randrange(6):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 3, 40))
            case 3:
                changed[at:at] = chance.choice(_WORDS)
            case 4:
                other = chance.choice(seeds())[1]
                start = chance.randrange(len(other))
                changed[at:at] = other[start : start + length]
            case _:
                changed = changed[: max(at, 1)] if chance.random() < 0.1 else changed
        if len(changed) > LIMITS.size // 10:
            break
    return bytes(changed)


def _mutated_archive(data: bytes, chance: random.Random) -> bytes:
    """Mutate a file inside the archive and pack it again, so that damage reaches the XML reader."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        names = [item.filename for item in old.infolist()]
        victims = {"word/document.xml"} if chance.random() < 0.6 else set(chance.sample(names, 2))
        for name in names:
            content = old.read(name)
            if name not in victims:
                new.writestr(name, content)
            elif chance.random() < 0.9:
                new.writestr(name if chance.random() < 0.95 else "../../outside", _mutated(content, chance))
    return written.getvalue()


def attempt(name: str, data: bytes, folder: Path) -> Outcome:
    """Read one input in this process and say what became of it."""
    path = folder / name
    path.write_bytes(data)
    touched.clear()
    _set_clocks(SECONDS)
    try:
        parse_report(path, None, LIMITS, silent)
    except ReportUnreadable as error:
        outcome = Outcome("refused") if "\n" not in str(error) else Outcome("crash", f"two lines: {error}")
    except Exception as error:  # noqa: BLE001  whatever comes is the finding
        kind = "hang" if isinstance(error, _Late) else "crash"
        outcome = Outcome(kind, "".join(traceback.format_exception(error)[-4:]))
    else:
        outcome = Outcome("read")
    finally:
        _set_clocks(0)
        path.unlink()
    return Outcome("touched", "; ".join(touched)) if touched else outcome


def _set_clocks(seconds: int) -> None:
    """Raise _Late after so many seconds of this process's work, or many more by the clock; 0 stops both.

    A machine that is busy with other things makes an input late, not one that hangs.
    """
    signal.signal(signal.SIGPROF, _too_late)
    signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(_BUSY * seconds)


class _Late(Exception):
    """An input took too long."""


def _too_late(number: int, frame: FrameType | None) -> None:
    raise _Late


touched: list[str] = []  # what this process opened for writing, deleted or connected to, outside the temporary folder


def watch() -> None:
    """Record from now on every file this process changes and every connection it makes; it cannot be undone."""
    allowed = tempfile.gettempdir()

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        what = arguments[0] if arguments else None
        changes = event in _CHANGES or (event == "open" and bool(set(str(arguments[1])) & set("wax+")))
        ours = isinstance(what, int) or str(what).startswith(allowed)  # a pipe of ours has a number
        if (changes and not ours) or (event in _REACHES and what != "tesseract"):
            touched.append(f"{event} {what}")

    sys.addaudithook(heard)


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


def odd_question(seed: int) -> str:
    """Return a question nobody should ask, mixed of real ones, signs, scripts, figures and markup."""
    chance = random.Random(seed)
    vietnamese = [*range(32, 0x250), *range(0x1EA0, 0x1EFA)]
    parts: list[Callable[[], str]] = [
        lambda: chance.choice(_TEXTS)[: chance.randrange(60)],
        lambda: "".join(chr(chance.choice(vietnamese)) for _ in range(20)),
        lambda: "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(30))),
        lambda: chance.choice(_SIGNS),
        lambda: str(chance.randrange(10 ** chance.randrange(1, 40))) + chance.choice(_UNITS),
        lambda: chance.choice(("bao nhiêu", "how many", "khi nào", "who", "GRDP", "năm 2020", "covid")),
        lambda: " " * chance.randrange(20) + "\n" * chance.randrange(5),
    ]
    return " ".join(chance.choice(parts)() for _ in range(chance.randrange(1, 8)))[: chance.choice((50, 400, 2500))]


def ask_odd(count: int) -> tuple[Counter[str], list[str]]:
    """Ask the product odd questions; an answer or one line of ours is right, within 10 s."""
    from assistant import Assistant

    counts: Counter[str] = Counter()
    wrong: list[str] = []
    assistant = Assistant.open()
    for seed in range(count):
        _set_clocks(SECONDS)
        try:
            kind = "answered" if assistant.ask(odd_question(seed)).answered else "said that the report does not say"
        except ReportAssistantError as error:
            kind = "refused" if "\n" not in str(error) else "crash"
        except Exception as error:  # noqa: BLE001  whatever comes is the finding
            kind = "hang" if isinstance(error, _Late) else "crash"
            wrong.append(f"question {seed}: {kind}: {''.join(traceback.format_exception(error)[-4:])}")
        finally:
            _set_clocks(0)
        counts[kind] += 1
    return counts, wrong


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in sorted(counts.items()))


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
        name, data = make(given.one)
        if given.keep:
            given.keep.write_bytes(data)
        with tempfile.TemporaryDirectory() as folder:
            outcome = attempt(name, data, Path(folder))
        print(name, outcome.kind, outcome.detail)
        return 0
    started = time.monotonic()
    counts, wrong = ask_odd(given.questions) if given.questions else run(given.count, given.first)
    print(f"{sum(counts.values()):,} inputs in {time.monotonic() - started:.0f} s: {_told(counts)}")
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
