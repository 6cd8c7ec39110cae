// The page: puts the conversation and the report beside each other and keeps them in step with the address bar.

import * as asked from "./asked.js";
import * as chat from "./chat.js";
import * as composer from "./composer.js";
import { el } from "./dom.js";
import * as header from "./header.js";
import * as report from "./report.js";
import * as server from "./server.js";
import * as store from "./store.js";
import { plain } from "./text.js";
import * as upload from "./upload.js";
import { welcome } from "./welcome.js";
import { currentLanguage, onLanguage, startWords, t } from "./words.js";

const TELLING = 8; // words a clause needs for its paragraph to be found by them
const ASKED = 16; // words of a paragraph that are put into a question
let reports = new Map();
const parts = {}; // the elements that stay

async function main() {
  const root = await host();
  const start = await server.start();
  startWords(start.strings);
  const own = await Promise.all(start.own.map(server.report));
  reports = new Map([...start.reports, ...own].map((each) => [each.id, each]));
  build(root);
  const options = { reports, places, limit: start.question_limit, changed, running: composer.running, announce, askAbout, backTo, gone: report.forgetFrom };
  header.startHeader({ person: start.person, add: start.upload && upload.openUpload, reports, panes: parts.panes, open, fresh: () => open(null), toQuestion: () => composer.focus() }, parts.header);
  composer.startComposer({ limit: start.question_limit, ask: chat.ask, stop: chat.stop, isRunning: chat.isRunning }, parts.composer);
  chat.startChat(options, parts.turns);
  report.startReport(options, parts.report);
  asked.startAsked({ reports, chosen: (chosen) => (report.choose(chosen.id), changed(store.turns().length)) }, parts.asking);
  onLanguage(draw);
  draw();
  chat.showLast();
  openHash();
  addEventListener("popstate", () => (location.hash ? openHash() : header.showPane("chat")));
  root.removeAttribute("aria-busy");
  if (start.upload) upload.startUpload({ limits: start.upload, reports, announce, added: asked.choose, ask: (id) => (asked.choose(id), header.showPane("chat"), composer.focus()), removed });
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

function build(root) {
  parts.header = el("header", { class: "top" });
  parts.welcome = el("div", { class: "welcome" });
  parts.turns = el("div", { class: "turns" });
  parts.asking = el("div", { class: "asking" });
  parts.composer = el("form", { class: "composer" });
  parts.said = el("div", { class: "offscreen", role: "status", "aria-live": "polite" });
  parts.chat = el("section", { class: "chat" }, el("div", { class: "scroll", tabindex: -1 }, parts.welcome, parts.turns), parts.asking, parts.composer);
  parts.report = el("section", { class: "report" });
  parts.panes = el("main", { class: "panes", "data-pane": "chat" }, parts.chat, parts.report);
  root.replaceChildren(parts.header, parts.panes, parts.said);
}

/** Write every word again, in the reader's language. */
function draw() {
  header.render();
  composer.render();
  asked.drawAsked();
  upload.drawUpload();
  parts.chat.setAttribute("aria-label", t("conversation"));
  parts.report.setAttribute("aria-label", t("report"));
  chat.render();
  report.render();
}

/** Show an earlier conversation, or with null a new one. */
function open(conversation) {
  chat.change(conversation);
  report.forgetFrom(1);
  draw();
  chat.showLast();
  composer.focus();
}

function changed(count) {
  parts.welcome.hidden = count > 0;
  header.turnsChanged(count);
  if (count === 0) welcome(parts.welcome, asked.asked(), asked.askedIds(), chat.ask);
}

/** A report of the reader's own is gone; what was answered from it stays in the conversation. */
function removed(id) {
  reports.delete(id);
  asked.choose(...asked.askedIds());
}

function announce(words) {
  parts.said.textContent = words;
}

// Between the two panes

function places(place, turn) {
  header.showPane("report");
  history.pushState({ ...place, turn }, "", `#${place.paragraph}`);
  report.show({ ...place, turn });
}

function openHash() {
  const paragraph = location.hash.slice(1).replace(/%3A/gi, ":");
  const place = history.state?.paragraph === paragraph ? history.state : { paragraph }; // with its mark, on the way back
  if (/^.+:\d+$/.test(paragraph) && report.show(place)) header.showPane("report");
}

function backTo(turn) {
  header.showPane("chat");
  const answer = document.getElementById(`answer-${turn}`);
  answer?.scrollIntoView({ block: "start" });
  answer?.focus({ preventScroll: true });
}

/** The first words of a text that say something of their own: "However" and "1." begin many paragraphs. */
function clause(text) {
  const bare = plain(text).replace(/^\s*(?:[-•–+]|\d{1,2}[.)])\s*/, "");
  const clauses = bare.split(/[;:!?.](?:\s|$)|[()\n]|,\s/).map((each) => each.trim().split(/\s+/));
  const said = clauses.find((words) => words.length >= TELLING) ?? clauses.toSorted((a, b) => b.length - a.length)[0];
  return said.slice(0, ASKED).join(" ");
}

function askAbout(part, source) {
  header.showPane("chat");
  const text = (currentLanguage() !== source.language && part.translation) || part.text;
  composer.focus(t("ask_about_question", { words: clause(text) }));
}

main();
