"""The encoder: sentence vectors and token vectors from one pass of the model.

Every model is a sentence-transformers folder. `SentenceTransformer.encode` returns either the sentence's vector or
the tokens', and `MultiVectorEncoder` only the tokens', so both would run the model twice; here the model's own modules
are run once over batches we tokenise: the Transformer gives the token vectors, Pooling and Normalize the sentence's.
A folder that also holds a graph for onnxruntime (`index.graph`; the default model's does) runs that on the CPU, which
spares the import of torch.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.convert import PROMPTS
from index.encoder import Encoded, Role
from index.errors import ModelUnavailable
from index.graph import GRAPH, GraphRunner
from index.weights import DEFAULT_MODEL, fingerprint, locate_model
from index.windows import batches, content, cut, joined, padded

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Progress = Callable[[int, int], None]

_E5 = re.compile(r"(?:^|[/_-])e5-(?:small|base|large)(?![a-z0-9-]*instruct)", re.IGNORECASE)
_MAX_WINDOW = 512  # tokens; attention over longer windows costs more than it finds


class Runner(Protocol):
    """Runs a model over token ids."""

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the pooled vectors (texts, dimension) and the token vectors (texts, tokens, dimension)."""


class SentenceTransformerRunner:
    """Runs the modules of a sentence-transformers model, one batch at a time whoever asks."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self._lock = threading.Lock()

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the pooled vectors (texts, dimension) and the token vectors (texts, tokens, dimension)."""
        import torch

        device = self._model.device
        features = {
            "input_ids": torch.from_numpy(ids).to(device),
            "attention_mask": torch.from_numpy(mask).to(device),
        }
        with self._lock, torch.inference_mode():
            output = self._model(features)
        vectors, tokens = output["sentence_embedding"], output["token_embeddings"]
        return vectors.float().cpu().numpy(), tokens.float().cpu().numpy()


class ModelEncoder:
    """A model and its tokenizer as an `index.encoder.Encoder`; any number of threads may use one."""

    def __init__(
        self,
        runner: Runner,
        tokenizer: Tokenizer,
        *,
        name: str,
        weights: str,
        prefixes: Mapping[Role, str],
        window: int,
        dimension: int,
        padding: int,
    ) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._runner = runner
        self._tokenizer = tokenizer
        self.name = name
        self._prefixes = prefixes
        self._window = window
        self.dimension = dimension
        self._padding = padding
        self.identity = f"{name} {weights} {prefixes['question']!r} {prefixes['passage']!r} {window}"

    def encode(self, texts: Sequence[str], role: Role, progress: Progress | None = None) -> list[Encoded]:
        """Encode texts as questions or as passages, in their order.

        Offsets are characters into each text as given. `progress(done, total)` counts windows: one a text, more for
        texts longer than the model's window.
        """
        prefix = self._prefixes[role]
        room = self._window - len(self._tokenizer.encode(prefix).ids)
        windows = [part for position, text in enumerate(texts) for part in cut(self._tokenizer, position, text, room)]
        encodings = self._tokenizer.encode_batch([prefix + texts[part.text][part.start : part.end] for part in windows])
        results: dict[int, Encoded] = {}
        for batch in batches([len(encoding.ids) for encoding in encodings]):
            ids, mask = padded([encodings[position] for position in batch], self._window, self._padding)
            vectors, tokens = self._runner.run(ids, mask)
            for row, position in enumerate(batch):
                window = windows[position]
                results[position] = content(
                    encodings[position], vectors[row], tokens[row], window, len(prefix), texts[window.text]
                )
            if progress is not None:
                progress(len(results), len(windows))
        parts: list[list[Encoded]] = [[] for _ in texts]
        for position, window in enumerate(windows):
            parts[window.text].append(results[position])
        return [joined(part) for part in parts]


def load_encoder(
    name: str = DEFAULT_MODEL, *, home: Path, device: str | None = None, threads: int | None = None
) -> ModelEncoder:
    """Load an encoder by its folder or its name on the hub; the default one is made ready in `home` at the first call.

    `device` as torch names it ("cpu", "cuda", "mps"): naming one always runs torch; by default the graph where there
    is one, else torch on the best device there is. `threads` None takes one a core. Raises ModelUnavailable and
    StorageFailed.
    """
    folder = locate_model(name, home)
    if device is None and (folder / GRAPH).is_file():
        return _load_graph(folder, name, threads)
    return _load_sentence_transformer(folder, name, device, threads)


def _load_graph(folder: Path, name: str, threads: int | None) -> ModelEncoder:
    import json

    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return ModelEncoder(
        GraphRunner.open(folder, threads),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        name=name,
        weights=fingerprint(folder),
        prefixes=prefixes_of(PROMPTS, name),
        window=config["max_position_embeddings"],
        dimension=config["hidden_size"],
        padding=config["pad_token_id"],
    )


def _load_sentence_transformer(folder: Path, name: str, device: str | None, threads: int | None) -> ModelEncoder:
    import torch

    if device is not None:
        _check_device(device)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    if threads is not None:
        torch.set_num_threads(threads)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(folder), device=device, local_files_only=True)
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise ModelUnavailable(
            f"the encoder in {str(folder)!r} does not load ({type(error).__name__}: {reason}): "
            "it must be a sentence-transformers model; delete the folder to have it made again, or name another"
        ) from error
    if not hasattr(model.tokenizer, "backend_tokenizer"):
        raise ModelUnavailable(f"the encoder {name!r} has no tokenizer.json, so its tokens have no place in the text")
    model.eval()
    return ModelEncoder(
        SentenceTransformerRunner(model),
        model.tokenizer.backend_tokenizer,
        name=name,
        weights=fingerprint(folder),
        prefixes=prefixes_of(model.prompts, name),
        window=min(int(model.max_seq_length or _MAX_WINDOW), _MAX_WINDOW),
        dimension=int(model.get_embedding_dimension() or 0),
        padding=int(model.tokenizer.pad_token_id or 0),
    )


def _check_device(device: str) -> None:
    """Raise ModelUnavailable for a device that torch cannot use here."""
    import torch

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise ModelUnavailable(
            f"the encoder cannot run on {device!r} ({reason}): set REPORT_ASSISTANT_DEVICE to cpu, or install a build "
            "of torch for that device"
        ) from error


def prefixes_of(prompts: Mapping[str, str | None], name: str) -> Mapping[Role, str]:
    """Return what the model wants before a question and before a passage: its own configuration, or e5's words."""
    question, passage = prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""
    if not question and not passage and _E5.search(name):
        question, passage = PROMPTS["query"], PROMPTS["passage"]
    return {"question": question, "passage": passage}
