"""Drafts of questions: what rules propose is askable, proven and unambiguous, and is not scored until accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli import cli
from assistant.figures import read_figures
from assistant.overlap import language_of
from eval.draft.english import ask_english
from eval.draft.keep import keep
from eval.draft.proposals import propose
from eval.draft.vietnamese import ask_vietnamese
from eval.question import Question, read_question, to_line
from eval.question_set import load_questions
from eval.validate import validate_file
from index import read_report
from index.build import shipped_report
from index.errors import EvaluationFailed, QuestionSetInvalid
from index.language import fold
from index.report import Report

REPORTS = Path(__file__).parent / "reports"
ENGLISH, VIETNAMESE = REPORTS / "harwick-2023.txt", REPORTS / "tra-vinh-2022.txt"


def report_of(folder: Path, text: str) -> Report:
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return read_report(folder / "report.txt")


def draft(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["eval", "draft", *map(str, arguments)], catch_exceptions=False)


# The rules


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        pytest.param(
            "Tổng chi ngân sách địa phương ước đạt 10.135 tỷ đồng, đạt 99,8% dự toán.",
            "Tổng chi ngân sách địa phương ước đạt bao nhiêu tỷ đồng?",
            "Tổng chi ngân sách địa phương ước đạt 10.135 tỷ đồng.",
            id="amount",
        ),
        pytest.param(
            "Mặc dù khó khăn nhưng sản lượng thủy sản đạt 232.500 tấn, tăng 3,8% so với năm 2021.",
            "Sản lượng thủy sản tăng bao nhiêu phần trăm so với năm 2021?",
            "Sản lượng thủy sản tăng 3,8% so với năm 2021.",
            id="change, the subject before the comma",
        ),
        pytest.param(
            "Thu ngân sách nhà nước đạt 5.000 tỷ đồng, bằng 100% dự toán và tăng 9,3% so với cùng kỳ.",
            "Thu ngân sách nhà nước tăng bao nhiêu phần trăm so với cùng kỳ?",
            "Thu ngân sách nhà nước tăng 9,3% so với cùng kỳ.",
            id="second of two",
        ),
        pytest.param(
            "Trong năm, UBND tỉnh đã xem xét, xử lý và ban hành 9.532 văn bản, trong đó có 40 kế hoạch.",
            "UBND tỉnh đã xem xét, xử lý và ban hành bao nhiêu văn bản?",
            "UBND tỉnh đã xem xét, xử lý và ban hành 9.532 văn bản.",
            id="count",
        ),
        pytest.param(
            "Ngành y tế đã tiêm 2.845.000 liều vắc xin phòng Covid-19.",
            "Ngành y tế đã tiêm bao nhiêu liều vắc xin phòng Covid-19?",
            "Ngành y tế đã tiêm 2.845.000 liều vắc xin phòng Covid-19.",
            id="the noun goes on behind a hyphen",
        ),
        pytest.param(
            "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2019 xếp ở vị trí thứ 7/63 tỉnh/thành.",
            "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2019 xếp thứ mấy?",
            "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2019 xếp thứ 7/63.",
            id="rank",
        ),
        pytest.param(
            "Bệnh viện Sản - Nhi tỉnh được khởi công ngày 20/4/2022 với tổng mức đầu tư 780 tỷ đồng.",
            "Bệnh viện Sản - Nhi tỉnh được khởi công vào ngày nào?",
            "Bệnh viện Sản - Nhi tỉnh được khởi công vào ngày 20/4/2022.",
            id="date",
        ),
        pytest.param(
            "Bệnh viện Sản - Nhi tỉnh được khởi công ngày 20/4/2022 với tổng mức đầu tư 780 tỷ đồng.",
            "Tổng mức đầu tư của Bệnh viện Sản - Nhi tỉnh là bao nhiêu tỷ đồng?",
            "Tổng mức đầu tư của Bệnh viện Sản - Nhi tỉnh là 780 tỷ đồng.",
            id="cost",
        ),
        pytest.param(
            "Thực hiện Nghị quyết số 42/NQ-CP ngày 9/4/2020 của Chính phủ về hỗ trợ, tỉnh đã chi kịp thời.",
            "Nghị quyết số 42/NQ-CP của Chính phủ được ban hành ngày nào?",
            "Nghị quyết số 42/NQ-CP của Chính phủ được ban hành ngày 9/4/2020.",
            id="a document's date",
        ),
        pytest.param(
            "UBND tỉnh đã ban hành Kế hoạch số 58/KH-UBND về phổ cập giáo dục mầm non.",
            "UBND tỉnh đã ban hành kế hoạch số mấy về phổ cập giáo dục mầm non?",
            "UBND tỉnh đã ban hành kế hoạch số 58/KH-UBND về phổ cập giáo dục mầm non.",
            id="a document's number",
        ),
        pytest.param(
            "Đặc biệt, Thủ tướng Chính phủ công nhận huyện Cầu Kè đạt chuẩn huyện nông thôn mới.",
            "Ai đã công nhận huyện Cầu Kè đạt chuẩn huyện nông thôn mới?",
            "Thủ tướng Chính phủ đã công nhận huyện Cầu Kè đạt chuẩn huyện nông thôn mới.",
            id="who",
        ),
        pytest.param(
            "Đàn heo của tỉnh giảm 1,6% so với cùng kỳ do dịch tả heo châu Phi.",
            "Vì sao đàn heo của tỉnh giảm?",
            "Đàn heo của tỉnh giảm là do dịch tả heo châu Phi.",
            id="why",
        ),
        pytest.param(
            "Đặc biệt, đạt mức tăng trưởng dương cả năm với GRDP đạt 3,49%.",
            "GRDP đạt bao nhiêu phần trăm?",
            "GRDP đạt 3,49%.",
            id="the subject behind with",
        ),
        pytest.param(
            "Tổng chi ngân sách là 11.870 tỷ đồng, trong đó chi đầu tư phát triển 4.105 tỷ đồng.",
            "Chi đầu tư phát triển là bao nhiêu tỷ đồng?",
            "Chi đầu tư phát triển là 4.105 tỷ đồng.",
            id="a part",
        ),
        pytest.param(
            "Tốc độ tăng trưởng kinh tế đạt 11,07% xếp thứ 4 trong khu vực.",
            "Tốc độ tăng trưởng kinh tế xếp thứ mấy trong khu vực?",
            "Tốc độ tăng trưởng kinh tế xếp thứ 4 trong khu vực.",
            id="rank behind a figure",
        ),
        pytest.param(
            "Tốc độ tăng trưởng kinh tế đạt 11,07% xếp thứ 4 trong khu vực.",
            "Tốc độ tăng trưởng kinh tế đạt bao nhiêu phần trăm?",
            "Tốc độ tăng trưởng kinh tế đạt 11,07%.",
            id="a figure before a rank",
        ),
        pytest.param(
            "Toàn tỉnh có 412 trường học, trong đó 268 trường đạt chuẩn quốc gia.",
            "Toàn tỉnh có bao nhiêu trường đạt chuẩn quốc gia?",
            "Toàn tỉnh có 268 trường đạt chuẩn quốc gia.",
            id="a part of a count",
        ),
        pytest.param(
            "Tổng thu ngân sách trên địa bàn ước đạt trên 20.900 tỷ đồng.",
            "Tổng thu ngân sách trên địa bàn ước đạt bao nhiêu tỷ đồng?",
            "Tổng thu ngân sách trên địa bàn ước đạt trên 20.900 tỷ đồng.",
            id="what limits a figure stays in its answer",
        ),
        pytest.param(
            "Đến nay, 82% quy trình điện tử được công bố.",
            "Bao nhiêu phần trăm quy trình điện tử được công bố?",
            "82% quy trình điện tử được công bố.",
            id="share",
        ),
    ],
)
def test_a_vietnamese_sentence_is_asked_as_people_ask(sentence: str, question: str, answer: str) -> None:
    assert (question, answer) in [(asked.question, asked.answer) for asked in ask_vietnamese(sentence)]


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        pytest.param(
            "Total council spending was £48.6 million in 2023, of which £21.4 million went to social care.",
            "What was total council spending in 2023?",
            "Total council spending was £48.6 million in 2023.",
            id="amount",
        ),
        pytest.param(
            "Income from council tax amounted to £19.8 million, an increase of 3.2% on 2022.",
            "By what percentage did income from council tax rise on 2022?",
            "Income from council tax rose by 3.2% on 2022.",
            id="change, the subject before the comma",
        ),
        pytest.param(
            "Borrowing rose by 4.5% to £33.2 million.",
            "By how much did borrowing rise?",
            "Borrowing rose by 4.5%.",
            id="change",
        ),
        pytest.param(
            "Borrowing rose by 4.5% to £33.2 million.",
            "To what level did borrowing rise?",
            "Borrowing rose to £33.2 million.",
            id="level",
        ),
        pytest.param(
            "The council resurfaced 23.5 km of road and repaired 6,480 potholes.",
            "How many kilometres of road did the council resurface?",
            "The council resurfaced 23.5 km of road.",
            id="measure",
        ),
        pytest.param(
            "The council resurfaced 23.5 km of road and repaired 6,480 potholes.",
            "How many potholes did the council repair?",
            "The council repaired 6,480 potholes.",
            id="second of two",
        ),
        pytest.param(
            "The repairs service carried out 11,275 jobs.",
            "How many jobs were carried out by the repairs service?",
            "The repairs service carried out 11,275 jobs.",
            id="a verb in no table",
        ),
        pytest.param(
            "58% of applicants had waited less than two years.",
            "What percentage of applicants had waited less than two years?",
            "58% of applicants had waited less than two years.",
            id="share",
        ),
        pytest.param(
            "Free school meals were provided to 3,905 pupils at a cost of £2.3 million.",
            "At what cost were free school meals provided?",
            "Free school meals were provided at a cost of £2.3 million.",
            id="cost",
        ),
        pytest.param(
            "The new bus station at Castle Gate opened on 3 July 2023.",
            "When did the new bus station at Castle Gate open?",
            "The new bus station at Castle Gate opened on 3 July 2023.",
            id="date",
        ),
        pytest.param(
            "The PCI for 2019 ranked 7th out of 63 provinces and cities, in the good-governance group.",
            "Where did the PCI for 2019 rank among provinces and cities?",
            "The PCI for 2019 ranked 7th out of 63 provinces and cities.",
            id="rank",
        ),
        pytest.param(
            "Mayor Eleanor Pryce appointed Samuel Okoro as Chief Executive in May 2023.",
            "Who appointed Samuel Okoro as Chief Executive?",
            "Mayor Eleanor Pryce appointed Samuel Okoro as Chief Executive.",
            id="who",
        ),
        pytest.param(
            "Business rates fell by 6.8% because eleven shops closed on Mill Street.",
            "Why did business rates fall?",
            "Because eleven shops closed on Mill Street.",
            id="why",
        ),
    ],
)
def test_an_english_sentence_is_asked_as_people_ask(sentence: str, question: str, answer: str) -> None:
    asked = ask_english(sentence, frozenset({"Harwick", "Mill", "PCI"}))
    assert (question, answer) in [(one.question, one.answer) for one in asked]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        pytest.param("Its 64 members were offered places elsewhere.", "en", id="whose?"),
        pytest.param("It was built at a cost of £8.9 million.", "en", id="what?"),
        pytest.param(
            "The council employs 164 psychologists, teachers of the deaf and other specialists.",
            "en",
            id="what is counted goes on",
        ),
        pytest.param("The council developed 6 new residents' parking zones.", "en", id="whose is counted"),
        pytest.param("The cold spell lasted long because it lasted three weeks.", "en", id="a reason is no subject"),
        pytest.param("Trong đó đạt 5.000 tỷ đồng.", "vi", id="no subject"),
        pytest.param(
            "Tỉnh đã vận động và tiếp nhận 2.057 tổ chức, cá nhân trong và ngoài tỉnh hỗ trợ.",
            "vi",
            id="what is counted goes on, vi",
        ),
        pytest.param("Ngành có 73 trường mầm non, 112 trường tiểu học đạt chuẩn.", "vi", id="a list shares its end"),
        pytest.param("Tạo nền tảng vững chắc cho kế hoạch 5 năm.", "vi", id="years are no count"),
        pytest.param("Kinh phí là 20 tỷ đồng.", "vi", id="the cost of what?"),
    ],
)
def test_what_cannot_be_understood_by_itself_is_not_asked(sentence: str, language: str) -> None:
    asked = ask_vietnamese(sentence) if language == "vi" else ask_english(sentence, frozenset())
    assert list(asked) == []


# A whole report


@pytest.fixture(scope="module", params=["shipped", "english", "vietnamese"])
def report(request: pytest.FixtureRequest) -> Report:
    return read_report({"shipped": shipped_report(), "english": ENGLISH, "vietnamese": VIETNAMESE}[request.param])


@pytest.fixture(scope="module")
def drafts(report: Report) -> tuple[Question, ...]:
    return propose(report)


def test_every_draft_would_be_valid_and_is_marked_as_a_draft(
    report: Report, drafts: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "drafts.jsonl"
    path.write_text("".join(f"{to_line(each)}\n" for each in drafts), encoding="utf-8")
    problems = validate_file(path, report)
    assert [problem.line for problem in problems] == [0]
    assert f"{len(drafts)} of {len(drafts)} questions are drafts" in problems[0].message
    accepted = path.read_text(encoding="utf-8").replace(', "draft": true', "")
    path.write_text(accepted, encoding="utf-8")
    assert validate_file(path, report) == []
    assert len(load_questions(path)) == len(drafts)


def test_no_question_holds_its_answer_and_each_is_in_its_language(drafts: tuple[Question, ...]) -> None:
    assert len(drafts) > 60
    for each in drafts:
        assert not any(gold.text in each.question for gold in each.figures)
        assert each.question.endswith("?") == (each.lang != "vi-nodiac")
        if each.lang != "vi-nodiac":
            assert language_of(each.question) in (each.lang, None)
        assert "  " not in each.question and " ?" not in each.question


def test_the_languages_are_those_the_report_can_be_asked_in(report: Report, drafts: tuple[Question, ...]) -> None:
    languages = {each.lang for each in drafts}
    translated = any(paragraph.translation for paragraph in report.paragraphs)
    assert languages == ({"en"} if report.language == "en" else {"vi", "vi-nodiac", *(["en"] if translated else [])})


def test_vietnamese_questions_have_their_twin_without_diacritics(drafts: tuple[Question, ...]) -> None:
    by_id = {each.id: each for each in drafts}
    for each in drafts:
        if each.lang == "vi":
            bare = by_id[f"{each.id}-nodiac"]
            assert (bare.question, bare.fact) == (fold(each.question).rstrip("?"), each.fact)


def test_what_cannot_be_answered_names_what_the_report_never_does(report: Report, drafts: tuple[Question, ...]) -> None:
    said = fold("\n".join(f"{each.text}\n{each.translation or ''}" for each in report.paragraphs))
    silent = [each for each in drafts if not each.answerable and each.lang != "vi-nodiac"]
    assert len({each.id.split("-")[2] for each in silent} & {"year", "place", "1", "thing"}) >= 2
    assert 0.1 <= len(silent) / len([each for each in drafts if each.lang != "vi-nodiac"]) <= 0.3
    for each in silent:
        what = each.answer.split("Báo cáo chỉ nêu")[0].split("It says only")[0].rstrip(" .")
        named = what.split("nói về ")[-1].split("speak of ")[-1].removeprefix("năm ")
        assert fold(named) not in said
        assert named in each.question


@pytest.mark.parametrize(
    ("years", "free"),
    [
        pytest.param("from 2016 to 2019", 2020, id="none near"),
        pytest.param("in 2020 and 2019", 2018, id="named"),
        pytest.param("in the plan for 2017-2021", 2016, id="in a range"),
        pytest.param("in the school year 2019/20", 2018, id="in a short range"),
    ],
)
def test_another_year_is_one_the_report_never_speaks_of(tmp_path: Path, years: str, free: int) -> None:
    text = f"# Annual report 2022\n\nThe council planted 9,200 trees in 2022. More was done {years}.\n"
    twins = [each.question for each in propose(report_of(tmp_path, text)) if not each.answerable]
    assert f"How many trees did the council plant in {free}?" in twins


def test_two_values_for_one_subject_leave_it_unasked(tmp_path: Path) -> None:
    once = "Tổng thu ngân sách nhà nước trên địa bàn đạt 6.215 tỷ đồng."
    again = "Như vậy, tổng thu ngân sách nhà nước trên địa bàn đạt 6.512 tỷ đồng."
    year = "Tổng thu ngân sách nhà nước trên địa bàn năm 2030 phấn đấu đạt 9.000 tỷ đồng."
    asked = "Tổng thu ngân sách nhà nước trên địa bàn đạt bao nhiêu tỷ đồng?"
    head = "BÁO CÁO\n\nTình hình kinh tế - xã hội năm 2022\n\n"
    assert asked in [each.question for each in propose(report_of(tmp_path, f"{head}{once}\n\n{year}"))]
    assert asked not in [each.question for each in propose(report_of(tmp_path, f"{head}{once}\n\n{again}"))]


def test_the_evidence_is_the_part_of_the_sentence_with_the_figure(tmp_path: Path) -> None:
    filler = "các ngành, các cấp tiếp tục thực hiện đồng bộ nhiều giải pháp để phục hồi và phát triển kinh tế; "
    text = f"Trong năm, {filler * 4}tổng dư nợ của các ngân hàng đạt 40.230 tỷ đồng, tăng 10% so với đầu năm."
    [first, *_] = propose(report_of(tmp_path, f"BÁO CÁO\n\nKết quả năm 2022\n\n{text}"))
    assert first.evidence == ("tổng dư nợ của các ngân hàng đạt 40.230 tỷ đồng, tăng 10% so với đầu năm.",)


@given(st.sampled_from(["en", "vi"]), st.text(max_size=200))
def test_no_text_breaks_the_rules(language: str, text: str) -> None:
    for asked in ask_vietnamese(text) if language == "vi" else ask_english(text, frozenset()):
        starts = {figure.start for figure in read_figures(text, "vi" if language == "vi" else "en")}
        assert asked.figure is None or asked.figure.start in starts


# Files


def test_a_line_is_read_back_as_it_was(drafts: tuple[Question, ...]) -> None:
    for each in drafts:
        assert read_question(to_line(each), each.line) == each


def test_drafts_are_never_asked_or_scored(tmp_path: Path) -> None:
    done = draft(ENGLISH, "--out", tmp_path / "harwick.drafts.jsonl")
    assert done.exit_code == 0
    lines = (tmp_path / "harwick.drafts.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"{len(lines)} drafts" in done.output and (tmp_path / "harwick.drafts.html").is_file()
    record = json.loads(lines[0])
    del record["draft"]
    (tmp_path / "one-left.jsonl").write_text("\n".join([json.dumps(record), lines[1]]), encoding="utf-8")
    for verb in ("run", "score"):
        result = CliRunner().invoke(
            cli,
            [
                "eval",
                verb,
                "bm25",
                "--questions",
                str(tmp_path / "one-left.jsonl"),
                "--report",
                str(ENGLISH),
                "--home",
                str(tmp_path / "home"),
            ],
        )
        assert result.exit_code == 2
        assert "1 of 2 questions are drafts that nobody has accepted (the first on line 2)" in result.output
        assert not (tmp_path / "home" / "scorecard").exists()
    with pytest.raises(QuestionSetInvalid, match="accept them in the page"):
        load_questions(tmp_path / "harwick.drafts.jsonl")


def test_drafts_that_are_there_are_not_replaced_unasked(tmp_path: Path) -> None:
    place = tmp_path / "a.drafts.jsonl"
    place.write_text("mine\n", encoding="utf-8")
    refused = draft(ENGLISH, "--out", place)
    assert refused.exit_code == 2 and "exists already" in refused.output and len(refused.output.splitlines()) == 1
    assert place.read_text(encoding="utf-8") == "mine\n"
    assert draft(ENGLISH, "--out", place, "--force").exit_code == 0
    assert json.loads(place.read_text(encoding="utf-8").splitlines()[0])["draft"] is True


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("missing.txt", None, "missing.txt", id="missing"),
        pytest.param("empty.txt", b"", "no text", id="empty"),
        pytest.param("broken.pdf", b"%PDF-1.4 not really", "broken.pdf", id="broken"),
        pytest.param(
            "poem.txt",
            "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.".encode(),
            "no question could be made",
            id="nothing to ask",
        ),
    ],
)
def test_what_cannot_be_drafted_from_is_one_line(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = draft(tmp_path / name, "--out", tmp_path / "x.drafts.jsonl")
    assert result.exit_code == 2
    errors = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1 and said in errors[0]
    assert not list(tmp_path.glob("x.*"))


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = draft(ENGLISH, "--out", tmp_path / "file" / "x.jsonl")
    assert result.exit_code == 2 and "cannot be written" in result.output
    assert draft(ENGLISH, "--out", tmp_path / "x.txt").exit_code == 2


def stopping(drafts: tuple[Question, ...], after: int) -> Iterator[Question]:
    yield from drafts[:after]
    raise KeyboardInterrupt


def test_an_interrupted_run_keeps_what_it_wrote(tmp_path: Path) -> None:
    report = read_report(ENGLISH)
    drafts = propose(report)
    with pytest.raises(KeyboardInterrupt):
        keep(stopping(drafts, 5), report, tmp_path / "x.jsonl")
    assert len((tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert (tmp_path / "x.html").is_file()
    before = (tmp_path / "x.jsonl").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        keep(stopping(drafts, 2), report, tmp_path / "x.jsonl")
    assert (tmp_path / "x.jsonl").read_bytes() == before
    assert len((tmp_path / "x.jsonl.part").read_text(encoding="utf-8").splitlines()) == 2
    with pytest.raises(EvaluationFailed):
        keep(iter(()), report, tmp_path / "nothing.jsonl")


@pytest.mark.parametrize("kind", ["docx", "pdf", "md"])
def test_other_formats_give_drafts_too(tmp_path: Path, kind: str) -> None:
    sentence = "The council planted 9,200 trees in the parks of the town."
    path = tmp_path / f"report.{kind}"
    if kind == "docx":
        from docx import Document

        document = Document()
        document.add_paragraph(sentence)
        document.save(str(path))
    elif kind == "pdf":
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(str(path))
        canvas.drawString(72, 700, sentence)
        canvas.save()
    else:
        path.write_text(f"# Report\n\n{sentence}\n", encoding="utf-8")
    questions = [each.question for each in propose(read_report(path))]
    assert questions[0] == "How many trees did the council plant in the parks of the town?"
