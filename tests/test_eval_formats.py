"""The command that says what reading keeps, on a few of its files; `make formats` is the whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval.format_pages import FONT
from eval.formats import Asked, Row, ask_all, counterparts, files, line, main, recovered, score
from eval.question_set import default_question_set, load_questions
from eval.record import Ranked, Record
from index.build import shipped_report
from index.read import read_report
from index.settings import Settings

SHIPPED = read_report(shipped_report())


def test_there_are_thirty_files_where_fonts_and_tesseract_are_installed() -> None:
    assert len(files()) >= (30 if FONT.exists() else 24)


@pytest.mark.parametrize(
    ("names", "least"),
    [
        # TCVN3 fonts have no capitals with a tone: three paragraphs begin with one.
        pytest.param(["tcvn3.txt", "tcvn3-fonts.html"], 64, id="letters-that-the-font-had-not"),
        pytest.param(["windows-1258", "vni.txt", "utf-16-be", "tcvn3-font.docx", "entities"], 67, id="all-of-it"),
        pytest.param(["plain.pdf", "running-heads"], 66, id="pages"),
    ],
)
def test_the_table_says_how_many_paragraphs_came_through(
    names: list[str], least: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", "0", *names]) == 0
    rows = re.findall(r"^\| (\S+) \| (\d+) of 67 \|", capsys.readouterr().out, re.MULTILINE)
    assert len(rows) == 1 + sum(any(name in file for name in names) for file in files())
    assert min(int(count) for _, count in rows) >= least


def test_a_paragraph_that_was_misread_stands_for_the_one_it_was() -> None:
    texts = [paragraph.text.replace("tinh thần", "tỉnh thần") for paragraph in SHIPPED.paragraphs]
    misread = replace(
        SHIPPED,
        paragraphs=tuple(
            replace(paragraph, id=f"scan:{paragraph.number}", text=text)
            for paragraph, text in zip(SHIPPED.paragraphs, texts, strict=True)
        ),
    )
    changed = sum(text != paragraph.text for text, paragraph in zip(texts, SHIPPED.paragraphs, strict=True))
    assert recovered(SHIPPED, misread) == len(SHIPPED.paragraphs) - changed < len(SHIPPED.paragraphs)
    assert counterparts(SHIPPED, misread) == {
        f"scan:{paragraph.number}": paragraph.id for paragraph in SHIPPED.paragraphs
    }


def test_evidence_and_figures_are_counted_and_a_refusal_has_no_figure() -> None:
    question = next(q for q in load_questions(default_question_set()) if q.figures and len(q.evidence) == 1)
    place = next(p for p in SHIPPED.paragraphs if question.evidence[0] in p.text)
    hits = (Ranked(place.id, 1.0),)
    right = Record(question.id, "", True, question.evidence[0], "vi", hits=hits)
    refused = Record(question.id, "", False, "", "vi", hits=hits)
    assert score([question], [right], SHIPPED) == Asked(1.0, 1.0)
    assert score([question], [refused], SHIPPED) == Asked(1.0, 0.0)


@pytest.mark.usefixtures("encoder")
def test_evidence_is_found_where_an_index_keeps_the_numbers_of_the_file_before(
    encoder_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "models").symlink_to(encoder_home / "models", target_is_directory=True)
    settings = Settings(home=tmp_path, shelf="formats")
    before = replace(SHIPPED, paragraphs=SHIPPED.paragraphs[11:17])
    fewer = tuple(
        replace(paragraph, id=f"{SHIPPED.id}:{number}", number=number)
        for number, paragraph in enumerate(before.paragraphs[1:], 1)
    )
    asked = [
        question
        for question in load_questions(default_question_set())
        if len(question.evidence) == 1 and any(question.evidence[0] in paragraph.text for paragraph in fewer)
    ][:4]
    assert ask_all(before, SHIPPED, asked, settings).found == 1.0
    assert ask_all(replace(before, paragraphs=fewer), SHIPPED, asked, settings).found == 1.0


def test_a_row_shows_the_distance_from_the_text_version() -> None:
    text = Row("utf-8.txt", 67, 67, 0, 0.1, Asked(0.9, 0.8))
    assert line(Row("a.pdf", 66, 67, 3, 0.4, Asked(0.88, 0.8)), text) == (
        "| a.pdf | 66 of 67 | 3 | 0.4 | 0.880 (-2.0) | 0.800 (+0.0) |"
    )
    assert "cannot be read" in line(Row("a.pdf", 0, 67, 0, 0.4, error="cannot be read"), text)
