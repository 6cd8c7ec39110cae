// The mark an answer leaves on the sentence it cites, with a tag that leads back to the answer.

import { el } from "./dom.js";
import { markCells } from "./rows.js";
import { printed, stretch } from "./text.js";
import { t } from "./words.js";

let marked = null; // { paragraph, start, end, number, turn }

export const forget = () => (marked = null);

/** The number of the answer that left the mark; 0 where no answer did. */
export const markedBy = () => marked?.turn ?? 0;

/** Mark a stretch of a paragraph in the pane `root` and return the element to scroll to. */
export function mark(root, report, place, backTo) {
  if (marked) unpaint(root, report);
  marked = place;
  return paint(root, report, backTo);
}

/** Paint the mark again after the report was drawn again. */
export function repaint(root, report, backTo) {
  if (marked) paint(root, report, backTo);
}

const sectionOf = (root) => root.querySelector(`#${CSS.escape(marked.paragraph)}`);
const partOf = (report) => report.parts.find((each) => each.id === marked.paragraph);

function unpaint(root, report) {
  const section = sectionOf(root);
  if (!section) return;
  const { text, translation, row } = partOf(report);
  section.classList.remove("target");
  section.querySelectorAll(".cell").forEach((cell, position) => cell.replaceChildren(...printed(row.cells[position])));
  section.querySelector(".original")?.replaceChildren(...printed(text));
  section.querySelector(".translation")?.replaceChildren(...printed(translation));
}

function paint(root, report, backTo) {
  const section = sectionOf(root);
  const { text, translation, sentences, row } = partOf(report);
  section.classList.add("target");
  if (marked.end === undefined) return section;
  if (row) return paintRow(section, row.cells, Array.from(text).slice(marked.start, marked.end).join(""), backTo);
  const original = section.querySelector(".original");
  original?.replaceChildren(...painted(text, marked.start, marked.end, backTo));
  const meant = sentences.filter(([start, end, from]) => from !== null && start < marked.end && end > marked.start);
  const other = section.querySelector(".translation");
  if (other && meant.length) other.replaceChildren(...painted(translation, meant[0][2], meant.at(-1)[3], original ? null : backTo));
  return section.querySelector("mark") ?? section;
}

function paintRow(section, cells, quote, backTo) {
  const held = markCells(section, cells, quote);
  if (held.length && marked.turn) held.at(-1).append(label(backTo));
  return held[0] ?? section;
}

function painted(text, start, end, backTo) {
  const mark = el("mark", { "data-answer": marked.turn }, stretch(text, start, end));
  return [...stretch(text, 0, start), mark, backTo && marked.turn ? label(backTo) : "", ...stretch(text, end, Infinity)];
}

/** The tag at the end of a mark that says which answer it belongs to, and leads back to it. */
function label(backTo) {
  const { turn, number } = marked;
  const words = number ? t("marked_by", { answer: turn, number }) : t("answer_number", { number: turn });
  const back = t("back_to_answer", { answer: turn });
  return el("button", { type: "button", class: "mark-label", title: back, "aria-label": `${words}. ${back}`, onclick: () => backTo(turn) }, words);
}
