"""The sources that a build keeps, for building anew."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.corpus import Corpus
from index.report import Report

_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was read already, with the file or folder to keep for it."""

    report: Report
    source: Path | None


def save_sources(folder: Path, paths: Sequence[Path | None]) -> None:
    """Copy the files and folders that reports were read from, each under its place in the order."""
    for position, path in enumerate(paths):
        if path is None:
            continue
        target = folder / _SOURCES / f"{position:05}" / path.name
        target.parent.mkdir(parents=True)
        if path.is_dir():
            shutil.copytree(path, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy2(path, target)


def sources(folder: Path) -> list[Path]:
    """Return the sources a build keeps, in their order."""
    return sorted(path for path in folder.glob(f"{_SOURCES}/*/*"))


def taken(folder: Path) -> list[Taken]:
    """Return the reports of a build with their kept sources, in their order. Raises StorageFailed as `Corpus.open`."""
    kept = {int(path.parent.name): path for path in sources(folder)}
    return [Taken(report, kept.get(position)) for position, report in enumerate(Corpus.open(folder).reports)]
