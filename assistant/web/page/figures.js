// Figures at a glance: every figure of the report with its sentence, to filter and to jump from.

import { button, el, fold } from "./dom.js";
import { attempt } from "./notice.js";
import { figures } from "./server.js";
import { plain } from "./text.js";
import { currentLanguage, number, t } from "./words.js";

const AROUND = 110; // characters of a sentence shown before a figure, and after it
const GROUPS = {
  all: () => true,
  percent: (unit) => unit.startsWith("percent"),
  money: (unit) => /^[A-Z]{3}$/.test(unit),
  other: (unit) => !unit.startsWith("percent") && !/^[A-Z]{3}$/.test(unit),
};
const loaded = new Map(); // report -> its figures

/** Open the table; a press on a place closes it and shows the sentence: show(place). */
export async function openFigures(report, show) {
  const found = loaded.get(report.id) ?? (await attempt(() => figures(report.id), "unreachable_short"));
  if (!found) return;
  loaded.set(report.id, found);
  const dialog = el("dialog", { class: "figures-dialog", "aria-labelledby": "figures-title" });
  const open = (row) => {
    dialog.close();
    history.pushState(null, "", `#${row.paragraph}`);
    show(row);
  };
  const rows = found.map((row) => rowView(row, report, open));
  const count = el("p", { class: "note", role: "status" });
  let group = "all";
  const fill = () => {
    const wanted = fold(field.value.trim());
    for (const row of rows) row.view.hidden = !(GROUPS[group](row.unit) && row.words.includes(wanted));
    const shown = rows.filter((row) => !row.view.hidden).length;
    count.textContent = t("figures_shown", { shown: number(shown), count: number(rows.length) });
  };
  const field = el("input", { type: "search", "aria-label": t("filter_figures"), placeholder: t("filter_figures"), oninput: fill });
  const choose = (chosen) => {
    group = chosen;
    for (const each of groups.children) each.setAttribute("aria-pressed", String(each.dataset.group === group));
    fill();
  };
  const groups = el(
    "div",
    { class: "switch", role: "group", "aria-label": t("unit") },
    Object.keys(GROUPS).map((name) => button(t(`unit_${name}`), null, () => choose(name), { class: "segment", "data-group": name, "aria-pressed": String(name === group) })),
  );
  dialog.append(
    el("div", { class: "dialog-head" }, el("h2", { id: "figures-title" }, t("figures_at_a_glance")), button(t("close"), "close", () => dialog.close(), { hidden: true })),
    el("div", { class: "dialog-filter" }, field, groups, count),
    el("div", { class: "dialog-body", tabindex: 0, role: "region", "aria-labelledby": "figures-title" }, table(rows)),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  fill();
  document.getElementById("report-assistant").append(dialog);
  dialog.showModal();
  field.focus();
}

// The roles are said again because a phone lays the rows out as cards, and a browser then forgets that they are a table.
function table(rows) {
  const heads = ["figure", "sentence", "place"].map((phrase) => el("th", { scope: "col", role: "columnheader" }, t(phrase)));
  return el(
    "table",
    { role: "table", "aria-labelledby": "figures-title" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)),
    el("tbody", { role: "rowgroup" }, rows.map((row) => row.view)),
  );
}

function rowView(row, report, open) {
  const translated = currentLanguage() !== report.language && row.translation_at !== null;
  const [text, [start, end]] = translated ? [row.translation, row.translation_at] : [row.sentence, row.at];
  const lang = translated ? currentLanguage() : report.language;
  const characters = Array.from(text);
  const figure = characters.slice(start, end).join("");
  const onclick = (event) => {
    event.preventDefault();
    open(row);
  };
  const view = el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader", lang }, figure),
    el("td", { role: "cell", lang }, before(characters.slice(0, start).join("")), el("b", {}, figure), after(characters.slice(end).join(""))),
    el("td", { role: "cell" }, el("a", { href: `#${row.paragraph}`, onclick }, row.place)),
  );
  return { view, unit: row.unit, words: fold(`${row.sentence} ${row.translation ?? ""} ${row.place}`) };
}

/** The end of what stands before a figure, from a whole word on. */
function before(text) {
  const words = plain(text).replace(/^[-•–+]\s+/, "");
  return words.length <= AROUND ? words : `… ${words.slice(-AROUND).replace(/^\S*\s/, "")}`;
}

function after(text) {
  const words = plain(text);
  return words.length <= AROUND ? words : `${words.slice(0, AROUND).replace(/\s\S*$/, "")} …`;
}
