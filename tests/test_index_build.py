"""Building: beside the old index, swapped in one step, and only what changed is embedded again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import manifest
from index.build import build_index, ensure_index
from index.encoder import Encoded, Role
from index.errors import IndexBusy, IndexMissing, IndexOutOfDate, ReportUnreadable, StorageFailed
from index.hashed import HashedEncoder
from index.home import builds, current_build, writing
from index.open import open_index
from index.read import read_report

FISH = "Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới."
SALT = "Độ mặn 4 phần nghìn vào sâu 70 km.\n\nTỉnh hỗ trợ 300 hộ dân."


class CountingEncoder(HashedEncoder):
    """Counts the passages it encodes, and may fail on the way."""

    def __init__(self, fail_after: int | None = None) -> None:
        super().__init__()
        self.passages: list[str] = []
        self._fail_after = fail_after

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        if role == "passage":
            self.passages += texts
            if self._fail_after is not None and len(self.passages) > self._fail_after:
                raise OSError(28, "No space left on device")
        return super().encode(texts, role)


@pytest.fixture
def fish(tmp_path: Path) -> Path:
    path = tmp_path / "fish.txt"
    path.write_text(FISH, "utf-8")
    return path


@pytest.fixture
def salt(tmp_path: Path) -> Path:
    path = tmp_path / "salt.txt"
    path.write_text(SALT, "utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_built_index_answers_and_opens_again(fish: Path, home: Path) -> None:
    with build_index([fish], home=home, encoder=HashedEncoder()) as index:
        assert index.search("bao nhiêu cây cầu")[0].paragraph.text == "Xã có 15 cây cầu mới."
    with open_index(home, encoder=HashedEncoder()) as index:
        assert index.search("sản lượng cá")[0].paragraph.text == "Sản lượng cá đạt 1.200 tấn."


def test_building_the_same_again_does_nothing(fish: Path, home: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    encoder = CountingEncoder()
    with build_index([fish], home=home, encoder=encoder) as index:
        assert index.search("cá")
    assert encoder.passages == []
    assert len(builds(home / "index")) == 1


def test_only_a_changed_paragraph_is_embedded_again(fish: Path, home: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    fish.write_text(FISH.replace("15", "16"), "utf-8")
    encoder = CountingEncoder()
    with build_index([fish], home=home, encoder=encoder) as index:
        assert index.search("bao nhiêu cây cầu")[0].paragraph.text == "Xã có 16 cây cầu mới."
        assert index.search("sản lượng cá")[0].paragraph.text == "Sản lượng cá đạt 1.200 tấn."
    assert {"16" in passage for passage in encoder.passages} == {True}


def test_vectors_used_again_give_the_same_scores(fish: Path, salt: Path, home: Path, tmp_path: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    with build_index([fish, salt], home=home, encoder=HashedEncoder()) as again:
        reused = [(hit.paragraph.id, hit.score) for hit in again.search("sản lượng cá", k=4)]
    with build_index([fish, salt], home=tmp_path / "fresh", encoder=HashedEncoder()) as fresh:
        anew = [(hit.paragraph.id, hit.score) for hit in fresh.search("sản lượng cá", k=4)]
    assert [name for name, _ in reused] == [name for name, _ in anew]
    assert [score for _, score in reused] == pytest.approx([score for _, score in anew], abs=1e-4)


def test_several_reports_answer_together_or_one_alone(fish: Path, salt: Path, home: Path) -> None:
    with build_index([fish, salt], home=home, encoder=HashedEncoder()) as index:
        assert [report.id for report in index.reports] == ["fish", "salt"]
        assert {hit.paragraph.report for hit in index.search("tỉnh xã", k=10)} == {"fish", "salt"}
        assert {hit.paragraph.report for hit in index.only(["salt"]).search("tỉnh xã", k=10)} == {"salt"}


def test_two_reports_with_one_id_are_refused(fish: Path, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "fish.txt"
    other.parent.mkdir()
    other.write_text(SALT, "utf-8")
    with pytest.raises(ReportUnreadable, match="rename one of them"):
        build_index([fish, other], home=home, encoder=HashedEncoder())


@pytest.mark.parametrize("paths", [pytest.param([], id="none"), pytest.param(["missing.txt"], id="missing")])
def test_nothing_to_build_from_is_said_and_the_old_index_stays(paths: list[str], fish: Path, home: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    with pytest.raises(ReportUnreadable):
        build_index(paths, home=home, encoder=HashedEncoder())
    with open_index(home, encoder=HashedEncoder()) as index:
        assert index.search("cá")


def test_a_failed_build_leaves_the_old_index_answering_and_nothing_behind(fish: Path, salt: Path, home: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    with pytest.raises(StorageFailed, match="disk space"):
        build_index([salt], home=home, encoder=CountingEncoder(fail_after=0))
    assert len(builds(home / "index")) == 1
    with open_index(home, encoder=HashedEncoder()) as index:
        assert index.reports[0].id == "fish"


def test_a_reader_keeps_its_index_while_another_is_built(fish: Path, salt: Path, home: Path) -> None:
    with build_index([fish], home=home, encoder=HashedEncoder()) as old:
        build_index([salt], home=home, encoder=HashedEncoder()).close()
        assert old.search("sản lượng cá")[0].paragraph.report == "fish"


def test_a_second_writer_is_told_to_wait(fish: Path, home: Path) -> None:
    program = textwrap.dedent(
        f"""
        import time
        from pathlib import Path
        from index.home import writing
        with writing(Path({str(home / "index")!r})):
            print("held", flush=True)
            time.sleep(60)
        """
    )
    other = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=Path.cwd())
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(IndexBusy, match="Another process"):
            build_index([fish], home=home, encoder=HashedEncoder())
    finally:
        other.kill()
        other.communicate()
    # A dead process holds nothing.
    build_index([fish], home=home, encoder=HashedEncoder()).close()


def test_a_home_without_an_index_says_so(home: Path) -> None:
    with pytest.raises(IndexMissing, match="report-assistant index"):
        open_index(home, encoder=HashedEncoder())


def test_another_encoder_makes_the_index_out_of_date_until_it_is_rebuilt(fish: Path, home: Path) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    other = HashedEncoder(dimension=32, name="another")
    with pytest.raises(IndexOutOfDate, match="another"):
        open_index(home, encoder=other)
    with ensure_index(home, encoder=other) as index:
        assert index.search("cây cầu")[0].paragraph.report == "fish"


DAMAGES = ("manifest.json", "reports.jsonl", "unit_vectors.bin", "token_places.npz", "vocabulary.json", "chroma")


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_damaged_index_says_so_and_is_rebuilt_from_its_kept_sources(
    name: str, how: str, fish: Path, home: Path
) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    fish.unlink()
    damaged = home / "index" / current_build(home / "index") / name
    if damaged.is_dir():
        shutil.rmtree(damaged)
        if how == "garbage":
            damaged.mkdir()
            (damaged / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    else:
        damaged.unlink()
        if how == "garbage":
            damaged.write_bytes(b"\x00garbage")
    with pytest.raises(StorageFailed):
        open_index(home, encoder=HashedEncoder())
    with ensure_index(home, encoder=HashedEncoder()) as index:
        assert index.search("cây cầu")[0].paragraph.text == "Xã có 15 cây cầu mới."


def test_a_damaged_index_whose_sources_are_gone_is_not_replaced_by_another_report(fish: Path, home: Path) -> None:
    build_index([read_report(fish)], home=home, encoder=HashedEncoder()).close()
    (home / "index" / current_build(home / "index") / "reports.jsonl").unlink()
    with pytest.raises(StorageFailed):
        ensure_index(home, encoder=HashedEncoder())


def test_a_home_that_cannot_be_written_says_so(fish: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StorageFailed, match="REPORT_ASSISTANT_HOME"):
        build_index([fish], home=blocked, encoder=HashedEncoder())


def test_progress_counts_up_to_all(fish: Path, home: Path) -> None:
    seen: list[tuple[int, int]] = []
    encoder = HashedEncoder()
    build_index(
        [fish], home=home, encoder=encoder, progress=lambda stage, done, total: seen.append((done, total))
    ).close()
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)


def test_only_one_holds_the_lock(home: Path) -> None:
    with writing(home / "index"):
        pass
    with writing(home / "index"):
        pass


def test_an_index_with_keywords_of_another_version_is_made_anew_from_its_vectors(
    fish: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index([fish], home=home, encoder=HashedEncoder()).close()
    now = dict(manifest.reading())
    monkeypatch.setattr(manifest, "reading", lambda: {**now, "words": "of the next version"})
    with pytest.raises(IndexOutOfDate, match="keywords"):
        open_index(home, encoder=HashedEncoder())
    encoder = CountingEncoder()
    ensure_index(home, encoder=encoder).close()
    assert encoder.passages == []
