"""Indexing in bulk on a local Ray: the same index as one machine builds, whatever is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import build_index, open_index
from index.hashed import HashedEncoder
from index.prepared import PreparedEncoder, prepare, read_prepared, write_prepared
from index.read import read_report
from tests.chroma_server import ChromaServer

NUMBERS = range(6)


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"xa-{number}.txt" for number in NUMBERS]
    for number, path in zip(NUMBERS, paths, strict=True):
        text = f"Xã số {number} có {number + 15} cây cầu mới. Cầu dài 40 m.\n\nSản lượng cá đạt {number}.200 tấn."
        path.write_text(text, "utf-8")
    return paths


def test_a_build_from_prepared_files_is_the_build_from_the_reports(reports: list[Path], tmp_path: Path) -> None:
    class Silent(HashedEncoder):
        def encode(self, texts, role):  # type: ignore[no-untyped-def]
            assert role == "question", "a passage was encoded again"
            return super().encode(texts, role)

    files = [tmp_path / f"{path.stem}.npz" for path in reports]
    for path, file in zip(reports, files, strict=True):
        write_prepared(file, prepare(read_report(path), HashedEncoder()))
        assert read_prepared(file) == read_report(path)
    with (
        build_index(reports, home=tmp_path / "here", encoder=HashedEncoder()) as here,
        build_index(reports, home=tmp_path / "ahead", encoder=PreparedEncoder(Silent(), files)) as ahead,
    ):
        for question in ("bao nhiêu cây cầu", "sản lượng cá xã số 4"):
            one, other = here.search(question, k=9), ahead.search(question, k=9)
            assert [hit.paragraph.id for hit in one] == [hit.paragraph.id for hit in other]
            assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=0.05)


def test_a_file_that_was_cut_short_counts_as_not_there(reports: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "one.npz"
    assert read_prepared(file) is None
    file.write_bytes(prepare(read_report(reports[0]), HashedEncoder())[:-200])
    assert read_prepared(file) is None


def program(paths: list[Path], home: Path, url: str | None, pause: float = 0.0) -> subprocess.Popen[str]:
    """Index in bulk in a process of its own, which is not this one's child in what a signal reaches."""
    code = f"""
        import time
        from pathlib import Path
        from index.bulk import build_in_bulk
        from index.hashed import HashedEncoder
        from index.settings import Settings

        def load(settings):
            class Slow(HashedEncoder):
                def encode(self, texts, role):
                    time.sleep({pause})
                    return super().encode(texts, role)
            return Slow()

        settings = Settings(Path({str(home)!r}), "hashed", chroma_url={url!r})
        bulk = build_in_bulk({[str(path) for path in paths]!r}, settings, workers=2, load=load)
        print(bulk.prepared, len(bulk.index.reports), *bulk.failed, sep="|")
        """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path.cwd(),
        start_new_session=True,
    )


def result(process: subprocess.Popen[str]) -> list[str]:
    out, errors = process.communicate(timeout=400)
    assert process.returncode == 0, errors
    return out.splitlines()[-1].split("|")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    pytest.importorskip("ray", reason="Ray is not installed: `make test-ray` brings it")
    with ChromaServer(tmp_path / "served") as started:
        yield started


@pytest.mark.ray
def test_two_workers_index_into_a_chroma_server_and_a_broken_report_is_named(
    server: ChromaServer, reports: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    prepared, count, *failed = result(program([*reports, broken], tmp_path / "home", server.url))
    assert (int(prepared), int(count)) == (len(reports), len(reports))
    assert len(failed) == 1 and "broken.pdf" in failed[0]
    assert not (tmp_path / "home" / "bulk").exists()
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from pathlib import Path; from index import open_index; from index.settings import Settings\n"
            "from index.hashed import HashedEncoder\n"
            f"settings = Settings(Path({str(tmp_path / 'other')!r}), 'hashed', chroma_url={server.url!r})\n"
            "with open_index(settings=settings, encoder=HashedEncoder()) as index:\n"
            "    print(index.search('xã số 4 cây cầu')[0].paragraph.id)",
        ],
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
    )
    assert asked.stdout.startswith("xa-4:"), asked.stderr


@pytest.mark.ray
def test_a_run_that_was_killed_goes_on_where_it_was(reports: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: `make test-ray` brings it")
    home = tmp_path / "home"
    first = program(reports, home, None, pause=4.0)
    try:
        deadline = time.monotonic() + 300
        while not (done := list(home.glob("bulk/*.npz"))) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert first.poll() is None and 0 < len(done) < len(reports)
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
    done = list(home.glob("bulk/*.npz"))
    prepared, count, *_ = result(program(reports, home, None))
    print(f"\nkilled after {len(done)} of {len(reports)} reports; the second run prepared {prepared}")
    assert (int(prepared), int(count)) == (len(reports) - len(done), len(reports))
    with open_index(home, encoder=HashedEncoder()) as index:
        assert index.search("xã số 5 cây cầu")[0].paragraph.report == "xa-5"
