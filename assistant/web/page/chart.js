// A small bar chart where an answer compares figures of one unit: every bar is a checked figure with its citation.

import { chip } from "./chip.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const KINDS = ["list", "comparison"];
const UNITS = ["percent", "percentage_point", "VND", "USD", "EUR", "ha", "tonne", "km"];
const SHOWN = 12; // bars

export function chart(answer, turnNumber, reports, places) {
  const figures = KINDS.includes(answer.kind) ? comparable(answer.figures) : [];
  if (figures.length < 3) return null;
  const largest = Math.max(...figures.map((figure) => Math.abs(Number(figure.value))));
  const rows = figures.map((figure) => {
    const citation = answer.citations.find((each) => each.number === figure.citation);
    const share = largest ? Math.abs(Number(figure.value)) / largest : 0;
    const bar = el("div", { class: Number(figure.value) < 0 ? "bar below" : "bar" });
    bar.style.width = `${(share * 100).toFixed(1)}%`;
    return el(
      "div",
      { class: "bar-row", role: "listitem" },
      el("div", { class: "bar-label" }, clause(figure, citation, answer.language)),
      el("div", { "aria-hidden": "true" }, bar),
      el("div", { class: "bar-value" }, figure.shown, " ", chip(citation, turnNumber, reports, places)),
    );
  });
  return el("div", { class: "chart", role: "list", "aria-label": t("chart") }, rows);
}

/** The figures of the unit most of them share, cited ones only, each once. */
function comparable(figures) {
  const groups = new Map();
  for (const figure of figures) {
    if (!UNITS.includes(figure.unit) || !figure.citation) continue;
    const group = groups.get(figure.unit) ?? groups.set(figure.unit, []).get(figure.unit);
    if (!group.some((each) => each.value === figure.value && each.citation === figure.citation)) group.push(figure);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)[0]?.slice(0, SHOWN) ?? [];
}

/** The words around a figure, from the sentence that was cited, in the answer's language where there is a translation. */
function clause(figure, citation, language) {
  const translated = language === "en" && citation.translation;
  const wanted = translated ? figure.shown.replace(/^-/, "") : figure.text;
  const parts = (translated || citation.quote).split(/[;(]|,\s/);
  return (parts.find((part) => part.includes(wanted)) ?? parts[0]).replace(/[).“”]+$/, "").trim();
}
