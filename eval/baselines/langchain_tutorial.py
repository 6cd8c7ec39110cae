"""The pipeline of LangChain's tutorial: chunks of 1,000 characters, 200 of overlap, Chroma, the best four [1].

It gets our encoder with its prefixes, which the tutorial leaves out, so that only the pipeline is compared.

[1] LangChain, "Build a RAG agent with LangChain", https://docs.langchain.com/oss/python/langchain/rag
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import Answer
from eval.baselines.passages import FlatReport, answer_of
from index.encoder import Encoder
from index.report import Report

_CHUNK, _OVERLAP, _TOP = 1000, 200, 4


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain sees it: one vector a text."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Encode texts as passages."""
        return [encoded.vector.tolist() for encoded in self._encoder.encode(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """Encode a question."""
        vector: list[float] = self._encoder.encode([text], "question")[0].vector.tolist()
        return vector


class LangChainTutorial:
    """Retrieves four chunks by one vector each; the earlier turns of a chat are not looked at."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        self._flat = {report.id: FlatReport.of(report) for report in reports}
        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True)
        documents = [Document(flat.text, metadata={"report": id}) for id, flat in self._flat.items()]
        self._store = Chroma("tutorial", EncoderEmbeddings(encoder))
        self._store.add_documents(splitter.split_documents(documents))

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the nearest chunk."""
        chunks = []
        for document, distance in self._store.similarity_search_with_score(question, k=_TOP):
            start = int(document.metadata["start_index"])
            shown = self._flat[document.metadata["report"]].citations(start, start + len(document.page_content))
            chunks.append((document.page_content, -float(distance), shown))
        return answer_of(question, chunks)
