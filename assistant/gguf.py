"""Run a GGUF model inside this process: llama.cpp's server on loopback, for nobody but us.

`xllamacpp` starts an OpenAI-compatible server in a thread of the process. It listens on 127.0.0.1 at a port the system
picks, and answers only to a key made up at the start.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    import xllamacpp

MAGIC = b"GGUF"  # the first four bytes of every GGUF file
CONTEXT_TOKENS = 8192  # holds the evidence of one question twice over


def find_gguf(name: str) -> Path:
    """Return the file a name stands for: a path, or OWNER/REPOSITORY/FILE.gguf on the Hugging Face hub, fetched once.

    Raises ModelUnavailable where the hub does not give it.
    """
    path = Path(name).expanduser()
    parts = name.split("/")
    if path.exists() or len(parts) != 3 or not all(parts) or not name.endswith(".gguf"):
        return path
    from httpx import HTTPError
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(hf_hub_download("/".join(parts[:2]), parts[2]))
    except (OSError, HTTPError, HFValidationError) as error:
        raise ModelUnavailable(
            f"cannot fetch the chat model {name!r} from the hub ({type(error).__name__}); "
            "check the name and the network, or give the path of a GGUF file"
        ) from error


def check_gguf(path: Path) -> None:
    """Refuse what is no GGUF file; raises ModelUnavailable."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        reason = error.strerror or error
        raise ModelUnavailable(f"cannot read the chat model {str(path)!r}: {reason}; name a GGUF file") from error
    if start != MAGIC:
        raise ModelUnavailable(f"{str(path)!r} is not a GGUF file; name a chat model's file that ends in .gguf")


class LlamaServer:
    """A running server of a checked file; it stops when the object is let go."""

    def __init__(self, path: Path) -> None:
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelUnavailable("a GGUF model needs llama.cpp: pip install xllamacpp langchain-openai") from error
        self.key = secrets.token_hex(16)
        try:
            self._server = xllamacpp.Server(self._parameters(xllamacpp.CommonParams(), path))
        except RuntimeError as error:
            raise ModelUnavailable(
                f"llama.cpp cannot load {str(path)!r}: the file is cut short, or it is no chat model; download it again"
            ) from error

    @property
    def base_url(self) -> str:
        """Where it answers OpenAI's protocol."""
        return f"{self._server.listening_address}/v1"

    def _parameters(self, parameters: xllamacpp.CommonParams, path: Path) -> xllamacpp.CommonParams:
        parameters.model.path = str(path)
        parameters.hostnames = ["127.0.0.1"]
        parameters.port = 0
        parameters.api_keys = [self.key]
        parameters.n_ctx = CONTEXT_TOKENS
        parameters.n_parallel = 1
        parameters.verbosity = 0
        return parameters
