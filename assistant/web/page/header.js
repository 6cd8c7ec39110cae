// The header: which pane a phone shows, the language, and the menu.

import { button, el, icon } from "./dom.js";
import { attempt } from "./notice.js";
import { saveConversation } from "./share.js";
import { logOut } from "./server.js";
import * as store from "./store.js";
import { currentLanguage, setLanguage, t, titleOf } from "./words.js";

const THEME_KEY = "report-assistant.theme";
let page; // { person, add, reports, panes, open, fresh, toQuestion }
let header;

export function startHeader(options, element) {
  page = options;
  header = element;
  theme(localStorage.getItem(THEME_KEY) ?? "system");
}

export function render() {
  document.title = [titleOf(page.reports.values().next().value), t("product")].filter(Boolean).join(" · ");
  header.replaceChildren(
    el("a", { class: "skip", href: "#question", onclick: (event) => (event.preventDefault(), page.toQuestion()) }, t("skip")),
    el("h1", { class: "brand" }, t("product")),
    paneSwitch(),
    el("div", { class: "settings" }, page.add && button(t("add_report"), "add", page.add, { class: "plain boxed add-report", "aria-haspopup": "dialog", "aria-label": t("add_report"), title: t("add_report") }), languageSwitch(), menu()),
  );
}

/** What may be saved depends on whether anything was asked. */
export function turnsChanged(count) {
  const canSave = header.querySelector("[data-export]") !== null;
  if (canSave !== count > 0) render();
}

function paneSwitch() {
  const segment = (pane, phrase) =>
    button(t(phrase), null, () => showPane(pane), { class: "segment", "data-shows": pane, "aria-pressed": String(page.panes.dataset.pane === pane) });
  return el("div", { class: "switch pane-switch", role: "group", "aria-label": t("panes") }, segment("chat", "chat"), segment("report", "report"));
}

export function showPane(pane) {
  page.panes.dataset.pane = pane;
  for (const each of header.querySelectorAll("[data-shows]")) each.setAttribute("aria-pressed", String(each.dataset.shows === pane));
}

function languageSwitch() {
  const segment = (language, name, words) =>
    button(words, null, () => setLanguage(language), { class: "segment", lang: language, title: name, "aria-label": name, "aria-pressed": String(currentLanguage() === language) });
  return el("div", { class: "switch", role: "group", "aria-label": t("language") }, segment("vi", "Tiếng Việt", "VI"), segment("en", "English", "EN"));
}

function menu() {
  const box = el("details", { class: "menu" }, el("summary", { "aria-label": t("menu"), title: t("menu") }, icon("more")));
  const item = (words, act, properties = {}) =>
    button(words, null, () => {
      box.open = false;
      act();
    }, { class: "item", ...properties });
  const turns = store.turns();
  const chosen = localStorage.getItem(THEME_KEY) ?? "system";
  box.append(
    el(
      "div",
      { class: "menu-list" },
      item(t("new_conversation"), page.fresh),
      turns.length > 0 && [
        el("p", { class: "label" }, t("export")),
        ["markdown", "docx", "json"].map((format) => item(t(`export_${format}`), () => attempt(() => saveConversation(format, store.turns(), page.reports), "not_saved"), { "data-export": format })),
        item(t("print"), () => print()),
      ],
      el("p", { class: "label" }, t("theme")),
      ["system", "light", "dark"].map((name) => item(t(`theme_${name}`), () => theme(name, true), { "aria-pressed": String(chosen === name) })),
      earlierItems(item),
      page.person && item(`${t("log_out")} (${page.person})`, async () => (await logOut(), location.reload())),
    ),
  );
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && (box.open = false));
  return box;
}

function earlierItems(item) {
  const others = store.earlier().slice(0, 5);
  if (!others.length) return null;
  const open = (conversation) => () => {
    page.open(conversation.id);
  };
  return [el("p", { class: "label" }, t("earlier")), others.map((conversation) => item(conversation.turns[0].question, open(conversation), { class: "item clip" }))];
}

function theme(name, keep = false) {
  document.documentElement.dataset.theme = name;
  if (!keep) return;
  localStorage.setItem(THEME_KEY, name);
  render();
}
