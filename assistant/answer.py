"""The one answer object behind every face."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from assistant.chat import Usage
from index.hit import Hit
from index.report import Paragraph

Language = Literal["en", "vi"]
Unit = str  # "VND", "USD", "percent", "percentage_point", "count", "rank", "date", "year", "none": `assistant.figures`
TIME_UNITS: frozenset[Unit] = frozenset({"year", "month", "date", "period"})
Qualifier = Literal["", "over", "under", "about", "nearly", "at least", "at most", "start", "middle", "end"]
Direction = Literal["", "up", "down"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as it stands in a text."""

    value: Decimal  # in base units: VND, not millions; dates as yyyymmdd; a rank's position; a document's number
    unit: Unit
    text: str  # verbatim: text == source[start:end]
    start: int = 0
    end: int = 0
    noun: str = ""  # what is counted ("trường hợp", "communes"); a document code's kind
    of: Decimal | None = None  # the second number of a rank or a fraction: 63 in 7/63, 23 in 14/23
    qualifier: Qualifier = ""  # "trên 17,8 tỷ" is "over"; "cuối năm 2023" is "end"
    direction: Direction = ""  # "giảm 3%" is 3 percent "down"; a growth of -3% is a negative value instead
    shown: str = ""  # in an Answer: as the answer writes it
    citation: int | None = None  # in an Answer: the number of the citation that holds it


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation with its address: `quote == paragraph.text[start:end]`."""

    number: int
    paragraph: Paragraph
    quote: str
    start: int
    end: int
    translation: str | None = None  # unofficial, of the quote
    source: str = ""  # what people call the report, where there are several


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several reports says; its text stands in the answer under its heading."""

    report: str  # the report's id
    name: str  # what people call it
    answered: bool
    figures: tuple[str, ...] = ()  # that lead, as the answer writes them
    citations: tuple[int, ...] = ()  # their numbers

    @property
    def heading(self) -> str:
        """The line above this part of the answer's text."""
        return f"**{self.name}**"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or the statement that the report does not say."""

    text: str
    answered: bool
    question: str
    standalone_question: str
    language: Language
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    hits: tuple[Hit, ...] = ()
    written_by: str = "quotes"
    seconds: float = 0.0
    notice: str = ""  # one line, e.g. that the chat model failed and the answer is quoted
    kind: str = ""  # of answer that was asked for: "amount", "date", "list", ...
    final: bool = True  # False while streaming
    usage: Usage | None = None  # the chat model's tokens, where its server counts them
    parts: tuple[Part, ...] = ()  # one a report, where several are answered from side by side

    def to_dict(self) -> dict[str, object]:
        """Return the answer as plain values, ready for JSON; numbers that must stay exact are strings."""
        return {
            "text": self.text,
            "answered": self.answered,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "language": self.language,
            "kind": self.kind,
            "written_by": self.written_by,
            "seconds": round(self.seconds, 4),
            "notice": self.notice,
            "final": self.final,
            "usage": None if self.usage is None else _usage(self.usage),
            "parts": [asdict(part) for part in self.parts],
            "citations": [_citation(citation) for citation in self.citations],
            "figures": [_figure(figure) for figure in self.figures],
            "hits": [
                {"paragraph": _paragraph(hit.paragraph), "score": hit.score, "confidence": hit.confidence}
                for hit in self.hits
            ],
        }

    def to_markdown(self) -> str:
        """Return the answer with its evidence, to be pasted anywhere."""
        parts = [self.text, *self._table()]
        for citation in self.citations:
            lines = [f"[{citation.number}] {address(citation)}", ""]
            lines += [f"> {line}" for line in citation.quote.splitlines()]
            if citation.translation and self.language != "vi":
                lines += [">", f"> *({_TRANSLATION})* {' '.join(citation.translation.split())}"]
            parts.append("\n".join(lines))
        if not self.answered and self.hits:
            nearest = "; ".join(f"{hit.paragraph.place}" for hit in self.hits[:3])
            parts.append(f"{_NEAREST[self.language]} {nearest}")
        if self.notice:
            parts.append(f"*{self.notice}*")
        return "\n\n".join(parts)

    def _table(self) -> list[str]:
        """Return what several reports say as a table, one row a report."""
        if not self.parts:
            return []
        cited = {citation.number: citation for citation in self.citations}
        rows = [_TABLE[self.language], ("---",) * 3]
        for part in self.parts:
            first = [cited[number] for number in part.citations[:1]]
            said = ", ".join(part.figures) or next((_short(each.quote) for each in first), "—")
            rows.append(
                (part.name, said, "; ".join(f"[{each.number}] {each.paragraph.place}" for each in first) or "—")
            )
        return ["\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)]


def address(citation: Citation) -> str:
    """Return where a citation stands: the report, then the place in it."""
    report = citation.paragraph.report
    return f"{f'{citation.source} ({report})' if citation.source else report}, {citation.paragraph.place}"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + " …"


_SHORT = 80  # characters of a quotation in a table
_TABLE: dict[Language, tuple[str, str, str]] = {
    "en": ("Report", "Answer", "Source"),
    "vi": ("Báo cáo", "Trả lời", "Nguồn"),
}
_TRANSLATION = "unofficial translation"
_NEAREST: dict[Language, str] = {"en": "Nearest passages:", "vi": "Các đoạn gần nhất:"}


def _paragraph(paragraph: Paragraph) -> dict[str, object]:
    return {
        "id": paragraph.id,
        "report": paragraph.report,
        "number": paragraph.number,
        "place": paragraph.place,
        "page": paragraph.page,
        "headings": list(paragraph.headings),
        "text": paragraph.text,
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "paragraph": _paragraph(citation.paragraph),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "translation": citation.translation,
        "source": citation.source,
    }


def _usage(usage: Usage) -> dict[str, object]:
    return {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "value": str(figure.value),
        "unit": figure.unit,
        "text": figure.text,
        "shown": figure.shown,
        "of": None if figure.of is None else str(figure.of),
        "citation": figure.citation,
    }
