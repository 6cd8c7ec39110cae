// The conversation: asking, streaming, stopping, asking again, and what stands under each answer.

import { answerView, questionList } from "./answer.js";
import { askedIds } from "./asked.js";
import { button, calm, el } from "./dom.js";
import { feedbackView } from "./feedback.js";
import { attempt } from "./notice.js";
import * as server from "./server.js";
import { answerText, copyButton } from "./share.js";
import * as store from "./store.js";
import { t } from "./words.js";

const HISTORY = 6; // earlier turns sent along with a question
const CUT_OFF = 120_000; // milliseconds after which a question of another tab counts as interrupted
let page; // { reports, places, limit, changed, running, announce, gone }
let list;
let running = null; // { id, abort }
let editing = null;

export function startChat(options, element) {
  page = options;
  list = element;
  settle();
  store.onOtherTab(render);
}

/** What was being answered when the page was closed is not being answered any more. */
function settle() {
  const cutOff = (turn) => turn.state === "asking" && turn.id !== running?.id && (turn.tab === store.tab || Date.now() - turn.at > CUT_OFF);
  for (const turn of store.turns().filter(cutOff)) store.change(turn.id, { state: "interrupted" });
}

/** Show another conversation, or without one begin a new one; what is being answered is stopped and stays with its own. */
export function change(conversation) {
  stop();
  if (conversation) store.open(conversation);
  else store.openNew();
  settle();
}

export const isRunning = () => running !== null;

/** Stop the answer: the server is told by the closing of the connection. */
export function stop() {
  if (!running) return;
  store.change(running.id, { state: "stopped" });
  running.abort.abort();
}

export const showLast = () => list.lastElementChild?.scrollIntoView({ block: "start" });

export function render() {
  const turns = store.turns();
  list.replaceChildren(...turns.map((turn, position) => turnView(turn, position + 1)));
  page.changed(turns.length);
}

function renderTurn(id) {
  const position = store.turns().findIndex((turn) => turn.id === id);
  const old = list.querySelector(`[data-turn="${id}"]`);
  if (position >= 0 && old) old.replaceWith(turnView(store.turns()[position], position + 1));
}

/** Ask a question as the next turn. Returns false where one is being answered already. */
export async function ask(question) {
  if (running || !question.trim()) return false;
  const turn = store.add(question.trim(), askedIds());
  render();
  list.lastElementChild.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  await run(turn);
  return true;
}

const numberOf = (turnId) => store.turns().findIndex((turn) => turn.id === turnId) + 1;

async function again(turn) {
  if (running) return;
  page.gone(numberOf(turn.id));
  store.change(turn.id, { state: "asking", tab: store.tab, at: Date.now(), answer: null, error: null, next: null, feedback: null });
  renderTurn(turn.id);
  await run(turn);
}

function history(turnId) {
  const turns = store.turns();
  const position = turns.findIndex((turn) => turn.id === turnId);
  const asked = String(turns[position].reports ?? []); // what was said about another report completes nothing
  const before = turns.slice(0, position).filter((turn) => turn.state === "done" && String(turn.reports ?? []) === asked);
  return before.slice(-HISTORY).flatMap((turn) => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.answer.text },
  ]);
}

async function run(turn) {
  running = { id: turn.id, abort: new AbortController(), answer: null };
  page.running(true);
  try {
    for await (const answer of server.ask(turn.question, history(turn.id), turn.reports ?? [], running.abort.signal)) {
      if (answer.place !== undefined) {
        showPlace(turn.id, answer.place);
        continue;
      }
      if (answer.error) store.change(turn.id, { state: "failed", error: answer.error });
      else if (answer.final) store.change(turn.id, { state: "done", answer });
      running.answer = answer;
      if (!answer.error) showGrowing(turn.id, answer);
    }
  } catch (error) {
    if (error.name === "AbortError") store.change(turn.id, { state: "stopped" }); // also where the browser gave up
    else store.change(turn.id, { state: "failed", error: problemOf(error) });
  } finally {
    running = null;
    page.running(false);
    renderTurn(turn.id);
    page.announce(list.querySelector(`[data-turn="${turn.id}"] .answer`)?.innerText ?? "");
  }
  await findNext(turn.id);
}

const PROBLEMS = { 401: "logged_out", 429: "too_many", 503: "busy" };
const problemOf = (error) => (error instanceof TypeError ? "unreachable" : (PROBLEMS[error.status] ?? "failed"));

