// Reports a reader brings: drop a file or choose one, watch it being read, see what was found, ask it at once.

import { button, el, icon } from "./dom.js";
import * as server from "./server.js";
import { newId } from "./store.js";
import { number, t } from "./words.js";

const AGAIN = 600; // milliseconds between two looks at what the server is doing
const ACTIVE = ["sending", "waiting", "reading", "indexing"];
// What can go wrong, by the server's word for it; anything else is "upload_failed".
const PROBLEMS = {
  ReportEmpty: "upload_empty",
  ReportTooLarge: "upload_large_report",
  ReportUnreadable: "upload_unreadable",
  StorageFailed: "upload_storage",
  upload_kind: "upload_kind",
  upload_full: "upload_full",
  upload_large: "upload_large",
  upload_often: "upload_often",
  upload_broken: "upload_broken",
};
const BY_STATUS = { 0: "upload_broken", 401: "logged_out", 413: "upload_large", 429: "upload_often" };
let page; // { limits, reports, added, ask, removed, announce }
let dialog = null;
let input; // the choice of files: one element for as long as the panel is open, so that it keeps its focus
let uploads = []; // what the server said last
const sending = []; // files on their way: { id, name, state: "sending", done, total } or failed before the server had them
const opened = new Set(); // the uploads this window has seen become ready
let timer = null;
let sure = null; // the report whose removal was asked for once

/** Let reports be brought: startUpload({ limits: { kinds, bytes, pages }, reports, added, ask, removed, announce }). */
export async function startUpload(options) {
  page = options;
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => isFile(event) && (event.preventDefault(), document.documentElement.classList.add("dragging")));
  addEventListener("dragleave", (event) => event.relatedTarget === null && document.documentElement.classList.remove("dragging"));
  addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    document.documentElement.classList.remove("dragging");
    openUpload();
    take(event.dataTransfer.files);
  });
  for (const upload of (uploads = await server.uploads())) if (upload.state === "ready") opened.add(upload.id);
  if (isActive()) look();
}

/** Open the panel. */
export function openUpload() {
  if (dialog) return;
  dialog = el("dialog", { class: "upload-dialog", "aria-labelledby": "upload-title" }, el("div", { class: "dialog-head" }), el("div", { class: "dialog-body" }, el("div", { class: "upload-choice" }), el("div", { class: "upload-list" })));
  dialog.addEventListener("close", () => (dialog.remove(), (dialog = null)));
  document.getElementById("report-assistant").append(dialog);
  drawUpload();
  dialog.showModal();
  input.focus();
}

/** Draw the panel again, in the reader's language. */
export function drawUpload() {
  if (!dialog) return;
  const limits = t("upload_limits", { kinds: page.limits.kinds.map((kind) => kind.slice(1).toUpperCase()).join(", "), megabytes: number(page.limits.bytes / 1e6), pages: number(page.limits.pages) });
  input = el("input", { type: "file", class: "offscreen", id: "upload-file", multiple: true, accept: page.limits.kinds.join(","), "aria-describedby": "upload-limits", onchange: (event) => (take(event.target.files), (event.target.value = "")) });
  dialog.querySelector(".dialog-head").replaceChildren(el("h2", { id: "upload-title" }, t("add_report")), button(t("close"), "close", () => dialog.close(), { hidden: true }));
  dialog.querySelector(".upload-choice").replaceChildren(
    el("label", { class: "drop", for: "upload-file" }, el("b", {}, t("upload_drop")), el("span", { id: "upload-limits" }, limits), el("span", { class: "plain boxed primary" }, icon("add"), t("upload_choose")), input),
    el("p", { class: "note" }, t("upload_private")),
  );
  drawList();
}

