"""The scorecard's tables as texts, so that the terminal and the page show the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from eval.intervals import Estimate
from eval.stress import COMPARED, Stressed
from eval.summary import ChatUse, Summary

COUNTED = ("words",)


def written(name: str, estimate: Estimate | None) -> str:
    """Return a mean with its interval as the terminal and the page write it."""
    if estimate is None:
        return "-"
    digits = 1 if name in COUNTED else 3
    return f"{estimate.mean:.{digits}f} [{estimate.low:.{digits}f}, {estimate.high:.{digits}f}]"


def plain_rows(summaries: Sequence[Summary]) -> list[tuple[str, ...]]:
    """Return what runs say besides their scores, label first, as the terminal and the page write it.

    Tokens and cost are there only where a chat model was asked.
    """
    rows = [
        ("twins agree", *("-" if s.twins_agree is None else f"{s.twins_agree:.3f}" for s in summaries)),
        ("seconds p50", *(f"{s.seconds_p50:.3f}" for s in summaries)),
        ("seconds p95", *(f"{s.seconds_p95:.3f}" for s in summaries)),
    ]
    if any(summary.chat for summary in summaries):
        rows.append(("tokens in", *(_counted(s.chat, f"{s.chat.tokens_in:,}" if s.chat else "") for s in summaries)))
        rows.append(("tokens out", *(_counted(s.chat, f"{s.chat.tokens_out:,}" if s.chat else "") for s in summaries)))
        rows.append(("in the model's words", *(str(s.chat.shown) if s.chat else "-" for s in summaries)))
        rows.append(("first sentence p50", *(_number(s.chat.first_p50 if s.chat else None) for s in summaries)))
        rows.append(("tokens in a second", *(_number(s.chat.reading_speed if s.chat else None) for s in summaries)))
        rows.append(("tokens out a second", *(_number(s.chat.writing_speed if s.chat else None) for s in summaries)))
        if any(summary.chat and summary.chat.cost is not None for summary in summaries):
            rows.append(("cost", *(_cost(summary.chat) for summary in summaries)))
    return rows


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _counted(chat: ChatUse | None, value: str) -> str:
    if chat is None:
        return "-"
    if not chat.counted:
        return "unknown: the server does not count"
    return f"{value} ({chat.uncounted} answers not counted)" if chat.uncounted else value


def _cost(chat: ChatUse | None) -> str:
    if chat is None or chat.cost is None:
        return "-" if chat is None else "unknown"
    return _counted(chat, f"{chat.cost:.4f}")


def search_rows(summaries: Sequence[Summary]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the head and the rows of the table of searches, as the terminal and the page write it."""
    columns = [(name, group.name) for name in ("R@1", "R@5") for group in summaries[0].groups if group.by == "language"]
    rows = []
    for summary in summaries:
        means = {group.name: group.means for group in summary.groups if group.by == "language"}
        cells = (written(name, means.get(language, {}).get(name)) for name, language in columns)
        rows.append((summary.configuration, *cells))
    return ("configuration", *(f"{name} {language}" for name, language in columns)), rows


def stress_rows(stressed: Sequence[Stressed]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the head and the rows of the stress table, as the terminal and the page write it."""
    rows = []
    for result in stressed:
        changes = [result.change(name) for name in COMPARED]
        right = changes[0]
        rows.append(
            (
                result.rule,
                str(result.count),
                *("-" if change is None else f"{change.before:.3f} → {change.after:.3f}" for change in changes),
                *(("-", "-", "-") if right is None else (len(right.lost), len(right.won), f"{right.chance:.4f}")),
                "-" if result.refused is None else f"{result.refused:.3f}",
            )
        )
    head = ("rule", "n", *COMPARED, "lost", "won", "chance", "refused, as it must be")
    return head, [tuple(str(cell) for cell in row) for row in rows]
