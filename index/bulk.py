"""Index thousands of reports with many processors or machines, by Ray Data. Needs the extra `ray`.

    python -m index.bulk REPORTS/*.pdf --workers 16                      processors of this machine
    python -m index.bulk REPORTS/*.pdf --workers 64 --address auto       those of a Ray cluster

Workers read the reports and encode them, as a build on one machine does; what they return is kept in the home, one file
a report, so that a run that was killed goes on where it was. Then the index is built of it like any other, into the
Chroma server where `REPORT_ASSISTANT_CHROMA_URL` names one. Every worker must see the files under the same paths.
A report that cannot be read is named at the end and left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.build import build_index
from index.encoder import Encoder
from index.errors import ReportAssistantError, ReportUnreadable
from index.kept import Taken
from index.manifest import FORMAT, reading
from index.open import identity, load
from index.prepared import PreparedEncoder, prepare, read_prepared, write_prepared
from index.read import read_report
from index.read.parse import source_hash
from index.search import Index
from index.settings import Settings

Load = Callable[[Settings], Encoder]


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of it."""

    index: Index
    prepared: int  # reports read and encoded in this run; the others were done before
    failed: tuple[str, ...]  # a line for each report that could not be read


class Preparing:
    """A worker: holds an encoder, and turns a path into a prepared report."""

    def __init__(self, settings: Settings, load: Load) -> None:
        self._encoder = load(settings)

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the file's bytes, or why there are none."""
        try:
            return {**row, "data": prepare(read_report(row["path"]), self._encoder), "error": ""}
        except ReportUnreadable as error:
            return {**row, "data": b"", "error": str(error)}


def build_in_bulk(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    workers: int,
    address: str | None = None,
    load: Load = load,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Bulk:
    """Build an index of these reports with many workers and open it.

    Args:
        workers: encoders at work at the same time, one processor each; with `settings.device` "cuda" one card each.
        address: of a Ray cluster; None starts Ray on this machine.
        load: what each worker loads its encoder with.

    Raises:
        ReportUnreadable: none of the reports can be read.
        ReportAssistantError: as `build_index` does; or Ray is not installed.
    """
    encoder = load(settings)
    folder = settings.home / "bulk"
    folder.mkdir(parents=True, exist_ok=True)
    files = {Path(path).expanduser().absolute(): folder / _name(Path(path), encoder) for path in paths}
    waiting = {path: file for path, file in files.items() if read_prepared(file) is None}
    failed = _prepare(waiting, settings, workers, address, load, progress)
    taken = [Taken(report, path) for path, file in files.items() if (report := read_prepared(file))]
    whole = [file for file in files.values() if file.is_file()]
    index = build_index(taken, encoder=PreparedEncoder(encoder, whole), settings=settings, wait=300)
    shutil.rmtree(folder)
    return Bulk(index, len(waiting) - len(failed), tuple(failed))


def _name(path: Path, encoder: Encoder) -> str:
    """A name that changes with the report, with how it is read and with what encodes it."""
    if not path.expanduser().exists():
        raise ReportUnreadable(f"There is no report {str(path)!r}.")
    parts = [source_hash(path.expanduser()), identity(encoder), reading(), FORMAT]
    return f"{path.stem[:40]}-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]}.npz"


def _prepare(
    waiting: Mapping[Path, Path],
    settings: Settings,
    workers: int,
    address: str | None,
    load: Load,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Have the workers prepare reports, keep each as it comes, and return a line for each that failed."""
    if not waiting:
        return []
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ReportAssistantError("Ray is not installed; run `pip install report-assistant[ray]`.") from error
    ray.init(address=address, num_cpus=None if address else workers, log_to_driver=False, ignore_reinit_error=True)
    logging.getLogger("ray.data").setLevel(logging.WARNING)
    ray.data.DataContext.get_current().enable_progress_bars = False
    failed = []
    try:
        prepared = ray.data.from_items(
            [{"path": str(path), "file": str(file)} for path, file in waiting.items()],
            override_num_blocks=len(waiting),
        ).map(
            Preparing,
            fn_constructor_kwargs={"settings": settings, "load": load},
            compute=ray.data.ActorPoolStrategy(size=min(workers, len(waiting))),
            num_cpus=1,
            num_gpus=1 if settings.device == "cuda" else 0,
        )
        for done, row in enumerate(prepared.iter_rows(), start=1):
            if row["error"]:
                failed.append(row["error"])
            else:
                write_prepared(Path(row["file"]), row["data"])
            progress(done, len(waiting))
    finally:
        ray.shutdown()
    return failed


def main() -> None:
    """Run from the command line; exit code 1 where a report was left out, 2 where nothing was built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--address", help="of a Ray cluster; without it Ray is started here")
    given = parser.parse_args()

    def show(done: int, total: int) -> None:
        print(f"\r{done} of {total} reports read and encoded", end="", file=sys.stderr, flush=True)

    settings = Settings.from_environment()
    try:
        bulk = build_in_bulk(given.paths, settings, workers=given.workers, address=given.address, progress=show)
    except ReportAssistantError as error:
        print(f"\n{error}", file=sys.stderr)
        raise SystemExit(2) from error
    manifest = bulk.index.manifest
    bulk.index.close()
    print(f"\n{len(manifest.sources)} reports, {manifest.paragraphs} paragraphs; {bulk.prepared} of them in this run")
    for line in bulk.failed:
        print(f"left out: {line}")
    raise SystemExit(1 if bulk.failed else 0)


if __name__ == "__main__":
    main()
