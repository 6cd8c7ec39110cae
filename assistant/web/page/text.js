// Text as it was printed: *emphasis* is set in italics, and everything else stays the text it is.

import { el } from "./dom.js";

// Asterisks around words, not those of a product (3*4*5) or of a footnote.
const EMPHASIS = /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/gu;

/** The text without the marks of emphasis. */
export const plain = (text) => text.replace(EMPHASIS, "$1");

/** A text as nodes. */
export const printed = (text) => stretch(text, 0, Infinity);

/** The nodes of a stretch of a text. Offsets count characters, as the server does; JavaScript counts an emoji twice. */
export function stretch(text, start, end) {
  const characters = Array.from(text);
  return runs(text)
    .map((run) => ({ ...run, from: Math.max(run.from, start), to: Math.min(run.to, end) }))
    .filter((run) => run.from < run.to)
    .map((run) => {
      const words = characters.slice(run.from, run.to).join("");
      return run.emphasis ? el("em", {}, words) : words;
    });
}

/** Where a text is emphasised and where not; the asterisks are in no run. */
function runs(text) {
  const found = [];
  const length = (words) => Array.from(words).length;
  let at = 0;
  let position = 0;
  for (const match of text.matchAll(EMPHASIS)) {
    const before = position + length(text.slice(at, match.index));
    const inside = before + 1 + length(match[1]);
    found.push({ from: position, to: before }, { from: before + 1, to: inside, emphasis: true });
    at = match.index + match[0].length;
    position = inside + 1;
  }
  return [...found, { from: position, to: position + length(text.slice(at)) }];
}
