// Figures at a glance: every figure of the report with its sentence, to filter and to jump from.

import { button, el, fold } from "./dom.js";
import { figures } from "./server.js";
import { currentLanguage, t } from "./words.js";

const loaded = new Map(); // report -> its rows

/** Open the table; a press on a place closes it and shows the sentence: show(place). */
export async function openFigures(report, show) {
  if (!loaded.has(report.id)) loaded.set(report.id, await figures(report.id));
  const rows = loaded.get(report.id);
  const body = el("tbody");
  const field = el("input", { type: "search", "aria-label": t("filter_figures"), placeholder: t("filter_figures") });
  const dialog = el(
    "dialog",
    { class: "figures-dialog", "aria-labelledby": "figures-title" },
    el("div", { class: "dialog-head" }, el("h2", { id: "figures-title" }, t("figures")), field, button(t("close"), "close", () => dialog.close(), { hidden: true })),
    el(
      "div",
      { class: "dialog-body", tabindex: 0, role: "region", "aria-labelledby": "figures-title" },
      el("table", {}, el("thead", {}, el("tr", {}, ["figure", "sentence", "place"].map((phrase) => el("th", { scope: "col" }, t(phrase))))), body),
    ),
  );
  const jump = (row) => (event) => {
    event.preventDefault();
    dialog.close();
    history.pushState(null, "", `#${row.paragraph}`);
    show(row);
  };
  const fill = () => {
    const wanted = fold(field.value.trim());
    const shown = rows.filter((row) => fold(`${row.text} ${row.sentence} ${row.translation ?? ""} ${row.place}`).includes(wanted));
    body.replaceChildren(...shown.map((row) => rowView(row, report, jump(row))));
  };
  field.addEventListener("input", fill);
  dialog.addEventListener("close", () => dialog.remove());
  fill();
  document.getElementById("report-assistant").append(dialog);
  dialog.showModal();
  field.focus();
}

function rowView(row, report, onclick) {
  const translated = currentLanguage() !== report.language && row.translation;
  return el(
    "tr",
    {},
    el("td", { lang: report.language }, row.text),
    el("td", { lang: translated ? currentLanguage() : report.language }, el("div", { class: "clamp" }, translated || row.sentence)),
    el("td", {}, el("a", { href: `#${row.paragraph}`, onclick }, row.place)),
  );
}
