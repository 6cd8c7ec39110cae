"""One report taken onto a shelf: under which id, and with what is known about it beside what it says itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from index.errors import ReportUnreadable
from index.kept import Taken
from index.language import fold
from index.read import About, read_report
from index.read.about import load_about, slug, write_about
from index.read.reading import Progress
from index.report import Report

_GIVEN = ("title", "issuer", "place", "period", "language", "year")


def take(
    path: Path, known: Mapping[str, str | int], now: Mapping[str, Taken], folder: Path, progress: Progress
) -> Taken:
    """Read a report; what is known about it is kept in a folder with it, as about.toml.

    Args:
        known: what the person who adds it gives, by the names of about.toml.
        now: what is on the shelf, by id; one about another place or period keeps its id, and this one gets another.
        folder: where to write the report with what is known about it, if anything is.

    Raises:
        ReportUnreadable, ReportEmpty: it cannot be read, or has an about.toml of its own beside what is known.
    """
    report = read_report(path, progress=progress)
    before = now.get(report.id)
    given = {**_given_before(report, path, before), **known}
    named = replace(report, **{name: value for name, value in given.items() if name in ("place", "period")})  # type: ignore[arg-type]
    id = report.id if before is None or _same_subject(named, before.report) else _free_id(named, now)
    if not given and id == report.id:
        return Taken(report, path)
    if path.is_dir():
        raise ReportUnreadable(f"{str(path)!r} has an about.toml; write there what is known about the report.")
    source = write_about(folder / id, About(id=id, source=path.name, **given), path)  # type: ignore[arg-type]
    return Taken(replace(read_report(source), source=str(path)), source)


def _given_before(report: Report, path: Path, before: Taken | None) -> dict[str, str | int]:
    """Return what was given with an earlier version of the same document."""
    if before is None or before.source is None or not before.source.is_dir() or path.is_dir():
        return {}
    about = load_about(before.source / "about.toml")
    if about.source != path.name or not _same_subject(report, read_report(before.source / about.source)):
        return {}
    values = {name: getattr(about, name) for name in _GIVEN}
    return {name: value for name, value in values.items() if value}


def _same_subject(one: Report, other: Report) -> bool:
    """Whether two reports are about the same place and period, as far as both say."""
    pairs = ((one.place, other.place), (one.period, other.period))
    return all(fold(first) == fold(second) for first, second in pairs if first and second)


def _free_id(report: Report, now: Mapping[str, Taken]) -> str:
    base = slug(f"{report.id} {report.place} {report.period}")
    return next(id for id in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if id not in now)
