"""Choose a chat model by its id, and stream from it.

    openai:MODEL, anthropic:MODEL, google_genai:MODEL, ollama:MODEL, ...   any id of LangChain's `init_chat_model` [1]
    MODEL with a base URL                                                  any server that speaks OpenAI's protocol
    gguf:FILE or gguf:OWNER/REPOSITORY/FILE.gguf                           llama.cpp inside this process

[1] LangChain, "init_chat_model", https://reference.langchain.com/python/langchain/models
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from assistant.chat import ChatModel, ChatModelFailed, Message, Reply, Timeouts, Usage
from assistant.gguf import LlamaServer, check_gguf, find_gguf
from assistant.timed import SourceFailed, timed
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk
    from langchain_openai import ChatOpenAI

__all__ = ["ChatModel", "ChatModelFailed", "LangChainModel", "Message", "Reply", "Timeouts", "Usage", "open_chat_model"]

logger = logging.getLogger(__name__)

# A processor reads some 50 tokens of evidence a second, so the first word of a local model takes a minute.
LOCAL_TIMEOUTS = Timeouts(silence=180.0, total=360.0)


class _Streaming(Protocol):
    """What we use of LangChain's chat models."""

    def stream(self, input: list[tuple[str, str]]) -> Iterator[BaseMessageChunk]:
        """Start a reply."""


class LangChainModel:
    """A chat model of LangChain's, with our time-outs and our one error."""

    def __init__(
        self, id: str, model: _Streaming, timeouts: Timeouts, *, end: str = "", server: LlamaServer | None = None
    ) -> None:
        self.id = id
        self._model = model
        self._timeouts = timeouts
        self._server = server  # runs as long as the model is kept
        self.reads_slowly = server is not None
        self._end = end  # what the last chunk must carry; without it, a dropped connection looks like an end

    def stream(self, system: str, messages: Sequence[Message]) -> Reply:
        """Start a reply to the last message."""
        return Reply(self._pieces([("system", system), *messages]))

    def _pieces(self, messages: list[tuple[str, str]]) -> Generator[str | Usage, None, None]:
        limits = self._timeouts
        ended = not self._end
        chunks = timed(lambda: self._model.stream(messages), silence=limits.silence, total=limits.total)
        try:
            for chunk in chunks:
                yield str(chunk.text)
                ended = ended or bool(chunk.response_metadata.get(self._end))
                if counts := getattr(chunk, "usage_metadata", None):
                    yield Usage(counts["input_tokens"], counts["output_tokens"])
        except TimeoutError as error:
            raise ChatModelFailed(f"took too long: {error}", retryable=False) from error
        except SourceFailed as error:
            logger.warning("chat model %s failed: %s", self.id, error)
            retryable = "Timeout" not in type(error.__cause__).__name__
            raise ChatModelFailed(str(error), retryable=retryable) from error
        finally:
            chunks.close()
        if not ended:
            raise ChatModelFailed("the connection dropped", retryable=True)


class _Counting:
    """A server that is asked to count its tokens until it has answered only without being asked to."""

    def __init__(self, chat: ChatOpenAI) -> None:
        self._chat = chat
        self._asks = True

    def stream(self, input: list[tuple[str, str]]) -> Iterator[BaseMessageChunk]:
        """Start a reply; a request that is refused is sent once more as servers without `stream_options` take it."""
        from openai import BadRequestError, UnprocessableEntityError

        if self._asks:
            chunks = self._chat.stream(input, stream_usage=True)
            try:
                yield next(chunks)
            except (BadRequestError, UnprocessableEntityError) as refused:
                logger.info("asked again without counting tokens: %s", refused)
            else:
                yield from chunks
                return
        for chunk in self._chat.stream(input, stream_usage=False):
            self._asks = False
            yield chunk


@dataclass(frozen=True, slots=True)
class _Provider:
    package: str  # what pip installs
    module: str
    keys: tuple[str, ...] = ()  # environment variables its key may stand in
    retries: int | None = 0  # retrying is ours, with another prompt; the client must not wait for its own


