// The page: puts the conversation and the report beside each other and keeps them in step with the address bar.

import * as chat from "./chat.js";
import { button, el, icon } from "./dom.js";
import * as report from "./report.js";
import * as server from "./server.js";
import { saveConversation } from "./share.js";
import * as store from "./store.js";
import { currentLanguage, date, onLanguage, setLanguage, startWords, t } from "./words.js";

const THEME_KEY = "report-assistant.theme";
let reports = new Map();
let limit = 2000;
let root;
const parts = {}; // the elements that stay

async function main() {
  root = await host();
  const start = await server.start();
  startWords(start.strings);
  reports = new Map(start.reports.map((each) => [each.id, each]));
  limit = start.question_limit;
  theme(localStorage.getItem(THEME_KEY) ?? "system");
  build();
  const options = { reports, places, limit, changed, running, announce, askAbout, backTo };
  chat.startChat(options, parts.turns);
  report.startReport(options, parts.report);
  onLanguage(draw);
  draw();
  openHash();
  addEventListener("hashchange", openHash);
  root.removeAttribute("aria-busy");
}

/** The element Gradio gives the page; it may come after this script. */
function host() {
  return new Promise((resolve) => {
    const look = () => document.getElementById("report-assistant");
    if (look()) return resolve(look());
    const observer = new MutationObserver(() => look() && (observer.disconnect(), resolve(look())));
    observer.observe(document.documentElement, { childList: true, subtree: true });
  });
}

function build() {
  parts.header = el("header", { class: "top" });
  parts.welcome = el("div", { class: "welcome" });
  parts.turns = el("div", { class: "turns" });
  parts.composer = el("form", { class: "composer", onsubmit: submit });
  parts.said = el("div", { class: "offscreen", role: "status", "aria-live": "polite" });
  parts.chat = el("section", { class: "chat" }, el("div", { class: "scroll", tabindex: -1 }, parts.welcome, parts.turns), parts.composer);
  parts.report = el("section", { class: "report" });
  parts.panes = el("main", { class: "panes", "data-pane": "chat" }, parts.chat, parts.report);
  root.replaceChildren(parts.header, parts.panes, parts.said);
}

/** Write every word again, in the reader's language; what was typed stays. */
function draw() {
  const typed = parts.field?.value ?? "";
  header();
  composer(typed);
  parts.chat.setAttribute("aria-label", t("conversation"));
  parts.report.setAttribute("aria-label", t("report"));
  chat.render();
  report.render();
}

// Header

function header() {
  const first = reports.values().next().value;
  document.title = [first?.title, t("product")].filter(Boolean).join(" · ");
  parts.header.replaceChildren(
    el("a", { class: "skip", href: "#question", onclick: (event) => (event.preventDefault(), parts.field.focus()) }, t("skip")),
    el("h1", { class: "brand" }, t("product")),
    paneSwitch(),
    el("div", { class: "settings" }, languageSwitch(), menu()),
  );
}

function paneSwitch() {
  const segment = (pane, phrase) =>
    button(t(phrase), null, () => showPane(pane), { class: "segment", "data-shows": pane, "aria-pressed": String(parts.panes.dataset.pane === pane) });
  return el("div", { class: "switch pane-switch", role: "group" }, segment("chat", "chat"), segment("report", "report"));
}

function showPane(pane) {
  parts.panes.dataset.pane = pane;
  for (const each of parts.header.querySelectorAll("[data-shows]")) each.setAttribute("aria-pressed", String(each.dataset.shows === pane));
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
      item(t("new_conversation"), fresh),
      turns.length > 0 && [
        el("p", { class: "label" }, t("export")),
        ["markdown", "docx", "json"].map((format) => item(t(`export_${format}`), () => saveConversation(format, store.turns(), reports), { "data-export": format })),
        item(t("print"), () => print()),
      ],
      el("p", { class: "label" }, t("theme")),
      ["system", "light", "dark"].map((name) => item(t(`theme_${name}`), () => theme(name, true), { "aria-pressed": String(chosen === name) })),
      earlierItems(item),
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
    store.open(conversation.id);
    draw();
  };
  return [el("p", { class: "label" }, t("earlier")), others.map((conversation) => item(conversation.turns[0].question, open(conversation), { class: "item clip" }))];
}

function fresh() {
  chat.stop();
  store.openNew();
  draw();
  parts.field.focus();
}

