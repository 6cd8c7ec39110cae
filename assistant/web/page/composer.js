// The box a question is typed into.

import { el, icon } from "./dom.js";
import { t } from "./words.js";

const NEAR = 200; // characters before the limit at which the box begins to count
const TALLEST = 200; // pixels
let page; // { limit, ask, stop, isRunning }
let form;
let field;
let count;
let send;

export function startComposer(options, element) {
  page = options;
  form = element;
  form.addEventListener("submit", submit);
}

/** Draw the box in the reader's language; what was typed stays. */
export function render() {
  const typed = field?.value ?? "";
  field = el("textarea", { id: "question", rows: 1, "aria-label": t("question"), placeholder: t("placeholder"), "aria-describedby": "question-note", value: typed });
  count = el("p", { class: "count", id: "question-note", role: "status" });
  send = el("button", { class: "send", type: "submit" });
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    // While a Vietnamese letter is being composed, Enter belongs to the keyboard.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  });
  form.replaceChildren(el("div", { class: "box" }, field, send), count);
  running(page.isRunning());
  fit();
}

/** Put words into the box, or only the cursor. */
export function focus(words = field.value) {
  field.value = words;
  fit();
  field.focus();
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
  const length = Array.from(field.value).length; // characters as the server counts them: an emoji is one
  const long = length > page.limit;
  field.setAttribute("aria-invalid", String(long));
  count.classList.toggle("wrong", long);
  count.textContent = long ? t("too_long", { limit: page.limit, count: length }) : length > page.limit - NEAR ? t("left", { count: page.limit - length }) : "";
}

async function submit(event) {
  event.preventDefault();
  if (page.isRunning()) return event.type === "submit" && page.stop();
  const question = field.value;
  if (!question.trim() || Array.from(question).length > page.limit) return;
  field.value = "";
  fit();
  await page.ask(question);
}

/** Show whether an answer is under way: the button then stops it. */
export function running(busy) {
  send.replaceChildren(icon(busy ? "stop" : "send"), el("span", {}, t(busy ? "stop" : "ask")));
  send.classList.toggle("busy", busy);
}
