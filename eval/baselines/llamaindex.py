"""What LlamaIndex's CitationQueryEngine shows a chat model: chunks of 1,024 tokens, the best three, cut to sources [1].

Every setting is the library's own default; three chunks are what its guide asks for. It gets our encoder.

[1] LlamaIndex, "Build RAG with in-line citations", https://docs.llamaindex.ai/en/stable/examples/query_engine/citation_query_engine
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import QueryBundle
from pydantic import PrivateAttr

from assistant.answer import Answer
from eval.baselines.passages import FlatReport, answer_of
from index.encoder import Encoder
from index.report import Report

_TOP = 3


class EncoderEmbedding(BaseEmbedding):  # type: ignore[misc]  # its types are read only where the package is installed
    """An encoder as LlamaIndex sees it: one vector a text."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._encoder.encode([query], "question")[0].vector.tolist()
        return vector

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [encoded.vector.tolist() for encoded in self._encoder.encode(texts, "passage")]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class LlamaIndexCitations:
    """Retrieves chunks and cuts them to the sources that would be cited; earlier turns are not looked at."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        self._flat = {report.id: FlatReport.of(report) for report in reports}
        documents = [
            Document(text=flat.text, metadata={"report": id}, excluded_embed_metadata_keys=["report"])
            for id, flat in self._flat.items()
        ]
        index = VectorStoreIndex.from_documents(documents, embed_model=EncoderEmbedding(encoder))
        self._engine = CitationQueryEngine.from_args(index, llm=MockLLM(), similarity_top_k=_TOP)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the first source of the nearest chunk."""
        chunks = []
        for found in self._engine.retrieve(QueryBundle(question)):
            node, end = found.node, 0
            flat = self._flat[node.metadata["report"]]
            for source in self._engine.text_splitter.split_text(node.text):
                start = node.text.find(source, max(0, end - len(source)))
                end = start + len(source)
                shown = flat.citations(node.start_char_idx + start, node.start_char_idx + end)
                chunks.append((source, float(found.score), shown))
        return answer_of(question, chunks)
