"""What is installed, what state model, index and disk are in, and what to do: `report-assistant doctor`."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from assistant.settings import Settings
from index.errors import IndexMissing, ModelUnavailable, ReportAssistantError
from index.home import current_build
from index.kept import sources
from index.manifest import Manifest, changed, outdated
from index.read import read_report
from index.read.recognise import INSTALL, languages
from index.settings import Settings as IndexSettings
from index.weights import DEFAULT_MODEL, check_files, is_complete, packaged_folder

State = Literal["good", "note", "wrong"]

LIBRARIES = ("report-assistant", "torch", "sentence-transformers", "chromadb", "bm25s", "langchain", "gradio")
_GIGABYTE = 10**9
_NEEDED = 1.0  # GB: the converted encoder takes 0.5, an index of a few reports little


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State  # "note": works, but worth knowing; "wrong": something has to be done first
    value: str
    advice: str = ""  # what to do


def examine(home: Path | None = None, model: str | None = None) -> Iterator[Check]:
    """Look at everything a user may have to act on; changes nothing and uses no network."""
    settings = IndexSettings.from_environment()
    if home is not None:
        settings = replace(settings, home=home)
    yield Check("python", "good", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from (_library(name) for name in LIBRARIES)
    yield _home(settings.home)
    yield _encoder(settings)
    yield _index(settings)
    yield _recognition()
    yield _chat_model(Settings.from_environment(model=model))


def _library(name: str) -> Check:
    try:
        return Check(name, "good", version(name))
    except PackageNotFoundError:
        return Check(name, "wrong", "not installed", "Install the product again: `make install`, or pip install it.")


def _home(home: Path) -> Check:
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    if not there.is_dir():
        return Check("home", "wrong", f"{home}: {there} is a file", "Name a folder with REPORT_ASSISTANT_HOME.")
    if not os.access(there, os.W_OK):
        return Check("home", "wrong", f"{home} cannot be written", "Name another folder with REPORT_ASSISTANT_HOME.")
    free = shutil.disk_usage(there).free / _GIGABYTE
    if free < _NEEDED:
        return Check("home", "wrong", f"{home}, {free:.1f} GB free", f"Free at least {_NEEDED:.0f} GB.")
    return Check("home", "good", f"{home}, {free:.1f} GB free")


def _encoder(settings: IndexSettings) -> Check:
    name = settings.embedding_model
    if settings.embedding_url:
        return Check("encoder", "note", f"{name} on the server {settings.embedding_url}", "It was not asked anything.")
    if Path(name).expanduser().is_dir():
        return Check("encoder", "good", f"{name} (a folder of your own)")
    if name != DEFAULT_MODEL:
        return Check("encoder", "note", f"{name} (from the hub)", "It is downloaded with the first question.")
    folder = packaged_folder(settings.home)
    if not folder.exists():
        return Check("encoder", "note", f"{name}, not prepared yet", "The first question prepares it, once.")
    if not is_complete(folder) or (damaged := check_files(folder)):
        names = f" ({', '.join(damaged)})" if is_complete(folder) else ""
        return Check("encoder", "wrong", f"{name}, damaged{names}", f"Delete {str(folder)!r}; it is made again.")
    return Check("encoder", "good", f"{name}, prepared, every file as it should be")


def _index(settings: IndexSettings) -> Check:
    folder = settings.index_folder
    try:
        build = folder / current_build(folder)
        manifest = Manifest.read(build)
        kept = tuple(read_report(path) for path in sources(build))
    except IndexMissing:
        return Check("index", "note", "none yet", "The first question builds it, or `report-assistant index` does.")
    except ReportAssistantError as error:
        return Check("index", "wrong", str(error), "Run `report-assistant index rebuild`.")
    names = ", ".join(source.report for source in manifest.sources)
    holds = f"{names}: {manifest.paragraphs} paragraphs, built {manifest.created}"
    reasons = outdated(manifest, settings.embedding_model) + changed(manifest, kept)
    if reasons:
        return Check("index", "note", f"{holds}; out of date: {'; '.join(reasons)}", "Run `report-assistant index`.")
    return Check("index", "good", f"{holds}, up to date")


def _recognition() -> Check:
    if "vie" in languages():
        return Check("scans", "good", "Tesseract reads Vietnamese")
    return Check("scans", "note", "cannot be read: no Tesseract with Vietnamese", INSTALL)


def _chat_model(settings: Settings) -> Check:
    if not settings.model and not settings.base_url:
        advice = "To have answers written: --model or REPORT_ASSISTANT_MODEL, e.g. ollama:NAME."
        return Check("chat model", "note", "none: answers are quoted from the report", advice)
    from assistant.chat_model import open_chat_model

    try:
        open_chat_model(settings.model, base_url=settings.base_url, api_key=settings.api_key)
    except ModelUnavailable as error:
        return Check("chat model", "wrong", f"{settings.model}: {error}", "Set it right, or leave the model out.")
    return Check("chat model", "good", f"{settings.model} (configured; it was not asked anything)")
