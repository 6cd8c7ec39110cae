"""Several reports asked together: the one that is named answers, several stand side by side, nothing is mixed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Answer, Assistant
from assistant.cli import cli
from assistant.settings import Settings
from assistant.verify import check_answer
from index import open_index
from index.embed import ModelEncoder
from index.errors import ReportUnknown
from index.shelf import Shelf

TEXT = """\
ỦY BAN NHÂN DÂN
TỈNH {capitals}

{place}, ngày 5 tháng 1 năm {after}

BÁO CÁO

Tình hình kinh tế - xã hội năm {year}

I. Kết quả thực hiện năm {year}

1. Về kinh tế

Tốc độ tăng trưởng kinh tế (GRDP) của tỉnh ước đạt {growth}% so với cùng kỳ năm trước.

Thu ngân sách nhà nước trên địa bàn ước đạt {revenue} tỷ đồng, đạt {rate}% dự toán Trung ương giao.

Tỉnh chỉ đạo các ngành, các cấp thực hiện đồng bộ các giải pháp phát triển sản xuất, khôi phục du lịch và dịch vụ.

2. Về văn hóa - xã hội

Toàn tỉnh đã giải quyết việc làm cho {jobs} lao động, trong đó đưa {abroad} lao động đi làm việc ở nước ngoài.

Tỷ lệ hộ nghèo của tỉnh còn {poor}%.

Công tác phòng, chống dịch bệnh được triển khai kịp thời, người dân chấp hành tốt các quy định.
"""
FIGURES = {
    ("Bến Tre", 2020): ("3,49", "5.120", "101,5", "18.203", "1.204", "4,51"),
    ("Bến Tre", 2019): ("7,21", "4.870", "98,2", "21.340", "1.530", "5,02"),
    ("Long An", 2020): ("5,91", "18.950", "112,4", "30.560", "412", "1,83"),
}
MINUTES = """\
Biên bản cuộc họp về bảo trì thang máy

Cuộc họp do bà Trần Thị Lan chủ trì tại phòng họp tầng 3.

Chi phí bảo trì thang máy là 42 triệu đồng, do công ty Hòa Phát thực hiện.
"""


@pytest.fixture(scope="module")
def home(encoder: ModelEncoder, encoder_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with three reports of two provinces, and the minutes of a meeting."""
    folder = tmp_path_factory.mktemp("shelf")
    home = folder / "home"
    home.mkdir()
    (home / "models").symlink_to(encoder_home / "models", target_is_directory=True)
    names = ("growth", "revenue", "rate", "jobs", "abroad", "poor")
    paths = []
    for (place, year), figures in FIGURES.items():
        values = dict(zip(names, figures, strict=True))
        paths.append(folder / f"{place.lower().replace(' ', '-').replace('ế', 'e')}-{year}.txt")
        text = TEXT.format(capitals=place.upper(), place=place, year=year, after=year + 1, **values)
        paths[-1].write_text(text, "utf-8")
    paths.append(folder / "minutes.txt")
    paths[-1].write_text(MINUTES, "utf-8")
    from index.build import build_index

    build_index(paths, home=home, encoder=encoder).close()
    return home


@pytest.fixture(scope="module")
def shelf(home: Path, encoder: ModelEncoder) -> Iterator[Assistant]:
    with open_index(home, encoder=encoder) as index:
        yield Assistant(index, Settings())


def cited(answer: Answer) -> set[str]:
    return {citation.paragraph.report for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "report", "figure"),
    [
        ("Tốc độ tăng trưởng GRDP của tỉnh Long An năm 2020 là bao nhiêu?", "long-an-2020", "5,91%"),
        ("toc do tang truong grdp cua tinh ben tre nam 2019 la bao nhieu", "ben-tre-2019", "7,21%"),
        ("Tốc độ tăng trưởng GRDP của Bến Tre năm 2020 là bao nhiêu?", "ben-tre-2020", "3,49%"),
        ("Tỷ lệ hộ nghèo của Long An còn bao nhiêu?", "long-an-2020", "1,83%"),
        ("ty le ho ngheo cua ben tre nam 2019 con bao nhieu", "ben-tre-2019", "5,02%"),
        ("Theo ben-tre-2020, tỷ lệ hộ nghèo của tỉnh còn bao nhiêu?", "ben-tre-2020", "4,51%"),
    ],
)
def test_the_report_that_a_question_names_answers_it(shelf: Assistant, question: str, report: str, figure: str) -> None:
    answer = shelf.ask(question)
    assert (answer.answered, cited(answer), answer.parts) == (True, {report}, ())
    assert figure in answer.text
    assert answer.citations[0].source in answer.to_markdown()
    assert check_answer(answer) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Tốc độ tăng trưởng GRDP của tỉnh Cà Mau năm 2020 là bao nhiêu?",
        "ty le ho ngheo cua tinh soc trang con bao nhieu",
        "What was the GRDP growth rate of Da Nang in 2020?",
    ],
)
def test_a_province_that_no_report_is_about_is_refused_and_named(shelf: Assistant, question: str) -> None:
    answer = shelf.ask(question)
    assert not answer.answered and answer.citations == ()
    assert any(place in answer.notice for place in ("Cà Mau", "soc trang", "Da Nang"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Tốc độ tăng trưởng GRDP của Bến Tre và Long An năm 2020 là bao nhiêu?",
            {"ben-tre-2020": "3,49%", "long-an-2020": "5,91%"},
        ),
        (
            "Tỷ lệ hộ nghèo của Bến Tre năm 2019 và năm 2020 còn bao nhiêu?",
            {"ben-tre-2019": "5,02%", "ben-tre-2020": "4,51%"},
        ),
        (
            "ty le ho ngheo cua ben tre tu nam 2019 den nam 2020 con bao nhieu",
            {"ben-tre-2019": "5,02%", "ben-tre-2020": "4,51%"},
        ),
    ],
)
def test_one_indicator_across_provinces_or_years_stands_side_by_side(
    shelf: Assistant, question: str, expected: dict[str, str]
) -> None:
    answer = shelf.ask(question)
    assert {part.report: part.figures[0] for part in answer.parts} == expected
    for part in answer.parts:
        own = [citation for citation in answer.citations if citation.number in part.citations]
        assert {citation.paragraph.report for citation in own} == {part.report}
        assert all(expected[part.report].rstrip("%") in citation.quote for citation in own)
        assert f"**{part.name}**" in answer.text
        assert f"| {part.name} | {expected[part.report]} | [{own[0].number}]" in answer.to_markdown()
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert check_answer(answer) == ()


