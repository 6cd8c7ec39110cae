"""Questions to offer on the page: candidates that were asked, so that none disappoints."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path

from assistant.web.asking import Asking
from assistant.web.candidates import Suggestion, candidates, holds
from assistant.web.strings import LANGUAGES
from index.errors import ReportAssistantError
from index.report import Paragraph, Report

_PAUSE = 0.15  # seconds between two background questions, so that people come first
_log = logging.getLogger(__name__)


class Suggestions:
    """The checked questions of an assistant's reports.

    Checking runs in the background from the start, and again when other reports are asked; what held is kept in a file,
    so that the next start has it at once.
    """

    def __init__(self, assistant: Asking, kept: Path) -> None:
        self._assistant = assistant
        self._kept = kept
        self._checked: list[Suggestion] = []
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._stopping = threading.Event()
        self._reports: tuple[Report, ...] = ()
        self._begin(assistant.reports)

    def close(self) -> None:
        """Stop checking; a question that is being asked is waited for, since models do not like to die half-way."""
        self._stopping.set()
        self._thread.join(timeout=30)

    def choose(
        self,
        language: str,
        near: Sequence[str],
        asked: Sequence[str],
        count: int,
        reports: Sequence[str] = (),
        said: Sequence[str] = (),
    ) -> dict[str, object]:
        """Return up to `count` checked questions, those about the paragraphs `near` first, none of `asked`.

        Only such as some `reports` answer where these are named, and none whose answer was just `said`.
        """
        now = self._assistant.reports
        with self._lock:
            if now is not self._reports and not self._thread.is_alive():
                self._begin(now)
            checked = [suggestion for suggestion in self._checked if suggestion.language == language]
        if reports:
            checked = [suggestion for suggestion in checked if suggestion.paragraph.report in reports]
        known = {question.casefold() for question in asked}
        fresh = [each for each in checked if each.question.casefold() not in known and not _was_said(each, near, said)]
        chosen = sorted(fresh, key=lambda suggestion: _distance(suggestion.paragraph, near)) if near else fresh
        return {
            "questions": [suggestion.question for suggestion in _spread(chosen, count, bool(near))],
            "ready": self._done.is_set(),
        }

    def _begin(self, reports: tuple[Report, ...]) -> None:
        """Start checking for these reports; what held for one that is the same still holds."""
        before = {(report.id, report.source_hash) for report in self._reports}
        same = {report.id for report in reports if (report.id, report.source_hash) in before}
        self._checked = [suggestion for suggestion in self._checked if suggestion.paragraph.report in same]
        self._reports = reports
        self._done.clear()
        self._thread = threading.Thread(target=self._fill, args=(reports,), name="suggestions", daemon=True)
        self._thread.start()

    def _fill(self, reports: tuple[Report, ...]) -> None:
        """Take what an earlier start checked, or ask every candidate, both languages in turn, and keep what holds."""
        lists = [candidates(report, language) for report in reports for language in LANGUAGES]
        wanted = [suggestion for row in zip_longest(*lists) for suggestion in row if suggestion]
        key = _fingerprint(reports, wanted)
        held = _read(self._kept, key)
        known = {suggestion.question for suggestion in self._checked}
        for suggestion in wanted:
            if suggestion.question in known:
                continue
            if self._stopping.is_set():
                return
            if suggestion.question in held if held is not None else self._holds(suggestion):
                with self._lock:
                    self._checked.append(suggestion)
        if held is None:
            _write(self._kept, key, [suggestion.question for suggestion in self._checked])
        self._done.set()

    def _holds(self, suggestion: Suggestion) -> bool:
        self._stopping.wait(_PAUSE)
        try:
            return holds(suggestion, self._assistant.ask(suggestion.question))
        except ReportAssistantError as error:
            _log.info("Example question %r could not be asked: %s", suggestion.question, error)
            return False


def _was_said(suggestion: Suggestion, near: Sequence[str], said: Sequence[str]) -> bool:
    """Tell whether texts quoted from a suggestion's own paragraph hold the number it asks for."""
    here = bool(suggestion.number) and suggestion.paragraph.id in near
    return here and any(suggestion.number in text for text in said)


def _distance(paragraph: Paragraph, near: Sequence[str]) -> int:
    """Return how many paragraphs away the nearest of `near` is; another report is far away."""
    addresses = (each.rpartition(":") for each in near)
    numbers = [int(number) for report, _, number in addresses if report == paragraph.report and number.isdigit()]
    return min((abs(paragraph.number - number) for number in numbers), default=10_000)


def _spread(suggestions: Sequence[Suggestion], count: int, near: bool) -> list[Suggestion]:
    """Return the first `count`, no paragraph twice while others are left."""
    first: list[Suggestion] = []
    rest: list[Suggestion] = []
    seen: set[str] = set()
    for suggestion in suggestions:
        (rest if suggestion.paragraph.id in seen else first).append(suggestion)
        seen.add(suggestion.paragraph.id)
    return list(suggestions)[:count] if near else (first + rest)[:count]


def _fingerprint(reports: Sequence[Report], wanted: Sequence[Suggestion]) -> str:
    """Return what checked questions depend on: the product's version, the reports' bytes, the candidates."""
    parts = [_version(), *(report.source_hash for report in reports)]
    parts += [suggestion.question for suggestion in wanted]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _version() -> str:
    try:
        return version("report-assistant")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "not installed"


def _read(kept: Path, key: str) -> frozenset[str] | None:
    """Return the questions that held, or None where they were never checked, or with something else."""
    if not kept.is_file():
        return None
    try:
        stored = json.loads(kept.read_text(encoding="utf-8"))
    except ValueError:
        _log.warning("%s is not JSON; the example questions are checked again", kept)
        return None
    if not isinstance(stored, dict) or stored.get("key") != key:
        return None
    return frozenset(stored["questions"])


def _write(kept: Path, key: str, questions: Sequence[str]) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"key": key, "questions": questions}, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        _log.warning("the example questions cannot be kept in %s: %s", kept, error)
