"""The scorecard as one HTML file that needs nothing else: it opens from the file system and prints.

Every text of a report, a question or an answer is escaped; the page runs only its own script, which filters the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from eval.chart import outcomes_chart, score_chart, seconds_chart
from eval.compare import Difference
from eval.corpus import Corpus
from eval.gate import Verdict
from eval.page_questions import questions_section
from eval.rows import plain_rows, search_rows, stress_rows, written
from eval.score import Scored
from eval.stress import Stressed
from eval.summary import NAMES, Summary
from eval.words import CONFIGURATIONS, MEANINGS
from index.errors import StorageFailed

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything a page shows of one run; `summaries` are those of every configuration, this run's first."""

    title: str  # of the report
    run: Sequence[Scored]
    summaries: Sequence[Summary]
    corpus: Corpus
    verdict: Verdict
    stressed: Sequence[Stressed] = ()
    made: date | None = None


def write_page(scorecard: Scorecard, path: Path) -> None:
    """Write the page whole or not at all. Raises StorageFailed where it cannot be written."""
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(page_of(scorecard), encoding="utf-8", errors="replace")
        beside.replace(path)
    except OSError as error:
        raise StorageFailed(
            f"the page {str(path)!r} cannot be written ({error.strerror}); name another place"
        ) from error


def page_of(scorecard: Scorecard) -> str:
    """Return the page."""
    first = scorecard.summaries[0]
    made = f", {scorecard.made.isoformat()}" if scorecard.made else ""
    sections = (
        f"<h1>Scorecard: {escape(scorecard.title)}</h1>",
        _introduction(first, made),
        _headline(first),
        _verdict(scorecard.verdict),
        _charts(scorecard),
        _confusion(first),
        _configurations(scorecard.summaries),
        _changes(scorecard.verdict.changes),
        _stress(scorecard.stressed),
        questions_section(scorecard.run, scorecard.corpus, _changed(scorecard.verdict.changes)),
    )
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Scorecard: {escape(scorecard.title)}</title><style>{style}</style></head>"
        f"<body>{''.join(sections)}<script>{script}</script></body></html>\n"
    )


def _introduction(summary: Summary, made: str) -> str:
    group, kind = summary.overall, CONFIGURATIONS.get(summary.configuration, "this product with that chat model")
    answerable, silent = (sum(row) for row in summary.confusion)
    return (
        f"<p>{group.size} questions were asked of {escape(summary.configuration)} ({escape(kind)}){made}: {answerable} "
        f"that the report answers and {silent} that it does not. Every answer was checked by code against the passages "
        "that prove it; no model graded anything on this page.</p>"
        f'<p class="counts"><b class="right">{group.right} right</b> '
        f'<b class="refused">{group.refused} refused although the report says it</b> '
        f'<b class="wrong">{group.wrong} wrong</b> <a href="#questions">Read them all</a></p>'
    )


def _headline(summary: Summary) -> str:
    group = summary.overall
    cards = [
        ("right - wrong", "right answers less wrong ones, as a share"),
        ("R@5", "evidence among the first five paragraphs"),
        ("figures right", "figures asked for that are given"),
        ("figures unsupported", "figures that no cited paragraph holds, an answer"),
        ("quotes verbatim", "quotations letter by letter"),
        ("refusal recall", "refused, of what the report does not say"),
    ]
    items = "".join(
        f"<li><b>{group.means[name].mean:.3f}</b>{escape(label)}"
        f'<div class="soft">{group.means[name].low:.3f} to {group.means[name].high:.3f}</div></li>'
        for name, label in cards
        if name in group.means
    )
    seconds = f"{summary.seconds_p50 * 1000:.0f} ms"
    items += f'<li><b>{seconds}</b>median time<div class="soft">p95 {summary.seconds_p95 * 1000:.0f} ms</div></li>'
    return f'<ul class="cards">{items}</ul>'


