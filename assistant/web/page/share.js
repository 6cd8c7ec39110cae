// An answer or a conversation as something to paste, keep or send.

import { button, copyText, download } from "./dom.js";
import { docx } from "./server.js";
import { plain } from "./text.js";
import { currentLanguage, date, t } from "./words.js";

/** A button that copies what `textOf` returns and says so for two seconds. */
export function copyButton(words, textOf, properties) {
  const copy = async ({ currentTarget }) => {
    const label = currentTarget.querySelector("span");
    await copyText(textOf());
    label.textContent = t("copied");
    setTimeout(() => (label.textContent = words), 2000);
  };
  return button(words, "copy", copy, properties);
}

/** Where a citation comes from: "Title, Issuer, 2020, I › 3 › 3.2, ¶23". */
export function sourceLine(report, place) {
  return [report?.title, report?.issuer, report?.date && date(report.date), place].filter(Boolean).join(", ");
}

export function paragraphLink(id) {
  const url = new URL(location.href);
  url.hash = id;
  return url.href;
}

export function citationText(report, paragraph) {
  return `“${plain(paragraph.text)}”\n— ${sourceLine(report, paragraph.place)}\n${paragraphLink(paragraph.id)}`;
}

export function answerText(answer, reports) {
  const text = plain(answer.text.replaceAll("**", ""));
  const sources = answer.citations.map((citation) => {
    const line = `[${citation.number}] “${plain(citation.quote)}” — ${sourceLine(reports.get(citation.report), citation.place)}`;
    return citation.translation ? `${line}\n    ${t("quote_unofficial")}: ${plain(citation.translation)}` : line;
  });
  return [text, ...sources].join("\n\n");
}

/** Text that Markdown will not read as markup; the answer's own ** and [1] stay. */
const escaped = (text) => text.replace(/[\\`_#<>|~!]|\[(?!\d+\](?!\())/g, "\\$&");

function markdown(turns, reports, title) {
  const parts = [`# ${escaped(title)}`];
  for (const { question, answer } of turns) {
    parts.push(`## ${escaped(question)}`);
    if (!answer?.text) continue;
    parts.push(escaped(answer.text));
    for (const citation of answer.citations) {
      parts.push(`> [${citation.number}] “${escaped(citation.quote)}”  \n> ${escaped(sourceLine(reports.get(citation.report), citation.place))}`);
      if (citation.translation) parts.push(`> ${t("quote_unofficial")}: ${escaped(citation.translation)}`);
    }
    for (const figure of answer.figures) parts.push(`- ${escaped(figure.shown)} = “${escaped(figure.text)}” [${figure.citation ?? ""}]`);
  }
  return parts.join("\n\n") + "\n";
}

export async function saveConversation(format, turns, reports) {
  const title = [...reports.values()][0]?.title ?? t("product");
  const name = `${[...reports.keys()][0] ?? "report"}-${new Date().toISOString().slice(0, 10)}`;
  const kept = turns.map(({ question, answer, at }) => ({ question, answer: answer ?? null, at: new Date(at).toISOString() }));
  if (format === "markdown") return download(`${name}.md`, "text/markdown", markdown(kept, reports, title));
  if (format === "json") return download(`${name}.json`, "application/json", JSON.stringify({ title, language: currentLanguage(), turns: kept }, null, 2));
  for (const { answer } of kept) for (const citation of answer?.citations ?? []) citation.source = sourceLine(reports.get(citation.report), citation.place);
  return download(`${name}.docx`, "", await docx({ title, language: currentLanguage(), turns: kept }));
}
