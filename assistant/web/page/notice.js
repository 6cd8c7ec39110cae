// One line at the foot of the page for what could not be done; it goes by itself, and is read aloud.

import { el } from "./dom.js";
import { t } from "./words.js";

const SHOWN = 6000; // milliseconds
let line = null;

export function notice(phrase) {
  line?.remove();
  const shown = el("p", { class: "notice", role: "alert" }, t(phrase));
  line = shown;
  (document.querySelector("dialog[open]") ?? document.getElementById("report-assistant")).append(shown);
  setTimeout(() => shown.remove(), SHOWN);
}

/** Do what needs the server; where that fails say so in one line and return undefined. */
export async function attempt(act, phrase) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TypeError) && error.status === undefined) throw error; // ours, not the network's
    notice(phrase);
    return undefined;
  }
}
