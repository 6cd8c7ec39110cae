"""What the index needs to know about this machine; the environment is read here and nowhere else in the folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import ReportAssistantError

DEFAULT_MODEL = "intfloat/multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an index lives and what it is built with."""

    home: Path  # everything the product keeps for its user: the index, the sources, the model's weights
    embedding_model: str = DEFAULT_MODEL  # a name on the hub, a folder, or the name an embeddings server knows
    embedding_url: str | None = None  # a server that speaks OpenAI's protocol, up to and with its "/v1"
    embedding_key: str | None = None  # that server's
    device: str | None = None  # what torch runs the encoder on ("cuda", "mps"); None is the processor, without torch
    chroma_url: str | None = None  # a Chroma server to use in place of the embedded store
    shelf: str = "index"  # the folder of the home that holds the index

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read `REPORT_ASSISTANT_HOME`, `_EMBEDDING_MODEL`, `_EMBEDDING_URL`, `_EMBEDDING_KEY`, `_DEVICE` and
        `_CHROMA_URL`; an empty value counts as unset.
        """
        from platformdirs import user_data_path

        values = os.environ if environment is None else environment
        home = values.get("REPORT_ASSISTANT_HOME")
        return cls(
            home=Path(home).expanduser() if home else user_data_path("report-assistant"),
            embedding_model=values.get("REPORT_ASSISTANT_EMBEDDING_MODEL") or DEFAULT_MODEL,
            embedding_url=values.get("REPORT_ASSISTANT_EMBEDDING_URL") or None,
            embedding_key=values.get("REPORT_ASSISTANT_EMBEDDING_KEY") or None,
            device=values.get("REPORT_ASSISTANT_DEVICE") or None,
            chroma_url=values.get("REPORT_ASSISTANT_CHROMA_URL") or None,
        )

    @property
    def index_folder(self) -> Path:
        """Where the builds of the index stand side by side."""
        return self.home / self.shelf

    @property
    def shared_name(self) -> str:
        """How the collections of this index begin on a Chroma server."""
        return f"report-assistant.{self.shelf.replace('/', '.')}"

    def aside(self, reports: Sequence[str | Path]) -> Settings:
        """Return settings for reports that are asked in passing: an index of their own, the same model."""
        paths = "\n".join(str(Path(report).expanduser().absolute()) for report in reports)
        return replace(self, shelf=f"asked/{hashlib.sha256(paths.encode()).hexdigest()[:16]}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of this machine reading one report may take; a report that needs more is refused."""

    size: int = 100_000_000  # bytes of the file
    pages: int = 2_000
    unpacked: int = 300_000_000  # bytes of what is compressed inside the file, once unpacked
    seconds: int = 120  # for the whole file, besides the recognition of scanned pages
    page_seconds: int = 120  # for the recognition of one scanned page
    memory: int = 2_000_000_000  # bytes of address space, where the system can limit it

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """Read `REPORT_ASSISTANT_MAX_BYTES` and the others; raises ReportAssistantError where one is no number."""
        values = os.environ if environment is None else environment
        usual = cls()
        return cls(
            size=_number(values, "REPORT_ASSISTANT_MAX_BYTES", usual.size),
            pages=_number(values, "REPORT_ASSISTANT_MAX_PAGES", usual.pages),
            unpacked=_number(values, "REPORT_ASSISTANT_MAX_UNPACKED_BYTES", usual.unpacked),
            seconds=_number(values, "REPORT_ASSISTANT_READ_SECONDS", usual.seconds),
            page_seconds=_number(values, "REPORT_ASSISTANT_PAGE_SECONDS", usual.page_seconds),
            memory=_number(values, "REPORT_ASSISTANT_READ_BYTES", usual.memory),
        )


def _number(values: Mapping[str, str], name: str, usual: int) -> int:
    value = values.get(name) or str(usual)
    if not (value.isdecimal() and int(value)):
        raise ReportAssistantError(f"{name} is {value!r}; it must be a whole number above 0, such as {usual}.")
    return int(value)
