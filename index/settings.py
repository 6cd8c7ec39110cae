"""What the index needs to know about this machine; the environment is read here and nowhere else in the folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

DEFAULT_MODEL = "intfloat/multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an index lives and what it is built with."""

    home: Path  # everything the product keeps for its user: the index, the sources, the model's weights
    embedding_model: str = DEFAULT_MODEL  # a name on the hub, or a folder
    chroma_url: str | None = None  # a Chroma server to use in place of the embedded store
    shelf: str = "index"  # the folder of the home that holds the index

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read `REPORT_ASSISTANT_HOME`, `_EMBEDDING_MODEL` and `_CHROMA_URL`; an empty value counts as unset."""
        from platformdirs import user_data_path

        values = os.environ if environment is None else environment
        home = values.get("REPORT_ASSISTANT_HOME")
        return cls(
            home=Path(home).expanduser() if home else user_data_path("report-assistant"),
            embedding_model=values.get("REPORT_ASSISTANT_EMBEDDING_MODEL") or DEFAULT_MODEL,
            chroma_url=values.get("REPORT_ASSISTANT_CHROMA_URL") or None,
        )

    @property
    def index_folder(self) -> Path:
        """Where the builds of the index stand side by side."""
        return self.home / self.shelf

    def aside(self, reports: Sequence[str | Path]) -> Settings:
        """Return settings for reports that are asked in passing: an index of their own, the same model."""
        paths = "\n".join(str(Path(report).expanduser().absolute()) for report in reports)
        return replace(self, shelf=f"asked/{hashlib.sha256(paths.encode()).hexdigest()[:16]}")
