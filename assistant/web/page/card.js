// The card that shows a citation's quotation on hover and on focus. It stays while the pointer is on it; Escape closes it.

import { el } from "./dom.js";
import { printed } from "./text.js";
import { t } from "./words.js";

let card = null;
let owner = null;
let timer = 0;

export function attachCard(chip, citation, reportLanguage) {
  const later = (act, wait) => () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  chip.addEventListener("mouseenter", later(() => show(chip, citation, reportLanguage), 90));
  chip.addEventListener("mouseleave", later(hide, 180));
  chip.addEventListener("focus", () => chip.matches(":focus-visible") && show(chip, citation, reportLanguage));
  chip.addEventListener("blur", later(hide, 120));
}

function show(chip, citation, reportLanguage) {
  if (owner === chip || !chip.isConnected) return;
  hide();
  owner = chip;
  card = el(
    "div",
    { class: "card", role: "tooltip", id: "citation-card" },
    el("p", { class: "card-place" }, `[${citation.number}] ${citation.place}`),
    el("p", { class: "label" }, t("quote_original")),
    el("blockquote", { lang: reportLanguage }, printed(citation.quote)),
    citation.translation && [el("p", { class: "label" }, t("quote_unofficial")), el("p", { class: "card-translation" }, printed(citation.translation))],
  );
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", hide);
  document.getElementById("report-assistant").append(card);
  chip.setAttribute("aria-describedby", "citation-card");
  place(chip.getBoundingClientRect());
}

function place(box) {
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.min(Math.max(12, box.left - 24), innerWidth - width - 12);
  const [above, below] = [box.top - 16, innerHeight - box.bottom - 16];
  const under = height <= below || below >= above;
  card.style.left = `${left}px`;
  card.style.maxHeight = `min(${under ? below : above}px, 60vh, 28rem)`; // what does not fit is scrolled to
  card.style.top = `${under ? box.bottom + 8 : box.top - 8 - Math.min(height, above)}px`;
}

export function hide() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  card?.remove();
  card = owner = null;
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) hide();
});
addEventListener("scroll", (event) => event.target !== card && hide(), { capture: true, passive: true });
