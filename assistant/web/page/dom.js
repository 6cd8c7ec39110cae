// Elements built from text, never from markup: nothing that people, reports or models write can become HTML.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  copy: "M9 9h10v11H9zM5 15V4h10",
  retry: "M4 12a8 8 0 1 1 2.5 5.8M4 19v-5h5",
  edit: "M4 20h4L19 9l-4-4L4 16zM13.5 6.5l4 4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  list: "M4 6h16M4 12h16M4 18h10",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  ask: "M5 5h14v11H10l-5 4z",
  add: "M12 5v14M5 12h14",
  figures: "M5 20V10M12 20V4M19 20v-7",
};

/** Build an element: properties starting with "on" are listeners, true/false attributes are set/left out. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon and words; with `hidden` words they are read aloud only. */
export function button(words, iconName, onclick, { hidden = false, ...properties } = {}) {
  return el(
    "button",
    { type: "button", class: hidden ? "plain round" : "plain", onclick, title: hidden ? words : null, "aria-label": hidden ? words : null, ...properties },
    iconName ? icon(iconName) : null,
    hidden ? null : el("span", {}, words),
  );
}

/** Lower case without diacritics, one character for one, so that positions in it are positions in the text. */
export function fold(text) {
  return Array.from(text, (character) => {
    const bare = character.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
    return bare.length === character.length ? bare : character.toLowerCase().slice(0, character.length).padEnd(character.length);
  }).join("");
}

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Copy text; without clipboard permission fall back to a selection. */
export async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = el("textarea", { class: "offscreen", value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
