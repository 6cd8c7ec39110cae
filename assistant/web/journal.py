"""What the server writes down: one line of JSON an event, without what was asked unless that is switched on.

{"at": "2026-01-01T08:00:00.000+00:00", "level": "info", "event": "answer", "outcome": "answered", "seconds": 0.21}
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from index.errors import StorageFailed

_log = logging.getLogger(__name__)
Value = str | int | float | bool | None


def journal(event: str, **values: Value) -> None:
    """Write one event down."""
    _log.info(event, extra={"values": values})


class JsonLines(logging.Formatter):
    """Formats every record, the product's and its libraries', as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Value] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if hasattr(record, "values") else "log",
        }
        if hasattr(record, "values"):
            line |= record.values
        else:
            line |= {"from": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def write_journal(file: str) -> None:
    """Append the journal, and the warnings of everything else, to a file; "-" is standard error.

    Raises StorageFailed where the file cannot be written.
    """
    try:
        handler = logging.StreamHandler(sys.stderr) if file == "-" else logging.FileHandler(file, encoding="utf-8")
    except OSError as error:
        raise StorageFailed(
            f"The log {file!r} cannot be written: {error.strerror}; choose another with --log."
        ) from error
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    _log.setLevel(logging.INFO)
