// Which report is asked: the one everybody shares, or one the reader brought. The choice sticks in this browser.

import { el } from "./dom.js";
import { t } from "./words.js";

const KEY = "report-assistant.asked";
let page; // { reports, chosen }
let place;

/** Show the choice in `element` where there is one: startAsked({ reports, chosen }, element). */
export function startAsked(options, element) {
  page = options;
  place = element;
}

/** The report that is asked; the first one where what was chosen is gone. */
export function asked() {
  return page.reports.get(localStorage.getItem(KEY)) ?? page.reports.values().next().value;
}

/** What a question carries: the id of a report of the reader's own; nothing where the shared ones are asked. */
export const askedIds = () => (asked()?.own ? [asked().id] : []);

export function choose(id) {
  localStorage.setItem(KEY, id);
  drawAsked();
  page.chosen(asked());
}

export function drawAsked() {
  const all = [...page.reports.values()];
  if (!all.some((report) => report.own)) return place.replaceChildren();
  const select = el("select", { id: "asked", onchange: () => choose(select.value) }, all.map((report) => el("option", { value: report.id, selected: report === asked() }, report.title)));
  place.replaceChildren(el("label", { for: "asked" }, t("asked_report")), select);
}