def test_a_question_that_names_none_is_answered_by_each_report_that_says_it(shelf: Assistant) -> None:
    answer = shelf.ask("Tốc độ tăng trưởng GRDP là bao nhiêu?")
    assert {part.report for part in answer.parts} == {"ben-tre-2020", "ben-tre-2019", "long-an-2020"}
    for part in answer.parts:
        [citation] = [one for one in answer.citations if one.number in part.citations]
        assert citation.paragraph.report == part.report
    alone = shelf.ask("Chi phí bảo trì thang máy là bao nhiêu?")
    assert (cited(alone), alone.parts) == ({"minutes"}, ())


def test_a_report_that_is_silent_says_so_beside_one_that_speaks(shelf: Assistant) -> None:
    answer = shelf.ask("Tốc độ tăng trưởng GRDP của Bến Tre và Cà Mau năm 2020 là bao nhiêu?")
    assert cited(answer) <= {"ben-tre-2020"}
    assert "Cà Mau" in answer.notice


def test_a_follow_up_moves_to_the_report_it_names(shelf: Assistant) -> None:
    before = [{"role": "user", "content": "Tỷ lệ hộ nghèo của Bến Tre năm 2020 còn bao nhiêu?"}]
    assert cited(shelf.ask("còn Long An thì sao?", before)) == {"long-an-2020"}
    assert cited(shelf.ask("còn năm 2019?", before)) == {"ben-tre-2019"}


def test_some_reports_are_asked_alone(shelf: Assistant, home: Path) -> None:
    some = shelf.only(["ben-tre-2019"])
    assert [report.id for report in some.reports] == ["ben-tre-2019"]
    answer = some.ask("Tốc độ tăng trưởng GRDP là bao nhiêu?")
    assert (cited(answer), answer.citations[0].source) == ({"ben-tre-2019"}, "")
    with Assistant.open(reports=["long-an-2020", "minutes"], home=home) as opened:
        assert [report.id for report in opened.reports] == ["long-an-2020", "minutes"]
    with pytest.raises(ReportUnknown, match="others are files"):
        Assistant.open(reports=["minutes", home / "other.txt"], home=home)


def test_a_chat_model_is_not_asked_where_reports_stand_side_by_side(shelf: Assistant) -> None:
    from assistant.chat_model import open_chat_model
    from tests.scripted_chat_server import ScriptedChatServer, say

    with ScriptedChatServer([say("Growth was 5.91% [1].")]) as server:
        model = open_chat_model("scripted", base_url=server.base_url)
        answer = Assistant(shelf.index, Settings(), model).ask("Tăng trưởng GRDP của Bến Tre và Long An năm 2020?")
        assert server.requests == []
    assert (answer.written_by, len(answer.parts)) == ("quotes", 2)


def test_the_command_line_names_the_report_of_each_citation(home: Path) -> None:
    question = "Tỷ lệ hộ nghèo còn bao nhiêu?"
    arguments = ["ask", "--home", str(home), "--report", "long-an-2020", "--report", "ben-tre-2020", question]
    shown = CliRunner().invoke(cli, arguments, catch_exceptions=False).stdout
    assert "] Long An 2020, " in shown and "] Bến Tre 2020, " in shown
    assert "2019" not in shown


def test_reports_on_the_shelf_are_those_of_the_home(home: Path) -> None:
    assert Shelf.open(home).ids() == ("ben-tre-2020", "ben-tre-2019", "long-an-2020", "minutes")
