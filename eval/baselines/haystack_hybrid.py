"""Haystack's hybrid retrieval: keywords and one vector a chunk, joined by their ranks [1].

The tutorial ends in a re-ranker, which is another model; without one its guide joins by reciprocal ranks. Chunks are as
its splitter cuts them where nothing else is said (200 words): the tutorial's 512 are more than our encoder reads.

[1] Haystack, "Creating a Hybrid Retrieval Pipeline", https://haystack.deepset.ai/tutorials/33_hybrid_retrieval
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer
from eval.baselines.passages import FlatReport, answer_of
from index.encoder import Encoder
from index.report import Report


class HaystackHybrid:
    """Retrieves ten chunks by each way; earlier turns are not looked at."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")  # nothing is sent anywhere
        from haystack import Document, Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._encoder = encoder
        self._flat = {report.id: FlatReport.of(report) for report in reports}
        whole = [Document(content=flat.text, meta={"report": id}) for id, flat in self._flat.items()]
        chunks = DocumentSplitter().run(documents=whole)["documents"]
        encoded = encoder.encode([chunk.content for chunk in chunks], "passage")
        store = InMemoryDocumentStore()
        store.write_documents(
            [replace(chunk, embedding=each.vector.tolist()) for chunk, each in zip(chunks, encoded, strict=True)]
        )
        self._pipeline = Pipeline()
        self._pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store))
        self._pipeline.add_component("keywords", InMemoryBM25Retriever(store))
        self._pipeline.add_component("joiner", DocumentJoiner("reciprocal_rank_fusion"))
        self._pipeline.connect("vectors", "joiner")
        self._pipeline.connect("keywords", "joiner")

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer with the first chunk."""
        vector = self._encoder.encode([question], "question")[0].vector.tolist()
        found = self._pipeline.run({"vectors": {"query_embedding": vector}, "keywords": {"query": question}})
        chunks = []
        for chunk in found["joiner"]["documents"]:
            start = int(chunk.meta["split_idx_start"])
            shown = self._flat[chunk.meta["report"]].citations(start, start + len(chunk.content))
            chunks.append((chunk.content, float(chunk.score), shown))
        return answer_of(question, chunks)
