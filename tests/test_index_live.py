"""An open index takes up the build of another process; what was asked before is answered from the build before."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import index.live
from index.build import build_index
from index.hashed import HashedEncoder
from index.home import builds, current_build
from index.live import LiveIndex
from index.open import open_index
from index.settings import Settings

BRIDGES = "xã có bao nhiêu cây cầu"


def build(home: Path, count: int) -> str:
    """Make a build that says how many bridges there are; return its name."""
    path = home.parent / "fish.txt"
    path.write_text(f"Sản lượng cá đạt 1.200 tấn.\n\nXã có {count} cây cầu mới.", "utf-8")
    build_index([path], home=home, encoder=HashedEncoder()).close()
    return current_build(home / "index")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(index.live, "_SECONDS", 0.0)
    build(tmp_path / "home", 15)
    return tmp_path / "home"


@pytest.fixture
def live(home: Path) -> Iterator[LiveIndex]:
    lent = LiveIndex(open_index(home, encoder=HashedEncoder()), Settings(home=home))
    yield lent
    lent.close()


def bridges(lent: LiveIndex) -> str:
    with lent.lend() as borrowed:
        return borrowed.search(BRIDGES, k=1)[0].paragraph.text


def test_a_new_build_answers_the_next_question(home: Path, live: LiveIndex) -> None:
    assert bridges(live) == "Xã có 15 cây cầu mới."
    name = build(home, 16)
    assert bridges(live) == "Xã có 16 cây cầu mới."
    assert live.index.manifest.build == name


def test_what_is_lent_stays_open_and_on_disk_through_any_number_of_builds(home: Path, live: LiveIndex) -> None:
    before = live.index.manifest.build
    with live.lend() as borrowed:
        for count in (16, 17, 18):
            build(home, count)
            assert bridges(live) == f"Xã có {count} cây cầu mới."
        assert before in builds(home / "index")
        assert borrowed.search(BRIDGES, k=1)[0].paragraph.text == "Xã có 15 cây cầu mới."
    build(home, 19)
    assert bridges(live) == "Xã có 19 cây cầu mới."
    build(home, 20)
    assert before not in builds(home / "index")


def test_a_build_that_cannot_be_opened_leaves_the_open_one_answering(home: Path, live: LiveIndex) -> None:
    name = build(home, 16)
    reports = home / "index" / name / "reports.jsonl"
    whole = reports.read_bytes()
    reports.write_bytes(b"garbage")
    assert bridges(live) == "Xã có 15 cây cầu mới."
    reports.write_bytes(whole)
    assert bridges(live) == "Xã có 16 cây cầu mới."


def test_a_home_without_its_index_leaves_the_open_one_answering(home: Path, live: LiveIndex) -> None:
    (home / "index" / "current").unlink()
    assert bridges(live) == "Xã có 15 cây cầu mới."


def test_it_looks_once_a_second_however_often_it_is_asked(live: LiveIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(index.live, "_SECONDS", 1.0)
    monkeypatch.setattr(
        index.live, "current_build", lambda folder: looks.append(folder) or live._open.index.manifest.build
    )
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        bridges(live)
    assert 1 <= len(looks) <= 2


def test_without_settings_an_index_stays_the_one_it_is(home: Path) -> None:
    with open_index(home, encoder=HashedEncoder()) as opened:
        fixed = LiveIndex(opened)
        build(home, 16)
        assert bridges(fixed) == "Xã có 15 cây cầu mới."


def test_people_who_ask_all_the_time_see_build_after_build_and_no_failure(home: Path, live: LiveIndex) -> None:
    done, said, failed = threading.Event(), set(), []

    def ask() -> None:
        while not done.is_set():
            try:
                said.add(bridges(live))
            except Exception as error:  # noqa: BLE001  # whatever it is, the test says so
                failed.append(error)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for count in range(16, 22):
        build(home, count)
    until = time.monotonic() + 10
    while "Xã có 21 cây cầu mới." not in said and time.monotonic() < until:
        time.sleep(0.05)
    done.set()
    for thread in asking:
        thread.join()
    assert not failed
    assert "Xã có 21 cây cầu mới." in said
    assert said <= {f"Xã có {count} cây cầu mới." for count in range(15, 22)}
