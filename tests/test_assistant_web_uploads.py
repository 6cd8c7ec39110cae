"""Reports that people bring: received within limits, kept apart from everybody else's, and never half there."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.web.metrics import Metrics
from assistant.web.own_reports import KEPT_OPEN, OwnReports
from assistant.web.person import Person
from assistant.web.settings import Serving
from assistant.web.turns import Turns
from assistant.web.uploads import Uploads, clean_name
from assistant.web.users import Users
from index.errors import ReportUnknown
from index.settings import Limits
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving
from tests.word_bringing import WordBringing

PASSWORD = "một mật khẩu đủ dài"
MINUTES = """BIÊN BẢN HỌP

I. KẾT QUẢ

1. Thư viện

Thư viện tỉnh có 12.345 đầu sách, tăng 7% so với năm trước.

Thư viện mở cửa vào

tất cả các ngày trong tuần, trừ ngày lễ.
"""
QUESTION = "Thư viện tỉnh có bao nhiêu đầu sách?"


@pytest.fixture(scope="module")
def bringing() -> WordBringing:
    return WordBringing()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    for name in ("lan", "minh", "full"):
        Users(home).add(name, PASSWORD)
    return home


@pytest.fixture(scope="module")
def address(home: Path, bringing: WordBringing) -> Iterator[str]:
    settings = Serving(login=True, reports_each=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ASSISTANT_MAX_BYTES", "200000")
        with serving(WordAssistant(), home, settings=settings, bringing=bringing) as at:
            yield at


@pytest.fixture(scope="module")
def people(address: str, home: Path) -> Iterator[dict[str, httpx.Client]]:
    keys = {name: Users(home).make_key(name) for name in ("lan", "minh", "full")}
    clients = {
        name: httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        for name, key in keys.items()
    }
    yield clients
    for client in clients.values():
        client.close()


def bring(client: httpx.Client, name: str, content: bytes) -> dict[str, Any]:
    """Upload a file and wait until it is ready or has failed."""
    sent = client.post("/page/reports", params={"name": name}, content=content)
    assert sent.status_code == 202, sent.text
    return wait(client, sent.json()["id"])


def wait(client: httpx.Client, id: str) -> dict[str, Any]:
    for _ in range(600):
        [upload] = [each for each in client.get("/page/uploads").json() if each["id"] == id]
        if upload["state"] in ("ready", "failed"):
            return dict(upload)
        time.sleep(0.05)
    raise AssertionError(f"still {upload['state']}")


def ask(client: httpx.Client, question: str, *reports: str) -> dict[str, Any]:
    lines = client.post("/page/ask", json={"question": question, "reports": list(reports)}).text.splitlines()
    return dict(json.loads(lines[-1]))


@pytest.fixture
def minutes(people: dict[str, httpx.Client]) -> Iterator[str]:
    upload = bring(people["lan"], "Biên bản.txt", MINUTES.encode())
    assert upload["state"] == "ready"
    yield upload["report"]
    people["lan"].delete(f"/page/reports/{upload['report']}")


def test_a_report_that_was_brought_is_asked_at_once(people: dict[str, httpx.Client], minutes: str) -> None:
    answer = ask(people["lan"], QUESTION, minutes)
    assert "12.345" in answer["text"]
    assert answer["citations"][0]["report"] == minutes
    assert people["lan"].get("/page/start.json").json()["own"] == [minutes]
    shown = people["lan"].get(f"/page/reports/{minutes}").json()
    assert shown["own"] is True
    figures = people["lan"].get("/page/figures.json", params={"report": minutes}).json()
    assert any(row["sentence"][slice(*row["at"])].startswith("12.345") for row in figures)
    assert "12.345" not in ask(people["lan"], QUESTION).get("text", ""), (
        "the shared report is asked where none is named"
    )


def test_what_was_found_and_mended_is_told(people: dict[str, httpx.Client], minutes: str) -> None:
    [upload] = [each for each in people["lan"].get("/page/uploads").json() if each["report"] == minutes]
    assert [words for _, words in upload["found"]["outline"]][:2] == ["I. KẾT QUẢ", "1. Thư viện"]
    assert upload["found"]["paragraphs"] >= 2
    assert upload["found"]["repairs"] == {"page_break": 1}
    assert sum(upload["found"]["repairs"].values()) == len(upload["found"]["examples"])


def test_nobody_else_can_see_ask_change_or_remove_it(people: dict[str, httpx.Client], minutes: str) -> None:
    other = people["minh"]
    assert other.get("/page/start.json").json()["own"] == []
    assert other.get("/page/uploads").json() == []
    for id in (minutes, "never-was"):
        answers = [
            other.get(f"/page/reports/{id}"),
            other.delete(f"/page/reports/{id}"),
            other.get("/page/figures.json", params={"report": id}),
            other.post("/page/suggestions", json={"reports": [id]}),
        ]
        assert {(each.status_code, each.text) for each in answers} == {(404, '{"detail":"There is no such report."}')}
        assert ask(other, QUESTION, id) == {"error": "There is no such report.", "final": True}
        completion = {"messages": [{"role": "user", "content": QUESTION}], "reports": [id]}
        refused = other.post("/v1/chat/completions", json=completion)
        assert refused.status_code == 400
        assert refused.json()["error"]["message"] == "There is no such report."
    assert ask(people["lan"], QUESTION, minutes)["answered"]


def test_the_same_name_of_two_people_is_two_reports(people: dict[str, httpx.Client], minutes: str) -> None:
    upload = bring(people["minh"], "Biên bản.txt", MINUTES.replace("12.345", "999").encode())
    assert upload["report"] == minutes
    assert "999" in ask(people["minh"], QUESTION, minutes)["text"]
    assert "12.345" in ask(people["lan"], QUESTION, minutes)["text"]
    people["minh"].delete(f"/page/reports/{minutes}")
    assert "12.345" in ask(people["lan"], QUESTION, minutes)["text"]


def test_a_name_that_a_shared_report_has_gets_another_id(people: dict[str, httpx.Client]) -> None:
    upload = bring(people["minh"], "ben-tre-2020.txt", MINUTES.encode())
    assert upload["report"] == "ben-tre-2020-2"
    assert people["minh"].delete("/page/reports/ben-tre-2020-2").status_code == 204


@pytest.mark.parametrize("id", ["..%2F..%2Fusers.json", "%2e%2e", "a/../b", "A", "x" * 101, "users.json", "a\x00b"])
def test_an_id_that_is_a_path_leads_nowhere(people: dict[str, httpx.Client], home: Path, id: str) -> None:
    before = sorted(home.rglob("*"))
    for method in ("GET", "DELETE"):
        try:
            response = people["lan"].request(method, f"/page/reports/{id}")
        except httpx.InvalidURL:
            continue
        assert response.status_code in (404, 405), response.text
        assert "argon2" not in response.text
    assert ask(people["lan"], QUESTION, id).get("error") == "There is no such report."
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\Báo cáo.docx", "Báo cáo.docx"),
        ("a\x00\n\u202eb.pdf", "a   b.pdf"),
        (".txt", "txt"),
        ("   ", "report"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
        ("ấ" * 200 + ".pdf", "ấ" * 78 + ".pdf"),
    ],
)
def test_a_files_name_is_kept_without_what_could_do_harm(name: str, kept: str) -> None:
    assert clean_name(name) == kept
    assert len(kept.encode()) < 255


@pytest.mark.parametrize("name", ["run.exe", "page.svg", "noextension", "../../x", "a.txt/", ""])
def test_another_kind_of_file_is_refused_before_it_is_read(people: dict[str, httpx.Client], name: str) -> None:
    refused = people["lan"].post("/page/reports", params={"name": name}, content=b"x")
    assert refused.status_code == 415
    assert refused.json()["problem"] == "upload_kind"


def test_a_file_too_large_is_refused_whether_it_is_announced_or_not(
    people: dict[str, httpx.Client], home: Path
) -> None:
    content = b"x" * 300_000
    for body in (content, (content[start : start + 10_000] for start in range(0, len(content), 10_000))):
        assert people["lan"].post("/page/reports", params={"name": "a.txt"}, content=body).status_code == 413
    assert list((home / "incoming").iterdir()) == []


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b"\0" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param("empty.txt", b" \n ", "ReportEmpty", id="empty"),
        pytest.param("broken.pdf", b"%PDF-1.7 nothing", "ReportUnreadable", id="damaged"),
        pytest.param("bomb.docx", zip_bomb(), "ReportTooLarge", id="bomb"),
        pytest.param("fake.docx", b"MZ\x90\x00", "ReportUnreadable", id="another file under the name"),
    ],
)
def test_a_file_that_cannot_be_read_fails_in_one_word_and_leaves_nothing(
    people: dict[str, httpx.Client],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    problem: str,
) -> None:
    monkeypatch.setenv("REPORT_ASSISTANT_MAX_UNPACKED_BYTES", "50000000")
    before = sorted((home / "people").rglob("*")) if (home / "people").exists() else []
    upload = bring(people["lan"], name, content)
    assert (upload["state"], upload["problem"]) == ("failed", problem)
    assert str(home) not in json.dumps({key: value for key, value in upload.items() if key != "message"})
    assert [each for each in sorted((home / "people").rglob("*")) if each.is_file()] == [
        each for each in before if each.is_file()
    ]


def test_a_full_disk_loses_nothing_that_was_there(
    people: dict[str, httpx.Client], bringing: WordBringing, minutes: str
) -> None:
    bringing.disk_full = True
    try:
        upload = bring(people["lan"], "more.txt", MINUTES.encode())
    finally:
        bringing.disk_full = False
    assert (upload["state"], upload["problem"]) == ("failed", "StorageFailed")
    assert "12.345" in ask(people["lan"], QUESTION, minutes)["text"]


def test_a_shelf_is_full_at_its_limit(people: dict[str, httpx.Client]) -> None:
    client = people["full"]
    for number in range(2):
        assert bring(client, f"{number}.txt", MINUTES.encode())["state"] == "ready"
    refused = client.post("/page/reports", params={"name": "third.txt"}, content=b"x")
    assert (refused.status_code, refused.json()["problem"]) == (415, "upload_full")


def test_questions_about_a_new_report_are_those_it_answers(people: dict[str, httpx.Client], minutes: str) -> None:
    for _ in range(200):
        said = people["lan"].post("/page/suggestions", json={"reports": [minutes], "language": "vi"}).json()
        if said["ready"]:
            break
        time.sleep(0.05)
    assert said["ready"]
    for question in said["questions"]:
        assert ask(people["lan"], question, minutes)["answered"], question


def uploads_of(home: Path, bringing: WordBringing) -> tuple[Uploads, OwnReports]:
    own = OwnReports(home, bringing)
    return Uploads(own, Metrics(Turns()), lambda: {"ben-tre-2020"}, 50), own


def finished(uploads: Uploads, person: Person) -> list[str]:
    for _ in range(600):
        states = [upload.state for upload in uploads.of(person)]
        if set(states) <= {"ready", "failed"} and not uploads.working:
            return list(states)
        time.sleep(0.02)
    raise AssertionError("not finished")


def test_a_report_cut_off_half_way_is_taken_up_again_when_its_owner_comes_back(tmp_path: Path) -> None:
    person, stuck = Person("a"), WordBringing()
    stuck.go_on.clear()
    uploads, own = uploads_of(tmp_path, stuck)
    received = tmp_path / "received"
    received.write_text(MINUTES, encoding="utf-8")
    uploads.add(person, "minutes.txt", received)
    assert own.ids(person) == []
    # The server is stopped here; another one starts on the same home.
    later, own = uploads_of(tmp_path, WordBringing())
    assert finished(later, person) == ["ready"]
    assert own.ids(person) == ["minutes"]
    with own.lend(person, "minutes") as asking:
        assert "12.345" in asking.ask(QUESTION).text
    stuck.go_on.set()


def test_many_open_reports_are_closed_again_but_never_one_that_is_being_asked(tmp_path: Path) -> None:
    person = Person("a")
    uploads, own = uploads_of(tmp_path, WordBringing())
    for number in range(KEPT_OPEN + 3):
        received = tmp_path / "received"
        received.write_text(MINUTES, encoding="utf-8")
        uploads.add(person, f"{number}.txt", received)
    assert finished(uploads, person).count("ready") >= KEPT_OPEN
    with own.lend(person, "0") as first:
        for number in range(1, KEPT_OPEN + 3):
            with own.lend(person, str(number)):
                pass
        assert len(own._open) <= KEPT_OPEN
        with own.lend(person, "0") as again:
            assert again is first


def test_without_uploads_there_is_no_way_to_bring_one(tmp_path: Path) -> None:
    with serving(WordAssistant(), tmp_path) as address:
        assert httpx.post(f"{address}/page/reports", params={"name": "a.txt"}, content=b"x").status_code in (404, 405)
        assert httpx.get(f"{address}/page/start.json").json()["upload"] is None
        assert ReportUnknown.__name__ not in httpx.get(f"{address}/health").text


def test_the_page_is_told_the_limits_that_hold(people: dict[str, httpx.Client]) -> None:
    told = people["lan"].get("/page/start.json").json()["upload"]
    assert told["bytes"] == 200_000
    assert told["pages"] == Limits().pages
    assert ".docx" in told["kinds"]
