"""The other ways in: every client gets the same answer, with its citations."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.web.settings import Serving
from index.errors import QuestionInvalid
from tests.browser_assistant import WordAssistant
from tests.browser_server import serving

COVID = "How much COVID support was paid?"
QUOTE = "Việc chi hỗ trợ cho các nhóm đối tượng gặp khó khăn do đại dịch Covid-19 đảm bảo kịp thời"


@pytest.fixture(scope="module")
def assistant() -> WordAssistant:
    return WordAssistant()


@pytest.fixture(scope="module")
def address(assistant: WordAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(assistant, tmp_path_factory.mktemp("home"), settings=Serving(hosts=("127.0.0.1",))) as at:
        yield at


def test_gradio_client_gets_the_answer_with_its_citations(address: str, assistant: WordAssistant) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    answer = client.predict(question=COVID, history=None, api_name="/ask")
    assert answer["text"] == assistant.ask(COVID).text
    assert answer["citations"][0]["quote"].startswith(QUOTE)


def test_gradio_client_gets_our_errors_as_one_line(address: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=r"This question cannot be taken\. Ask another\."):
        Client(address, verbose=False).predict(question="tree of errors", history=None, api_name="/ask")


def test_the_openai_client_gets_the_answer_with_its_citations(address: str, assistant: WordAssistant) -> None:
    from openai import OpenAI

    with OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        completion = client.chat.completions.create(
            model="report-assistant", messages=[{"role": "user", "content": COVID}]
        )
    content = completion.choices[0].message.content or ""
    assert content.startswith(assistant.ask(COVID).text)
    assert QUOTE in content
    assert (completion.model_extra or {})["citations"][0]["quote"].startswith(QUOTE)


def test_the_openai_client_streams_the_same_text(address: str) -> None:
    from openai import OpenAI

    question = "slowly, how much COVID support was paid?"
    with OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        whole = client.chat.completions.create(model="any", messages=[{"role": "user", "content": question}])
        chunks = list(
            client.chat.completions.create(model="any", messages=[{"role": "user", "content": question}], stream=True)
        )
    streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert streamed == whole.choices[0].message.content
    assert len(chunks) > 5
    assert (chunks[-1].model_extra or {})["citations"][0]["quote"].startswith(QUOTE)


def test_an_mcp_client_gets_the_answer_with_its_citations(address: str, assistant: WordAssistant) -> None:
    tools, answer = asyncio.run(_ask_by_mcp(f"{address}/mcp", COVID))
    assert tools == ["ask"]
    assert answer["text"] == assistant.ask(COVID).text
    assert answer["citations"][0]["quote"].startswith(QUOTE)


async def _ask_by_mcp(url: str, question: str) -> tuple[list[str], dict[str, object]]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with streamable_http_client(url) as streams, ClientSession(streams[0], streams[1]) as session:
        await session.initialize()
        tools = await session.list_tools()
        result = await session.call_tool("ask", {"question": question})
        return [tool.name for tool in tools.tools], json.loads(result.content[0].text)


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param([], id="none"),
        pytest.param([{"role": "assistant", "content": "x"}], id="no question last"),
        pytest.param(["what?"], id="no object"),
        pytest.param([{"role": "user", "content": "tree of errors"}], id="refused question"),
    ],
)
def test_a_bad_request_is_one_clear_line(address: str, messages: list[object]) -> None:
    response = httpx.post(f"{address}/v1/chat/completions", json={"messages": messages})
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["code"] == QuestionInvalid.__name__
    assert "\n" not in error["message"]


def test_feedback_of_another_shape_is_a_bad_request(address: str) -> None:
    response = httpx.post(f"{address}/page/feedback", json={"verdict": "superb", "question": "x"})
    assert response.status_code == 400
    assert "superb" in response.json()["detail"]


def test_health_names_the_reports(address: str) -> None:
    health = httpx.get(f"{address}/health").json()
    assert health["status"] == "ok"
    assert health["reports"][0]["id"] == "ben-tre-2020"


def test_openapi_describes_the_chat_endpoint(address: str) -> None:
    assert "/v1/chat/completions" in httpx.get(f"{address}/openapi.json").json()["paths"]


def test_every_response_keeps_the_page_to_its_host(address: str) -> None:
    for path in ("/", "/page/page.js", "/page/start.json", "/health"):
        policy = httpx.get(address + path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy


def test_another_site_cannot_ask_or_rebind(address: str) -> None:
    other = httpx.post(f"{address}/page/feedback", json={}, headers={"Origin": "http://evil.example"})
    assert other.status_code == 403
    assert httpx.get(f"{address}/health", headers={"Host": "evil.example"}).status_code == 403


def test_twenty_people_at_once_each_get_their_own_answer(address: str) -> None:
    questions = [f"What does the report say about saltwater intrusion, person {number}?" for number in range(20)]

    def ask(question: str) -> tuple[str, float]:
        started = time.perf_counter()
        lines = client.post("/page/ask", json={"question": question, "history": []}).text.splitlines()
        answer = json.loads(lines[-1])
        return answer["question"], time.perf_counter() - started

    with httpx.Client(base_url=address, timeout=30) as client, ThreadPoolExecutor(20) as people:
        answers = list(people.map(ask, questions))
    assert [question for question, _ in answers] == questions
    p95 = statistics.quantiles([seconds for _, seconds in answers], n=20)[-1]
    print(f"20 at once: p95 {p95:.2f} s")
    assert p95 < 3
