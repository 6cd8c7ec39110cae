// Figures side by side: a table whose rows of one unit have a small bar, every row with its citation.

import { chip } from "./chip.js";
import { el } from "./dom.js";
import { printed } from "./text.js";
import { t } from "./words.js";

const KINDS = ["list", "comparison", "figures"];
const UNITS = ["percent", "percentage_point", "VND", "USD", "EUR", "GBP", "ha", "tonne", "km"];
const MOST = 20; // rows drawn of the figures of a text
// "- **4.1%** year on year (total investment) [1]", as an answer lists figures
const ITEM = /^- \*\*(.{1,80}?)\*\*(?: (?!\()(.{1,200}?))?(?: \((.{1,400})\))? \[(\d+)\]$/;

/** A listed figure as a row, or null where a line is none: { figure, label, rest }. */
export function listedFigure(line, answer) {
  const [, shown, rest = "", label = "", number] = ITEM.exec(line.trim()) ?? [];
  const figure = number && answer.figures.find((each) => each.shown === shown && each.citation === Number(number));
  return figure ? { figure, label, rest } : null;
}

/** The chart of an answer that compares figures in sentences; null where it has a table already, or nothing to compare. */
export function chart(answer, turnNumber, reports, places) {
  if (!KINDS.includes(answer.kind) || answer.text.split("\n").filter((line) => listedFigure(line, answer)).length > 1) return null;
  const figures = comparable(answer.figures);
  if (figures.length < 3) return null;
  const rows = figures.map((figure) => ({ figure, label: clause(figure, citationOf(answer, figure), answer.language), rest: "" }));
  return figureTable(rows, answer, turnNumber, reports, places);
}

export function figureTable(rows, answer, turnNumber, reports, places) {
  const values = comparable(rows.map((row) => row.figure)).map((figure) => Number(figure.value));
  const unit = values.length > 1 ? comparable(rows.map((row) => row.figure))[0].unit : null;
  const scale = { lowest: Math.min(0, ...values), highest: Math.max(0, ...values) };
  const body = rows.map(({ figure, label, rest }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, printed(label), rest && el("span", { class: "rest" }, label ? ` · ${rest}` : rest)),
      el("td", { class: "bar-cell" }, figure.unit === unit && bar(Number(figure.value), scale)),
      el("td", { class: "bar-value" }, figure.shown, " ", chip(citationOf(answer, figure), turnNumber, reports, places)),
    ),
  );
  return el("table", { class: unit ? "chart" : "chart no-bars" }, el("caption", { class: "offscreen" }, t("chart")), el("tbody", {}, body));
}

/** A bar from nought to a value; where any value is below nought, nought is not at the edge. */
function bar(value, { lowest, highest }) {
  const share = (amount) => `${((amount / (highest - lowest || 1)) * 100).toFixed(1)}%`;
  const drawn = el("div", { class: value < 0 ? "bar negative" : "bar" });
  drawn.style.marginLeft = share(Math.min(value, 0) - lowest);
  drawn.style.width = share(Math.abs(value));
  const track = el("div", { class: lowest < 0 ? "bar-track below-nought" : "bar-track", "aria-hidden": "true" }, drawn);
  track.style.setProperty("--nought", share(-lowest));
  return track;
}

const citationOf = (answer, figure) => answer.citations.find((each) => each.number === figure.citation);

/** The figures of the unit most of them share, cited ones only, each once. */
function comparable(figures) {
  const groups = new Map();
  for (const figure of figures) {
    if (!UNITS.includes(figure.unit) || !figure.citation) continue;
    const group = groups.get(figure.unit) ?? groups.set(figure.unit, []).get(figure.unit);
    if (!group.some((each) => each.value === figure.value && each.citation === figure.citation)) group.push(figure);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)[0]?.slice(0, MOST) ?? [];
}

/** The words around a figure, from the sentence that was cited, in the answer's language where there is a translation. */
function clause(figure, citation, language) {
  const translated = language === "en" && citation.translation;
  const wanted = translated ? figure.shown.replace(/^-/, "") : figure.text;
  const parts = (translated || citation.quote).split(/[;(]|,\s/);
  return (parts.find((part) => part.includes(wanted)) ?? parts[0]).replace(/[).“”]+$/, "").trim();
}
