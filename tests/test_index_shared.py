"""Machines that share nothing but a Chroma server: one index, one writer, and homes that fill themselves."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import packed, unpacked
from tests.chroma_server import ChromaServer

FISH = "Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới."
SALT = "Độ mặn 4 phần nghìn vào sâu 70 km.\n\nTỉnh hỗ trợ 300 hộ dân."

pytestmark = pytest.mark.slow


@given(st.binary(max_size=300))
def test_bytes_survive_as_numbers(data: bytes) -> None:
    whole = data + bytes(-len(data) % (3 * 4_096))
    assert unpacked(packed(whole)) == whole
    assert packed(whole).shape == (len(whole) // (3 * 4_096), 4_096)
    assert packed(whole).dtype == np.float32


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path / "served") as started:
        yield started


class Machine:
    """A home, and programs that run over it. Each in a process of its own: Chroma never closes its HTTP sessions."""

    def __init__(self, name: str, url: str, tmp_path: Path) -> None:
        self.home = tmp_path / name
        self._tmp_path = tmp_path
        self.url = url

    def start(self, program: str) -> subprocess.Popen[str]:
        before = f"""
            import logging, sys, time
            from pathlib import Path
            from index.build import build_index, ensure_index
            from index.errors import ReportAssistantError
            from index.hashed import HashedEncoder
            from index.claim import claim
            from index.open import open_index
            from index.settings import Settings
            from index.shared import publish, sync

            tmp_path, home = Path({str(self._tmp_path)!r}), Path({str(self.home)!r})
            settings = Settings(home, "hashed", chroma_url={self.url!r})

            def build(name, text, **options):
                path = tmp_path / name
                path.write_text(text, "utf-8")
                return build_index([path], settings=settings, encoder=HashedEncoder(), **options)

            def opened():
                return open_index(settings=settings, encoder=HashedEncoder())
            """
        whole = textwrap.dedent(before) + textwrap.dedent(program)
        return subprocess.Popen(
            [sys.executable, "-c", whole], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd()
        )

    def run(self, program: str) -> list[str]:
        ran = self.start(program)
        out, errors = ran.communicate(timeout=300)
        assert ran.returncode == 0, errors
        return out.splitlines()


@pytest.fixture
def one(server: ChromaServer, tmp_path: Path) -> Machine:
    return Machine("one", server.url, tmp_path)


@pytest.fixture
def other(server: ChromaServer, tmp_path: Path) -> Machine:
    return Machine("other", server.url, tmp_path)


SEARCH = """
with opened() as index:
    for hit in index.search("sản lượng cá độ mặn", k=4):
        print(hit.paragraph.id, f"{hit.score:.6f}")
"""


def test_an_empty_home_fetches_what_another_machine_built(one: Machine, other: Machine) -> None:
    one.run(f"build('fish.txt', {FISH!r}).close()")
    assert other.run(SEARCH) == one.run(SEARCH) != []
    assert [path.name for path in other.home.glob("index/*/sources/*/*")] == ["fish.txt"]
    files = {path.relative_to(one.home) for path in one.home.glob("index/*/**/*") if path.is_file()}
    assert {path.relative_to(other.home) for path in other.home.glob("index/*/**/*") if path.is_file()} == files
    assert all((one.home / name).read_bytes() == (other.home / name).read_bytes() for name in files)


def test_a_new_build_answers_on_every_machine_and_old_ones_go(one: Machine, other: Machine) -> None:
    builds = []
    for number in range(3):
        builds += one.run(
            f"import index.shared; index.shared._KEPT = 0.0\n"
            f"print(build('fish.txt', {FISH!r}.replace('15', '{number}')).manifest.build)"
        )
        assert other.run("print(opened().manifest.build)") == builds[-1:]
    listed = one.run(
        f"""
        from index.store import connected
        with connected({one.url!r}) as client:
            names = [each.name.removeprefix("report-assistant.") for each in client.list_collections()]
            print(*sorted({{name.rpartition(".")[0] for name in names}}))
        """
    )
    assert listed == [" ".join([*builds[1:], "index"])]


def test_a_machine_that_lost_its_copy_or_the_server_lost_its_store_recovers(
    one: Machine, server: ChromaServer, tmp_path: Path
) -> None:
    built = one.run(f"build('fish.txt', {FISH!r}).close()" + SEARCH)
    [reports] = one.home.glob("index/*/reports.jsonl")
    reports.write_bytes(b"garbage")
    ensured = "\nwith ensure_index(settings=settings, encoder=HashedEncoder()) as index: pass\n"
    assert one.run(ensured + SEARCH) == built
    server.stop()
    for path in sorted((tmp_path / "served").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    server.start()
    assert one.run(ensured + SEARCH) == built


def test_an_unfinished_upload_is_not_an_index(one: Machine, other: Machine) -> None:
    said = one.run(
        f"""
        build('fish.txt', {FISH!r}).close()
        import index.archive
        def broken(self): raise OSError("the line broke")
        index.archive.Upload.finish = broken
        try:
            build('salt.txt', {SALT!r})
        except ReportAssistantError as error:
            print(error)
        """
    )
    assert len(said) == 1 and "the line broke" in said[0]
    assert other.run("print(*(report.id for report in opened().reports))") == ["fish"]


def test_of_two_machines_one_writes_and_the_other_is_told_to_wait(one: Machine, other: Machine) -> None:
    writer = one.start("with claim(settings): print('held', flush=True); time.sleep(60)")
    assert writer.stdout is not None and writer.stdout.readline() == "held\n"
    said = other.run(
        f"""
        try:
            build('fish.txt', {FISH!r})
        except ReportAssistantError as error:
            print(type(error).__name__, error)
        """
    )
    writer.kill()
    writer.communicate()
    assert len(said) == 1 and said[0].startswith("IndexBusy Another machine")


def test_a_machine_that_died_holds_nothing_for_long(one: Machine, other: Machine) -> None:
    writer = one.start(
        """
        import index.claim
        index.claim._SECONDS = 3.0
        with claim(settings): print('held', flush=True); time.sleep(60)
        """
    )
    assert writer.stdout is not None and writer.stdout.readline() == "held\n"
    writer.kill()
    writer.communicate()
    assert other.run(f"print(len(build('fish.txt', {FISH!r}, wait=60).search('cá')))") == ["2"]


def test_without_the_server_one_line_says_so_and_nothing_is_built(
    one: Machine, server: ChromaServer, tmp_path: Path
) -> None:
    one.run(f"build('fish.txt', {FISH!r}).close()")
    before = sorted(path.name for path in one.home.rglob("*"))
    asked = f"""
        def attempt(do):
            try:
                do()
            except ReportAssistantError as error:
                print(type(error).__name__, str(error).count(chr(10)), error)
        attempt(lambda: ensure_index(settings=settings, encoder=HashedEncoder()))
        attempt(lambda: build('salt.txt', {SALT!r}))
        """
    server.stop()
    said = one.run(asked)
    assert [line.split()[:2] for line in said] == [["StoreUnreachable", "0"]] * 2
    assert all(server.url in line and "REPORT_ASSISTANT_CHROMA_URL" in line for line in said)
    assert sorted(path.name for path in one.home.rglob("*")) == before
    server.start()
    assert one.run("print(*(report.id for report in opened().reports))") == ["fish"]
