"""The process that reads one report: a request on standard input, lines of JSON on standard output.

python -m index.read.worker   (started by index.read.apart)

It limits itself before it opens the file, writes no file, and ends when whoever started it is gone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from index.errors import ReportUnreadable
from index.plain import plain
from index.read.parse import parse_report
from index.settings import Limits


def main() -> None:
    """Read the report that the first line of standard input names."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between our lines
    request: Mapping[str, Any] = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _limit(limits)
    threading.Thread(target=_end_with_caller, daemon=True).start()

    def progress(stage: str, done: int, total: int) -> None:
        _say(channel, {"stage": stage, "done": done, "total": total})

    def failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lines = "".join(traceback.format_exception(kind, error, trace))
        _say(channel, {"error": kind.__name__, "message": lines})

    sys.excepthook = failed  # a parser's own failure is one line for the caller
    try:
        report = parse_report(Path(request["path"]), limits, progress)
    except ReportUnreadable as error:
        _say(channel, {"error": type(error).__name__, "message": str(error)})
    else:
        _say(channel, {"report": report})


def _say(channel: BinaryIO, value: Mapping[str, object]) -> None:
    channel.write(json.dumps(value, default=plain).encode() + b"\n")
    channel.flush()


def _end_with_caller() -> None:
    """End when standard input is closed, as it is when the caller was killed."""
    os.read(0, 1)
    os._exit(1)


def _limit(limits: Limits) -> None:
    """Limit memory and processor time, and forbid writing files, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    bounds = [
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + limits.pages * limits.page_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for kind, most in bounds:
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    main()
