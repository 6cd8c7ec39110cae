"""Reports as a build keeps them: as they were read, for opening, and their sources, for building anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import StorageFailed
from index.report import Heading, Paragraph, Repair, Report, Row, Sentence

_REPORTS = "reports.json"
_SOURCES = "sources"


def save_reports(folder: Path, reports: Sequence[Report]) -> None:
    """Write reports as they were read."""
    text = json.dumps([asdict(report) for report in reports], ensure_ascii=False)
    (folder / _REPORTS).write_text(text, "utf-8")


def load_reports(folder: Path) -> tuple[Report, ...]:
    """Read the reports of a build. Raises StorageFailed where they are missing or damaged."""
    try:
        return tuple(report_of(values) for values in json.loads((folder / _REPORTS).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StorageFailed(
            f"The reports in {str(folder)!r} are damaged ({error}); run `report-assistant index rebuild`."
        ) from error


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
    """Return the reports of a build with their kept sources, in their order. Raises StorageFailed as `load_reports`."""
    kept = {int(path.parent.name): path for path in sources(folder)}
    return [Taken(report, kept.get(position)) for position, report in enumerate(load_reports(folder))]


def report_of(values: Mapping[str, Any]) -> Report:
    """Return the report that `dataclasses.asdict` and JSON made plain values of."""
    return Report(
        **{
            **values,
            "paragraphs": tuple(_paragraph(paragraph) for paragraph in values["paragraphs"]),
            "headings": tuple((position, Heading(**heading)) for position, heading in values["headings"]),
            "repairs": tuple(Repair(**repair) for repair in values["repairs"]),
            "notes": tuple(values.get("notes", ())),
        }
    )


def _paragraph(values: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        **{
            **values,
            "outline": tuple(Heading(**heading) for heading in values["outline"]),
            "sentences": tuple(Sentence(**sentence) for sentence in values["sentences"]),
            "row": _row(values.get("row")),
        }
    )


def _row(values: Mapping[str, Any] | None) -> Row | None:
    if values is None:
        return None
    return Row(tuple(values["heads"]), tuple(values["cells"]), values["first"])
