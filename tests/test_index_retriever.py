"""The index as a LangChain retriever."""

from __future__ import annotations

from pathlib import Path

from langchain_core.retrievers import BaseRetriever

from index.build import build_index
from index.hashed import HashedEncoder


def test_hits_come_as_documents_with_their_address(tmp_path: Path) -> None:
    report = tmp_path / "fish.txt"
    report.write_text("Sản lượng cá đạt 1.200 tấn.\n\nXã có 15 cây cầu mới.", "utf-8")
    with build_index([report], home=tmp_path / "home", encoder=HashedEncoder()) as index:
        retriever = index.as_retriever(k=1)
        assert isinstance(retriever, BaseRetriever)
        [document] = retriever.invoke("cây cầu")
        hit = index.search("cây cầu")[0]
    assert document.page_content == "Xã có 15 cây cầu mới."
    assert document.id == document.metadata["id"] == hit.paragraph.id
    assert document.metadata["report"] == "fish"
    assert document.metadata["place"] == hit.paragraph.place
    assert document.metadata["score"] == hit.score
