// What a first visitor sees: what this is, which report, and questions it answers.

import { button, el } from "./dom.js";
import { attempt } from "./notice.js";
import { suggestions } from "./server.js";
import { currentLanguage, date, t, titleOf } from "./words.js";

const EXAMPLES = 6;
const AGAIN = 700; // milliseconds; the questions are being checked in the first seconds after the server's start

/** Fill the place of the welcome: welcome(element, the report that is asked or the first of several, their ids, ask). */
export function welcome(element, first, reports, ask) {
  const issuer = first && ((currentLanguage() !== first.language && first.issuer_translation) || first.issuer);
  const waiting = Array.from({ length: EXAMPLES }, () => el("li", { class: "waiting" }));
  const examples = el("div", { class: "examples" }, el("p", { class: "label" }, t("examples_wait")), el("ul", {}, waiting));
  element.replaceChildren(
    el("h2", {}, t("welcome")),
    first && el("p", { class: "which" }, el("b", {}, titleOf(first)), el("span", {}, [issuer, first.date && date(first.date)].filter(Boolean).join(" · "))),
    el("p", { class: "note" }, t("welcome_detail")),
    examples,
  );
  fill(examples, currentLanguage(), reports, ask);
}

async function fill(examples, language, reports, ask) {
  const isShown = () => examples.isConnected && examples.checkVisibility() && language === currentLanguage();
  if (!isShown()) return;
  const wanted = { language, near: [], asked: [], count: EXAMPLES, reports };
  const { questions, ready } = (await attempt(() => suggestions(wanted), "unreachable_short")) ?? { questions: [], ready: true };
  if (!isShown()) return;
  if (questions.length < EXAMPLES && !ready) setTimeout(() => fill(examples, language, reports, ask), AGAIN);
  else if (questions.length)
    examples.replaceChildren(
      el("p", { class: "label" }, t("examples")),
      el("ul", {}, questions.map((question) => el("li", {}, button(question, null, () => ask(question), { class: "suggestion" })))),
    );
  else examples.replaceChildren();
}
