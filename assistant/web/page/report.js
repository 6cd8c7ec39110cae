// The whole report, typeset as a document: outline, search, original and translation, and the marks answers leave.

import { button, copyText, el, fold } from "./dom.js";
import { openFigures } from "./figures.js";
import { citationText } from "./share.js";
import { currentLanguage, date, t } from "./words.js";

const VIEW_KEY = "report-assistant.view";
let page; // { reports, ask }
let root;
let current = null; // the report shown
let marked = null; // { paragraph, start, end, number, turn }
let found = [];
let foundAt = -1;

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
  if (marked) paint();
}

function toolbar() {
  const outline = el("details", { class: "outline" }, el("summary", {}, t("contents")), el("nav", { "aria-label": t("contents") }, el("ul", {}, outlineItems())));
  outline.addEventListener("keydown", (event) => event.key === "Escape" && closeOutline(outline));
  return el("div", { class: "toolbar" }, reportChoice(), outline, button(t("figures"), "figures", () => openFigures(current, show), { class: "plain boxed", "aria-haspopup": "dialog", "aria-label": t("figures"), title: t("figures") }), searchBox(), viewChoice());
}

function closeOutline(outline) {
  outline.open = false;
  outline.querySelector("summary").focus();
}

function outlineItems() {
  return current.parts.flatMap((part, position) => {
    if (!part.level) return [];
    const jump = (event) => {
      event.preventDefault();
      root.querySelector(".outline").open = false;
      root.querySelector(`#heading-${position}`).scrollIntoView({ block: "start" });
      root.querySelector(`#heading-${position}`).focus({ preventScroll: true });
    };
    const words = currentLanguage() !== current.language && part.translation ? part.translation : part.heading;
    return el("li", { class: `level-${Math.min(part.level, 4)}` }, el("a", { href: `#heading-${position}`, onclick: jump }, words));
  });
}

function reportChoice() {
  if (page.reports.size < 2) return null;
  const select = el("select", { "aria-label": t("reports"), onchange: () => choose(select.value) });
  for (const report of page.reports.values()) select.append(el("option", { value: report.id, selected: report === current }, report.title));
  return select;
}

function choose(id) {
  current = page.reports.get(id);
  marked = null;
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
    current.parts.map((part, position) => (part.level === undefined ? paragraphView(part, shown) : headingView(part, position, shown))),
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
    shown === "both" && current.title_translation && el("p", { class: "translation", lang: "en" }, current.title_translation),
    el("p", { class: "dated", lang: currentLanguage() }, [current.place, current.date && date(current.date)].filter(Boolean).join(", ")),
  );
}

/** The two texts of a part as the view wants them. */
function texts(original, translation, shown) {
  const other = current.language === "en" ? "vi" : "en";
  return [
    (shown !== "translation" || !translation) && el("div", { class: "original" }, original),
    shown !== "original" && translation && el("div", { class: "translation", lang: other }, translation),
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
    el("a", { class: "pilcrow", href: `#${part.id}`, title: part.place, "aria-label": part.place }, `¶${part.number}`),
    el("div", { class: "texts" }, texts(part.text, part.translation, shown)),
    el(
      "div",
      { class: "tools" },
      button(t("copy_citation"), "copy", (event) => copy(event.currentTarget, part)),
      button(t("ask_about"), "ask", () => page.askAbout(part, current)),
    ),
  );
}

async function copy(pressed, part) {
  await copyText(citationText(current, part));
  pressed.querySelector("span").textContent = t("copied");
  setTimeout(() => (pressed.querySelector("span").textContent = t("copy_citation")), 2000);
}

// Marks

/** Show a paragraph and mark a stretch of it: { paragraph, report, start, end, number, turn }. */
export function show(place) {
  const report = place.report ?? place.paragraph.slice(0, place.paragraph.lastIndexOf(":"));
  if (!page.reports.has(report)) return false;
  if (current.id !== report) choose(report);
  if (!root.querySelector(`#${CSS.escape(place.paragraph)}`)) return false;
  if (marked) unpaint();
  marked = place;
  const target = paint();
  target.scrollIntoView({ block: "center" });
  root.querySelector(`#${CSS.escape(place.paragraph)}`).focus({ preventScroll: true });
  return true;
}

function part(id) {
  return current.parts.find((each) => each.id === id);
}

function unpaint() {
  const section = root.querySelector(`#${CSS.escape(marked.paragraph)}`);
  section?.classList.remove("target");
  const { text, translation } = part(marked.paragraph) ?? {};
  section?.querySelector(".original")?.replaceChildren(text);
  section?.querySelector(".translation")?.replaceChildren(translation);
}

function paint() {
  const section = root.querySelector(`#${CSS.escape(marked.paragraph)}`);
  const { text, translation, sentences } = part(marked.paragraph);
  section.classList.add("target");
  if (marked.end === undefined) return section;
  const original = section.querySelector(".original");
  original?.replaceChildren(...stretch(text, marked.start, marked.end, true));
  const meant = sentences.filter(([start, end, from]) => from !== null && start < marked.end && end > marked.start);
  const other = section.querySelector(".translation");
  if (other && meant.length) other.replaceChildren(...stretch(translation, meant[0][2], meant.at(-1)[3], !original));
  return section.querySelector("mark") ?? section;
}

function stretch(text, start, end, labelled) {
  return [text.slice(0, start), el("mark", { "data-answer": marked.turn }, text.slice(start, end)), labelled && marked.turn ? label() : "", text.slice(end)];
}

/** The tag at the end of a mark that says which answer it belongs to, and leads back to it. */
function label() {
  const words = marked.number ? t("marked_by", { answer: marked.turn, number: marked.number }) : t("answer_number", { number: marked.turn });
  const back = t("back_to_answer", { answer: marked.turn });
  return el("button", { type: "button", class: "mark-label", title: back, "aria-label": `${words}. ${back}`, onclick: () => page.backTo(marked.turn) }, words);
}

// Search

function searchBox() {
  const count = el("span", { class: "matches", role: "status" });
  const field = el("input", { type: "search", "aria-label": t("search_report"), placeholder: t("search") });
  const move = (step) => {
    if (!found.length) return;
    foundAt = (foundAt + step + found.length) % found.length;
    count.textContent = t("matches", { position: foundAt + 1, count: found.length });
    highlight();
  };
  field.addEventListener("input", () => {
    search(field.value);
    count.textContent = field.value.trim() && !found.length ? t("no_matches") : "";
    move(1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") move(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      field.value = "";
      search("");
      count.textContent = "";
    }
  });
  return el("div", { class: "find", role: "search" }, field, count, button(t("previous"), "up", () => move(-1), { hidden: true }), button(t("next"), "down", () => move(1), { hidden: true }));
}

function search(words) {
  found = [];
  foundAt = -1;
  const wanted = fold(words.trim());
  CSS.highlights?.delete("found");
  CSS.highlights?.delete("found-here");
  if (wanted.length < 2) return;
  const walker = document.createTreeWalker(root.querySelector(".document"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest(".original, .translation, .title-block")) continue;
    const text = fold(node.data);
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      found.push(range);
    }
  }
  if (found.length) CSS.highlights?.set("found", new Highlight(...found));
}

function highlight() {
  const range = found[foundAt];
  CSS.highlights?.set("found-here", new Highlight(range));
  const box = range.getBoundingClientRect();
  const scroll = root.querySelector(".scroll");
  scroll.scrollTop += box.top - scroll.getBoundingClientRect().top - scroll.clientHeight / 3;
}
