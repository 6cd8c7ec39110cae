// The conversations of this browser. They survive a reload and a server restart, and tabs do not overwrite each other:
// every change reads what is stored, changes one turn, and writes it back.

const PREFIX = "report-assistant.conversation.";
const CURRENT = "report-assistant.current";
const KEPT = 20; // conversations; the oldest goes first

// crypto.randomUUID exists only over https and on this computer; a page in a local network has neither.
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const tab = sessionStorage.getItem("report-assistant.tab") ?? newId();
sessionStorage.setItem("report-assistant.tab", tab);

let id = sessionStorage.getItem(CURRENT) ?? localStorage.getItem(CURRENT) ?? newId();
const listeners = new Set();
open(id);

export function open(conversation) {
  id = conversation;
  sessionStorage.setItem(CURRENT, id);
  localStorage.setItem(CURRENT, id);
}

export const openNew = () => open(newId());
export const currentId = () => id;

function read(conversation = id) {
  try {
    const stored = JSON.parse(localStorage.getItem(PREFIX + conversation));
    if (Array.isArray(stored?.turns)) return stored;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { turns: [], gone: [], at: 0 };
}

function write(conversation) {
  conversation.at = Date.now();
  for (;;) {
    try {
      localStorage.setItem(PREFIX + id, JSON.stringify(conversation));
      break;
    } catch (error) {
      if (error.name !== "QuotaExceededError" || !dropOldest(0)) throw error;
    }
  }
  dropOldest(KEPT);
}

function dropOldest(keep) {
  const others = earlier();
  const oldest = others.at(-1);
  if (!oldest || others.length <= keep) return false;
  localStorage.removeItem(PREFIX + oldest.id);
  return true;
}

/** Other conversations, the newest first. */
export function earlier() {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX) && key !== PREFIX + id)
    .map((key) => ({ id: key.slice(PREFIX.length), ...read(key.slice(PREFIX.length)) }))
    .filter((conversation) => conversation.turns.length)
    .sort((a, b) => b.at - a.at);
}

export const turns = () => read().turns;
export const turn = (turnId) => turns().find((each) => each.id === turnId);

export function add(question, reports) {
  const conversation = read();
  const added = { id: newId(), question, reports, at: Date.now(), tab, state: "asking" };
  conversation.turns.push(added);
  write(conversation);
  return added;
}

export function change(turnId, values) {
  const conversation = read();
  const changed = conversation.turns.find((each) => each.id === turnId);
  if (changed) write({ ...conversation, turns: conversation.turns.map((each) => (each.id === turnId ? { ...each, ...values } : each)) });
}

/** Drop a turn and all after it, to ask it in other words. */
export function dropFrom(turnId) {
  const conversation = read();
  const position = conversation.turns.findIndex((each) => each.id === turnId);
  if (position >= 0) write({ ...conversation, turns: conversation.turns.slice(0, position) });
}

/** Listen to changes another tab makes to this conversation. */
export const onOtherTab = (listener) => listeners.add(listener);
addEventListener("storage", (event) => {
  if (event.key === PREFIX + id) for (const listener of listeners) listener();
});
