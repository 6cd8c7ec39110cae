"""The encoder: sentence vectors and token vectors from one pass of a sentence-transformers model.

`SentenceTransformer.encode` returns either the sentence's vector or the tokens' and pads differently for each, and
`MultiVectorEncoder` returns only the tokens', so both would run the model twice. Here the model's own modules are
run once over batches we tokenise: the Transformer gives the token vectors, Pooling and Normalize the sentence's.

Texts longer than the window are cut into overlapping windows at token boundaries. A token is taken from the window
in which it stands further from the edge; the text's vector is the mean of its windows', weighted by their tokens.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Role
from index.errors import ModelUnavailable
from index.weights import DEFAULT_MODEL, fingerprint, locate_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

Progress = Callable[[int, int], None]

_E5 = re.compile(r"(?:^|[/_-])e5-(?:small|base|large)(?![a-z0-9-]*instruct)", re.IGNORECASE)
_MAX_WINDOW = 512  # tokens; attention over longer windows costs more than it finds
_MARGIN = 8  # tokens left free, since cutting a text can split a word into more pieces
_OVERLAP = 64  # tokens
_BATCH_TOKENS = 4096  # padding included
_BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one text that fits the model, with the part of it whose tokens are kept."""

    text: int  # position among the texts
    start: int  # characters
    end: int
    keep_start: int
    keep_end: int


