"""The reports that are asked: what a home's index holds, added to and taken from one report at a time.

shelf = Shelf.open()
shelf.add(["long-an-2021.docx"])
[report.id for report in shelf.reports()]

A home nobody has put anything on holds the report that comes with the product. Each change is a build of its own, in
which every vector of an unchanged paragraph is used again; until it is finished, and where it fails, the shelf stays as
it was.
"""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path

from index import home as homes
from index.build import build_index, kept_sources, shipped_report
from index.claim import claim
from index.encoder import Encoder
from index.errors import IndexMissing, ReportUnknown, ReportUnreadable, StorageFailed
from index.kept import Taken, taken
from index.manifest import Manifest, read_alike
from index.open import settings_for
from index.read import read_report
from index.read.about import load_about
from index.read.reading import Progress, silent
from index.report import Report
from index.settings import Settings
from index.shared import sync
from index.take import take

_WAIT = 300.0  # seconds for another process that writes the same index
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What the person who adds a report knows about it; what is left empty is found in the document."""

    title: str = ""
    issuer: str = ""
    place: str = ""
    period: str = ""
    language: str = ""  # "vi" or "en"

    @property
    def given(self) -> dict[str, str | int]:
        """What is not empty, and the year the period ends with."""
        values: dict[str, str | int] = {one.name: value for one in fields(self) if (value := getattr(self, one.name))}
        if years := _YEAR.findall(self.period):
            values["year"] = int(years[-1])
        return values


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of one home."""

    settings: Settings
    encoder: Encoder | None = field(default=None, repr=False)

    @classmethod
    def open(cls, home: str | Path | None = None, *, encoder: Encoder | None = None) -> Shelf:
        """Return the shelf of a home; None is the user's own. Nothing is built or read yet."""
        return cls(settings_for(home, encoder=encoder), encoder)

    def reports(self) -> tuple[Report, ...]:
        """Return what is on the shelf, in its order. Raises StorageFailed where it is damaged."""
        return tuple(one.report for one in self._taken())

    def ids(self) -> tuple[str, ...]:
        """Return the ids of what is on the shelf; nothing of a damaged one."""
        folder = self.settings.index_folder
        try:
            manifest = Manifest.read(folder / homes.current_build(folder))
        except IndexMissing:
            return (load_about(shipped_report() / "about.toml").id,)
        except StorageFailed as error:
            _log.warning("what is on the shelf cannot be told: %s", error)
            return ()
        return tuple(source.report for source in manifest.sources)

    def get(self, id: str) -> Report:
        """Return a report by its id. Raises ReportUnknown, naming those there are."""
        reports = {report.id: report for report in self.reports()}
        if id not in reports:
            raise ReportUnknown(f"No report on the shelf is called {id!r}; there are: {', '.join(reports)}.")
        return reports[id]

    def add(
        self, paths: Sequence[str | Path], known: Known = Known(), *, progress: Progress = silent
    ) -> tuple[Report, ...]:
        """Put reports on the shelf, or new versions of reports that are on it, and return them as they were read.

        A report whose id is taken by one about another place or period gets an id of its own.

        Raises:
            ReportUnreadable, ReportEmpty: one of them cannot be taken; then none is.
            IndexBusy, StorageFailed, ModelUnavailable: as `build_index` does.
        """
        if not paths:
            raise ReportUnreadable("There is no report to add; give at least one file.")
        with self._changing(), tempfile.TemporaryDirectory() as folder:
            now = {one.report.id: one for one in self._taken()}
            added: list[Report] = []
            for number, path in enumerate(paths):
                one = take(Path(path).expanduser(), known.given, now, Path(folder) / str(number), progress)
                now[one.report.id] = one
                added.append(one.report)
            self._build(list(now.values()), progress)
        reports = {report.id: report for report in self.reports()}
        return tuple(reports[report.id] for report in added)

    def remove(self, ids: Sequence[str], *, progress: Progress = silent) -> tuple[Report, ...]:
        """Take reports off the shelf and return them. Raises ReportUnknown; and ReportUnreadable for the last one."""
        with self._changing():
            gone = tuple(self.get(id) for id in ids)
            left = [one for one in self._taken() if one.report.id not in ids]
            if not left:
                raise ReportUnreadable("At least one report must stay on the shelf; add another one first.")
            self._build(left, progress)
        return gone

    def rebuild(self, *, progress: Progress = silent) -> tuple[Report, ...]:
        """Build the index anew from the kept sources, with no vector used again, and return the reports.

        Raises:
            StorageFailed: a report has no kept source, so that it would be lost.
        """
        kept = kept_sources(self.settings)
        try:
            known = self._taken()
        except StorageFailed:
            if not kept:
                raise
        else:
            if lost := [one.report.id for one in known if one.source is None]:
                raise StorageFailed(
                    f"The sources of {', '.join(lost)} are not kept, so the index cannot be built anew from them; "
                    "index their files again."
                )
            kept = kept or [shipped_report()]
        build_index(
            kept, encoder=self.encoder, settings=self.settings, progress=progress, rebuild=True, wait=_WAIT
        ).close()
        return self.reports()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the shelf from reading it to having written it, so that of two people adding none undoes the other."""
        with homes.writing(self.settings.index_folder, _WAIT, lock="shelf"), claim(self.settings, _WAIT, lock="shelf"):
            yield

    def _taken(self) -> list[Taken]:
        """The reports with their sources; read again where this version reads otherwise than the one that did."""
        sync(self.settings)
        folder = self.settings.index_folder
        try:
            build = folder / homes.current_build(folder)
        except IndexMissing:
            return [_from(shipped_report())]
        found = taken(build)
        if read_alike(Manifest.read(build)):
            return found
        return [one if one.source is None else _from(one.source) for one in found]

    def _build(self, chosen: Sequence[Taken], progress: Progress) -> None:
        build_index(list(chosen), encoder=self.encoder, settings=self.settings, progress=progress, wait=_WAIT).close()


def on_shelf(reports: Sequence[str | Path], home: str | Path | None = None) -> list[str]:
    """Return the ids that some reports are given by, or nothing where they are given by their paths.

    Raises:
        ReportUnknown: some are on the shelf, and others are files.
    """
    ids = Shelf.open(home).ids()
    known = [str(report) for report in reports if str(report) in ids and not Path(report).exists()]
    if known and len(known) < len(reports):
        raise ReportUnknown(
            f"{known[0]!r} is a report on the shelf, others are files; ask one or the other. "
            "`report-assistant reports add FILE` puts a file on the shelf."
        )
    return known


def _from(path: Path) -> Taken:
    return Taken(read_report(path), path)
