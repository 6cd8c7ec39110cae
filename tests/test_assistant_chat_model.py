"""A chat model is chosen by its id; whatever goes wrong is one line before a question, one error during one."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.chat_model import ChatModel, ChatModelFailed, Timeouts, open_chat_model
from index.errors import ModelUnavailable
from tests.scripted_chat_server import ScriptedChatServer, drop, hang_up, nonsense, say, stall, status

PATIENT = Timeouts(silence=30.0, total=60.0)  # a busy machine must not fail a test
QUICK = Timeouts(silence=0.5, total=60.0)


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.delenv(variable, raising=False)


def scripted(server: ScriptedChatServer, timeouts: Timeouts = PATIENT) -> ChatModel:
    model = open_chat_model("scripted", base_url=server.base_url, timeouts=timeouts)
    assert model is not None
    return model


def test_no_name_and_no_address_is_no_model() -> None:
    assert open_chat_model(None) is None
    assert open_chat_model("  ", base_url="") is None


def test_a_server_of_openais_protocol_streams_with_its_usage() -> None:
    with ScriptedChatServer([say("Xin chào. [1]", usage=(120, 7))]) as server:
        reply = scripted(server).stream("Be brief.", [("user", "Hello"), ("assistant", "Yes?"), ("user", "Go on")])
        assert "".join(reply) == "Xin chào. [1]"
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (120, 7)
    (request,) = server.requests
    assert request["stream_options"] == {"include_usage": True}
    assert [message["role"] for message in request["messages"]] == ["system", "user", "assistant", "user"]
    assert request["model"] == "scripted"


@pytest.mark.parametrize("code", [400, 422])
def test_a_server_that_cannot_count_tokens_is_asked_without_from_then_on(code: int) -> None:
    with ScriptedChatServer([status(code), say("One. [1]"), say("Two. [1]")]) as server:
        model = scripted(server)
        replies = [model.stream("", [("user", "Hello")]) for _ in range(2)]
        assert ["".join(reply) for reply in replies] == ["One. [1]", "Two. [1]"]
    assert [reply.usage for reply in replies] == [None, None]
    assert ["stream_options" in request for request in server.requests] == [True, False, False]


def test_a_request_refused_for_another_reason_fails_and_counting_goes_on() -> None:
    with ScriptedChatServer([status(400), status(400), say("Yes. [1]", usage=(3, 2))]) as server:
        model = scripted(server)
        with pytest.raises(ChatModelFailed):
            list(model.stream("", [("user", "Too long")]))
        reply = model.stream("", [("user", "Hello")])
        assert "".join(reply) == "Yes. [1]"
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (3, 2)


def test_an_openai_id_with_an_address_asks_that_server_for_the_bare_name() -> None:
    with ScriptedChatServer([say("Yes.")]) as server:
        model = open_chat_model("openai:some-model", base_url=server.base_url, timeouts=PATIENT)
        assert model is not None
        assert model.id == "openai:some-model"
        assert "".join(model.stream("", [("user", "Hello")])) == "Yes."
    assert server.requests[0]["model"] == "some-model"


@pytest.mark.parametrize(
    ("turn", "retryable"),
    [
        pytest.param(stall(), False, id="stalls-before-the-first-word"),
        pytest.param(stall("Half a"), False, id="stalls-in-the-middle"),
        pytest.param(drop("Half a"), True, id="drops"),
        pytest.param(hang_up(), True, id="hangs-up"),
        pytest.param(status(500), True, id="500"),
        pytest.param(status(503), True, id="503"),
        pytest.param(status(429), True, id="429"),
        pytest.param(status(401), True, id="401"),
    ],
)
def test_every_failure_is_the_one_error_and_in_time(turn: object, retryable: bool) -> None:
    with ScriptedChatServer([turn]) as server:  # type: ignore[list-item]
        model = scripted(server, PATIENT if retryable else QUICK)
        started = time.perf_counter()
        with pytest.raises(ChatModelFailed) as caught:
            list(model.stream("", [("user", "Hello")]))
        assert time.perf_counter() - started < 10
    assert caught.value.retryable is retryable
    assert len(server.requests) == 1  # the client does not retry behind our back


def test_a_web_page_instead_of_an_answer_yields_no_text() -> None:
    with ScriptedChatServer([nonsense()]) as server:
        try:
            text = "".join(scripted(server).stream("", [("user", "Hello")]))
        except ChatModelFailed:
            text = ""
    assert text == ""


def test_a_server_that_never_ends_is_stopped_at_the_total() -> None:
    with ScriptedChatServer([say("word " * 4000, piece=1)]) as server:
        model = scripted(server, Timeouts(silence=5.0, total=0.4))
        started = time.perf_counter()
        with pytest.raises(ChatModelFailed, match="too long"):
            for _ in model.stream("", [("user", "Hello")]):
                time.sleep(0.01)
        assert time.perf_counter() - started < 3


def test_nobody_listening_is_the_one_error() -> None:
    model = open_chat_model("scripted", base_url="http://127.0.0.1:9/v1", timeouts=QUICK)
    assert model is not None
    with pytest.raises(ChatModelFailed):
        list(model.stream("", [("user", "Hello")]))


@pytest.mark.parametrize(
    ("name", "base_url", "message"),
    [
        pytest.param("openai:some-model", None, "set OPENAI_API_KEY", id="no-key"),
        pytest.param("no-such-provider:model", None, "unknown chat model 'no-such-provider:model'", id="provider"),
        pytest.param("banana", None, "write provider:model", id="no-provider"),
        pytest.param("model", "localhost:8000/v1", "must begin with http", id="address-without-scheme"),
        pytest.param(None, "http://127.0.0.1:9/v1", "set REPORT_ASSISTANT_MODEL", id="address-without-name"),
        pytest.param("gguf:missing.gguf", None, "cannot read", id="missing-file"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_line(name: str | None, base_url: str | None, message: str) -> None:
    with pytest.raises(ModelUnavailable, match=message) as caught:
        open_chat_model(name, base_url=base_url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "module", "command"),
    [
        pytest.param("openai:m", "langchain_openai", "pip install langchain-openai", id="openai"),
        pytest.param("anthropic:m", "langchain_anthropic", "pip install langchain-anthropic", id="anthropic"),
        pytest.param("google-genai:m", "langchain_google_genai", "pip install langchain-google-genai", id="google"),
        pytest.param("ollama:m", "langchain_ollama", "pip install langchain-ollama", id="ollama"),
        pytest.param("groq:m", "langchain_groq", "pip install langchain-groq", id="any-other"),
    ],
)
def test_a_missing_package_is_named_with_its_pip_command(
    name: str, module: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda found: None if found == module else object())
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModelUnavailable, match=command) as caught:
        open_chat_model(name, api_key="key")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"GG", b"PK\x03\x04 a zip file", "Báo cáo".encode()])
def test_a_file_that_is_no_gguf_is_refused_by_its_first_bytes(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="is not a GGUF file"):
        open_chat_model(f"gguf:{file}")


def test_a_gguf_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF" + b"\x03\x00\x00\x00" + b"\xff" * 64)
    with pytest.raises(ModelUnavailable, match="cut short"):
        open_chat_model(f"gguf:{file}")


def test_a_gguf_model_without_llama_cpp_names_the_pip_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    with pytest.raises(ModelUnavailable, match="pip install xllamacpp langchain-openai"):
        open_chat_model(f"gguf:{file}")


def test_a_gguf_model_of_the_hub_that_cannot_be_fetched_is_refused_in_one_line() -> None:
    offline = "import os; os.environ['HF_HUB_OFFLINE'] = '1'\nfrom assistant.chat_model import open_chat_model\n"
    code = offline + "open_chat_model('gguf:owner/repository/model.gguf')"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("index.errors.ModelUnavailable: cannot fetch the chat model 'owner/repository/model.gguf'")
