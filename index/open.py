"""Open the index of a home."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from index.analyse import Analyser, Vocabulary
from index.compare import Comparison
from index.corpus import Corpus, damaged
from index.encoder import Encoder
from index.errors import IndexOutOfDate, StorageFailed
from index.fusion import Fusion
from index.home import current_build
from index.keywords import Keywords
from index.lease import Lease
from index.manifest import Manifest, outdated, reworded
from index.phrasing import Phrasing
from index.search import Index
from index.settings import Settings
from index.shared import sync
from index.store import VectorStore
from index.subject import Subject
from index.tokens import TokenFile
from index.units import LANGUAGES
from index.vectors import UnitVectors

STORE = "chroma"  # the store's folder in a build
_SWAPS = 5  # of the current build while it is being opened, before a reader gives up
DAMAGED = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile)  # what reading a damaged file raises


def open_index(
    home: str | Path | None = None, *, encoder: Encoder | None = None, settings: Settings | None = None
) -> Index:
    """Open the index of a home. The encoder is loaded with the first question where none is given.

    Raises:
        IndexMissing: there is none.
        IndexOutOfDate: it was built with another encoder or by another version.
        StorageFailed: it is damaged.
        StoreUnreachable: it is on a Chroma server that does not answer.
    """
    settings = settings_for(home, settings, encoder)
    sync(settings)
    for _ in range(_SWAPS):
        build = current_build(settings.index_folder)
        try:
            return _open_current(settings, build, encoder)
        except StorageFailed:
            if current_build(settings.index_folder) == build:
                raise
    raise StorageFailed(f"The index in {str(settings.index_folder)!r} is being written all the time; try again later.")


def _open_current(settings: Settings, build: str, encoder: Encoder | None) -> Index:
    manifest = Manifest.read(settings.index_folder / build)
    reasons = (*outdated(manifest, settings.embedding_model, identity(encoder)), *reworded(manifest))
    if reasons:
        raise IndexOutOfDate(f"The index is out of date: {'; '.join(reasons)}. Run `report-assistant index rebuild`.")
    return open_build(settings, manifest, encoder)


def open_build(settings: Settings, manifest: Manifest, encoder: Encoder | None) -> Index:
    """Open one build, whose manifest is known to fit."""
    folder = settings.index_folder / manifest.build
    lease = _lease(folder)
    try:
        return _opened(folder, settings, manifest, encoder, lease)
    except BaseException:
        lease.release()
        raise


def _lease(folder: Path) -> Lease:
    try:
        return Lease.take(folder)
    except OSError as error:
        raise damaged(folder, error) from error


def _opened(folder: Path, settings: Settings, manifest: Manifest, encoder: Encoder | None, lease: Lease) -> Index:
    corpus = Corpus.open(folder)
    try:
        vectors, tokens = UnitVectors.open(folder), TokenFile.open(folder)
        vocabulary = Vocabulary.load(folder)
        keywords = {
            language: Keywords.load(folder / f"keywords-{language}", manifest.paragraphs) for language in LANGUAGES
        }
    except DAMAGED as error:
        raise damaged(folder, error) from error
    loaded = LazyEncoder(settings, manifest.encoder, encoder)
    store = VectorStore.open(folder / STORE, manifest.build, settings.chroma_url)
    return Index(
        corpus=corpus,
        manifest=manifest,
        store=store,
        vectors=vectors,
        keywords=keywords,
        comparison=Comparison(corpus, vectors, tokens, keywords),
        analyser=Analyser(vocabulary, keywords, loaded, Subject.of(corpus.reports), Phrasing(corpus, keywords)),
        fusion=Fusion.shipped(),
        lease=lease,
    )


def settings_for(home: str | Path | None, settings: Settings | None = None, encoder: Encoder | None = None) -> Settings:
    """Return the settings, read from the environment where none are given, with this home and this encoder's name."""
    settings = settings or Settings.from_environment()
    if home is not None:
        settings = replace(settings, home=Path(home).expanduser())
    if encoder is not None:
        settings = replace(settings, embedding_model=encoder.name)
    return settings


def identity(encoder: Encoder | None) -> str | None:
    """Return what tells two encoders apart; its name for one that says no more."""
    return None if encoder is None else str(getattr(encoder, "identity", encoder.name))


class LazyEncoder:
    """The encoder of an open index, loaded with the first question."""

    def __init__(self, settings: Settings, expected: str, encoder: Encoder | None) -> None:
        self._settings = settings
        self._expected = expected
        self._encoder = encoder
        self._lock = threading.Lock()

    def __call__(self) -> Encoder:
        """Return the encoder. Raises ModelUnavailable, and IndexOutOfDate for one with other weights."""
        with self._lock:
            if self._encoder is None:
                encoder = load(self._settings)
                if identity(encoder) != self._expected:
                    raise IndexOutOfDate(
                        f"The index was built with other weights of {encoder.name!r}; "
                        "run `report-assistant index rebuild`."
                    )
                self._encoder = encoder
            return self._encoder


def load(settings: Settings) -> Encoder:
    """Load the encoder that the settings name, or reach the server that has it. Raises ModelUnavailable."""
    if settings.embedding_url:
        from index.remote import RemoteEncoder

        return RemoteEncoder(settings.embedding_url, settings.embedding_model, settings.embedding_key)
    from index.embed import load_encoder

    return load_encoder(settings.embedding_model, home=settings.home, device=settings.device)


def same_weights(settings: Settings, manifest: Manifest) -> bool:
    """Whether the encoder on disk is the one an index was built with, without loading it.

    Raises ModelUnavailable where it cannot be had.
    """
    if settings.embedding_url:
        from index.remote import remote_identity

        return manifest.encoder.startswith(remote_identity(settings.embedding_model))
    from index.weights import fingerprint, locate_model

    weights = fingerprint(locate_model(settings.embedding_model, settings.home))
    return manifest.encoder.startswith(f"{settings.embedding_model} {weights} ")
