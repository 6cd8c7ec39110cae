"""An embeddings server that speaks OpenAI's protocol, in place of the encoder on this machine.

Such a server gives one vector a text and none a token, so late interaction compares words as they are written (their
letters, diacritics folded) and not what they mean; meaning is left to the sentence vectors. What that costs is in
docs/scale.md.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import prefixes_of
from index.encoder import Encoded, Role
from index.errors import ModelUnavailable
from index.hashed import word_tokens
from index.windows import unit

_TEXTS = 32  # in one request
_ATTEMPTS = 3  # of a server that does not answer, or says that it is busy
_WAIT = 0.5  # seconds before the second attempt, twice as long before the third
_SECONDS: dict[Role, float] = {"question": 30.0, "passage": 300.0}  # for one request; a server may be a slow one
_PROBE = "report"  # what is embedded to learn how long the server's vectors are


class RemoteEncoder:
    """An `index.encoder.Encoder` whose vectors come from a server; any number of threads may use one."""

    spelled_tokens = True  # a token's vector says how a word is written, not what it means

    def __init__(self, url: str, name: str, key: str | None = None) -> None:
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._url = f"{url.rstrip('/')}/embeddings"
        self.name = name
        self._prefixes = prefixes_of({}, name)
        self._client = httpx.Client(headers=headers)
        self.close = weakref.finalize(self, self._client.close)  # an index never says that it needs its encoder no more
        self.dimension = int(self._ask([_PROBE], "passage").shape[1])
        self.identity = (
            f"{remote_identity(name)}{self.dimension} {self._prefixes['question']!r} {self._prefixes['passage']!r}"
        )

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Encode texts as questions or as passages, in their order. Raises ModelUnavailable."""
        found = []
        for start in range(0, len(texts), _TEXTS):
            part = texts[start : start + _TEXTS]
            vectors = self._ask([self._prefixes[role] + text for text in part], role)
            for text, vector in zip(part, vectors, strict=True):
                tokens, offsets = word_tokens(text, self.dimension)
                found.append(Encoded(unit(vector), tokens, offsets))
        return found

    def _ask(self, texts: Sequence[str], role: Role) -> NDArray[np.float32]:
        """Return the vectors of some texts (texts, dimension)."""
        import httpx

        body = {"model": self.name, "input": list(texts), "encoding_format": "float"}
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                reply = self._client.post(self._url, json=body, timeout=httpx.Timeout(_SECONDS[role], connect=5.0))
                if reply.status_code not in (429, 500, 502, 503, 504) or attempt == _ATTEMPTS:
                    return self._vectors(reply.raise_for_status().json(), len(texts))
            except httpx.HTTPStatusError as error:
                said = " ".join(error.response.text.split())[:200]
                raise self._unavailable(f"it answers {error.response.status_code}: {said}") from error
            except httpx.HTTPError as error:
                if attempt == _ATTEMPTS:
                    raise self._unavailable(f"it does not answer ({error})") from error
            except (ValueError, KeyError, TypeError) as error:
                raise self._unavailable(f"its answer is no list of vectors ({error})") from error
            time.sleep(_WAIT * 2 ** (attempt - 1))
        raise AssertionError("the last attempt returns or raises")

    def _vectors(self, reply: Any, count: int) -> NDArray[np.float32]:
        rows = sorted(reply["data"], key=lambda row: int(row["index"]))
        vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        expected = getattr(self, "dimension", vectors.shape[-1])
        if vectors.shape != (count, expected) or not expected or not np.isfinite(vectors).all():
            raise ValueError(f"{count} texts of {expected} numbers were expected, came {vectors.shape}")
        return vectors

    def _unavailable(self, reason: str) -> ModelUnavailable:
        return ModelUnavailable(
            f"The embeddings server {self._url!r} cannot be used for {self.name!r}: {reason}. Start it, or unset "
            "REPORT_ASSISTANT_EMBEDDING_URL to use the encoder on this machine."
        )


def remote_identity(name: str) -> str:
    """Return how the identity of a server's encoder begins; its address is not in it, a server may move."""
    return f"{name} served "