function theme(name, keep = false) {
  if (keep) localStorage.setItem(THEME_KEY, name);
  document.documentElement.dataset.theme = name;
  if (keep) header();
}

// Welcome

function changed(count) {
  parts.welcome.hidden = count > 0;
  const hasMenu = parts.header.querySelector("[data-export]") !== null;
  if (hasMenu !== count > 0) header();
  if (count === 0) welcome();
}

function welcome() {
  const first = reports.values().next().value;
  const title = first && ((currentLanguage() !== first.language && first.title_translation) || first.title);
  const issuer = first && ((currentLanguage() !== first.language && first.issuer_translation) || first.issuer);
  parts.examples = el("div", { class: "examples" }, el("p", { class: "label" }, t("examples_wait")), el("ul", {}, Array.from({ length: 6 }, () => el("li", { class: "waiting" }))));
  parts.welcome.replaceChildren(
    el("h2", {}, t("welcome")),
    first && el("p", { class: "which" }, el("b", {}, title), el("span", {}, [issuer, first.date && date(first.date)].filter(Boolean).join(" · "))),
    el("p", { class: "note" }, t("welcome_detail")),
    parts.examples,
  );
  examples(currentLanguage());
}

/** Fill in the example questions; they are being checked in the first seconds after the server's start. */
async function examples(language) {
  if (language !== currentLanguage() || parts.welcome.hidden) return;
  const { questions, ready } = await server.suggestions({ language, near: [], asked: [], count: 6 });
  if (language !== currentLanguage()) return;
  if (questions.length < 6 && !ready) setTimeout(() => examples(language), 700);
  else if (questions.length)
    parts.examples.replaceChildren(
      el("p", { class: "label" }, t("examples")),
      el("ul", {}, questions.map((question) => el("li", {}, button(question, null, () => chat.ask(question), { class: "suggestion" })))),
    );
  else parts.examples.replaceChildren();
}

// Question box

function composer(typed) {
  parts.field = el("textarea", { id: "question", rows: 1, "aria-label": t("question"), placeholder: t("placeholder"), "aria-describedby": "question-note", value: typed });
  parts.count = el("p", { class: "count", id: "question-note", role: "status" });
  parts.send = el("button", { class: "send", type: "submit" });
  parts.field.addEventListener("input", fit);
  parts.field.addEventListener("keydown", (event) => {
    // While a Vietnamese letter is being composed, Enter belongs to the keyboard.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  });
  parts.composer.replaceChildren(el("div", { class: "box" }, parts.field, parts.send), parts.count);
  running(chat.isRunning());
  fit();
}

function fit() {
  const { field, count } = parts;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  const length = field.value.length;
  const long = length > limit;
  field.setAttribute("aria-invalid", String(long));
  count.classList.toggle("wrong", long);
  count.textContent = long ? t("too_long", { limit, count: length }) : length > limit - 200 ? t("left", { count: limit - length }) : "";
}

async function submit(event) {
  event.preventDefault();
  if (chat.isRunning()) return event.type === "submit" && chat.stop();
  const question = parts.field.value;
  if (!question.trim() || question.length > limit) return;
  parts.field.value = "";
  fit();
  await chat.ask(question);
}

function running(busy) {
  parts.send.replaceChildren(icon(busy ? "stop" : "send"), el("span", {}, t(busy ? "stop" : "ask")));
  parts.send.classList.toggle("busy", busy);
}

function announce(words) {
  parts.said.textContent = words;
}

// Between the two panes

function places(place, turn) {
  showPane("report");
  history.pushState(null, "", `#${place.paragraph}`);
  report.show({ ...place, turn });
}

function openHash() {
  const paragraph = decodeURIComponent(location.hash.slice(1));
  if (/^.+:\d+$/.test(paragraph) && report.show({ paragraph })) showPane("report");
}

function backTo(turn) {
  showPane("chat");
  const answer = document.getElementById(`answer-${turn}`);
  answer?.scrollIntoView({ block: "start" });
  answer?.focus({ preventScroll: true });
}

function askAbout(part, source) {
  showPane("chat");
  const text = (currentLanguage() !== source.language && part.translation) || part.text;
  const words = text.split(/[;:.(]|,\s/)[0].trim().split(/\s+/).slice(0, 16).join(" ");
  parts.field.value = t("ask_about_question", { words });
  fit();
  parts.field.focus();
}

main();
