// The reader's language: phrases, numbers, dates. The choice sticks in this browser.

const KEY = "report-assistant.language";
let tables = {};
let language = "en";
const listeners = new Set();

export function startWords(strings) {
  tables = strings;
  const wanted = navigator.languages?.[0] ?? navigator.language ?? "en";
  setLanguage(localStorage.getItem(KEY) ?? (wanted.toLowerCase().startsWith("vi") ? "vi" : "en"), false);
}

export const currentLanguage = () => language;
export const onLanguage = (listener) => listeners.add(listener);

export function setLanguage(chosen, keep = true) {
  language = chosen in tables ? chosen : "en";
  document.documentElement.lang = language;
  if (keep) localStorage.setItem(KEY, language);
  for (const listener of listeners) listener(language);
}

/** The words of a phrase in the reader's language, {names} filled in. */
export function t(phrase, values = {}) {
  return tables[language][phrase].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** The title of a report in the reader's language, where it has one there. */
export const titleOf = (report) => (report && language !== report.language && report.title_translation) || report?.title;

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: digits }).format(value);

/** An ISO date as precise as it is: "2020-11" becomes "November 2020" or "tháng 11 năm 2020". */
export function date(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  if (!year) return iso;
  const options = { year: "numeric", ...(month && { month: "long" }), ...(day && { day: "numeric" }), timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", options).format(new Date(Date.UTC(year, (month || 1) - 1, day || 1)));
}
