"""What the index needs to know about this machine; the environment is read here and nowhere else in the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_MODEL = "intfloat/multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an index lives and what it is built with."""

    home: Path  # everything the product keeps for its user: the index, the sources, the model's weights
    embedding_model: str = DEFAULT_MODEL  # a name on the hub, or a folder
    chroma_url: str | None = None  # a Chroma server to use in place of the embedded store

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
        return self.home / "index"
