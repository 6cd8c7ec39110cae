"""What can be evaluated, by name: the product in its configurations, and what others do with the same encoder."""

from __future__ import annotations

import importlib.util
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.cache import code_of, product_code, reports_hash
from eval.system import System
from index import Index
from index.encoder import Encoder
from index.errors import EvaluationFailed, IndexMissing, IndexOutOfDate, StorageFailed
from index.report import Report
from index.settings import Settings

_log = logging.getLogger(__name__)

QUOTING = "quoting"
BESIDE = ("langchain", "llamaindex", "haystack", "bm25")  # shown beside the product where they are installed
ABLATIONS = ("without-late", "without-sentence", "without-keywords")
# What each configuration that is not the product runs: our module, and the packages it needs.
_MODULES = {
    "langchain": ("eval.baselines.langchain_tutorial", "langchain_chroma"),
    "llamaindex": ("eval.baselines.llamaindex", "llama_index"),
    "haystack": ("eval.baselines.haystack_hybrid", "haystack"),
    "bm25": ("eval.baselines.keywords", "bm25s"),
}


def is_installed(name: str) -> bool:
    """Tell whether a configuration's packages are there."""
    return name not in _MODULES or importlib.util.find_spec(_MODULES[name][1]) is not None


@dataclass(frozen=True, slots=True)
class Configuration:
    """One thing to evaluate; `identity` is everything besides the question that its answers depend on."""

    name: str
    open: Callable[[], System]
    identity: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every configuration of one evaluation shares."""

    reports: Sequence[Report]
    paths: Sequence[Path]
    settings: Settings
    model: str | None = None  # a chat model's id

    def configuration(self, name: str) -> Configuration:
        """Return a configuration by its name; nothing is opened yet. Raises EvaluationFailed for an unknown name."""
        openers: dict[str, Callable[[], System]] = {
            QUOTING: lambda: self._product(None),
            "written": lambda: self._product(self.model),
            "search-only": self._search_only,
            "langchain": self._langchain,
            "llamaindex": self._llamaindex,
            "haystack": self._haystack,
            "bm25": self._keywords,
            **{ablation: partial(self._ablated, ablation.removeprefix("without-")) for ablation in ABLATIONS},
        }
        if name not in openers or (name == "written" and not self.model):
            hint = "give its chat model with --model" if name == "written" else f"known are {', '.join(openers)}"
            raise EvaluationFailed(f"no configuration is called {name!r}; {hint}")
        if not is_installed(name):
            raise EvaluationFailed(
                f"{name!r} needs packages that are not installed; `make bench-baselines` brings them"
            )
        model = (self.model or "").rpartition("/")[2]  # of a file, its name
        written = re.sub(r"[^A-Za-z0-9.-]+", "-", model).strip("-")
        return Configuration(written if name == "written" else name, openers[name], self._identity(name))

    def _identity(self, name: str) -> dict[str, str]:
        code = code_of(_MODULES[name][0], "index.embed") if name in _MODULES else product_code()
        if name == "search-only" or name in ABLATIONS:
            code += code_of("eval.baselines.search_only")
        return {
            "encoder": "" if name == "bm25" else encoder_identity(self.settings),
            "reports": reports_hash(self.reports),
            "model": self._model_identity() if name == "written" else "",
            "code": code,
        }

    def _model_identity(self) -> str:
        """Return the chat model with its server, or with its file's size and time where it is a file."""
        from assistant.gguf import find_gguf
        from assistant.settings import Settings as AssistantSettings

        settings = AssistantSettings.from_environment(model=self.model)
        identity = f"{settings.model} {settings.base_url or ''}"
        if settings.model and settings.model.startswith("gguf:"):
            path = find_gguf(settings.model.removeprefix("gguf:"))
            identity += f" {path.stat().st_size} {path.stat().st_mtime_ns}" if path.is_file() else ""
        return identity

    def _product(self, model: str | None) -> System:
        from assistant.respond import Assistant
        from assistant.settings import Settings as AssistantSettings

        if model is None:  # whatever the environment says
            return Assistant(self._index(), AssistantSettings())
        settings = AssistantSettings.from_environment(model=model)
        chat_model = settings.open_chat_model()
        return Assistant(self._index(), settings, chat_model)

    def _search_only(self) -> System:
        from eval.baselines.search_only import SearchOnly

        return SearchOnly(self._index())

    def _ablated(self, part: str) -> System:
        from eval.baselines.search_only import SearchOnly, without

        return SearchOnly(without(part, self._index()))

    def _index(self) -> Index:
        """Open the home's index where it holds these reports; another is left alone, and one is built beside it."""
        from index import build_index, open_index
        from index.manifest import changed

        try:
            index = open_index(settings=self.settings)
            if not changed(index.manifest, tuple(self.reports)):
                return index
        except IndexMissing:
            return build_index(list(self.paths), settings=self.settings)
        except (IndexOutOfDate, StorageFailed) as reason:
            _log.info("building an index of our own: %s", reason)
        return build_index(list(self.paths), home=self.settings.home / "scorecard" / "home", encoder=self._encoder())

    def _encoder(self) -> Encoder:
        from index.embed import load_encoder

        return load_encoder(self.settings.embedding_model, home=self.settings.home)

    def _langchain(self) -> System:
        from eval.baselines.langchain_tutorial import LangChainTutorial

        return LangChainTutorial(self.reports, self._encoder())

    def _llamaindex(self) -> System:
        from eval.baselines.llamaindex import LlamaIndexCitations

        return LlamaIndexCitations(self.reports, self._encoder())

    def _haystack(self) -> System:
        from eval.baselines.haystack_hybrid import HaystackHybrid

        return HaystackHybrid(self.reports, self._encoder())

    def _keywords(self) -> System:
        from eval.baselines.keywords import Keywords

        return Keywords(self.reports)


def encoder_identity(settings: Settings) -> str:
    """Return what tells one encoder's vectors from another's; the model is located, not loaded."""
    from index.weights import fingerprint, locate_model

    return f"{settings.embedding_model} {fingerprint(locate_model(settings.embedding_model, settings.home))}"
