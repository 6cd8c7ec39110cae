// Was this right? One press, and for anything but "right" a line to say what is.

import { button, el } from "./dom.js";
import { attempt } from "./notice.js";
import { sendFeedback } from "./server.js";
import { t } from "./words.js";

const WRONG = ["wrong_figure", "wrong_source", "should_refuse"];
const REFUSED = ["should_answer"]; // where the answer was that the report does not say

export function feedbackView(turn, history, keep) {
  if (turn.feedback) return el("p", { class: "note", role: "status" }, t("feedback_thanks"));
  const details = el("div", { class: "feedback-more" });
  let sending = false; // a double click says it once
  const send = async (verdict, comment) => {
    if (sending) return;
    sending = true;
    const said = {
      turn: turn.id,
      verdict,
      comment,
      history,
      question: turn.question,
      language: turn.answer.language,
      answer: turn.answer.text,
      quotes: turn.answer.citations.map((citation) => citation.quote),
      cited: turn.answer.citations.map((citation) => citation.paragraph),
    };
    if (await attempt(() => sendFeedback(said), "not_sent")) keep(verdict);
    sending = false;
  };
  return el(
    "div",
    { class: "feedback", role: "group", "aria-label": t("feedback") },
    el("span", { class: "label" }, t("feedback")),
    button(t("feedback_right"), "check", () => send("right", "")),
    button(t("feedback_wrong"), "close", () => details.replaceChildren(...wrong(turn.answer.answered ? WRONG : REFUSED, send))),
    details,
  );
}

/** What is wrong, in one choice and an optional line. */
function wrong(verdicts, send) {
  let verdict = verdicts[0];
  const choices = verdicts.map((each) => {
    const choice = el("input", { type: "radio", name: "verdict", value: each, onchange: () => (verdict = each) });
    choice.checked = each === verdict;
    return el("label", { class: "choice" }, choice, t(`feedback_${each}`));
  });
  const field = el("textarea", { rows: 2, maxlength: 2000, "aria-label": t("feedback_comment"), placeholder: t("feedback_comment") });
  setTimeout(() => choices[0].querySelector("input").focus());
  return [
    el("div", { class: "choices", role: "radiogroup", "aria-label": t("feedback_wrong") }, choices),
    field,
    button(t("feedback_send"), "check", () => send(verdict, field.value), { class: "plain boxed primary" }),
  ];
}
