"""Who may come in and what they may bring: hosts, origins, headers, doors, sizes, proxies."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.web.bodies import Bodies, Body
from assistant.web.guard import LOOPBACK, StayHere
from assistant.web.proxies import Proxies, networks
from assistant.web.serve import LoginNeeded, check_open, named
from assistant.web.settings import ALONE
from index.errors import ReportAssistantError
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving

ASK = {"question": "How much COVID support was paid?"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(WordAssistant(), tmp_path_factory.mktemp("home"), settings=named(ALONE, "127.0.0.1")) as at:
        yield at


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("content-security-policy", id="where things load from"),
        pytest.param("x-content-type-options", id="no sniffing"),
        pytest.param("x-frame-options", id="no frames"),
        pytest.param("referrer-policy", id="no referrer elsewhere"),
        pytest.param("permissions-policy", id="no camera"),
        pytest.param("cross-origin-resource-policy", id="no embedding"),
    ],
)
def test_every_response_carries_the_security_headers(address: str, header: str) -> None:
    for path in ("/", "/page/page.js", "/page/start.json", "/health", "/nothing-here"):
        assert header in httpx.get(address + path).headers, path


def test_hsts_is_said_over_tls_only(address: str) -> None:
    async def through(scheme: str) -> dict[bytes, bytes]:
        got: dict[bytes, bytes] = {}

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(message: Message) -> None:
            got.update(message["headers"])

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        scope = {"type": "http", "scheme": scheme, "method": "GET", "path": "/", "headers": []}
        await StayHere(app)(scope, receive, send)
        return got

    assert b"strict-transport-security" in asyncio.run(through("https"))
    assert b"strict-transport-security" not in asyncio.run(through("http"))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::", ""])
def test_a_name_pointed_here_by_another_site_is_refused(address: str, host: str) -> None:
    assert httpx.get(f"{address}/health", headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/page/ask"), ("POST", "/v1/chat/completions"), ("GET", "/health")]
)
def test_another_origin_is_refused(address: str, method: str, path: str, origin: str) -> None:
    assert httpx.request(method, address + path, json=ASK, headers={"Origin": origin}).status_code == 403


def test_the_pages_own_origin_is_taken(address: str) -> None:
    assert httpx.post(f"{address}/page/ask", json=ASK, headers={"Origin": address}, timeout=60).status_code == 200


def test_elsewhere_bare_addresses_and_own_names_are_answered_and_no_other() -> None:
    settings = named(ALONE, "0.0.0.0")
    guard = StayHere(lambda *_: None, settings.hosts, settings.addresses)  # type: ignore[arg-type,return-value]
    for host in ("192.0.2.7:7860", "[2001:db8::1]:80", socket.gethostname(), "localhost"):
        assert guard._is_ours(host), host
    assert not guard._is_ours("evil.example")
    chosen = named(replace(ALONE, hosts=("reports.example.org",)), "0.0.0.0")
    assert chosen.hosts == (*LOOPBACK, "reports.example.org")
    assert not chosen.addresses


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/vibe-edit",
        "/gradio_api/deep_link",
        "/gradio_api/run/predict",
        "/gradio_api/stream/x",
        "/gradio_api/component_server",
        "/monitoring",
        "/login",
        "/page/../../../../etc/passwd",
        "/page/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc/passwd",
    ],
)
def test_what_nobody_needs_cannot_be_reached(address: str, path: str) -> None:
    for method in ("GET", "POST"):
        parts = address.removeprefix("http://").split(":")
        with socket.create_connection((parts[0], int(parts[1]))) as connection:  # a client would tidy the path up
            head = f"{method} {path} HTTP/1.1\r\nHost: {parts[0]}\r\nContent-Length: 0\r\nConnection: close"
            connection.sendall(f"{head}\r\n\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.split()[1] in (b"404", b"405"), answer[:300]
        assert b"root:" not in answer


def test_a_body_too_large_is_refused_whether_it_is_announced_or_not(address: str) -> None:
    large = b'{"question": "' + b"x" * 1_500_000 + b'"}'
    for path in ("/page/ask", "/v1/chat/completions", "/page/conversation.docx", "/mcp", "/gradio_api/call/ask"):
        headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        assert httpx.post(address + path, content=large, headers=headers).status_code == 413
        pieces = (large[start : start + 65536] for start in range(0, len(large), 65536))
        assert httpx.post(address + path, content=pieces, headers=headers).status_code == 413, path


def test_a_body_that_trickles_in_is_given_up() -> None:
    async def scene() -> int:
        statuses: list[int] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            while (await receive()).get("more_body"):
                pass

        async def receive() -> Message:
            await asyncio.sleep(0.05)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message: Message) -> None:
            statuses.append(message.get("status", 0))

        scope = {"type": "http", "method": "POST", "path": "/page/ask", "headers": []}
        started = time.perf_counter()
        await Bodies(app, Body(seconds=0.3), {})(scope, receive, send)
        assert time.perf_counter() - started < 5
        return statuses[0]

    assert asyncio.run(scene()) == 408


async def _seen(trusted: tuple[str, ...], peer: str, headers: dict[str, str]) -> tuple[str, str, list[bytes]]:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    scope = {
        "type": "http",
        "scheme": "http",
        "client": (peer, 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    await Proxies(app, trusted)(scope, None, None)  # type: ignore[arg-type]
    return seen[0]["client"][0], seen[0]["scheme"], [name for name, _ in seen[0]["headers"]]


SAID = {
    "Host": "x",
    "X-Forwarded-For": "198.51.100.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
}


@pytest.mark.parametrize(
    ("trusted", "peer", "expected"),
    [
        pytest.param((), "127.0.0.1", ("127.0.0.1", "http"), id="nobody is trusted by default"),
        pytest.param(("10.0.0.0/8",), "192.0.2.1", ("192.0.2.1", "http"), id="a stranger is not believed"),
        pytest.param(("10.0.0.0/8",), "10.1.2.3", ("198.51.100.9", "https"), id="the proxy is"),
    ],
)
def test_forwarded_headers_are_believed_of_trusted_proxies_only(
    trusted: tuple[str, ...], peer: str, expected: tuple[str, str]
) -> None:
    client, scheme, names = asyncio.run(_seen(trusted, peer, SAID))
    assert (client, scheme) == expected
    assert names == [b"host"], "nothing behind this layer reads them again"


def test_a_proxy_that_is_no_address_is_one_clear_line() -> None:
    with pytest.raises(ReportAssistantError, match="--trusted-proxy 'everyone'"):
        networks(["everyone"])


@pytest.mark.parametrize(
    ("host", "login", "has_users", "expected"),
    [
        pytest.param("127.0.0.1", None, False, False, id="this computer: none"),
        pytest.param("::1", None, False, False, id="this computer, version 6: none"),
        pytest.param("127.0.0.1", True, True, True, id="this computer, asked for"),
        pytest.param("0.0.0.0", None, True, True, id="elsewhere: always"),
        pytest.param("192.0.2.1", False, False, False, id="elsewhere, told otherwise"),
    ],
)
def test_a_login_is_asked_for_wherever_others_can_come(
    host: str, login: bool | None, has_users: bool, expected: bool
) -> None:
    assert check_open(host, login, has_users) is expected


def test_listening_elsewhere_without_anyone_who_can_log_in_is_refused_in_one_line(fresh_home: Path) -> None:
    from click.testing import CliRunner

    from assistant.cli import cli

    with pytest.raises(LoginNeeded):
        check_open("0.0.0.0", None, has_users=False)
    result = CliRunner().invoke(cli, ["web", "--host", "0.0.0.0", "--home", str(fresh_home)])
    assert result.exit_code == 2
    assert "users add" in result.output
    assert "--no-login" in result.output
    assert len(result.output.strip().splitlines()) == 1
