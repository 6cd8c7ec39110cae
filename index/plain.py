"""Reports as plain values, for JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.report import Heading, Paragraph, Repair, Report, Row, Sentence


def plain(value: Report | Paragraph | Heading | Sentence | Row | Repair) -> dict[str, object]:
    """Return the fields of a report or of a part of it: what `json.dumps(..., default=plain)` asks for."""
    return {name: getattr(value, name) for name in value.__slots__}


def report_of(values: Mapping[str, Any]) -> Report:
    """Return the report that `plain` or `dataclasses.asdict`, and JSON, made plain values of."""
    return Report(
        **{
            **values,
            "paragraphs": tuple(paragraph_of(paragraph) for paragraph in values["paragraphs"]),
            "headings": tuple((position, Heading(**heading)) for position, heading in values["headings"]),
            "repairs": tuple(Repair(**repair) for repair in values["repairs"]),
            "notes": tuple(values.get("notes", ())),
        }
    )


def paragraph_of(values: Mapping[str, Any]) -> Paragraph:
    """Return the paragraph of such values."""
    return Paragraph(
        **{
            **values,
            "outline": tuple(Heading(**heading) for heading in values["outline"]),
            "sentences": tuple(Sentence(**sentence) for sentence in values["sentences"]),
            "row": _row(values.get("row")),
        }
    )


def _row(values: Mapping[str, Any] | None) -> Row | None:
    if values is None:
        return None
    return Row(tuple(values["heads"]), tuple(values["cells"]), values["first"])
