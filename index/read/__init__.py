"""A report on disk -> a Report: read the format, mend, find the outline, number the paragraphs.

from index.read import read_report
report = read_report("report.txt")
"""

from __future__ import annotations

from pathlib import Path

from index.errors import ReportTooLarge, ReportUnreadable
from index.read.about import About
from index.read.apart import read_apart
from index.read.parse import files_of, parse_report
from index.read.reading import Progress, silent
from index.report import Report
from index.settings import Limits

__all__ = ["About", "Limits", "read_report"]

_PLAIN = (".txt", ".md")
_SMALL = 500_000  # bytes: plain text up to this is read in well under a second, by Python alone


def read_report(path: str | Path, *, limits: Limits | None = None, progress: Progress = silent) -> Report:
    """Read a report from a file, or from a folder with about.toml.

    All but short plain text is read by a process of its own with limits on time and memory, so that no file, however
    it was made, can stop or slow down the caller.

    Args:
        limits: what reading may take; from the environment where None.
        progress: hears which page of how many is being read.

    Raises:
        ReportEmpty: it holds no text.
        ReportTooLarge: it takes more than the limits allow.
        ReportUnreadable: it is missing, of an unknown format, damaged, or its translation does not match it.
    """
    path = Path(path).expanduser()
    limits = limits or Limits.from_environment()
    _, files = files_of(path)
    try:
        sizes = [file.stat().st_size for file in files if file.exists()]
    except OSError as error:
        raise ReportUnreadable(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    if sum(sizes) > limits.size:
        raise ReportTooLarge(
            f"{str(path)!r} has {sum(sizes):,} bytes; at most {limits.size:,} are read."
            " Split it, or raise REPORT_ASSISTANT_MAX_BYTES."
        )
    if sum(sizes) <= _SMALL and files[0].suffix.lower() in _PLAIN:
        return parse_report(path, limits, progress)
    return read_apart(path, limits, progress)
