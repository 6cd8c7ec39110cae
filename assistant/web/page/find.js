// Search inside the report: every place is tinted, and Enter goes from one to the next.

import { button, el, fold, icon } from "./dom.js";
import { t } from "./words.js";

const SHORTEST = 2; // letters; one letter is everywhere
let root; // the report's pane
let typed = ""; // stays when the report is drawn again
let found = [];
let foundAt = -1;

export function findBox(element) {
  root = element;
  const count = el("span", { class: "matches", role: "status" });
  const field = el("input", { type: "search", "aria-label": t("search_report"), placeholder: t("search"), value: typed });
  const move = (step) => {
    search(); // anew: a mark or another view may have changed the text since
    if (!found.length) return;
    foundAt = (foundAt + step + found.length) % found.length;
    count.textContent = t("matches", { position: foundAt + 1, count: found.length });
    highlight();
  };
  const start = (words) => {
    typed = words;
    foundAt = -1;
    search();
    count.textContent = fold(typed.trim()).length >= SHORTEST && !found.length ? t("no_matches") : "";
    move(1);
  };
  field.addEventListener("input", () => start(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") move(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") start((field.value = ""));
  });
  return el(
    "div",
    { class: "find", role: "search" },
    icon("search"),
    field,
    count,
    button(t("previous"), "up", () => move(-1), { hidden: true }),
    button(t("next"), "down", () => move(1), { hidden: true }),
  );
}

/** Find the typed words again in what the report shows now. */
export function search() {
  const wanted = fold(typed.trim());
  CSS.highlights?.delete("found");
  CSS.highlights?.delete("found-here");
  found = wanted.length < SHORTEST ? [] : [...root.querySelectorAll(".document :is(.original, .translation, .cell, .title-block p, .title-block h2)")].flatMap((text) => rangesIn(text, wanted));
  if (found.length) CSS.highlights?.set("found", new Highlight(...found));
}

/** The places of folded words in one text, which a mark may have cut into several nodes. */
function rangesIn(element, wanted) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("button") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const pieces = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    pieces.push({ node, from: text.length });
    text += fold(node.data);
  }
  const place = (position) => pieces.findLast((piece) => piece.from <= position);
  const ranges = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const [first, last] = [place(at), place(at + wanted.length - 1)];
    const range = new Range();
    range.setStart(first.node, at - first.from);
    range.setEnd(last.node, at + wanted.length - last.from);
    ranges.push(range);
  }
  return ranges;
}

function highlight() {
  const range = found[foundAt];
  CSS.highlights?.set("found-here", new Highlight(range));
  const box = range.getBoundingClientRect();
  const scroll = root.querySelector(".scroll");
  scroll.scrollTop += box.top - scroll.getBoundingClientRect().top - scroll.clientHeight / 3;
}
