// Was this right? One press, and for anything but "right" a line to say what is.

import { button, el } from "./dom.js";
import { sendFeedback } from "./server.js";
import { t } from "./words.js";

const VERDICTS = ["right", "wrong_figure", "wrong_source", "should_refuse"];

export function feedbackView(turn, history, keep) {
  if (turn.feedback) return el("p", { class: "note", role: "status" }, t("feedback_thanks"));
  const details = el("div", { class: "feedback-more" });
  const send = async (verdict, comment) => {
    await sendFeedback({
      turn: turn.id,
      verdict,
      comment,
      history,
      question: turn.question,
      language: turn.answer.language,
      answer: turn.answer.text,
      quotes: turn.answer.citations.map((citation) => citation.quote),
      cited: turn.answer.citations.map((citation) => citation.paragraph),
    });
    keep(verdict);
  };
  const choose = (verdict) => (verdict === "right" ? send(verdict, "") : details.replaceChildren(...comment(verdict, send)));
  return el(
    "div",
    { class: "feedback", role: "group", "aria-label": t("feedback") },
    el("span", { class: "label" }, t("feedback")),
    VERDICTS.map((verdict) => button(t(`feedback_${verdict}`), null, () => choose(verdict), { class: "plain small" })),
    details,
  );
}

function comment(verdict, send) {
  const field = el("textarea", { rows: 2, maxlength: 2000, "aria-label": t("feedback_comment"), placeholder: t("feedback_comment") });
  setTimeout(() => field.focus());
  return [el("p", { class: "label" }, t(`feedback_${verdict}`)), field, button(t("feedback_send"), "check", () => send(verdict, field.value))];
}
