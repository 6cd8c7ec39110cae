"""What can be evaluated, by name: the product in its configurations, and what others do with the same encoder."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.cache import code_hash, reports_hash
from eval.system import System
from index import Index
from index.errors import EvaluationFailed, IndexMissing, IndexOutOfDate, StorageFailed
from index.report import Report
from index.settings import Settings

_log = logging.getLogger(__name__)

QUOTING = "quoting"
BASELINES = ("search-only", "langchain", "bm25")
BESIDE = ("langchain", "bm25")  # shown beside the product where nothing else is asked for
ABLATIONS = ("without-late", "without-sentence", "without-keywords")
_BASELINE_CODE = Path(__file__).parent / "baselines"


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
            "bm25": self._keywords,
            **{ablation: partial(self._ablated, ablation.removeprefix("without-")) for ablation in ABLATIONS},
        }
        if name not in openers or (name == "written" and not self.model):
            hint = "give its chat model with --model" if name == "written" else f"known are {', '.join(openers)}"
            raise EvaluationFailed(f"no configuration is called {name!r}; {hint}")
        written = re.sub(r"[^A-Za-z0-9.-]+", "-", self.model or "").strip("-")
        return Configuration(written if name == "written" else name, openers[name], self._identity(name))

    def _identity(self, name: str) -> dict[str, str]:
        code = code_hash(_BASELINE_CODE) if name in (*BASELINES, *ABLATIONS) else code_hash()
        return {
            "encoder": "" if name == "bm25" else encoder_identity(self.settings),
            "reports": reports_hash(self.reports),
            "model": (self.model or "") if name == "written" else "",
            "code": code,
        }

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
        from index.embed import load_encoder
        from index.manifest import changed

        try:
            index = open_index(settings=self.settings)
            if not changed(index.manifest, tuple(self.reports)):
                return index
        except IndexMissing:
            return build_index(list(self.paths), settings=self.settings)
        except (IndexOutOfDate, StorageFailed) as reason:
            _log.info("building an index of our own: %s", reason)
        encoder = load_encoder(self.settings.embedding_model, home=self.settings.home)
        return build_index(list(self.paths), home=self.settings.home / "scorecard" / "home", encoder=encoder)

    def _langchain(self) -> System:
        from eval.baselines.langchain_tutorial import LangChainTutorial
        from index.embed import load_encoder

        return LangChainTutorial(self.reports, load_encoder(self.settings.embedding_model, home=self.settings.home))

    def _keywords(self) -> System:
        from eval.baselines.keywords import Keywords

        return Keywords(self.reports)


def encoder_identity(settings: Settings) -> str:
    """Return what tells one encoder's vectors from another's; the model is located, not loaded."""
    from index.weights import fingerprint, locate_model

    return f"{settings.embedding_model} {fingerprint(locate_model(settings.embedding_model, settings.home))}"
