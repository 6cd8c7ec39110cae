// The report's headings, to jump by.

import { el } from "./dom.js";
import { currentLanguage, t } from "./words.js";

/** Build the outline of a report; a press on a heading scrolls the pane `root` to it. */
export function outlineView(root, report) {
  const outline = el("details", { class: "outline" }, el("summary", {}, t("contents")));
  const close = () => (outline.open = false);
  outline.append(el("nav", { "aria-label": t("contents") }, el("ul", {}, items(root, report, close))));
  outline.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !outline.open) return;
    close();
    outline.querySelector("summary").focus();
  });
  outline.addEventListener("focusout", (event) => event.relatedTarget && !outline.contains(event.relatedTarget) && close());
  return outline;
}

function items(root, report, close) {
  return report.parts.flatMap((part, position) => {
    if (!part.level) return [];
    const jump = (event) => {
      event.preventDefault();
      close();
      const heading = root.querySelector(`#heading-${position}`);
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    };
    const words = currentLanguage() !== report.language && part.translation ? part.translation : part.heading;
    return el("li", { class: `level-${Math.min(part.level, 4)}` }, el("a", { href: `#heading-${position}`, onclick: jump }, words));
  });
}