/** Draw what was brought again, and nothing else: who is about to choose a file stays there. */
function drawList() {
  if (!dialog) return;
  const list = dialog.querySelector(".upload-list");
  const open = new Set([...list.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  const scroll = dialog.querySelector(".dialog-body").scrollTop;
  const focused = document.activeElement?.dataset?.focus;
  list.replaceChildren(el("ul", { class: "uploads" }, [...uploads, ...sending].reverse().map(uploadView)), ...[shelf()].flat().filter(Boolean));
  for (const each of list.querySelectorAll("details")) each.open = open.has(each.dataset.key);
  dialog.querySelector(".dialog-body").scrollTop = scroll;
  if (focused) list.querySelector(`[data-focus="${focused}"]`)?.focus();
}

function uploadView(upload) {
  return el(
    "li",
    { class: `upload ${upload.state}`, "data-upload": upload.id },
    el("p", { class: "upload-name" }, upload.name),
    upload.state === "failed" ? el("p", { class: "wrong", role: "alert" }, problem(upload)) : ACTIVE.includes(upload.state) && progressView(upload),
    upload.found && foundView(upload),
    upload.state === "ready" && page.reports.has(upload.report) && button(t("upload_ask"), "ask", () => ask(upload.report), { class: "plain boxed primary", "data-focus": `ask-${upload.id}` }),
  );
}

function progressView({ state, done, total }) {
  const share = state === "sending" ? { percent: number((100 * done) / Math.max(total, 1)) } : { done: number(done), total: number(total) };
  const words = total || state === "sending" ? t(`upload_${state}_of`, share) : t(`upload_${state}`);
  return [el("p", { class: "note", role: "status" }, words), el("progress", { max: total || null, value: total ? done : undefined, "aria-label": words })];
}

function foundView({ id, found }) {
  const mended = Object.values(found.repairs).reduce((sum, each) => sum + each, 0);
  const kinds = Object.entries(found.repairs).map(([kind, count]) => t(`repair_${kind}`, { count: number(count) }));
  return [
    el("p", {}, el("b", {}, found.title), " · ", t("upload_paragraphs", { count: number(found.paragraphs) })),
    found.outline.length > 0 &&
      el("details", { "data-key": `outline-${id}` }, el("summary", { "data-focus": `outline-${id}` }, t("upload_outline", { count: number(found.outline.length) })), el("ol", { class: "found-outline" }, found.outline.map(([level, words]) => el("li", { class: `level-${Math.min(level, 4)}` }, words)))),
    mended > 0 &&
      el(
        "details",
        { "data-key": `repairs-${id}` },
        el("summary", { "data-focus": `repairs-${id}` }, t("upload_repairs", { count: number(mended) })),
        el("p", { class: "note" }, kinds.join(" · ")),
        el("ul", { class: "found-repairs" }, found.examples.map(([, before, after]) => el("li", {}, el("del", {}, before), after && [" → ", el("ins", {}, after)]))),
      ),
    found.notes.length > 0 && el("ul", { class: "note" }, found.notes.map((note) => el("li", {}, note))),
  ];
}

function shelf() {
  const own = [...page.reports.values()].filter((report) => report.own);
  if (!own.length) return null;
  return [
    el("h3", {}, t("upload_own")),
    el("ul", { class: "own" }, own.map((report) => el("li", {}, el("span", {}, report.title), button(t("upload_ask"), "ask", () => ask(report.id), { "data-focus": `own-${report.id}` }), removeButton(report)))),
  ];
}

/** Removing asks once more, in the button itself. */
function removeButton({ id }) {
  const remove = async () => {
    const asked = sure === id;
    sure = asked ? null : id;
    if (asked) {
      await server.removeReport(id);
      uploads = uploads.filter((upload) => upload.report !== id);
      page.removed(id);
    }
    drawList();
    if (asked) input.focus(); // the button is gone
  };
  return button(t(sure === id ? "upload_remove_sure" : "upload_remove"), "close", remove, { class: sure === id ? "plain sure" : "plain", "data-focus": `remove-${id}` });
}

function ask(id) {
  dialog.close();
  page.ask(id);
}

function problem({ name, problem: kind }) {
  const phrase = PROBLEMS[kind] ?? (kind === "logged_out" ? kind : "upload_failed");
  return t(phrase, { name, megabytes: number(page.limits.bytes / 1e6), kinds: page.limits.kinds.map((each) => each.slice(1).toUpperCase()).join(", ") });
}

// Sending and watching

function take(files) {
  for (const file of files) send(file);
}

async function send(file) {
  const one = { id: newId(), name: file.name, state: "sending", done: 0, total: file.size };
  sending.push(one);
  const fail = (kind) => Object.assign(one, { state: "failed", problem: kind });
  const kind = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase();
  if (!page.limits.kinds.includes(kind)) fail("upload_kind");
  else if (file.size > page.limits.bytes) fail("upload_large");
  drawList();
  if (one.state === "failed") return;
  const { status, body } = await server.sendReport(file, (done) => ((one.done = done), drawList()));
  if (status === 202) {
    sending.splice(sending.indexOf(one), 1);
    uploads.push(body);
    look();
  } else fail(body?.problem ?? BY_STATUS[status] ?? "upload_failed");
  drawList();
}

const isActive = () => uploads.some((upload) => ACTIVE.includes(upload.state));

/** See what the server is doing until it has nothing left to do; a server that cannot be reached is asked again. */
async function look() {
  clearTimeout(timer);
  try {
    uploads = await server.uploads();
    for (const upload of uploads.filter((each) => each.state === "ready" && !opened.has(each.id))) {
      opened.add(upload.id);
      const report = await server.report(upload.report);
      page.reports.set(report.id, report);
      page.added(report.id);
      page.announce(t("upload_ready", { name: report.title }));
    }
  } catch (error) {
    if (!(error instanceof TypeError) && !error.status) throw error;
  }
  drawList();
  if (isActive()) timer = setTimeout(look, AGAIN);
}
