"""One input of `eval.fuzz` read in this process: read, refused, or what went wrong, within its time."""

from __future__ import annotations

import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from index.errors import ReportUnreadable
from index.read.parse import parse_report
from index.read.reading import silent
from index.settings import Limits

SECONDS = 10  # an input that takes longer hangs
_BUSY = 12  # times as long by the clock
LIMITS = Limits(size=5_000_000, pages=50, unpacked=20_000_000)
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "shutil.rmtree")  # Python's audit events
_REACHES = ("socket.connect", "subprocess.Popen", "os.system", "urllib.Request")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    kind: str  # "read", "refused", or what was wrong: "crash", "hang", "touched"
    detail: str = ""


def attempt(name: str, data: bytes, folder: Path) -> Outcome:
    """Read one input in this process and say what became of it."""
    path = folder / name
    path.write_bytes(data)
    touched.clear()
    set_clocks(SECONDS)
    try:
        parse_report(path, LIMITS, silent)
    except ReportUnreadable as error:
        outcome = Outcome("refused") if "\n" not in str(error) else Outcome("crash", f"two lines: {error}")
    except Exception as error:  # noqa: BLE001  whatever comes is the finding
        kind = "hang" if isinstance(error, Late) else "crash"
        outcome = Outcome(kind, "".join(traceback.format_exception(error)[-4:]))
    else:
        outcome = Outcome("read")
    finally:
        set_clocks(0)
        path.unlink()
    return Outcome("touched", "; ".join(touched)) if touched else outcome


def set_clocks(seconds: int) -> None:
    """Raise Late after so many seconds of this process's work, or many more by the clock; 0 stops both.

    A machine that is busy with other things makes an input late, not one that hangs.
    """
    signal.signal(signal.SIGPROF, _too_late)
    signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(_BUSY * seconds)


class Late(Exception):
    """An input took too long."""


def _too_late(number: int, frame: FrameType | None) -> None:
    raise Late


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
