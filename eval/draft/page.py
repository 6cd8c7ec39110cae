"""The page in which a person accepts, edits or discards drafts: one HTML file that needs nothing else, no network.

What was decided stays in the browser until it is saved; saving downloads the accepted questions as a question set.
Texts of the report are put in as text, never as markup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from eval.corpus import Corpus
from eval.question import Question, to_line
from eval.words import named
from index.errors import StorageFailed
from index.report import Report

_HERE = Path(__file__).parent
_AROUND = 300  # characters of the paragraph shown on either side of a quote


def write_page(drafts: Sequence[Question], report: Report, drafts_file: Path, path: Path) -> None:
    """Write the page whole or not at all. Raises StorageFailed where it cannot be written."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(page_of(drafts, report, drafts_file.stem), encoding="utf-8", errors="replace")
        beside.replace(path)
    except OSError as error:
        raise StorageFailed(f"the page {str(path)!r} cannot be written ({error.strerror})") from error


def page_of(drafts: Sequence[Question], report: Report, name: str) -> str:
    """Return the page; `name` is what the saved file is called after."""
    style = (_HERE.parent / "page.css").read_text(encoding="utf-8") + (_HERE / "page.css").read_text(encoding="utf-8")
    body, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.html", "page.js"))
    title = escape(report.title or report.id)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Drafts: {title}</title><style>{style}</style></head>"
        f'<body>{body.replace("TITLE", title)}<script type="application/json" id="drafts">'
        f"{_data(drafts, report, name)}</script><script>{script}</script></body></html>\n"
    )


def _data(drafts: Sequence[Question], report: Report, name: str) -> str:
    corpus = Corpus.of([report])
    lines = [to_line(draft) for draft in drafts]
    data = {
        "key": hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:24],
        "file": f"{name.removesuffix('.drafts')}.questions.jsonl",
        "cards": [
            {
                "draft": json.loads(line),
                "kind": named(draft.type),
                "language": named(draft.lang),
                "evidence": [each for quote in draft.evidence for each in _shown(quote, corpus)],
            }
            for draft, line in zip(drafts, lines, strict=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")  # nothing in it ends the script


def _shown(quote: str, corpus: Corpus) -> list[dict[str, str]]:
    """Return a quote with where it stands and some of what stands around it."""
    shown = []
    for place in corpus.places(quote)[:1]:
        paragraph = corpus.paragraphs[place.paragraph]
        before, after = paragraph.text[: place.start], paragraph.text[place.end :]
        shown.append(
            {
                "place": paragraph.place,
                "before": f"… {before[-_AROUND:]}" if len(before) > _AROUND else before,
                "quote": paragraph.text[place.start : place.end],
                "after": f"{after[:_AROUND]} …" if len(after) > _AROUND else after,
            }
        )
    return shown
