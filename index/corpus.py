"""The reports of a build on disk, a line of JSON for each of their paragraphs, read when it is asked for.

Opening a corpus of any size reads the reports' own lines and where every other line stands, 16 bytes a paragraph.

reports.jsonl       a report without its paragraphs, then a line for each of them; then the next report
report_lines.npz    where each line ends, how many paragraphs each report has, and their numbers
"""

from __future__ import annotations

import json
import mmap
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import eq
from pathlib import Path
from typing import Any, overload
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.errors import StorageFailed
from index.plain import paragraph_of, plain, report_of
from index.report import Paragraph, Report
from index.units import language_of

_LINES = "reports.jsonl"
_PLACES = "report_lines.npz"
_REMEMBERED = 2_048  # paragraphs; one takes about 10 kB


def save_reports(folder: Path, reports: Iterable[Report]) -> None:
    """Write reports into the folder of a build."""
    ends, counts, numbers = array("q", [0]), array("q"), array("q")
    with (folder / _LINES).open("wb") as file:
        for report in reports:
            for part in (replace(report, paragraphs=()), *report.paragraphs):
                line = json.dumps(part, default=plain, ensure_ascii=False).encode() + b"\n"
                ends.append(ends[-1] + file.write(line))
            counts.append(len(report.paragraphs))
            numbers.extend(paragraph.number for paragraph in report.paragraphs)
    np.savez(folder / _PLACES, ends=np.array(ends), counts=np.array(counts), numbers=np.array(numbers))


class Corpus:
    """The reports of a build and their paragraphs, which are counted through all reports: their position."""

    def __init__(
        self, reports: Sequence[Report], counts: NDArray[np.int64], numbers: NDArray[np.int64], lines: _Lines
    ) -> None:
        self.reports = tuple(reports)
        self._firsts: list[int] = [0, *np.cumsum(counts).tolist()]  # the position of each report's first
        self._numbers = numbers
        self._places = {report.id: place for place, report in enumerate(reports)}
        self._lines = lines

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """Open what `save_reports` wrote. Raises StorageFailed where it is missing or damaged."""
        try:
            with (folder / _PLACES).open("rb") as file, np.load(file) as places:
                ends, counts, numbers = places["ends"], places["counts"], places["numbers"]
            lines = _Lines(folder / _LINES, ends)
            reports, first = [], 0
            for count in counts.tolist():
                report = report_of({**lines.values(first), "paragraphs": ()})
                reports.append(replace(report, paragraphs=Paragraphs(lines, first + 1, count)))
                first += count + 1
            return cls(reports, counts, numbers, lines)
        except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as error:
            raise damaged(folder, error) from error

    def __len__(self) -> int:
        """How many paragraphs there are."""
        return self._firsts[-1]

    def __getitem__(self, position: int) -> Paragraph:
        """Return the paragraph at a position. Raises StorageFailed where its line is damaged."""
        return self._lines.paragraph(position + self._report(position) + 1)

    def position(self, id: str) -> int:
        """Return where the paragraph of this address is. Raises KeyError for an unknown one."""
        report, _, number = id.rpartition(":")
        place = self._places[report]
        first, end = self._firsts[place], self._firsts[place + 1]
        found = np.flatnonzero(self._numbers[first:end] == (int(number) if number.isdecimal() else -1))
        if not len(found):
            raise KeyError(id)
        return first + int(found[0])

    def report(self, position: int) -> Report:
        """Return the report of the paragraph at a position."""
        return self.reports[self._report(position)]

    def language(self, text: int) -> str:
        """Return the language of a text."""
        return language_of(self.report(text // 2), text)

    def among(self, reports: Collection[str]) -> NDArray[np.bool_]:
        """Return which paragraphs (paragraphs,) are those of these reports."""
        chosen = np.array([report.id in reports for report in self.reports], dtype=bool)
        return np.repeat(chosen, np.diff(self._firsts))

    def _report(self, position: int) -> int:
        return bisect_right(self._firsts, position) - 1


class Paragraphs(Sequence[Paragraph]):
    """The paragraphs of one report of a corpus."""

    def __init__(self, lines: _Lines, first: int, count: int) -> None:
        self._lines = lines
        self._range = range(first, first + count)

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, place: int) -> Paragraph: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Paragraph]: ...
    def __getitem__(self, place: int | slice) -> Paragraph | Sequence[Paragraph]:
        if isinstance(place, slice):
            return tuple(map(self._lines.paragraph, self._range[place]))
        return self._lines.paragraph(self._range[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Paragraphs | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


class _Lines:
    """A file of lines of JSON; the paragraphs read last are remembered."""

    def __init__(self, path: Path, ends: NDArray[np.int64]) -> None:
        self._folder = path.parent
        self._ends = ends
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._bytes) != ends[-1]:
            raise ValueError(f"{path.name} has {len(self._bytes):,} bytes, not {ends[-1]:,}")
        self.paragraph = lru_cache(_REMEMBERED)(self._paragraph)

    def values(self, line: int) -> dict[str, Any]:
        values = json.loads(self._bytes[self._ends[line] : self._ends[line + 1]])
        if not isinstance(values, dict):
            raise TypeError(f"line {line + 1} is no object")
        return values

    def _paragraph(self, line: int) -> Paragraph:
        try:
            return paragraph_of(self.values(line))
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(self._folder, error) from error


def damaged(folder: Path, error: Exception) -> StorageFailed:
    """Return what is raised for a build that cannot be read."""
    return StorageFailed(f"The index in {str(folder)!r} is damaged ({error}); run `report-assistant index rebuild`.")
