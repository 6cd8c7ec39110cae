"""Translating a report with a chat model, over real HTTP: what passes is kept, nothing is asked twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant import Assistant
from assistant.cli import cli
from assistant.settings import Settings
from assistant.translate import problem_of
from assistant.verify import check_answer
from index import open_index, read_report
from index.embed import ModelEncoder
from tests.scripted_chat_server import ScriptedChatServer, Turn, drop, say

REPORT = {
    "BÁO CÁO": "REPORT",
    "Tình hình cảng cá Bình Minh năm 2021": "The fishing port of Bình Minh in 2021",
    "I. Hoạt động của cảng": "I. Activities of the port",
    "Trong năm 2021, cảng cá đón 1.310 lượt tàu, tăng 8% so với năm 2020.": (
        "In 2021 the fishing port received 1,310 ships, up 8% compared with 2020."
    ),
    "Sản lượng hải sản qua cảng đạt 24.500 tấn, trị giá 612 tỷ đồng.": (
        "Seafood landed at the port reached 24,500 tonnes, worth VND 612 billion."
    ),
    "II. Nhiệm vụ năm 2022": "II. Tasks for 2022",
    "Cảng sẽ nạo vét luồng lạch và xây dựng nhà phân loại cá mới.": (
        "The port will dredge its channel and build a new hall for sorting fish."
    ),
}  # fmt: skip
LANDED = "Sản lượng hải sản qua cảng đạt 24.500 tấn, trị giá 612 tỷ đồng."
DREDGED = "Cảng sẽ nạo vét luồng lạch và xây dựng nhà phân loại cá mới."


def paragraph_of(request: dict[str, Any]) -> str:
    """Return the paragraph that a request asks to translate."""
    prompt = str(request["messages"][-1]["content"])
    return prompt.partition("Paragraph:\n")[2].partition("\n\nReply with")[0]


class Translator(ScriptedChatServer):
    """Translates as REPORT does; `instead` holds what it does to a paragraph in place of that, once each turn."""

    def __init__(self, instead: dict[str, Sequence[Turn]] | None = None) -> None:
        super().__init__([self._turn])
        self.instead = {text: list(turns) for text, turns in (instead or {}).items()}

    @property
    def asked(self) -> list[str]:
        return [paragraph_of(request) for request in self.requests]

    def _turn(self, handler: Any) -> None:
        text = paragraph_of(self.requests[-1])
        turns = self.instead.get(text)
        (turns.pop(0) if turns else say(REPORT.get(text, text)))(handler)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "cang-ca.txt"
    path.write_text("\n\n".join(REPORT) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def translate(
    report: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[ScriptedChatServer | None], Result]:
    def run(server: ScriptedChatServer | None) -> Result:
        arguments = ["index", str(report), "--translate", "en", "--home", str(fresh_home)]
        if server:
            monkeypatch.setenv("REPORT_ASSISTANT_BASE_URL", server.base_url)
            arguments += ["--model", "scripted"]
        return CliRunner().invoke(cli, arguments, catch_exceptions=False)

    return run


def test_a_translated_report_is_asked_in_the_other_language(
    translate: Callable[[ScriptedChatServer | None], Result], fresh_home: Path, encoder: ModelEncoder
) -> None:
    with Translator() as server:
        result = translate(server)
    assert result.exit_code == 0, result.output
    assert sorted(server.asked) == sorted(set(server.asked))
    with open_index(fresh_home, encoder=encoder) as index:
        assert [paragraph.translation for paragraph in index.reports[0].paragraphs if paragraph.text in REPORT] == [
            REPORT[paragraph.text] for paragraph in index.reports[0].paragraphs if paragraph.text in REPORT
        ]
        assert "I. Activities of the port" in {heading.translation for _, heading in index.reports[0].headings}
        answer = Assistant(index, Settings()).ask("How much was the seafood worth?")
    assert answer.answered and "VND 612 billion" in answer.text
    assert answer.citations[0].translation == REPORT[LANDED]
    assert answer.citations[0].quote == LANDED
    assert check_answer(answer) == ()


def test_one_wrong_digit_and_an_empty_reply_are_listed_and_left_untranslated(
    translate: Callable[[ScriptedChatServer | None], Result], fresh_home: Path, encoder: ModelEncoder
) -> None:
    lie = say(REPORT[LANDED].replace("24,500", "24,600"))
    with Translator({LANDED: [lie], DREDGED: [say("")]}) as server:
        result = translate(server)
    assert result.exit_code == 0
    assert "24.500" in result.output and "empty" in result.output
    with open_index(fresh_home, encoder=encoder) as index:
        translations = {paragraph.text: paragraph.translation for paragraph in index.reports[0].paragraphs}
    assert translations[LANDED] is None and translations[DREDGED] is None
    assert sum(translation is not None for translation in translations.values()) == 1
    with Translator() as again:
        translate(again)
    assert again.asked == []  # what was refused is not asked again either


def test_a_translation_cut_off_goes_on_where_it_stopped(
    translate: Callable[[ScriptedChatServer | None], Result], fresh_home: Path
) -> None:
    with Translator({LANDED: [drop("Seafood"), drop("Seafood")]}) as server:
        stopped = translate(server)
    assert stopped.exit_code == 2
    assert stopped.output.strip().splitlines()[-1].startswith("Error: The chat model 'scripted' did not answer at text")
    assert not (fresh_home / "index").exists()
    first = [text for text in server.asked if text != LANDED]
    with Translator() as resumed:
        assert translate(resumed).exit_code == 0
    assert LANDED in resumed.asked
    assert not set(first) & set(resumed.asked)


def test_a_dropped_connection_is_tried_once_more(translate: Callable[[ScriptedChatServer | None], Result]) -> None:
    with Translator({LANDED: [drop("Seafood")]}) as server:
        assert translate(server).exit_code == 0
    assert server.asked.count(LANDED) == 2


def test_a_changed_paragraph_is_the_only_one_asked_again(
    translate: Callable[[ScriptedChatServer | None], Result], report: Path
) -> None:
    with Translator() as server:
        translate(server)
    changed = DREDGED.replace("mới", "rất mới")
    report.write_text(report.read_text("utf-8").replace(DREDGED, changed), "utf-8")
    with Translator({changed: [say(REPORT[DREDGED])]}) as server:
        assert translate(server).exit_code == 0
    assert server.asked == [changed]


def test_a_line_cut_short_on_disk_is_asked_again(
    translate: Callable[[ScriptedChatServer | None], Result], fresh_home: Path
) -> None:
    with Translator() as server:
        translate(server)
    (memory,) = fresh_home.glob("translated/*/memory.jsonl")
    lines = memory.read_text("utf-8").splitlines()
    memory.write_text("\n".join([*lines[:-1], lines[-1][:20]]), "utf-8")
    with Translator() as server:
        assert translate(server).exit_code == 0
    assert server.asked == [json.loads(lines[-1])["text"]]


def test_without_a_model_one_line_says_what_to_set(
    translate: Callable[[ScriptedChatServer | None], Result], report: Path, fresh_home: Path
) -> None:
    result = translate(None)
    assert result.exit_code == 2
    assert "REPORT_ASSISTANT_MODEL" in result.output and result.output.count("\n") == 1
    runner = CliRunner()
    assert runner.invoke(cli, ["index", "--translate", "en", "--home", str(fresh_home)]).exit_code == 2


def test_a_report_in_that_language_is_not_translated(report: Path, fresh_home: Path, tmp_path: Path) -> None:
    english = tmp_path / "port.txt"
    english.write_text("\n\n".join(REPORT.values()) + "\n", encoding="utf-8")
    assert read_report(english).language == "en"
    with Translator() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ASSISTANT_BASE_URL", server.base_url)
        arguments = ["index", str(english), "--translate", "en", "--model", "scripted", "--home", str(fresh_home)]
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 2 and "already" in result.output and server.requests == []


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        pytest.param(REPORT[LANDED], "", id="right"),
        pytest.param(REPORT[LANDED].replace("612", "621"), "612", id="digits swapped"),
        pytest.param(REPORT[LANDED].replace("billion", "million"), "612", id="another scale"),
        pytest.param(REPORT[LANDED] + " That is 9% more.", "9%", id="a figure added"),
        pytest.param(LANDED, "English", id="not translated"),
        pytest.param("", "empty", id="empty"),
        pytest.param(REPORT[LANDED] + " See https://evil.example now.", "link", id="a link"),
        pytest.param("24,500 tonnes: VND 612 billion. " + "The port is beautiful. " * 30, "longer", id="babble"),
    ],
)  # fmt: skip
def test_what_does_not_say_the_same_is_refused(translation: str, reason: str) -> None:
    problem = problem_of(LANDED, translation, "vi", "en")
    assert reason in problem and bool(problem) == bool(reason)
