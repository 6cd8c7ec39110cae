"""What people say about answers, a line of JSON each, in the shape of a question set so that it can become one."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Language
from index.language import fold
from prompts import refusal

VERDICTS = ("right", "wrong_figure", "wrong_source", "should_refuse", "should_answer")
TEXT_LIMIT = 4000  # characters kept of any one text


class FeedbackFile:
    """Appends to one JSONL file; several requests at once cannot mix their lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def add(self, feedback: Mapping[str, Any]) -> None:
        """Append one verdict; raises ValueError where the verdict is unknown or the question is missing."""
        line = json.dumps(feedback_record(feedback), ensure_ascii=False)
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


def feedback_record(feedback: Mapping[str, Any]) -> dict[str, Any]:
    """Return the line of one verdict: a question of a question set, then what was answered and what was said of it.

    What only a person can say (the right answer to one that was wrong, and its evidence) is left empty; validating the
    file names those lines.
    """
    verdict, question = feedback.get("verdict"), _text(feedback.get("question"))
    if verdict not in VERDICTS:
        raise ValueError(f"verdict {verdict!r} is none of {VERDICTS}")
    if not question:
        raise ValueError("feedback needs the question it is about")
    language: Language = "vi" if feedback.get("language") == "vi" else "en"
    quotes = [_text(quote) for quote in feedback.get("quotes", [])]
    silent = verdict == "should_refuse" or (verdict == "right" and not quotes)
    right = _text(feedback.get("answer")) if verdict == "right" else ""
    return {
        "id": f"feedback-{_text(feedback.get('turn'))}",
        "lang": "vi-nodiac" if language == "vi" and question.lower() == fold(question) else language,
        "question": question,
        "type": "feedback",
        "history": feedback.get("history") if isinstance(feedback.get("history"), list) else [],
        "answerable": not silent,
        "evidence": quotes if verdict == "right" else [],
        "figures": [],
        "answer": refusal(language) if silent else right,
        "verdict": verdict,
        "comment": _text(feedback.get("comment")),
        "answered": _text(feedback.get("answer")),
        "cited": [_text(paragraph) for paragraph in feedback.get("cited", [])],
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _text(value: object) -> str:
    return str(value)[:TEXT_LIMIT] if isinstance(value, (str, int, float)) else ""
