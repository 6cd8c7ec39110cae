// Which reports are asked: all that everybody shares, some of these, or one the reader brought. The choice sticks in this browser.

import { el } from "./dom.js";
import { t } from "./words.js";

const KEY = "report-assistant.asked"; // ids, separated by spaces
let page; // { reports, chosen }
let place;

/** Show the choice in `element` where there is one: startAsked({ reports, chosen }, element). */
export function startAsked(options, element) {
  page = options;
  place = element;
}

const shared = () => [...page.reports.values()].filter((report) => !report.own);

/** The reports that were chosen and are still there; none where nothing was. */
function chosen() {
  const found = (localStorage.getItem(KEY) ?? "").split(" ").map((id) => page.reports.get(id)).filter(Boolean);
  const own = found.find((report) => report.own);
  return own ? [own] : found;
}

const all = () => chosen().filter((report) => !report.own).length === shared().length || !chosen().length;

/** The report that is asked, or the first of several. */
export const asked = () => chosen()[0] ?? page.reports.values().next().value;

/** What a question carries: the ids of the reports that are asked; nothing where all shared ones are. */
export const askedIds = () => (all() ? [] : chosen().map((report) => report.id));

export function choose(...ids) {
  localStorage.setItem(KEY, ids.join(" "));
  drawAsked();
  page.chosen(asked());
}

export function drawAsked() {
  if (page.reports.size < 2) return place.replaceChildren();
  place.replaceChildren(...(shared().length > 1 ? several() : one()));
}

function one() {
  const select = el("select", { id: "asked", onchange: () => choose(select.value) }, [...page.reports.values()].map((report) => el("option", { value: report.id, selected: report === asked() }, report.title)));
  return [el("label", { for: "asked" }, t("asked_report")), select];
}

/** A list to tick: all, some of the shared ones, or one of the reader's own. */
function several() {
  const ids = chosen().map((report) => report.id);
  const box = (id, words, checked, ticked) => {
    const again = () => {
      choose(...ticked);
      document.getElementById(id).focus(); // the list was drawn anew
    };
    return el("label", {}, el("input", { type: "checkbox", id, checked, onchange: again }), el("span", {}, words));
  };
  const rows = [...page.reports.values()].map((report) => {
    const others = report.own ? [] : ids.filter((id) => id !== report.id && !page.reports.get(id).own);
    return box(`asked-${report.id}`, report.title, ids.includes(report.id), ids.includes(report.id) ? others : [...others, report.id]);
  });
  const names = all() ? t("asked_all") : chosen().map((report) => report.title).join("; ");
  const open = place.querySelector("details")?.open;
  return [
    el(
      "details",
      { class: "asked-some", open },
      el("summary", {}, `${t("asked_reports")}: ${names}`),
      el("div", { class: "asked-list", role: "group", "aria-label": t("asked_reports") }, box("asked-all", t("asked_all"), all(), []), rows),
    ),
  ];
}
