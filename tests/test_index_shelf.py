"""The shelf: reports added and taken away one at a time, and what stays as it was."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.address import Numbering, numbered
from index.encoder import Encoded, Role
from index.errors import ReportUnknown, ReportUnreadable, StorageFailed
from index.hashed import HashedEncoder
from index.home import current_build
from index.open import open_index
from index.read import read_report
from index.report import Report
from index.shelf import Known, Shelf

LINES = ("Sản lượng cá đạt 1.200 tấn.", "Xã có 15 cây cầu mới.", "Độ mặn vào sâu 70 km.", "Có 300 hộ được hỗ trợ.")


class CountingEncoder(HashedEncoder):
    """Remembers the passages it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[str] = []

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        if role == "passage":
            self.passages += texts
        return super().encode(texts, role)


def write(path: Path, lines: Sequence[str] = LINES, place: str = "", year: int = 2020) -> Path:
    head = [f"{place}, ngày 5 tháng 1 năm {year + 1}", "BÁO CÁO", f"Tình hình năm {year}"] if place else []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join([*head, *lines]), "utf-8")
    return path


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def shelf(tmp_path: Path, encoder: CountingEncoder) -> Shelf:
    """Return a shelf that holds one small report."""
    from index.build import build_index

    build_index([write(tmp_path / "fish.txt")], home=tmp_path / "home", encoder=encoder).close()
    encoder.passages.clear()
    return Shelf.open(tmp_path / "home", encoder=encoder)


def ids(shelf: Shelf) -> list[str]:
    return [report.id for report in shelf.reports()]


def numbers(report: Report) -> list[int]:
    return [paragraph.number for paragraph in report.paragraphs]


def test_the_shipped_report_is_on_a_shelf_nobody_has_touched(tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path, encoder=HashedEncoder())
    assert ids(shelf) == ["ben-tre-2020"]
    shelf.add([write(tmp_path / "fish.txt")])
    assert ids(shelf) == ["ben-tre-2020", "fish"]


def test_a_report_is_added_shown_and_removed(shelf: Shelf, tmp_path: Path) -> None:
    [added] = shelf.add([write(tmp_path / "long-an.txt", place="Long An", year=2021)])
    assert (added.id, added.name, added.source) == ("long-an", "Long An 2021", str(tmp_path / "long-an.txt"))
    assert ids(shelf) == ["fish", "long-an"]
    assert shelf.get("long-an") == added
    with open_index(tmp_path / "home", encoder=HashedEncoder()) as index:
        assert {hit.paragraph.report for hit in index.search("cây cầu", k=8)} == {"fish", "long-an"}
    [gone] = shelf.remove(["long-an"])
    assert (gone.id, ids(shelf)) == ("long-an", ["fish"])


def test_what_is_not_on_the_shelf_is_said_with_what_is(shelf: Shelf) -> None:
    for act in (shelf.get, lambda id: shelf.remove([id])):
        with pytest.raises(ReportUnknown, match="'salt'; there are: fish"):
            act("salt")
    with pytest.raises(ReportUnreadable, match="must stay"):
        shelf.remove(["fish"])
    assert ids(shelf) == ["fish"]


def test_adding_embeds_the_new_paragraphs_only(shelf: Shelf, encoder: CountingEncoder, tmp_path: Path) -> None:
    shelf.add([write(tmp_path / "salt.txt", [*LINES, "Tỉnh trồng 50 ha rừng."])])
    assert {text for text in encoder.passages if "rừng" not in text} == set()
    assert encoder.passages


def test_what_two_new_reports_say_in_the_same_words_is_embedded_once(
    shelf: Shelf, encoder: CountingEncoder, tmp_path: Path
) -> None:
    line = "Tỉnh trồng 50 ha rừng phòng hộ."
    shelf.add([write(tmp_path / name, [line, f"Số {name}."]) for name in ("a.txt", "b.txt")])
    assert encoder.passages.count(line) == 2  # as a window and as a sentence
    with open_index(tmp_path / "home", encoder=HashedEncoder()) as index:
        scores = {hit.paragraph.report: hit.score for hit in index.search("rừng phòng hộ", k=2)}
    assert scores["a"] == pytest.approx(scores["b"])


def test_tokens_used_again_stand_where_their_words_stand_now(tmp_path: Path) -> None:
    """The second window of a long paragraph moves when its first sentence grows, and its vectors are used again."""
    from index.build import build_index
    from index.tokens import TokenFile

    long = [f"Câu số {number} nói về cây cầu mới của xã và con đường thứ {number} của huyện." for number in range(40)]

    def offsets(home: Path) -> list[list[int]]:
        folder = home / "index" / current_build(home / "index")
        return [[int(value) for value in pair] for pair in TokenFile.open(folder).packed(0).offsets]

    build_index([write(tmp_path / "a.txt", [" ".join(long)])], home=tmp_path / "one", encoder=HashedEncoder()).close()
    path = write(tmp_path / "a.txt", [" ".join(["Câu đầu dài hơn hẳn câu cũ một chút.", *long[1:]])])
    encoder = CountingEncoder()
    build_index([path], home=tmp_path / "one", encoder=encoder).close()
    build_index([path], home=tmp_path / "two", encoder=HashedEncoder()).close()
    assert offsets(tmp_path / "one") == offsets(tmp_path / "two")


