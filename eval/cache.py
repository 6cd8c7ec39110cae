"""What a result depends on, as one key: nothing is asked twice, and nothing stale is shown.

A key is made of the configuration, everything it says of itself (encoder, chat model), the report, the question with
its history, and the code that answers. The code is compared as its syntax tree, so that a changed comment asks nothing
again; the faces (the page, the command line) cannot change an answer and do not count.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import assistant
import index
import prompts
from eval.question import Question
from index.report import Report

_FACES = ("web", "cli")


def key_of(question: Question, configuration: str, identity: Mapping[str, str]) -> str:
    """Return the key of one result; `identity` is everything else that it depends on."""
    history = [dict(turn) for turn in question.history]
    return _hash([configuration, dict(identity), question.question, history])


def reports_hash(reports: Iterable[Report]) -> str:
    """Return a hash of every paragraph, its address and its translation."""
    return _hash([[p.id, p.text, p.translation, p.place] for report in reports for p in report.paragraphs])


@cache
def code_hash(*folders: Path) -> str:
    """Return a hash of the code and prompts that answer; `folders` are further packages that do."""
    parts = []
    for root in (*(Path(package.__path__[0]) for package in (assistant, index, prompts)), *folders):
        for path in sorted(root.rglob("*")):
            names = path.relative_to(root)
            if root.name == "assistant" and (names.parts[0] in _FACES or names.stem in _FACES):
                continue
            if path.suffix == ".py":
                parts.append((root.name, str(names), ast.dump(ast.parse(path.read_text(encoding="utf-8")))))
            elif path.suffix == ".md" and root.name == "prompts":
                parts.append((root.name, str(names), path.read_text(encoding="utf-8")))
    return _hash(parts)


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
