"""Logging in: passwords, cookies, keys, and what is shown to nobody else."""

from __future__ import annotations

import json
import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from assistant.cli import cli
from assistant.web.journal import JsonLines
from assistant.web.rates import Rates, TooMany
from assistant.web.sessions import COOKIE, Sessions
from assistant.web.settings import Serving
from assistant.web.users import UserInvalid, Users
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving

PASSWORD = "một mật khẩu đủ dài"
COVID = "How much COVID support was paid?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    Users(home).add("lan", PASSWORD)
    Users(home).add("minh", PASSWORD)
    return home


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    settings = Serving(login=True, hosts=("127.0.0.1",), proxies=("127.0.0.1",))
    with serving(WordAssistant(), home, settings=settings) as at:
        yield at


def log_in(client: httpx.Client, name: str = "lan", password: str = PASSWORD, **headers: str) -> httpx.Response:
    return client.post("/login", data={"name": name, "password": password}, headers=headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/page/start.json"),
        ("GET", "/page/page.js"),
        ("GET", "/page/figures.json"),
        ("POST", "/page/ask"),
        ("POST", "/page/suggestions"),
        ("POST", "/page/feedback"),
        ("POST", "/page/conversation.docx"),
        ("GET", "/v1/models"),
        ("POST", "/v1/chat/completions"),
        ("POST", "/mcp"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/queue/join"),
    ],
)
def test_without_a_login_nothing_is_given(address: str, method: str, path: str) -> None:
    response = httpx.request(method, address + path, json={})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert "Bến Tre" not in response.text


def test_a_browser_is_sent_to_the_login_and_back(address: str) -> None:
    with httpx.Client(base_url=address, headers={"Accept": "text/html"}) as client:
        sent = client.get("/")
        assert (sent.status_code, sent.headers["location"]) == (303, "/login")
        assert "default-src 'none'" in client.get("/login").headers["content-security-policy"]
        inside = log_in(client)
        assert (inside.status_code, inside.headers["location"]) == (303, "/")
        assert client.get("/").status_code == 200
        assert client.get("/page/start.json").json()["person"] == "lan"
        assert client.get("/health").json()["reports"]


