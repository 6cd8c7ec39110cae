"""Reading in a process of its own: a file that hangs, crashes or floods a parser ends that process, not the caller."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.errors import ReportEmpty, ReportTooLarge, ReportUnreadable
from index.plain import report_of
from index.read.reading import Progress
from index.read.recognise import RECOGNISING
from index.report import Report
from index.settings import Limits

ERRORS = {error.__name__: error for error in (ReportEmpty, ReportTooLarge, ReportUnreadable)}

# What the process is told of our environment: where programs and data are, no keys and no names.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TESSDATA_PREFIX")
_ROOT = Path(__file__).parents[2]  # where the packages are
_log = logging.getLogger(__name__)


def read_apart(path: Path, limits: Limits, progress: Progress) -> Report:
    """Read a report in a process of its own; see `index.read.read_report`."""
    request = {
        "path": str(path.absolute()),
        "limits": asdict(limits),
    }
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "index.read.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    watch = _Watch(process, limits)
    try:
        answer = _converse(process, watch, request, limits, progress)
    finally:
        watch.stop()
    if answer is None:
        raise _ended(path, process, watch, limits)
    if "report" in answer:
        return report_of({**answer["report"], "source": str(path)})
    if answer["error"] in ERRORS:
        raise ERRORS[answer["error"]](answer["message"])
    _log.error("reading %s failed:\n%s", path, answer["message"])
    if answer["error"] == "MemoryError":
        raise _out_of_memory(path, limits)
    raise ReportUnreadable(
        f"{str(path)!r} cannot be read: its content is damaged ({answer['error']}). Open it and save it again."
    )


def _converse(
    process: subprocess.Popen[bytes], watch: _Watch, request: Mapping[str, object], limits: Limits, progress: Progress
) -> dict[str, Any] | None:
    """Send what is to be read and pass progress on; return the last word, or None where the process ended without."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        # Nothing is left in a buffer, and the pipe stays open: the process ends itself when we are gone.
        os.write(process.stdin.fileno(), json.dumps(request).encode() + b"\n")
    except BrokenPipeError:
        return None
    while (line := process.stdout.readline(limits.memory)).endswith(b"\n"):
        said: dict[str, Any] = json.loads(line)
        if "stage" not in said:
            return said
        if said["stage"] == RECOGNISING:
            watch.extend(limits.page_seconds)
        progress(said["stage"], said["done"], said["total"])
    return None


def _ended(path: Path, process: subprocess.Popen[bytes], watch: _Watch, limits: Limits) -> ReportUnreadable:
    """Return why the process ended without a word."""
    code = process.returncode
    if watch.late or code == -getattr(signal, "SIGXCPU", 0):
        return ReportTooLarge(
            f"{str(path)!r} was not read within {watch.seconds} s. Split it, or raise REPORT_ASSISTANT_READ_SECONDS."
        )
    if code == -getattr(signal, "SIGABRT", 0):  # how C++ ends when it gets no memory
        return _out_of_memory(path, limits)
    return ReportUnreadable(
        f"{str(path)!r} cannot be read: it made its reader stop (code {code}). Open it and save it again."
    )


def _out_of_memory(path: Path, limits: Limits) -> ReportTooLarge:
    return ReportTooLarge(
        f"{str(path)!r} needs more than {limits.memory:,} bytes of memory to be read."
        " Split it, or raise REPORT_ASSISTANT_READ_BYTES."
    )


class _Watch:
    """Ends a process, and all it started, when its time is over."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.seconds = limits.seconds
        self.late = False
        self._process = process
        self._ends = time.monotonic() + limits.seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def extend(self, seconds: int) -> None:
        """Give more time."""
        self.seconds += seconds
        self._ends += seconds

    def stop(self) -> None:
        """End the process whatever it is doing, and clear up after it."""
        self._done.set()
        self._thread.join()
        self._kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def _wait(self) -> None:
        while (left := self._ends - time.monotonic()) > 0:
            if self._done.wait(left):
                return
        self.late = True
        self._kill()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
        else:  # nobody has waited for it yet, so the number is still its own
            os.killpg(self._process.pid, signal.SIGKILL)
