"""What a result depends on, as one key: nothing is asked twice, and nothing stale is shown.

A key is made of the configuration, everything it says of itself (encoder, chat model), the report, the question with
its history, and the code that answers: of the product all but its faces (the page, the command line), of a baseline the
modules that it imports. Code is compared as its syntax tree, so that a changed comment asks nothing again.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from eval.question import Question
from index.report import Report

ROOT = Path(__file__).parent.parent  # our packages stand in it
_PRODUCT = ("assistant", "index", "prompts")
_FACES = ("web", "cli", "commands", "terminal", "doctor")


def key_of(question: Question, configuration: str, identity: Mapping[str, str]) -> str:
    """Return the key of one result; `identity` is everything else that it depends on."""
    history = [dict(turn) for turn in question.history]
    return _hash([configuration, dict(identity), question.question, history])


def reports_hash(reports: Iterable[Report]) -> str:
    """Return a hash of every paragraph, its address and its translation."""
    return _hash([[p.id, p.text, p.translation, p.place] for report in reports for p in report.paragraphs])


@cache
def product_code() -> str:
    """Return a hash of everything that answers: code, prompts, fitted weights, word lists."""
    files = []
    for root in (ROOT / package for package in _PRODUCT):
        for path in sorted(root.rglob("*")):
            names = path.relative_to(root)
            face = root.name == "assistant" and (names.parts[0] in _FACES or names.stem in _FACES)
            if path.is_file() and "__pycache__" not in names.parts and not face:
                files.append(path)
    return _hash([(path.name, _content(path)) for path in files])


@cache
def code_of(*modules: str) -> str:
    """Return a hash of these modules of ours and of every module of ours that they import."""
    found: dict[Path, str] = {}
    waiting = [path for module in modules if (path := _file_of(module))]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = _content(path)
            waiting += [each for name in _imports(path) if (each := _file_of(name))]
    return _hash(sorted((path.name, content) for path, content in found.items()))


def _content(path: Path) -> str:
    """Return what counts of a file: the syntax of code, the bytes of anything else."""
    if path.suffix == ".py":
        return ast.dump(ast.parse(path.read_text(encoding="utf-8")))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _imports(path: Path) -> Iterator[str]:
    """Yield every name that a file may import, modules and what is taken from them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file_of(module: str) -> Path | None:
    """Return the file of a module of ours; None for others' and for what is no module."""
    package, *rest = module.split(".")
    if package not in (*_PRODUCT, "eval"):
        return None
    place = ROOT.joinpath(package, *rest)
    known = (place / "__init__.py", place.with_name(f"{place.name}.py"))
    return next((path for path in known if path.is_file()), None)


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