def _verdict(verdict: Verdict) -> str:
    if verdict.passed:
        lost = ", and nothing is lost against the committed baseline by more than chance" if verdict.changes else ""
        return f'<p><b class="right">The gate is passed.</b> No hard rule is broken{lost}.</p>'
    items = "".join(
        f"<li><b>{escape(finding.rule)}</b>: {escape(finding.message)} {_links(finding.questions)}</li>"
        for finding in verdict.findings
    )
    return f'<div class="wrong"><b>The gate is closed.</b></div><ul>{items}</ul>'


def _charts(scorecard: Scorecard) -> str:
    summary = scorecard.summaries[0]
    languages = [group for group in summary.groups if group.by == "language"]
    kinds = [group for group in summary.groups if group.by == "kind"]
    charts = (
        outcomes_chart(languages, "By language"),
        score_chart(languages, "R@5", "By language"),
        outcomes_chart(kinds, "By kind of question"),
        score_chart(kinds, "R@5", "By kind of question"),
        score_chart(kinds, "figures right", "By kind of question"),
        seconds_chart([scored.record.seconds for scored in scorecard.run]),
    )
    named = {"right": "right", "refused": "refused although the report says it", "wrong": "wrong"}
    legend = "".join(f'<span class="{outcome}"><i></i> {text}</span>' for outcome, text in named.items())
    return (
        '<h2>Where it is good, and where not</h2><p class="legend">'
        f'{legend}<span>a line across a bar: 95 % interval</span></p><div class="two">{"".join(charts)}</div>'
    )


def _confusion(summary: Summary) -> str:
    rows = [
        (label, str(answered), str(refused))
        for label, (answered, refused) in zip(("the report says it", "it does not"), summary.confusion, strict=True)
    ]
    return "<h2>Answered or refused</h2>" + table(("", "answered", "refused"), rows)


def _configurations(summaries: Sequence[Summary]) -> str:
    rows = [(name, *(written(name, summary.overall.means.get(name)) for summary in summaries)) for name in NAMES]
    rows += plain_rows(summaries)
    return (
        "<h2>Every score, side by side</h2>"
        + table(("score", *(s.configuration for s in summaries)), rows)
        + "<h3>Evidence first, and among the first five, by language</h3>"
        + table(*search_rows(summaries))
        + _meanings("What is compared", {s.configuration: CONFIGURATIONS.get(s.configuration, "") for s in summaries})
        + _meanings("What the scores mean", MEANINGS)
    )


def _meanings(title: str, meanings: Mapping[str, str]) -> str:
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in meanings.items() if text)
    return f"<h3>{title}</h3><dl>{items}</dl>" if items else ""


def _changes(changes: Sequence[Difference]) -> str:
    if not changes:
        return "<h2>Change against the committed baseline</h2><p>There is no baseline yet.</p>"
    head = "".join(f"<th>{name}</th>" for name in ("score", "before", "after", "change", "won", "lost", "chance"))
    rows = "".join(
        f"<tr><td>{escape(change.name)}</td><td>{change.before:.3f}</td><td>{change.after:.3f}</td>"
        f"<td>{change.change.mean:+.3f} [{change.change.low:+.3f}, {change.change.high:+.3f}]</td>"
        f'<td class="ids">{_links(change.won) or "none"}</td><td class="ids">{_links(change.lost) or "none"}</td>'
        f"<td>{change.chance:.4f}</td></tr>"
        for change in changes
    )
    return (
        '<h2>Change against the committed baseline</h2><div class="scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _stress(stressed: Sequence[Stressed]) -> str:
    if not stressed:
        return ""
    return (
        '<h2>Under stress</h2><p class="soft">The same questions made harder by rule, as asked → made harder; never '
        "part of the scores above. A question about another year or province must be refused.</p>"
        + table(*stress_rows(stressed))
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of plain texts."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _links(ids: Sequence[str]) -> str:
    return ", ".join(f'<a href="#q-{escape(id)}">{escape(id)}</a>' for id in ids)


def _changed(changes: Sequence[Difference]) -> dict[str, str]:
    right = next((change for change in changes if change.name == "right"), None)
    return {} if right is None else {**dict.fromkeys(right.won, "won"), **dict.fromkeys(right.lost, "lost")}
