"""Reports that people add in the page: received, read page by page, indexed in the background, one after the other.

    POST   /page/reports?name=minutes.docx     the file as the body   ->   202 {"id": "...", "state": "waiting"}
    GET    /page/uploads                       what became of this person's files
    GET    /page/reports/<report>              a report as the page shows it
    DELETE /page/reports/<report>

A file whose index was not finished when the server stopped is taken up again when its owner comes back.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Literal

from assistant.web.candidates import candidates, holds
from assistant.web.found import Found, found_in
from assistant.web.journal import journal
from assistant.web.metrics import Metrics
from assistant.web.own_reports import OwnReports
from assistant.web.person import Person
from assistant.web.strings import LANGUAGES
from index.errors import ReportAssistantError, ReportUnreadable
from index.read.about import About, slug, write_about
from index.read.formats import READERS
from index.report import Report

KEPT = 20  # finished uploads that are remembered a person, until the server stops
EXAMPLES = 6  # questions that are found for a new report, a language
_TRIED = 18  # candidates that are asked for them, a language
_NAME = 120  # characters kept of a file's name
State = Literal["waiting", "reading", "indexing", "ready", "failed"]


class UploadRefused(ReportUnreadable):
    """A file cannot be taken, whatever is in it; `reason` is a phrase of the page."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of one file."""

    id: str
    name: str
    state: State = "waiting"
    report: str = ""  # its id
    done: int = 0
    total: int = 0
    found: Found | None = None
    problem: str = ""  # why it failed: the name of the error
    message: str = ""  # and its words
    person: Person = field(default=Person(""), repr=False)

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ("ready", "failed")

    @property
    def shown(self) -> dict[str, Any]:
        """What the page is told."""
        values = asdict(self)
        del values["person"]
        return values


class Uploads:
    """Takes files and works through them one at a time, in threads that a stop may cut off at any point."""

    def __init__(self, own: OwnReports, metrics: Metrics, taken: Callable[[], Collection[str]], each: int) -> None:
        """Work for everybody; `taken` tells ids no report may get, `each` is how many reports one person may keep."""
        self._own = own
        self._metrics = metrics
        self._taken = taken
        self._each = each
        self._uploads: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()

    @property
    def working(self) -> int:
        """How many files are waiting or being worked on."""
        with self._lock:
            return sum(not upload.over for upload in self._uploads.values())

    def of(self, person: Person) -> list[Upload]:
        """Return a person's uploads, the oldest first, and take up again what a stop interrupted."""
        for id in self._own.ids(person, ready=False):
            with self._lock:
                known = any(one.report == id and one.person == person for one in self._uploads.values())
            source = self._own.folder(person, id) / "source"
            if not known and (source / "about.toml").exists():
                self._start(Upload(secrets.token_hex(8), id, report=id, person=person))
        ready = set(self._own.ids(person))
        with self._lock:
            mine = [one for one in self._uploads.values() if one.person == person]
        return [one for one in mine if one.state != "ready" or one.report in ready]

    def check(self, person: Person, name: str) -> str:
        """Return a file's name as it is kept. Raises UploadRefused where its kind is not read, or the shelf is full."""
        cleaned = clean_name(name)
        if Path(cleaned).suffix.lower() not in READERS:
            kinds = ", ".join(sorted(READERS))
            raise UploadRefused("upload_kind", f"Reports of this kind cannot be read; give one of {kinds}.")
        if len(self._own.ids(person)) >= self._each:
            raise UploadRefused("upload_full", f"Your shelf holds {self._each} reports; remove one first.")
        return cleaned

    def add(self, person: Person, name: str, received: Path) -> Upload:
        """Take a file that has arrived in full; it is moved away from where it lies."""
        with self._lock:
            id = self._free_id(person, Path(name).stem)
            folder = self._own.folder(person, id)
            folder.mkdir(parents=True)
        write_about(folder / "source.new", About(id=id, source=name), received)
        received.unlink()
        (folder / "source.new").rename(folder / "source")
        return self._start(Upload(secrets.token_hex(8), name, report=id, person=person))

    def _start(self, upload: Upload) -> Upload:
        with self._lock:
            over = [one for one in self._uploads.values() if one.person == upload.person and one.over]
            for old in over[:-KEPT] + [one for one in over[-KEPT:] if one.report == upload.report]:
                del self._uploads[old.id]
            self._uploads[upload.id] = upload
        threading.Thread(target=self._work, args=(upload,), name="upload", daemon=True).start()
        return upload

    def _free_id(self, person: Person, stem: str) -> str:
        base = slug(stem)
        tries = (base if number == 1 else f"{base}-{number}" for number in count(1))
        taken = self._taken()
        return next(id for id in tries if id not in taken and not self._own.folder(person, id).exists())

    def _work(self, upload: Upload) -> None:
        with self._one_at_a_time:
            try:
                self._bring(upload)
            except ReportAssistantError as error:
                self._fail(upload, type(error).__name__, str(error))
            finally:
                self._fail(upload, "bug", "")  # nothing to do where it is ready, or has failed with a reason

    def _bring(self, upload: Upload) -> None:
        person, folder = upload.person, self._own.folder(upload.person, upload.report)

        def progress(state: State) -> Any:
            return lambda _, done, total: self._change(upload.id, state=state, done=done, total=total)

        self._change(upload.id, state="reading")
        report = self._own.bringing.read(folder / "source", progress("reading"))
        self._change(upload.id, state="indexing", done=0, total=0, found=found_in(report))
        self._own.bringing.index(report, folder / "source", folder, progress("indexing"))
        self._own.finish(person, report)
        self._change(upload.id, state="ready")
        self._metrics.uploads.labels("ready").inc()
        journal("upload", outcome="ready", person=person.name, paragraphs=len(report.paragraphs))
        self._find_examples(person, report)

    def _find_examples(self, person: Person, report: Report) -> None:
        with self._own.lend(person, report.id) as asking:
            found: dict[str, list[str]] = {}
            for language in LANGUAGES:
                tried = candidates(report, language)[:_TRIED]
                held = (each.question for each in tried if holds(each, asking.ask(each.question)))
                found[language] = [question for question, _ in zip(held, range(EXAMPLES), strict=False)]
        self._own.keep_examples(person, report.id, found)

    def _fail(self, upload: Upload, problem: str, message: str) -> None:
        """Say why, and leave nothing of the file; the shelf and everything on it is as it was."""
        with self._lock:
            if self._uploads[upload.id].over:  # at most its example questions are missing
                return
        shutil.rmtree(self._own.folder(upload.person, upload.report), ignore_errors=True)
        self._change(upload.id, state="failed", problem=problem, message=message)
        self._metrics.uploads.labels("failed").inc()
        journal("upload", outcome="failed", person=upload.person.name, problem=problem)

    def _change(self, id: str, **values: Any) -> None:
        with self._lock:
            self._uploads[id] = replace(self._uploads[id], **values)


def clean_name(name: str) -> str:
    """Return the last part of a file's name without anything that a file system or a person could stumble over."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(character if character.isprintable() else " " for character in last).strip(" .")
    stem, suffix = Path(kept).stem, Path(kept).suffix
    while len(f"{stem}{suffix}".encode()) > 2 * _NAME or len(stem) > _NAME:
        stem = stem[:-1]
    return f"{stem or 'report'}{suffix}"
