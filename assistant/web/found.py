"""What reading found in a report that somebody added, for the page to show before it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from index.report import Report

_REPAIRS = 30  # that are shown
_SHOWN = 300  # characters of each


@dataclass(frozen=True, slots=True)
class Found:
    """What reading found in a report."""

    title: str
    paragraphs: int
    outline: tuple[tuple[int, str], ...]  # level and words of the headings
    repairs: dict[str, int]  # kind -> how many
    examples: tuple[tuple[str, str, str], ...]  # kind, before, after
    notes: tuple[str, ...] = ()


def found_in(report: Report) -> Found:
    """Return what reading found: the outline, and what was mended."""
    kinds: dict[str, int] = {}
    for repair in report.repairs:
        kinds[repair.kind] = kinds.get(repair.kind, 0) + 1
    return Found(
        title=report.title,
        paragraphs=len(report.paragraphs),
        outline=tuple((heading.level, heading.text) for _, heading in report.headings if heading.level),
        repairs=kinds,
        examples=tuple((each.kind, each.before[:_SHOWN], each.after[:_SHOWN]) for each in report.repairs[:_REPAIRS]),
        notes=tuple(report.notes),
    )
