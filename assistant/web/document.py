"""A conversation as a Word document: questions, answers, and every quotation with its address."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from assistant.web.strings import load_strings

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
# Asterisks around words, as the page reads them (page/text.js).
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
# Word's XML cannot hold these characters, and a question or a report may.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def conversation_docx(conversation: Mapping[str, Any]) -> bytes:
    """Return a .docx of a conversation as the page keeps it: `{"language": ..., "title": ..., "turns": [...]}`."""
    from docx import Document

    words = load_strings()["vi" if conversation.get("language") == "vi" else "en"]
    document = Document()
    document.add_heading(_clean(conversation.get("title")), level=1)
    for turn in conversation.get("turns", []):
        document.add_heading(_clean(turn.get("question")), level=2)
        answer = turn.get("answer")
        if not answer:
            continue
        for line in _clean(answer.get("text")).split("\n"):
            _add_line(document, line)
        for citation in answer.get("citations", []):
            _add_citation(document, citation, words)
        for figure in answer.get("figures", []):
            document.add_paragraph(_figure_line(figure), style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_line(document: Any, line: str) -> None:
    """Add a line of an answer, with its **figure** in bold."""
    if not line.strip():
        return
    item = line.lstrip().startswith("- ")
    paragraph = document.add_paragraph(style="List Bullet" if item else None)
    _add_words(paragraph, line.lstrip().removeprefix("- "))


def _add_words(paragraph: Any, words: str) -> None:
    """Add words with **figures** in bold and the report's *emphasis* in italics."""
    for position, part in enumerate(_BOLD.split(words)):
        for place, piece in enumerate(_EMPHASIS.split(part)):
            run = paragraph.add_run(piece)
            run.bold, run.italic = position % 2 == 1 or None, place % 2 == 1 or None  # None: as the style has it


def _add_citation(document: Any, citation: Mapping[str, Any], words: Mapping[str, str]) -> None:
    paragraph = document.add_paragraph(style="Intense Quote")
    _add_words(paragraph, f"[{citation.get('number')}] “{_clean(citation.get('quote'))}”")
    paragraph.add_run(f"\n{_clean(citation.get('source') or citation.get('place'))}")
    if citation.get("translation"):
        _add_words(paragraph, f"\n{words['quote_unofficial']}: {_clean(citation['translation'])}")


def _figure_line(figure: Mapping[str, Any]) -> str:
    return f"{_clean(figure.get('shown'))} = “{_clean(figure.get('text'))}” [{figure.get('citation')}]"


def _clean(value: object) -> str:
    return _NOT_XML.sub("", value) if isinstance(value, str) else ""
