// The whole report, typeset as a document, in the original, in translation, or both.

import { button, el } from "./dom.js";
import { openFigures } from "./figures.js";
import { findBox, search } from "./find.js";
import * as marks from "./marks.js";
import { outlineView } from "./outline.js";
import { grouped, tableView } from "./rows.js";
import { citationText, copyButton } from "./share.js";
import { printed } from "./text.js";
import { currentLanguage, date, t } from "./words.js";

const VIEW_KEY = "report-assistant.view";
let page; // { reports, askAbout, backTo }
let root;
let current = null; // the report shown

export function startReport(options, element) {
  page = options;
  root = element;
  current = page.reports.values().next().value ?? null;
}

function view() {
  if (!current.translated) return "original";
  return localStorage.getItem(VIEW_KEY) ?? (current.language === currentLanguage() ? "original" : "both");
}

export function render() {
  if (!current) return;
  const scroll = root.querySelector(".scroll")?.scrollTop ?? 0;
  root.replaceChildren(toolbar(), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("report") }, documentView()));
  root.querySelector(".scroll").scrollTop = scroll;
  marks.repaint(root, current, page.backTo);
  search();
}

/** Show a paragraph and mark a stretch of it: { paragraph, report, start, end, number, turn }. */
export function show(place) {
  const report = place.report ?? place.paragraph.slice(0, place.paragraph.lastIndexOf(":"));
  if (!page.reports.has(report)) return false;
  if (current.id !== report) choose(report);
  const paragraph = root.querySelector(`#${CSS.escape(place.paragraph)}`);
  if (!paragraph) return false;
  marks.mark(root, current, place, page.backTo).scrollIntoView({ block: "center" });
  paragraph.focus({ preventScroll: true });
  return true;
}

/** Take away the mark of an answer that is not there any more: of this number, or of one after it. */
export function forgetFrom(turn) {
  if (marks.markedBy() < turn) return;
  marks.forget();
  history.replaceState(null, "", location.pathname + location.search);
  render();
}

function toolbar() {
  const figures = button(t("figures"), "figures", () => openFigures(current, show), { class: "plain boxed", "aria-haspopup": "dialog", title: t("figures_at_a_glance") });
  return el("div", { class: "toolbar" }, reportChoice(), outlineView(root, current), figures, findBox(root), viewChoice());
}

function reportChoice() {
  if (page.reports.size < 2) return null;
  const select = el("select", { "aria-label": t("reports"), onchange: () => choose(select.value) });
  for (const report of page.reports.values()) select.append(el("option", { value: report.id, selected: report === current }, report.title));
  return select;
}

/** Show a report from its beginning. */
export function choose(id) {
  current = page.reports.get(id);
  marks.forget();
  render();
}

function viewChoice() {
  if (!current.translated) return null;
  const pick = (choice) => () => {
    const anchor = topParagraph();
    localStorage.setItem(VIEW_KEY, choice);
    render();
    anchor && root.querySelector(anchor)?.scrollIntoView({ block: "start" });
    root.querySelector(`[data-view="${choice}"]`).focus();
  };
  return el(
    "div",
    { class: "switch", role: "group", "aria-label": t("view") },
    ["original", "both", "translation"].map((choice) =>
      button(t(`view_${choice}`), null, pick(choice), { class: "segment", "aria-pressed": String(view() === choice), "data-view": choice }),
    ),
  );
}

function topParagraph() {
  const top = root.querySelector(".scroll").getBoundingClientRect().top;
  const first = [...root.querySelectorAll(".paragraph")].find((each) => each.getBoundingClientRect().bottom > top + 8);
  return first && `#${CSS.escape(first.id)}`;
}

function documentView() {
  const shown = view();
  return el(
    "article",
    { class: `document ${shown}`, lang: current.language },
    titleBlock(shown),
    shown !== "original" && el("p", { class: "note", lang: currentLanguage() }, t("unofficial_note")),
    grouped(current.parts).map((part) => {
      if (Array.isArray(part)) return tableView(part, (row) => rowExtras(row, shown));
      return part.level === undefined ? paragraphView(part, shown) : headingView(part, current.parts.indexOf(part), shown);
    }),
  );
}

function titleBlock(shown) {
  const translated = shown === "translation";
  const title = (translated && current.title_translation) || current.title;
  const issuer = (translated && current.issuer_translation) || current.issuer;
  // A report that prints its own title keeps it where it stands.
  if (current.parts.some((part) => part.level === 0)) return issuer && el("header", { class: "title-block" }, el("p", { class: "issuer" }, issuer));
  return el(
    "header",
    { class: "title-block" },
    issuer && el("p", { class: "issuer" }, issuer),
    el("h2", {}, title),
    shown === "both" && current.title_translation && el("p", { class: "translation", lang: translationLanguage() }, current.title_translation),
    el("p", { class: "dated", lang: currentLanguage() }, [current.place, current.date && date(current.date)].filter(Boolean).join(", ")),
  );
}

const translationLanguage = () => (current.language === "en" ? "vi" : "en");

/** The two texts of a part as the view wants them. */
function texts(original, translation, shown) {
  return [
    (shown !== "translation" || !translation) && el("div", { class: "original" }, printed(original)),
    shown !== "original" && translation && el("div", { class: "translation", lang: translationLanguage() }, printed(translation)),
  ];
}

function headingView(part, position, shown) {
  const level = part.level === 0 ? "p" : `h${Math.min(part.level + 2, 6)}`;
  return el(level, { class: `heading level-${part.level}`, id: `heading-${position}`, tabindex: -1 }, texts(part.heading, part.translation, shown));
}

function paragraphView(part, shown) {
  return el(
    "section",
    { class: `paragraph ${part.kind}`, id: part.id, tabindex: -1, "aria-label": t("paragraph", { number: part.number }) },
    address(part),
    el("div", { class: "texts" }, texts(part.text, part.translation, shown)),
    tools(part),
  );
}

function rowExtras(part, shown) {
  const translation = shown !== "original" && part.translation;
  return {
    label: t("paragraph", { number: part.number }),
    number: address(part),
    tools: tools(part),
    translation: translation && el("div", { class: "translation", lang: translationLanguage() }, printed(translation)),
  };
}

const address = (part) => el("a", { class: "pilcrow", href: `#${part.id}`, title: part.place, "aria-label": part.place }, `¶${part.number}`);

function tools(part) {
  return el(
    "div",
    { class: "tools" },
    copyButton(t("copy_citation"), () => citationText(current, part)),
    button(t("ask_about"), "ask", () => page.askAbout(part, current)),
  );
}
