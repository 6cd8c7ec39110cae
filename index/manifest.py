"""What an index was built from, and whether that still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from index.errors import StorageFailed
from index.plain import plain
from index.report import Paragraph, Repair, Report

FORMAT = 5  # of the files of a build; counted up whenever their layout or the words of the keyword leg change

_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Source:
    """One report of an index."""

    report: str  # its id
    name: str  # the file or folder kept under `sources/`
    source_hash: str  # SHA-256 of the bytes it was read from
    content_hash: str  # SHA-256 of the report as read: changes with the reader as well as with the source


@dataclass(frozen=True, slots=True)
class File:
    """One file of a build."""

    name: str  # its path in the build's folder
    bytes: int
    sha256: str

    @classmethod
    def of(cls, folder: Path, path: Path) -> File:
        """Measure a file of a build."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that decides what is in an index."""

    build: str
    created: str  # ISO 8601, UTC
    model: str  # the encoder's name, as it was asked for
    encoder: str  # the encoder's identity: weights, prefixes, pooling
    format: int
    chromadb: str  # the store's format follows the library's version
    bm25s: str
    sources: tuple[Source, ...]
    paragraphs: int
    units: int
    mean_windows: int = 0  # how many windows the token mean was taken from
    normaliser: str = ""  # SHA-256 of the modules that mend and fold text
    words: str = ""  # SHA-256 of what makes search words of text: modules and glossary
    splitter: str = ""  # SHA-256 of the modules that make blocks into paragraphs, sentences and units
    files: tuple[File, ...] = ()  # all that a build is made of but the store, which writes into its own files

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder of its build."""
        (folder / _FILE).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", "utf-8")

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a build was finished: its manifest is the last file written."""
        return (folder / _FILE).is_file()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a build. Raises StorageFailed where it is missing or damaged."""
        try:
            values = json.loads((folder / _FILE).read_text("utf-8"))
            sources = tuple(Source(**source) for source in values.pop("sources"))
            files = tuple(File(**file) for file in values.pop("files", ()))
            return cls(**values, sources=sources, files=files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise StorageFailed(
                f"The index in {str(folder)!r} is damaged ({error}); run `report-assistant index rebuild`."
            ) from error


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that write the index's files."""
    return {"chromadb": version("chromadb"), "bm25s": version("bm25s")}


def files_of(folder: Path, apart: str) -> tuple[File, ...]:
    """Measure every file of a build but the manifest and what lies under the folder `apart`."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    ours = [path for path in paths if path.relative_to(folder).parts[0] not in (apart, _FILE)]
    return tuple(File.of(folder, path) for path in ours)


@cache
def reading() -> dict[str, str]:
    """Return what tells apart two versions of how text is mended (`normaliser`), cut (`splitter`), made to `words`."""
    here = Path(__file__).parent
    language = sorted((here / "language").glob("*.py"))
    normaliser = [here / "read" / "repair.py", *language]
    splitter = [*sorted(set((here / "read").glob("*.py")) - set(normaliser)), here / "labels.py", here / "units.py"]
    words = [here / "lexical.py", here / "keywords.py", *language, here / "language" / "glossary.txt"]
    return {"normaliser": _hash_of(normaliser), "splitter": _hash_of(splitter), "words": _hash_of(words)}


def _hash_of(paths: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()


def read_alike(manifest: Manifest) -> bool:
    """Whether this version would read the sources of an index as they were read for it."""
    now = reading()
    return (manifest.normaliser, manifest.splitter) == (now["normaliser"], now["splitter"])


def reworded(manifest: Manifest) -> tuple[str, ...]:
    """Return why an index needs its keywords made anew, with its vectors used again; nothing where it does not."""
    return () if manifest.words == reading()["words"] else ("another version made its keywords",)


def content_hash(report: Report) -> str:
    """Return a SHA-256 of what a report holds, but not of where it was read from or how its paragraphs are numbered."""
    left_out = {
        Report: ("source", "source_hash", "paragraphs"),
        Paragraph: ("id", "number"),
        Repair: ("paragraph",),
    }

    def kept(value: Report | Paragraph) -> dict[str, object]:
        return {name: part for name, part in plain(value).items() if name not in left_out.get(type(value), ())}

    digest = hashlib.sha256()
    for part in chain([report], report.paragraphs):
        digest.update(json.dumps(part, default=kept, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def outdated(manifest: Manifest, model: str, encoder: str | None = None) -> tuple[str, ...]:
    """Return why an index cannot be used by this installation, nothing where it can.

    `encoder` is the identity of the loaded encoder; None where none was loaded yet.
    """
    reasons = []
    if manifest.format != FORMAT:
        reasons.append(f"its format is {manifest.format}, this version writes {FORMAT}")
    for library, installed in libraries().items():
        built = str(getattr(manifest, library))
        # A library keeps its files readable within a minor version; anything else is rebuilt.
        if built.split(".")[:2] != installed.split(".")[:2]:
            reasons.append(f"it was written by {library} {built}, installed is {installed}")
    if manifest.model != model:
        reasons.append(f"it was built with the encoder {manifest.model!r}, asked for is {model!r}")
    elif encoder is not None and manifest.encoder != encoder:
        reasons.append(f"the encoder {model!r} has other weights or prefixes than it was built with")
    return tuple(reasons)


def changed(manifest: Manifest, reports: tuple[Report, ...]) -> tuple[str, ...]:
    """Return how the reports differ from what an index holds, nothing where they are the same."""
    before = {source.report: source.content_hash for source in manifest.sources}
    now = {report.id: content_hash(report) for report in reports}
    reasons = [f"{report!r} is new" for report in now if report not in before]
    reasons += [f"{report!r} was removed" for report in before if report not in now]
    reasons += [f"{report!r} changed" for report, value in now.items() if before.get(report, value) != value]
    if not reasons and list(before) != list(now):
        reasons.append("the reports are in another order")
    return tuple(reasons)
