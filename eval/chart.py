"""The page's charts, drawn as SVG text: no library, no script, no network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.summary import Group
from eval.words import named

_WIDTH, _LABEL, _ROW = 560, 175, 26
_DIGITS = 26  # a bar this wide has room for its count


def outcomes_chart(groups: Sequence[Group], title: str) -> str:
    """Draw right, refused and wrong answers as one bar a group."""
    rows = []
    for position, group in enumerate(groups):
        top, left = position * _ROW, float(_LABEL)
        rows.append(_label(named(group.name), group.size, top))
        for outcome, count in (("right", group.right), ("refused", group.refused), ("wrong", group.wrong)):
            width = (_WIDTH - _LABEL) * count / group.size
            if count:
                rows.append(
                    f'<rect class="{outcome}" x="{left:.1f}" y="{top + 3}" width="{width:.1f}" height="{_ROW - 6}">'
                    f"<title>{count} {outcome}</title></rect>"
                )
            if width > _DIGITS:
                middle = f'x="{left + width / 2:.1f}" y="{top + _ROW / 2 + 4}"'
                rows.append(f'<text class="within" text-anchor="middle" {middle}>{count}</text>')
            left += width
    return _svg(rows, len(groups), f"{title}: right, refused and wrong answers")


def score_chart(groups: Sequence[Group], score: str, title: str) -> str:
    """Draw one score between 0 and 1 with its interval, one bar a group."""
    rows, scale = [], _WIDTH - _LABEL - 45
    held = [group for group in groups if score in group.means]
    for position, group in enumerate(held):
        top, estimate = position * _ROW, group.means[score]
        middle, end = top + _ROW / 2, _LABEL + scale * max(estimate.mean, 0)
        rows.append(_label(named(group.name), estimate.count, top))
        rows.append(f'<rect class="plain" x="{_LABEL}" y="{top + 6}" width="{end - _LABEL:.1f}" height="{_ROW - 12}"/>')
        low, high = _LABEL + scale * max(estimate.low, 0), _LABEL + scale * max(estimate.high, 0)
        rows.append(f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>')
        rows.append(f'<text x="{_WIDTH}" y="{middle + 4}" text-anchor="end">{estimate.mean:.2f}</text>')
    return _svg(rows, len(held), f"{title}: {score}")


def seconds_chart(seconds: Sequence[float]) -> str:
    """Draw how long the answers took, in seven equal steps that hold 95 of 100 answers, and one for the slower ones."""
    steps = 7
    most = max(sorted(seconds)[int(0.95 * (len(seconds) - 1))] if seconds else 0.0, 0.001)
    counts = [0] * (steps + 1)
    for value in seconds:
        counts[min(int(value / most * steps), steps)] += 1
    rows = []
    for position, count in enumerate(counts):
        top = position * _ROW
        within = position < steps
        rows.append(_label(f"up to {most * (position + 1) / steps:.3f} s" if within else "slower", count, top))
        width = (_WIDTH - _LABEL) * count / max(counts)
        rows.append(f'<rect class="plain" x="{_LABEL}" y="{top + 6}" width="{width:.1f}" height="{_ROW - 12}"/>')
    return _svg(rows, steps + 1, "Seconds an answer")


def _label(name: str, count: int, top: int) -> str:
    return (
        f'<text x="0" y="{top + _ROW / 2 + 4}">{escape(name)}</text>'
        f'<text class="soft" x="{_LABEL - 8}" y="{top + _ROW / 2 + 4}" text-anchor="end">{count}</text>'
    )


def _svg(rows: Sequence[str], count: int, title: str) -> str:
    height = max(count, 1) * _ROW
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" viewBox="0 0 {_WIDTH} {height}" '
        f'aria-label="{escape(title)}">{"".join(rows)}</svg></figure>'
    )