function showPlace(id, place) {
  const waiting = list.querySelector(`[data-turn="${id}"] .answer`);
  waiting?.replaceChildren(place ? pending("waiting", { place }) : pending("looking"));
}

function showGrowing(id, answer) {
  const position = store.turns().findIndex((turn) => turn.id === id);
  const place = list.querySelector(`[data-turn="${id}"] .answer`);
  if (place && !answer.final) place.replaceChildren(...[answerView(answer, position + 1, page.reports, page.places)].flat(9).filter(Boolean), pending("writing"));
}

/** Questions that have answers, near what this answer cites. */
async function findNext(id) {
  const { answer, state, reports = [] } = store.turn(id) ?? {};
  if (state !== "done") return;
  const near = (answer.citations.length ? answer.citations : answer.hits).map((each) => each.paragraph);
  const asked = store.turns().map((turn) => turn.question);
  const said = answer.citations.flatMap((each) => [each.quote, each.translation ?? ""]);
  const wanted = { language: answer.language, near, asked, said, count: 3, reports };
  const { questions } = (await attempt(() => server.suggestions(wanted), "unreachable_short")) ?? {};
  if (!questions) return;
  store.change(id, { next: questions });
  // Only this is added: what the reader has opened or focused above stays as it is.
  const place = list.querySelector(`[data-turn="${id}"] > .below`);
  const view = nextView({ answer, next: questions });
  if (place && view) place.append(view);
}

const nextView = (turn) => questionList(turn.answer.answered ? t("follow_up") : t("can_answer"), turn.next, ask);

function turnView(turn, number) {
  return el(
    "article",
    { class: `turn ${turn.state}`, "data-turn": turn.id, id: `answer-${number}`, "aria-label": t("answer_number", { number }), tabindex: -1 },
    editing === turn.id ? editView(turn) : questionView(turn),
    el("div", { class: "answer" }, content(turn, number)),
    turn.state === "done" && below(turn),
  );
}

function questionView(turn) {
  return el(
    "div",
    { class: "asked" },
    el("h2", { class: "question", dir: "auto" }, el("span", { class: "offscreen" }, `${t("you")}: `), turn.question),
    turn.state !== "asking" &&
      button(t("edit_question"), "edit", () => {
        editing = turn.id;
        renderTurn(turn.id);
        list.querySelector(".edit textarea").focus();
      }, { hidden: true }),
  );
}

function editView(turn) {
  const field = el("textarea", { rows: 2, "aria-label": t("edit_question"), value: turn.question });
  const close = () => {
    editing = null;
    renderTurn(turn.id);
  };
  const length = () => Array.from(field.value).length;
  const send = () => {
    if (running || !field.value.trim() || length() > page.limit) return;
    editing = null;
    page.gone(numberOf(turn.id));
    store.dropFrom(turn.id);
    ask(field.value);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") close();
  });
  const note = el("p", { class: "note", role: "status" }, t("edit_replaces"));
  field.addEventListener("input", () => {
    const long = length() > page.limit;
    note.classList.toggle("wrong", long);
    note.textContent = long ? t("too_long", { limit: page.limit, count: length() }) : t("edit_replaces");
  });
  return el("div", { class: "edit" }, field, note, button(t("ask"), "check", send, { class: "plain boxed primary" }), button(t("cancel"), "close", close));
}

function content(turn, number) {
  if (turn.state === "asking") return pending("looking");
  if (turn.state === "done") return answerView(turn.answer, number, page.reports, page.places);
  const words = turn.state === "failed" ? (["unreachable", "failed", ...Object.values(PROBLEMS)].includes(turn.error) ? t(turn.error) : turn.error) : t(turn.state);
  return el("div", { class: "problem", role: "alert" }, el("p", {}, words), button(t("retry"), "retry", () => again(turn)));
}

const pending = (phrase, values) => el("p", { class: "pending", role: "status" }, el("span", { class: "dots", "aria-hidden": "true" }), t(phrase, values));

function below(turn) {
  const keep = (feedback) => {
    store.change(turn.id, { feedback });
    renderTurn(turn.id);
  };
  return el(
    "div",
    { class: "below" },
    el(
      "div",
      { class: "actions" },
      copyButton(t("copy"), () => answerText(turn.answer, page.reports), { title: t("copy_answer"), "aria-label": t("copy_answer") }),
      button(t("retry"), "retry", () => again(turn)),
      feedbackView(turn, history(turn.id), keep),
    ),
    nextView(turn),
  );
}
