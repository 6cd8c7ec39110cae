"""Nothing of an index is lost: it is verified, rebuilt, held by its readers and swapped under them. Outcomes: `-s`."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build_index, ensure_index
from index.errors import IndexOutOfDate, StorageFailed
from index.hashed import HashedEncoder
from index.home import builds, current_build
from index.lease import is_leased
from index.open import open_index
from index.shelf import Shelf
from index.verify import verify_index

LINES = "Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới. Cầu dài 40 m."
KILLS = 20


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with an index of one small report."""
    (tmp_path / "fish.txt").write_text(LINES, "utf-8")
    build_index([tmp_path / "fish.txt"], home=tmp_path / "home", encoder=HashedEncoder()).close()
    return tmp_path / "home"


def build_of(home: Path) -> Path:
    return home / "index" / current_build(home / "index")


@pytest.fixture(autouse=True)
def hashed_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_ASSISTANT_EMBEDDING_MODEL", HashedEncoder().name)


def test_a_whole_index_has_no_problem(home: Path) -> None:
    found = verify_index(home)
    assert found.problems == ()
    assert found.vectors == found.manifest.units > 4
    names = {file.name for file in found.manifest.files}
    assert {"reports.jsonl", "addresses.json", "sources/00000/fish.txt", "unit_vectors.bin"} <= names
    with open_index(home, encoder=HashedEncoder()) as index:
        assert index.search("cá")
    assert verify_index(home).problems == ()  # reading changes nothing