class SentenceTransformerEncoder:
    """A sentence-transformers model as an `index.encoder.Encoder`; any number of threads may use one."""

    def __init__(self, model: SentenceTransformer, name: str, weights: str, prefixes: tuple[str, str]) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._name = name
        self._prefixes: dict[Role, str] = {"question": prefixes[0], "passage": prefixes[1]}
        self._tokenizer = model.tokenizer.backend_tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._padding = int(model.tokenizer.pad_token_id or 0)
        self._window = min(int(model.max_seq_length or _MAX_WINDOW), _MAX_WINDOW)
        self._dimension = int(model.get_embedding_dimension() or 0)
        self.identity = f"{name} {weights} {prefixes[0]!r} {prefixes[1]!r} {self._window}"

    @property
    def name(self) -> str:
        """The model, as the user names it."""
        return self._name

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._dimension

    def encode(self, texts: Sequence[str], role: Role, progress: Progress | None = None) -> list[Encoded]:
        """Encode texts as questions or as passages, in their order.

        Offsets are characters into each text as given. `progress(done, total)` counts windows: one a text, more for
        texts longer than the model's window.
        """
        prefix = self._prefixes[role]
        with self._lock:
            windows = [window for position, text in enumerate(texts) for window in self._cut(position, text, prefix)]
            encodings = self._tokenizer.encode_batch(
                [prefix + texts[window.text][window.start : window.end] for window in windows]
            )
            parts: list[list[tuple[Encoded, int]]] = [[] for _ in texts]
            done = 0
            results: dict[int, Encoded] = {}
            for batch in _batches([len(encoding.ids) for encoding in encodings]):
                vectors, tokens = self._run([encodings[position] for position in batch])
                for row, position in enumerate(batch):
                    window, text = windows[position], texts[windows[position].text]
                    results[position] = _content(
                        encodings[position], vectors[row], tokens[row], window, len(prefix), text
                    )
                done += len(batch)
                if progress is not None:
                    progress(done, len(windows))
        for position, window in enumerate(windows):
            parts[window.text].append((results[position], len(results[position].tokens)))
        return [_joined(part) for part in parts]

    def _cut(self, position: int, text: str, prefix: str) -> Iterator[_Window]:
        """Yield the windows of a text: one for nearly every text."""
        room = self._window - _MARGIN - len(self._tokenizer.encode(prefix).ids)
        if len(text) <= room:  # a token is at least about a character
            yield _Window(position, 0, len(text), 0, len(text))
            return
        starts = [start for start, end in self._tokenizer.encode(text, add_special_tokens=False).offsets]
        if len(starts) <= room:
            yield _Window(position, 0, len(text), 0, len(text))
            return
        keep_start = 0
        for first in range(0, len(starts), room - _OVERLAP):
            last = first + room >= len(starts)
            end = len(text) if last else starts[first + room]
            keep_end = len(text) if last else starts[first + room - _OVERLAP // 2]
            yield _Window(position, starts[first] if first else 0, end, keep_start, keep_end)
            keep_start = keep_end
            if last:
                return

    def _run(self, encodings: Sequence[Encoding]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the sentence vectors (texts, dimension) and the token vectors (texts, tokens, dimension)."""
        import torch

        longest = min(max(len(encoding.ids) for encoding in encodings), self._window)
        ids = np.full((len(encodings), longest), self._padding, dtype=np.int64)
        mask = np.zeros((len(encodings), longest), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            kept = encoding.ids[:longest]
            ids[row, : len(kept)] = kept
            mask[row, : len(kept)] = 1
        device = self._model.device
        features = {
            "input_ids": torch.from_numpy(ids).to(device),
            "attention_mask": torch.from_numpy(mask).to(device),
        }
        with torch.inference_mode():
            output = self._model(features)
        vectors = output["sentence_embedding"].float().cpu().numpy()
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors, output["token_embeddings"].float().cpu().numpy()


def load_encoder(
    name: str = DEFAULT_MODEL, *, home: Path, device: str | None = None, threads: int | None = None
) -> SentenceTransformerEncoder:
    """Load an encoder by its folder or its name on the hub; the default one is made ready in `home` at the first call.

    `device` as torch names it ("cpu", "cuda", "mps"); by default the best there is. Raises ModelUnavailable and
    StorageFailed.
    """
    folder = locate_model(name, home)
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    if threads is not None:
        torch.set_num_threads(threads)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(folder), device=device, local_files_only=True)
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError) as error:
        raise ModelUnavailable(
            f"the encoder in {str(folder)!r} does not load ({type(error).__name__}: {str(error).splitlines()[0]}): "
            "it must be a sentence-transformers model; delete the folder to have it made again, or name another"
        ) from error
    if not hasattr(model.tokenizer, "backend_tokenizer"):
        raise ModelUnavailable(f"the encoder {name!r} has no tokenizer.json, so its tokens have no place in the text")
    model.eval()
    return SentenceTransformerEncoder(model, name, fingerprint(folder), _prefixes(model.prompts, name))


def _prefixes(prompts: Mapping[str, str | None], name: str) -> tuple[str, str]:
    """Return what the model wants before a question and before a passage: its own configuration, or e5's words."""
    question, passage = prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""
    if not question and not passage and _E5.search(name):
        return "query: ", "passage: "
    return question, passage


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield positions in batches of like lengths, longest first, so that memory is highest at the start."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batch and (len(batch) == _BATCH_TEXTS or lengths[batch[0]] * (len(batch) + 1) > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def _content(
    encoding: Encoding,
    vector: NDArray[np.float32],
    tokens: NDArray[np.float32],
    window: _Window,
    prefix: int,
    text: str,
) -> Encoded:
    """Keep a window's own tokens: neither special ones, nor the prefix's, nor those another window holds better."""
    rows, offsets = [], []
    for row, ((start, end), special) in enumerate(zip(encoding.offsets, encoding.special_tokens_mask, strict=True)):
        if special or end <= prefix or row >= len(tokens):
            continue
        start, end = _trimmed(text, max(start, prefix) - prefix + window.start, end - prefix + window.start)
        if start < end and window.keep_start <= start < window.keep_end:
            rows.append(row)
            offsets.append((start, end))
    return Encoded(vector, tokens[rows], np.array(offsets, dtype=np.int32).reshape(-1, 2))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end < len(text) and unicodedata.combining(text[end]):  # decomposed text: marks belong to their letter
        end += 1
    return start, end


def _joined(parts: Sequence[tuple[Encoded, int]]) -> Encoded:
    if len(parts) == 1:
        return parts[0][0]
    vector = np.sum([part.vector * max(count, 1) for part, count in parts], axis=0)
    vector = (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)
    return Encoded(
        vector,
        np.concatenate([part.tokens for part, _ in parts]),
        np.concatenate([part.offsets for part, _ in parts]),
    )
