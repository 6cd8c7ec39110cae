"""What is known about a report besides its text: from about.toml, or guessed from its first lines."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.errors import ReportUnreadable
from index.read.outline import Judged
from index.read.title_block import read_title_block
from index.report import Report

_GUESSED = ("title", "issuer", "place", "year", "date", "period")  # what a report's first lines may tell
_TOLD = ("id", *_GUESSED, "language")  # what about.toml says and `Report` keeps under the same names


@dataclass(frozen=True, slots=True)
class About:
    """What a reader of a citation needs to know about a report; empty where unknown."""

    id: str
    title: str = ""
    issuer: str = ""
    place: str = ""
    year: int | None = None
    date: str = ""
    period: str = ""
    language: str = ""
    title_translation: str | None = None
    issuer_translation: str | None = None
    source: str = ""  # file name inside the report's folder
    translations: Mapping[str, str] = field(default_factory=dict)  # language -> file name


def about_of(report: Report) -> About:
    """Return what is known about a report that was read, but its translations and its file."""
    return About(**{name: getattr(report, name) for name in _TOLD})


def load_about(path: Path) -> About:
    """Read about.toml; a broken one is an error that names what is wrong with it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportUnreadable(f"{str(path)!r} is not valid TOML: {error}") from error
    except OSError as error:
        raise ReportUnreadable(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    for name in ("id", "source"):
        if not isinstance(values.get(name), str) or not values[name]:
            raise ReportUnreadable(f'{str(path)!r} has no {name!r}. Add a line such as {name} = "...".')
    year, translations = values.get("year"), values.get("translations", {})
    if (year is not None and not isinstance(year, int)) or not isinstance(translations, dict):
        raise ReportUnreadable(f"{str(path)!r}: year must be a number and translations a table.")
    for name in (values["source"], *map(str, translations.values())):
        if Path(name).name != name or name in ("", "..", "."):
            raise ReportUnreadable(f"{str(path)!r} names the file {name!r}; it must lie in the same folder.")
    return About(
        id=slug(values["id"]),
        title=str(values.get("title", "")),
        issuer=str(values.get("issuer", "")),
        place=str(values.get("place", "")),
        year=year,
        date=str(values.get("date", "")),
        period=str(values.get("period", "")),
        language=str(values.get("language", "")),
        title_translation=_in_other_language(values, "title"),
        issuer_translation=_in_other_language(values, "issuer"),
        source=values["source"],
        translations={str(language): str(name) for language, name in translations.items()},
    )


def write_about(folder: Path, about: About, source: Path) -> Path:
    """Make a folder of a report and what is known about it, as `read_report` takes it; returns the folder."""
    folder.mkdir(parents=True)
    shutil.copy2(source, folder / about.source)
    values = {name: getattr(about, name) for name in (*_TOLD, "source") if getattr(about, name)}
    for language, name in about.translations.items():
        translated = {"title": about.title_translation, "issuer": about.issuer_translation}
        values |= {f"{key}_{language}": value for key, value in translated.items() if value}
        values[f"translations.{language}"] = name
    # A JSON text or number is one of TOML too.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    (folder / "about.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _in_other_language(values: Mapping[str, object], name: str) -> str | None:
    """Return title_en or title_vi, whichever is there."""
    return next((str(values[key]) for key in (f"{name}_en", f"{name}_vi") if key in values), None)


def guess_about(path: Path, judged: Sequence[Judged]) -> About:
    """Guess from the file's name and its first lines what about.toml would have said."""
    titles = [item.piece.text.strip("*_# ") for item in judged if item.role == "title"]
    headings = [item.piece.text.strip("*_# ") for item in judged if item.role == "heading"]
    title = _title(titles) or next(iter(headings), "") or path.stem
    front = [item.piece.text for item in judged[:20] if item.role in ("front_matter", "title")]
    block = read_title_block(title, front, headings, [item.piece.text for item in judged[-6:]])
    return About(
        id=slug(path.stem),
        title=title,
        issuer=block.issuer,
        place=block.place,
        year=block.year,
        date=block.date,
        period=block.period,
    )


def completed(about: About | None, path: Path, judged: Sequence[Judged]) -> About:
    """Return what is known about a report, with what its first lines say where nothing is."""
    guessed = guess_about(path, judged)
    if about is None:
        return guessed
    return replace(about, **{name: getattr(guessed, name) for name in _GUESSED if not getattr(about, name)})


def _title(titles: Sequence[str]) -> str:
    """Join the kind of document with its subject: "Báo cáo" + "Kiểm điểm ..." -> "Báo cáo kiểm điểm ..."."""
    if len(titles) < 2 or not titles[0].isupper():
        return titles[0] if titles else ""
    kind, subject = titles[0].capitalize(), titles[1]
    return f"{kind} {subject[:1].lower() + subject[1:] if not subject[:2].isupper() else subject}"


def slug(name: str) -> str:
    """Return a name in lower-case ASCII letters, digits and hyphens: "Báo cáo 2020" -> "bao-cao-2020"."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-") or "report"