def spoil(path: Path) -> None:
    """Change one byte of a file, its length kept."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


FILES = ("reports.jsonl", "vocabulary.json", "addresses.json", "unit_vectors.bin", "token_codes.bin", "unit_places.npz")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["one byte", "cut short", "missing"])
def test_what_is_wrong_with_a_file_is_found_and_named(home: Path, name: str, how: str) -> None:
    path = build_of(home) / name
    if how == "one byte":
        spoil(path)
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    assert any(problem.startswith(name) for problem in verify_index(home).problems)


def test_a_source_that_is_not_the_one_that_was_read_is_found(home: Path) -> None:
    (build_of(home) / "sources/00000/fish.txt").write_text("Tôm.", "utf-8")
    assert any("kept source of 'fish'" in problem for problem in verify_index(home).problems)


def test_a_vector_that_the_store_lost_or_changed_is_found(home: Path) -> None:
    from index.store import VectorStore

    build = build_of(home)
    with VectorStore.open(build / "chroma", build.name) as store:
        rows, vectors = store.vectors("sentence")
        collection = store._collections["sentence"]
        collection.update(ids=[str(rows[0])], embeddings=[(-vectors[0]).tolist()])
    assert verify_index(home).problems == ("1 sentence vectors of the store are not those of the index",)
    with VectorStore.open(build / "chroma", build.name) as store:
        store._collections["sentence"].delete(ids=[str(rows[0])])
    assert "the store has 2 sentence vectors, not the 3 of the index" in verify_index(home).problems


@pytest.mark.fault
def test_a_rebuild_mends_what_was_wrong_and_keeps_every_report(home: Path, tmp_path: Path) -> None:
    (tmp_path / "salt.txt").write_text("Độ mặn vào sâu 70 km.", "utf-8")
    shelf = Shelf.open(home, encoder=HashedEncoder())
    shelf.add([tmp_path / "salt.txt"])
    for name in ("reports.jsonl", "unit_vectors.bin", "chroma/chroma.sqlite3"):
        (build_of(home) / name).write_bytes(b"garbage")
    problems = verify_index(home).problems
    assert len(problems) >= 3
    assert [report.id for report in shelf.rebuild()] == ["fish", "salt"]
    assert verify_index(home).problems == ()
    print(f"\nstore corrupted: {len(problems)} problems named, rebuilt from the kept sources, verified")


@pytest.mark.fault
def test_a_store_written_by_another_version_of_chroma_is_rebuilt_from_the_kept_sources(
    home: Path, tmp_path: Path
) -> None:
    """Its tables are named otherwise and its manifest says 0.4: opening says so, ensuring rebuilds."""
    (tmp_path / "fish.txt").unlink()
    build = build_of(home)
    with sqlite3.connect(build / "chroma" / "chroma.sqlite3") as database:
        database.execute("ALTER TABLE collections RENAME TO collections_of_0_4")
    database.close()
    manifest = build / "manifest.json"
    lines = manifest.read_text("utf-8").splitlines()
    manifest.write_text("\n".join('  "chromadb": "0.4.24",' if "chromadb" in line else line for line in lines), "utf-8")
    with pytest.raises(IndexOutOfDate, match=r"chromadb 0\.4\.24"):
        open_index(home, encoder=HashedEncoder())
    assert any("chromadb 0.4.24" in problem for problem in verify_index(home).problems)
    with ensure_index(home, encoder=HashedEncoder()) as index:
        assert index.search("cây cầu")[0].paragraph.text.startswith("Xã có 15 cây cầu mới.")
    assert verify_index(home).problems == ()
    print("\nstore of Chroma 0.4.24: rebuilt from the kept sources, verified")


def test_a_build_that_is_read_is_not_deleted_and_goes_when_its_reader_has_gone(home: Path, tmp_path: Path) -> None:
    def write(number: int) -> None:
        (tmp_path / "fish.txt").write_text(f"Xã có {number} cây cầu mới.", "utf-8")
        build_index([tmp_path / "fish.txt"], home=home, encoder=HashedEncoder()).close()

    with open_index(home, encoder=HashedEncoder()) as reader:
        held = build_of(home)
        assert is_leased(held)
        for number in range(4):
            write(number)
        assert held.is_dir()
        assert reader.search("sản lượng cá")[0].paragraph.text.startswith("Sản lượng cá")
    write(5)
    assert not held.is_dir()
    assert len(builds(home / "index")) == 2


def program(home: Path, body: str) -> list[str]:
    """Return the command of a Python program that has all libraries loaded before its body runs."""
    head = f"""
        import os, sys, time
        from pathlib import Path
        import bm25s, chromadb
        from index.build import build_index
        from index.hashed import HashedEncoder
        from index.open import open_index
        home = Path({str(home)!r})
        source = home.parent / "fish.txt"
        def build(number):
            source.write_text(f"Xã có {{number}} cây cầu mới.", "utf-8")
            build_index([source], home=home, encoder=HashedEncoder()).close()
    """
    return [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(body)]


@pytest.mark.fault
def test_readers_never_stop_while_a_writer_swaps_the_index(home: Path) -> None:
    """Each reader opens the index anew for every question, and one long-lived reader keeps the first build."""
    writer = subprocess.Popen(
        program(home, "print('ready', flush=True)\nfor number in range(12): build(number)"), stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    answered: list[str] = []
    failed: list[Exception] = []

    def read() -> None:
        while writer.poll() is None and not failed:
            try:
                with open_index(home, encoder=HashedEncoder()) as index:
                    answered.append(index.search("cây cầu")[0].paragraph.text)
            except Exception as error:  # noqa: BLE001 - any failure at all is what is counted
                failed.append(error)

    with open_index(home, encoder=HashedEncoder()) as first:
        reader = threading.Thread(target=read)
        reader.start()
        while writer.poll() is None:
            assert "cầu" in first.search("cây cầu")[0].paragraph.text
            time.sleep(0.02)
        reader.join()
    writer.communicate()
    assert failed == []
    assert writer.returncode == 0
    print(f"\n12 swaps: {len(answered)} openings and searches, {len(set(answered))} versions seen, 0 failed")
    assert len(set(answered)) >= 2


@pytest.fixture
def builder(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Return a process that starts a child for every line it reads, which builds again and again until it is killed."""
    body = """
        print("ready", flush=True)
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                for number in range(1000):
                    build(number)
                os._exit(0)
            print(child, flush=True)
            os.waitpid(child, 0)
    """
    process = subprocess.Popen(program(home, body), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.fault
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_index(
    home: Path, builder: subprocess.Popen[bytes]
) -> None:
    moments = random.Random(20)
    whole = torn = 0
    assert builder.stdin is not None
    assert builder.stdout is not None
    for _ in range(KILLS):
        builder.stdin.write(b"\n")
        builder.stdin.flush()
        child = int(builder.stdout.readline())
        time.sleep(moments.uniform(0.01, 0.8))
        os.kill(child, signal.SIGKILL)
        torn += len(builds(home / "index")) > 2
        with open_index(home, encoder=HashedEncoder()) as index:
            assert "cầu" in " ".join(hit.paragraph.text for hit in index.search("cây cầu"))
        assert verify_index(home).problems == ()
        whole += 1
    started = time.perf_counter()
    (home.parent / "fish.txt").write_text("Xã có 2000 cây cầu mới.", "utf-8")
    build_index([home.parent / "fish.txt"], home=home, encoder=HashedEncoder()).close()
    waited = time.perf_counter() - started
    assert len(builds(home / "index")) <= 2
    print(
        f"\nkill -9 at {KILLS} random moments of a build: {whole} times a whole, verified index; {torn} unfinished "
        f"builds seen and cleared away; the next writer had the lock and its build in {waited:.1f} s"
    )


def test_a_damaged_manifest_is_said_to_be(home: Path) -> None:
    (build_of(home) / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(StorageFailed, match="index rebuild"):
        verify_index(home)
    assert [report.id for report in Shelf.open(home, encoder=HashedEncoder()).rebuild()] == ["fish"]
