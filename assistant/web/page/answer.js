// One answer as elements: the text with its citation chips, what was checked, who wrote it and how long it took.

import { chart, figureTable, listedFigure } from "./chart.js";
import { chip } from "./chip.js";
import { button, el } from "./dom.js";
import { sourceLine } from "./share.js";
import { printed } from "./text.js";
import { number, t } from "./words.js";

// The marks an answer may carry, beside the emphasis of what it quotes: **figure** and [1].
const MARKS = /\*\*(.+?)\*\*|\[(\d+)\]/g;

/** `places` opens a citation in the report: places(citation, turn number). */
export function answerView(answer, turnNumber, reports, places) {
  const isRefusal = answer.final && !answer.answered && answer.kind !== "thanks";
  const view = !isRefusal ? body(answer, turnNumber, reports, places) : refusal(answer, turnNumber, reports, places);
  return [view, answer.final ? [chart(answer, turnNumber, reports, places), original(answer, reports), asked(answer), figures(answer, turnNumber, reports, places), proof(answer, reports), footer(answer)] : null];
}

function body(answer, turnNumber, reports, places) {
  return el("div", { class: "answer-text", lang: answer.language }, blocks(answer, turnNumber, reports, places));
}

function blocks(answer, turnNumber, reports, places) {
  const made = [];
  const lines = answer.text.split("\n").filter((line) => line.trim());
  const listed = answer.final ? lines.findIndex((line) => listedFigure(line, answer)) : -1;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const rows = at === listed ? figureRows(lines.slice(at), answer) : [];
    if (rows.length > 1) {
      made.push(figureTable(rows, answer, turnNumber, reports, places));
      at += rows.length - 1;
      continue;
    }
    const item = /^\s*(?:[-•]|\d{1,2}[.)])\s+(.*)$/.exec(line);
    const content = inline(item ? item[1] : line, answer, turnNumber, reports, places);
    const title = !item && line.trim().endsWith(":") && line.length < 60;
    if (!item) made.push(el("p", { class: title ? "label" : null }, content));
    else if (made.at(-1)?.tagName === "UL") made.at(-1).append(el("li", {}, content));
    else made.push(el("ul", {}, el("li", {}, content)));
  }
  return made;
}

/** The figures that lines list, up to the first line that is none. */
function figureRows(lines, answer) {
  const rows = lines.map((line) => listedFigure(line, answer));
  const end = rows.indexOf(null);
  return end < 0 ? rows : rows.slice(0, end);
}

function inline(line, answer, turnNumber, reports, places) {
  const parts = [];
  let end = 0;
  for (const match of line.matchAll(MARKS)) {
    const citation = match[2] && answer.citations.find((each) => each.number === Number(match[2]));
    const before = line.slice(end, match.index);
    parts.push(...printed(citation ? before.replace(/ $/, "\u00a0") : before)); // a mark never begins a line
    if (match[1]) parts.push(el("strong", {}, inline(match[1], answer, turnNumber, reports, places)));
    else parts.push(citation ? chip(citation, turnNumber, reports, places) : match[0]);
    end = match.index + match[0].length;
  }
  return [...parts, ...printed(line.slice(end))];
}

/** The report's own words, where the answer speaks another language than the report. */
function original(answer, reports) {
  const foreign = answer.citations.filter((citation) => (reports.get(citation.report)?.language ?? answer.language) !== answer.language);
  if (!answer.answered || !foreign.length) return null;
  const quotes = foreign.map((citation) =>
    el("blockquote", { lang: reports.get(citation.report).language }, "“", printed(citation.quote), "”", el("span", { class: "where" }, ` [${citation.number}] ${citation.place}`)),
  );
  return el("details", { class: "original-words", open: foreign.length <= 2 }, el("summary", {}, t("quote_original")), quotes);
}

function refusal(answer, turnNumber, reports, places) {
  return el(
    "div",
    { class: "refusal" },
    el("div", { class: "refusal-text", lang: answer.language }, blocks(answer, turnNumber, reports, places)),
    answer.hits.length > 0 && [
      el("p", { class: "label" }, t("nearest")),
      el("ol", { class: "nearest" }, answer.hits.slice(0, 3).map((hit) => nearest(hit, answer, turnNumber, places))),
    ],
  );
}

function nearest(hit, answer, turnNumber, places) {
  const words = answer.language === "en" && hit.translation ? hit.translation : hit.text;
  const open = (event) => {
    event.preventDefault();
    places({ ...hit, number: 0 }, turnNumber);
  };
  return el("li", {}, el("a", { class: "place", href: `#${hit.paragraph}`, onclick: open }, hit.place), el("p", { class: "clamp" }, printed(words.replace(/^[-•–+]\s+/, ""))));
}

function asked(answer) {
  const differs = answer.standalone_question && answer.standalone_question.trim() !== answer.question.trim();
  return [
    differs && el("p", { class: "note searched" }, t("searched", { question: answer.standalone_question })),
    answer.notice && el("p", { class: "note" }, answer.notice),
  ];
}

/** "Figures checked": each figure of the answer beside the words of the report it was found in. */
function figures(answer, turnNumber, reports, places) {
  if (!answer.figures.length) return null;
  const rows = answer.figures.map((figure) => {
    const citation = answer.citations.find((each) => each.number === figure.citation);
    return el(
      "tr",
      {},
      el("td", {}, figure.shown),
      el("td", { lang: reports.get(citation?.report)?.language }, `“${figure.text}”`),
      el("td", {}, citation ? chip(citation, turnNumber, reports, places) : ""),
    );
  });
  const head = ["in_answer", "in_report", "source"].map((phrase) => el("th", { scope: "col" }, t(phrase)));
  return el(
    "details",
    { class: "checked" },
    el("summary", {}, t("figures_checked", { count: number(answer.figures.length) })),
    el("div", { class: "table-wrap" }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows))),
  );
}

/** Where each citation comes from, in full, with the report's words: for paper, which has no report beside it. */
function proof(answer, reports) {
  if (!answer.citations.length) return null;
  const words = (citation) => !answer.text.includes(citation.quote) && ["“", printed(citation.quote), "” — "];
  return el("ul", { class: "proof" }, answer.citations.map((citation) => el("li", {}, `[${citation.number}] `, words(citation), sourceLine(reports.get(citation.report), citation.place))));
}

function footer(answer) {
  const writer = answer.written_by === "quotes" ? t("written_quotes") : t("written_model", { model: answer.written_by });
  const seconds = t("seconds", { seconds: number(answer.seconds, 2) });
  return el("p", { class: "meta" }, answer.answered ? `${writer} · ${seconds}` : seconds);
}

/** A row of questions to ask with one press. */
export function questionList(title, questions, ask) {
  if (!questions?.length) return null;
  return el(
    "div",
    { class: "next" },
    el("p", { class: "label" }, title),
    el("ul", {}, questions.map((question) => el("li", {}, button(question, null, () => ask(question), { class: "suggestion" })))),
  );
}
