"""What can be evaluated, by name: the product in its configurations, and what others do with the same encoder."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cache import code_hash, reports_hash
from eval.system import System
from index.errors import EvaluationFailed
from index.report import Report

BASELINES = ("langchain", "bm25")
QUOTING = "quoting"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One thing to evaluate; `identity` is everything besides the question that its answers depend on."""

    name: str
    open: Callable[[], System]
    identity: Mapping[str, str]
    usage: Callable[[], Mapping[str, int]] | None = None  # tokens of the last answer, where a chat model counts them


def configuration(
    name: str, reports: Sequence[Report], paths: Sequence[Path], home: Path, model: str | None = None
) -> Configuration:
    """Return a configuration by its name; nothing is opened yet. Raises EvaluationFailed for an unknown name."""
    from index.settings import Settings

    settings = Settings.from_environment()
    shared = {"encoder": encoder_identity(settings.embedding_model), "reports": reports_hash(reports)}
    if name == QUOTING:
        identity = {**shared, "model": model or "", "code": code_hash()}
        return Configuration(_named(model), lambda: _product(paths, home, model), identity)
    if name in BASELINES:
        folder = Path(__file__).parent / "baselines"
        identity = {**shared, "code": code_hash(folder)}
        return Configuration(name, lambda: _baseline(name, reports, settings.embedding_model, home), identity)
    known = ", ".join((QUOTING, *BASELINES))
    raise EvaluationFailed(f"no configuration is called {name!r}; known are {known}")


def encoder_identity(model: str) -> str:
    """Return what tells one encoder's vectors from another's; the model is located, not loaded."""
    from index.settings import Settings
    from index.weights import fingerprint, locate_model

    return f"{model} {fingerprint(locate_model(model, Settings.from_environment().home))}"


def _named(model: str | None) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", model).strip("-") if model else QUOTING


def _product(paths: Sequence[Path], home: Path, model: str | None) -> System:
    from assistant import Assistant

    return Assistant.open(reports=list(paths) or None, home=home, model=model)


def _baseline(name: str, reports: Sequence[Report], model: str, home: Path) -> System:
    from eval.baselines.keywords import Keywords

    if name == "bm25":
        return Keywords(reports)
    from eval.baselines.langchain_tutorial import LangChainTutorial
    from index.embed import load_encoder

    return LangChainTutorial(reports, load_encoder(model, home=home))