def test_health_says_no_more_than_that_to_strangers(address: str) -> None:
    assert httpx.get(f"{address}/health").json() == {"status": "ok"}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        plain = log_in(client).headers["set-cookie"]
        secure = log_in(client, **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.9"}).headers["set-cookie"]
    for cookie in (plain, secure):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
    assert "Secure" in secure
    assert "Secure" not in plain


@pytest.mark.parametrize(
    ("name", "password"),
    [pytest.param("lan", "wrong password", id="password"), pytest.param("nobody", PASSWORD, id="name")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(address: str, name: str, password: str) -> None:
    with httpx.Client(base_url=address) as client:
        response = log_in(client, name, password)
        assert response.status_code == 401
        assert "The name or the password is wrong." in response.text
        assert client.get("/page/start.json").status_code == 401


def test_the_login_speaks_vietnamese(address: str) -> None:
    assert "Đăng nhập" in httpx.get(f"{address}/login", headers={"Accept-Language": "vi-VN,vi;q=0.9"}).text


def test_markup_in_a_name_is_not_echoed(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        assert "<script" not in log_in(client, "<script>alert(1)</script>", "x").text


def test_after_five_wrong_passwords_even_the_right_one_waits_but_not_from_elsewhere(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        statuses = [log_in(client, "minh", f"guess {number}").status_code for number in range(7)]
        assert statuses == [401] * 5 + [429] * 2
        waiting = log_in(client, "minh")
        assert waiting.status_code == 429
        assert int(waiting.headers["retry-after"]) > 0
        elsewhere = log_in(client, "minh", **{"X-Forwarded-For": "198.51.100.7"})
        assert elsewhere.status_code == 303


def test_one_address_cannot_try_many_names() -> None:
    rates = Rates(0)
    for number in range(20):
        rates.check_attempt(f"name{number}", "192.0.2.1")
        rates.wrong_attempt(f"name{number}", "192.0.2.1")
    with pytest.raises(TooMany):
        rates.check_attempt("another", "192.0.2.1")
    rates.check_attempt("another", "192.0.2.2")


def test_logging_out_ends_the_session_even_for_a_copied_cookie(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        log_in(client)
        copied = dict(client.cookies)
        assert client.get("/page/start.json").status_code == 200
        client.post("/logout")
        assert httpx.get(f"{address}/page/start.json", cookies=copied).status_code == 401


def test_a_session_ends_with_its_password_and_with_its_user(tmp_path: Path) -> None:
    users = Users(tmp_path)
    sessions = Sessions(users, tmp_path)
    cookie = sessions.start(users.add("an", PASSWORD))
    assert sessions.check(cookie)
    users.add("an", "another password")
    assert sessions.check(cookie) is None
    cookie = sessions.start(users.add("an", PASSWORD))
    users.remove("an")
    assert sessions.check(cookie) is None


def test_a_session_holds_in_another_copy_of_the_server_and_after_a_restart(tmp_path: Path) -> None:
    cookie = Sessions(Users(tmp_path), tmp_path).start(Users(tmp_path).add("an", PASSWORD))
    assert Sessions(Users(tmp_path), tmp_path).check(cookie)
    assert Sessions(Users(tmp_path), tmp_path, "another secret").check(cookie) is None


@pytest.mark.parametrize("cookie", ["", "x", "e30.x.y", "a" * 5000, "é"])
def test_a_forged_cookie_is_nobodys(tmp_path: Path, cookie: str) -> None:
    assert Sessions(Users(tmp_path), tmp_path).check(cookie) is None


def test_a_key_opens_every_programs_door_and_ends_when_it_is_dropped(address: str, home: Path) -> None:
    users = Users(home)
    key = users.make_key("lan")
    headers = {"Authorization": f"Bearer {key}"}
    asked = {"messages": [{"role": "user", "content": COVID}]}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        assert client.post("/v1/chat/completions", json=asked).status_code == 200
        assert client.post("/page/ask", json={"question": COVID}).status_code == 200
        assert client.post("/gradio_api/call/ask", json={"data": [COVID, None]}).status_code == 200
        assert client.get("/metrics").status_code == 200
        users.drop_keys("lan")
        assert client.post("/v1/chat/completions", json=asked).status_code == 401
    assert httpx.get(f"{address}/v1/models", headers={"Authorization": "Bearer ra_wrong"}).status_code == 401


def test_gradios_client_asks_with_a_key(address: str, home: Path) -> None:
    from gradio_client import Client

    headers = {"Authorization": f"Bearer {Users(home).make_key('lan')}"}
    answer = Client(address, headers=headers, verbose=False).predict(question=COVID, api_name="/ask")
    assert answer["citations"]


def test_metrics_count_requests_answers_and_the_queue(address: str, home: Path) -> None:
    headers = {"Authorization": f"Bearer {Users(home).make_key('lan')}"}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        client.post("/page/ask", json={"question": COVID})
        client.post("/page/ask", json={"question": "Who won the football world cup in Qatar?"})
        client.get("/page/never-heard-of")
        page = client.get("/metrics").text
    for line in (
        r'report_assistant_requests_total\{method="POST",route="/page/ask",status="200"\} \d',
        r'report_assistant_answers_total\{outcome="answered"\} \d',
        r'report_assistant_answers_total\{outcome="refused"\} \d',
        r'report_assistant_request_seconds_bucket\{le="0.05",route="/page"\}',
        r"report_assistant_questions_waiting 0\.0",
        r"report_assistant_model_fallbacks_total 0\.0",
    ):
        assert re.search(line, page), line
    assert "never-heard-of" not in page, "what people type must not become a name that is kept"


def test_the_file_of_users_holds_no_password_and_no_key_and_is_private(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("an", PASSWORD)
    users.add("bình", PASSWORD)
    key = users.make_key("an")
    text = users.file.read_text("utf-8")
    assert PASSWORD not in text
    assert key not in text
    hashes = [user.password for user in users.all()]
    assert all(each.startswith("$argon2id$") for each in hashes)
    assert len(set(hashes)) == 2, "the same password must be hashed with salts of their own"
    assert stat.S_IMODE(users.file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", "-x", "x" * 70, "a\nb", "a b"])
def test_a_name_that_cannot_be_a_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserInvalid):
        Users(tmp_path).add(name, PASSWORD)


def test_the_command_asks_for_the_password_and_never_takes_it_as_an_argument(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path)]
    run = CliRunner().invoke
    assert run(cli, ["users", "add", "an", *home], input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert Users(tmp_path).by_password("an", PASSWORD)
    assert run(cli, ["users", "add", "an", PASSWORD, *home]).exit_code == 2
    short = run(cli, ["users", "add", "an", *home], input="short\nshort\n")
    assert short.exit_code == 2
    assert "10 characters" in short.output
    key = run(cli, ["users", "key", "an", *home]).output.strip()
    assert (found := Users(tmp_path).by_key(key)) is not None
    assert found.name == "an"
    assert run(cli, ["users", "list", *home]).output == "an  (1 keys)\n"
    assert run(cli, ["users", "key", "an", "--drop", *home]).exit_code == 0
    assert run(cli, ["users", "remove", "an", *home]).exit_code == 0
    assert run(cli, ["users", "remove", "an", *home]).exit_code == 2


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(record)) for record in caplog.records if hasattr(record, "values")]


@pytest.mark.parametrize("switched_on", [False, True], ids=["not unless switched on", "switched on"])
def test_the_log_holds_what_was_asked(tmp_path: Path, caplog: pytest.LogCaptureFixture, switched_on: bool) -> None:
    caplog.set_level(logging.INFO)
    asked = "How much COVID support was paid to Miss Unmistakable?"
    history = [{"role": "user", "content": "Miss Earlier?"}, {"role": "assistant", "content": "No."}]
    messages = [*history, {"role": "user", "content": asked}]
    with serving(WordAssistant(), tmp_path, settings=Serving(questions_in_log=switched_on)) as address:
        httpx.post(f"{address}/page/ask", json={"question": asked, "history": history}, timeout=60)
        httpx.post(f"{address}/v1/chat/completions", json={"messages": messages}, timeout=60)
        httpx.get(f"{address}/nowhere?question=Unmistakable")
    lines = logged(caplog)
    text = "\n".join(JsonLines().format(record) for record in caplog.records if record.levelno >= logging.WARNING)
    text += json.dumps(lines)
    assert ("Unmistakable" in text) is switched_on
    assert "Earlier" not in text
    answers = [line for line in lines if line["event"] == "answer"]
    assert len(answers) == 2
    assert {"at", "level", "outcome", "seconds", "language", "written_by"} <= set(answers[0])
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "seconds", "address"} <= set(requests[0])


def test_the_cookies_name_is_one_the_page_never_reads() -> None:
    page = Path(__file__).parents[1] / "assistant" / "web" / "page"
    assert all(COOKIE not in script.read_text("utf-8") for script in page.glob("*.js"))
