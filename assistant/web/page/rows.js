// Tables of the report, shown as tables; each row is a paragraph that can be cited.

import { el } from "./dom.js";
import { printed } from "./text.js";

/** Put rows that follow one another together: the parts of a report as single parts and lists of rows. */
export function grouped(parts) {
  const groups = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.row && !part.row.first && Array.isArray(last)) last.push(part);
    else groups.push(part.row ? [part] : part);
  }
  return groups;
}

/** Build a table; `extras(part)` gives a row's number, its tools and, where wanted, its translation. */
export function tableView(rows, extras) {
  const heads = rows[0].row.heads;
  const body = rows.flatMap((part) => {
    const { number, tools, translation, label } = extras(part);
    const cells = part.row.cells.map((cell) => el("td", { class: "cell" }, printed(cell)));
    return [
      el("tr", { class: "paragraph row", id: part.id, tabindex: -1, "aria-label": label }, el("td", {}, number, tools), cells),
      translation && el("tr", { class: "row-translation" }, el("td"), el("td", { colspan: cells.length || 1 }, translation)),
    ];
  });
  return el(
    "div",
    { class: "table-wrap", tabindex: 0, role: "region", "aria-label": heads.filter(Boolean).join(", ") },
    el("table", { class: "report-table" }, el("thead", {}, el("tr", {}, el("td"), heads.map((head) => el("th", { scope: "col" }, printed(head))))), el("tbody", {}, body)),
  );
}

/** Mark the cells of a row that a quotation holds; returns them. */
export function markCells(row, cells, quote) {
  const shown = [...row.querySelectorAll(".cell")];
  const held = shown.filter((_, position) => cells[position] && quote.includes(cells[position]));
  for (const cell of held) cell.replaceChildren(el("mark", {}, ...cell.childNodes));
  return held;
}