def test_a_changed_report_takes_the_place_of_the_old_one_and_embeds_what_changed(
    shelf: Shelf, encoder: CountingEncoder, tmp_path: Path
) -> None:
    changed = [line.replace("15", "16") for line in LINES]
    [report] = shelf.add([write(tmp_path / "fish.txt", changed)])
    assert (ids(shelf), numbers(report)) == (["fish"], [1, 2, 3, 4])
    assert {"16" in text for text in encoder.passages} == {True}


def test_addresses_of_unchanged_paragraphs_stay_and_none_is_given_twice(shelf: Shelf, tmp_path: Path) -> None:
    before = {one.text: one.id for one in shelf.get("fish").paragraphs}
    [more] = shelf.add([write(tmp_path / "fish.txt", [LINES[0], "Mới một.", "Mới hai.", *LINES[1:]])])
    assert numbers(more) == [1, 5, 6, 2, 3, 4]
    assert {one.text: one.id for one in more.paragraphs if one.text in before} == before
    [fewer] = shelf.add([write(tmp_path / "fish.txt", LINES[:2])])
    [again] = shelf.add([write(tmp_path / "fish.txt", [*LINES[:2], "Mới ba."])])
    assert (numbers(fewer), numbers(again)) == ([1, 2], [1, 2, 7])
    assert numbers(Shelf.open(tmp_path / "home", encoder=HashedEncoder()).rebuild()[0]) == [1, 2, 7]


def test_a_paragraph_that_moved_keeps_its_address_and_another_document_starts_anew(tmp_path: Path) -> None:
    first = read_report(write(tmp_path / "fish.txt"))
    before = Numbering.of(first)
    moved = read_report(write(tmp_path / "fish.txt", [*LINES[1:], LINES[0]]))
    assert numbers(numbered(moved, before)) == [2, 3, 4, 1]
    other = read_report(write(tmp_path / "fish.txt", ["Một.", "Hai.", "Ba.", "Bốn.", "Năm."]))
    assert numbers(numbered(other, before)) == [1, 2, 3, 4, 5]


def test_what_is_given_goes_before_what_is_found_and_stays_with_a_new_version(shelf: Shelf, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.txt", place="Tân An")
    known = Known(title='Kế hoạch "A"', issuer="UBND", place="Long An", period="2016-2020", language="vi")
    [report] = shelf.add([path], known)
    assert (report.title, report.issuer, report.place, report.year) == ('Kế hoạch "A"', "UBND", "Long An", 2020)
    [again] = shelf.add([write(path, LINES[:3], place="Tân An")])
    assert (again.id, again.name, len(again.paragraphs)) == ("plan", "Long An 2016-2020", 4)
    assert ids(shelf) == ["fish", "plan"]
    assert Shelf.open(tmp_path / "home", encoder=HashedEncoder()).rebuild()[1].name == "Long An 2016-2020"


def test_files_of_one_name_about_different_places_are_different_reports(shelf: Shelf, tmp_path: Path) -> None:
    for place in ("Long An", "Cà Mau"):
        shelf.add([write(tmp_path / place / "bao-cao.txt", place=place)])
    assert ids(shelf) == ["fish", "bao-cao", "bao-cao-ca-mau-2020"]
    assert [report.place for report in shelf.reports()] == ["", "Long An", "Cà Mau"]


def test_where_one_cannot_be_read_none_is_added(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ReportUnreadable, match=r"missing\.txt"):
        shelf.add([write(tmp_path / "salt.txt"), tmp_path / "missing.txt"])
    assert ids(shelf) == ["fish"]


def test_reports_whose_sources_are_not_kept_are_not_lost_by_a_rebuild(tmp_path: Path) -> None:
    from index.build import build_index

    report = read_report(write(tmp_path / "fish.txt"))
    build_index([report], home=tmp_path / "home", encoder=HashedEncoder()).close()
    shelf = Shelf.open(tmp_path / "home", encoder=HashedEncoder())
    with pytest.raises(StorageFailed, match="fish"):
        shelf.rebuild()
    shelf.add([write(tmp_path / "salt.txt", ["Muối."])])
    assert ids(shelf) == ["fish", "salt"]


def test_two_processes_that_add_at_once_lose_nothing(shelf: Shelf, tmp_path: Path) -> None:
    files = [write(tmp_path / f"report-{number}.txt", [f"Số {number} là {number}."]) for number in range(3)]
    program = textwrap.dedent(
        f"""
        import sys
        from index.hashed import HashedEncoder
        from index.shelf import Shelf
        Shelf.open({str(tmp_path / "home")!r}, encoder=HashedEncoder()).add([sys.argv[1]])
        """
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(file)], cwd=Path.cwd()) for file in files]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert sorted(ids(shelf)) == ["fish", "report-0", "report-1", "report-2"]


def test_a_build_by_an_earlier_version_of_the_reader_is_read_again(shelf: Shelf, tmp_path: Path) -> None:
    build = tmp_path / "home" / "index" / current_build(tmp_path / "home" / "index")
    manifest = (build / "manifest.json").read_text("utf-8")
    (build / "reports.jsonl").write_text((build / "reports.jsonl").read_text("utf-8").replace("15 cây", "99 cây"))
    assert "99 cây" in shelf.reports()[0].paragraphs[1].text
    (build / "manifest.json").write_text(manifest.replace('"splitter": "', '"splitter": "0'))
    assert "15 cây" in shelf.reports()[0].paragraphs[1].text