_PROVIDERS = {
    "openai": _Provider("langchain-openai", "langchain_openai", ("OPENAI_API_KEY",)),
    "anthropic": _Provider("langchain-anthropic", "langchain_anthropic", ("ANTHROPIC_API_KEY",)),
    "google_genai": _Provider(
        "langchain-google-genai", "langchain_google_genai", ("GOOGLE_API_KEY", "GEMINI_API_KEY"), retries=1
    ),
    "ollama": _Provider("langchain-ollama", "langchain_ollama", retries=None),
}


def open_chat_model(
    name: str | None, *, base_url: str | None = None, api_key: str | None = None, timeouts: Timeouts | None = None
) -> ChatModel | None:
    """Return the chat model of this id, or None where none is asked for; raises ModelUnavailable, never asks a server.

    Where no key is given, the provider's own environment variable is used.
    """
    name, base_url, api_key = (name or "").strip(), (base_url or "").strip(), (api_key or "").strip()
    if not name and not base_url:
        return None
    if not name:
        raise ModelUnavailable(f"the server {base_url!r} needs a model's name too; set REPORT_ASSISTANT_MODEL")
    if base_url and urlsplit(base_url).scheme not in {"http", "https"}:
        raise ModelUnavailable(f"the chat model's address {base_url!r} must begin with http:// or https://")
    if name.startswith("gguf:"):
        return _open_gguf(name, timeouts or LOCAL_TIMEOUTS)
    prefix, _, rest = name.partition(":")
    provider = prefix.replace("-", "_").lower() if rest else ""
    if base_url and provider not in _PROVIDERS:
        return _open_server(name, name, base_url, api_key or "none", timeouts or Timeouts())
    if base_url and provider == "openai":
        key = api_key or os.environ.get("OPENAI_API_KEY", "none")
        return _open_server(name, rest, base_url, key, timeouts or Timeouts())
    return _open_hosted(name, provider, rest, base_url, api_key, timeouts or Timeouts())


def _open_gguf(name: str, timeouts: Timeouts) -> ChatModel:
    path = find_gguf(name.removeprefix("gguf:"))
    check_gguf(path)
    _require(_PROVIDERS["openai"], name)
    server = LlamaServer(path)
    return _open_server(f"gguf:{path.name}", path.stem, server.base_url, server.key, timeouts, server)


def _open_server(
    id: str, model: str, base_url: str, key: str, timeouts: Timeouts, server: LlamaServer | None = None
) -> ChatModel:
    _require(_PROVIDERS["openai"], id)
    from httpx import Client
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    local = server is not None
    chat = ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=SecretStr(key),
        temperature=0,
        max_retries=0,
        timeout=timeouts.total,
        http_client=Client(trust_env=False, timeout=timeouts.total) if local else None,  # no proxy on the way to us
    )
    return LangChainModel(id, _Counting(chat), timeouts, end="finish_reason", server=server)


def _open_hosted(name: str, provider: str, model: str, base_url: str, key: str, timeouts: Timeouts) -> ChatModel:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {}  # as init_chat_model takes them
    if known := _PROVIDERS.get(provider):
        _require(known, name)
        if known.keys and not key and not any(os.environ.get(variable) for variable in known.keys):
            raise ModelUnavailable(f"{name!r} needs a key: set {known.keys[0]} or REPORT_ASSISTANT_API_KEY")
        if known.retries is not None:
            options |= {"max_retries": known.retries, "timeout": timeouts.total}
        name_for_langchain = f"{provider}:{model}"
    else:
        name_for_langchain = name
    if base_url:
        options["base_url"] = base_url
    if key:
        options["api_key"] = key
    try:
        chat = init_chat_model(name_for_langchain, **options)
    except ImportError as error:
        raise ModelUnavailable(f"{name!r} cannot be used: {_line(error)}") from error
    except ValueError as error:
        raise ModelUnavailable(
            f"unknown chat model {name!r}: write provider:model, for example openai:NAME or ollama:NAME, gguf:FILE, "
            f"or give the server's address in REPORT_ASSISTANT_BASE_URL ({_line(error)})"
        ) from error
    return LangChainModel(name, chat, timeouts)


def _require(provider: _Provider, name: str) -> None:
    if importlib.util.find_spec(provider.module) is None:
        raise ModelUnavailable(f"{name!r} needs a package that is not installed: pip install {provider.package}")


def _line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
