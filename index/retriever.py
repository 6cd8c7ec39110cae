"""The index as a LangChain retriever.

retriever = open_index().as_retriever(k=5)
documents = retriever.invoke("how much COVID support was paid?")
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Index


class ReportRetriever(BaseRetriever):
    """Paragraphs as documents; `metadata` holds id, report, place, page, score, confidence and the translation."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(
                page_content=hit.paragraph.text,
                id=hit.paragraph.id,
                metadata={
                    "id": hit.paragraph.id,
                    "report": hit.paragraph.report,
                    "place": hit.paragraph.place,
                    "page": hit.paragraph.page,
                    "score": hit.score,
                    "confidence": hit.confidence,
                    "translation": hit.paragraph.translation,
                },
            )
            for hit in self.index.search(query, self.k)
        ]
