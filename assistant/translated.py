"""A report with its translation, as a folder that `read_report` takes: the source, the translation, about.toml.

home/translated/<report>-<language>/memory.jsonl   what the chat model answered, kept whatever happens
home/translated/<report>-<language>/<report>/      the folder
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer import Language
from assistant.chat import ChatModel
from assistant.matched import language_of_report
from assistant.settings import Settings
from assistant.translate import Memory, Progress, Refused, texts_of, translate_texts
from index.errors import ModelUnavailable, ReportUnreadable
from index.home import storage
from index.read import read_report
from index.read.about import about_of, write_about
from index.report import Report
from prompts import LANGUAGE_NAMES


@dataclass(frozen=True, slots=True)
class Translated:
    """A report's folder with its translation, and what the translation leaves out."""

    folder: Path
    refused: tuple[Refused, ...]


def translate_reports(
    paths: Sequence[Path], target: Language, model: str | None, home: Path, progress: Progress
) -> tuple[list[Path], list[Refused]]:
    """Translate reports with the chat model of this id, or the one that is set; return their folders and what is left.

    Raises ModelUnavailable where none is set, and what `translate_report` raises.
    """
    chat_model = Settings.from_environment(model=model).open_chat_model()
    if chat_model is None:
        raise ModelUnavailable(
            "Translating needs a chat model, and none is set; name one with --model or REPORT_ASSISTANT_MODEL, "
            "for example ollama:NAME, openai:NAME or gguf:FILE."
        )
    done = [translate_report(path.expanduser(), target, chat_model, home, progress) for path in paths]
    return [each.folder for each in done], [one for each in done for one in each.refused]


def translate_report(path: Path, target: Language, model: ChatModel, home: Path, progress: Progress) -> Translated:
    """Translate a report into the other language and return the folder that holds both.

    Raises:
        ReportUnreadable, ReportEmpty: the report cannot be taken, is in that language, or has a translation already.
        ModelUnavailable: the chat model stopped answering; what it answered is kept.
        StorageFailed: the disk is full or read-only.
    """
    report = read_report(path)
    source = language_of_report(report)
    if source == target:
        raise ReportUnreadable(f"{str(path)!r} is in {LANGUAGE_NAMES[target]} already; there is nothing to translate.")
    if path.is_dir():
        raise ReportUnreadable(f"{str(path)!r} is a folder, whose translation belongs in it; give the report's file.")
    place = home / "translated" / f"{report.id}-{target}"
    memory = Memory.read(place / "memory.jsonl")
    titles = (report.title, report.issuer)
    texts = texts_of(report)
    refused = translate_texts([*texts, *filter(None, titles)], source, target, model, memory, progress)
    with storage(place):
        folder = _write(place / report.id, report, path, source, target, memory.translations)
    return Translated(folder, tuple(one for one in refused if one.text in texts))


def _write(
    folder: Path, report: Report, path: Path, source: Language, target: Language, translations: Mapping[str, str]
) -> Path:
    """Write the folder anew: what is there may be of an earlier version of the report."""
    shutil.rmtree(folder, ignore_errors=True)
    about = replace(
        about_of(report),
        title_translation=translations.get(report.title),
        issuer_translation=translations.get(report.issuer),
        source=f"source{path.suffix.lower()}",
        translations={target: f"translation.{target}.jsonl"},
    )
    lines = [
        json.dumps({source: text, target: translations[text]}, ensure_ascii=False)
        for text in texts_of(report)
        if text in translations
    ]
    write_about(folder, about, path)
    (folder / about.translations[target]).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder
