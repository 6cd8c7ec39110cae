"""Permanent numbers of paragraphs: one that did not change keeps its number when its report changes around it.

A number is given once. A paragraph that is new gets the next free number, wherever it stands; the number of one that
was taken out is never given again. So a quoted address never comes to mean another text.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from index.home import finished_builds
from index.manifest import Manifest
from index.report import Repair, Report

_FILE = "addresses.json"
# Below this share of known paragraphs a report of the same id is another document, and counts from 1.
_SAME_DOCUMENT = 0.3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a report's paragraphs, in reading order."""

    next: int  # the first number that was never given
    paragraphs: tuple[tuple[str, int], ...]  # (fingerprint of the text, number)

    @classmethod
    def of(cls, report: Report, before: Numbering | None = None) -> Numbering:
        """Return the numbering of a report, remembering which numbers were ever given."""
        given = tuple((fingerprint(paragraph.text), paragraph.number) for paragraph in report.paragraphs)
        used = max((number for _, number in given), default=0) + 1
        return cls(max(used, before.next if before and _share(before, report) >= _SAME_DOCUMENT else 1), given)


def numbered(report: Report, before: Numbering | None) -> Report:
    """Return a report with the numbers its paragraphs had before; what is new gets the next free ones."""
    if before is None or _share(before, report) < _SAME_DOCUMENT:
        return report
    numbers = _numbers([fingerprint(paragraph.text) for paragraph in report.paragraphs], before)
    if numbers == [paragraph.number for paragraph in report.paragraphs]:
        return report
    ids = {one.id: f"{report.id}:{number}" for one, number in zip(report.paragraphs, numbers, strict=True)}
    paragraphs = tuple(
        replace(paragraph, number=number, id=ids[paragraph.id])
        for paragraph, number in zip(report.paragraphs, numbers, strict=True)
    )
    repairs: tuple[Repair, ...] = tuple(
        replace(repair, paragraph=ids.get(repair.paragraph, repair.paragraph)) for repair in report.repairs
    )
    return replace(report, paragraphs=paragraphs, repairs=repairs)


def _numbers(now: Sequence[str], before: Numbering) -> list[int]:
    known = [text for text, _ in before.paragraphs]
    steps = SequenceMatcher(None, known, now, autojunk=False).get_opcodes()
    numbers, unused = [0] * len(now), dict.fromkeys(number for _, number in before.paragraphs)

    def give(position: int, number: int) -> None:
        if not numbers[position] and number in unused:
            numbers[position] = number
            del unused[number]

    for kind, start, end, first, _ in steps:
        if kind == "equal":
            for step in range(end - start):
                give(first + step, before.paragraphs[start + step][1])
    numbers_of: dict[str, list[int]] = {}
    for text, number in reversed(before.paragraphs):
        numbers_of.setdefault(text, []).append(number)
    for position, text in enumerate(now):  # moved to another place
        while not numbers[position] and numbers_of.get(text):
            give(position, numbers_of[text].pop())
    for kind, start, end, first, last in steps:
        if kind == "replace" and end - start == last - first:  # as many in the place of as many: they were edited
            for step in range(end - start):
                give(first + step, before.paragraphs[start + step][1])
    free = before.next
    for position, number in enumerate(numbers):
        if not number:
            numbers[position], free = free, free + 1
    return numbers


def _share(before: Numbering, report: Report) -> float:
    known = {text for text, _ in before.paragraphs}
    same = sum(fingerprint(paragraph.text) in known for paragraph in report.paragraphs)
    return same / len(report.paragraphs) if report.paragraphs else 0.0


def fingerprint(text: str) -> str:
    """Return 16 letters that name a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def save_numberings(folder: Path, numberings: Mapping[str, Numbering]) -> None:
    """Write the numberings of a build's reports, by their ids."""
    values = {id: {"next": one.next, "paragraphs": one.paragraphs} for id, one in numberings.items()}
    (folder / _FILE).write_text(json.dumps(values, indent=None), "utf-8")


def load_numberings(folder: Path) -> dict[str, Numbering]:
    """Read what `save_numberings` wrote; nothing of a build without it, as of one by an earlier version.

    Raises:
        ValueError, TypeError, KeyError: the file is damaged.
    """
    path = folder / _FILE
    if not path.is_file():
        return {}
    return {
        id: Numbering(int(values["next"]), tuple((str(text), int(number)) for text, number in values["paragraphs"]))
        for id, values in json.loads(path.read_text("utf-8")).items()
    }


def last_numberings(index_folder: Path) -> dict[str, Numbering]:
    """Return the numberings of an index: of the newest finished build that has them."""
    for name in finished_builds(index_folder, Manifest.exists):
        try:
            if found := load_numberings(index_folder / name):
                return found
        except (OSError, ValueError, TypeError, KeyError) as error:
            _log.warning("the numbers of the paragraphs cannot be read in %s: %s", name, error)
    return {}
