// What the page asks of its server, and nothing of any other.

const BASE = new URL("..", import.meta.url);
const at = (path) => new URL(path, BASE);
const json = (body, signal) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

async function checked(response) {
  if (!response.ok) throw Object.assign(new Error(`${response.status} ${response.statusText}`), { status: response.status });
  return response;
}

export const start = async () => (await checked(await fetch(at("page/start.json")))).json();
export const figures = async () => (await checked(await fetch(at("page/figures.json")))).json();
export const suggestions = async (request) => (await checked(await fetch(at("page/suggestions"), json(request)))).json();
export const sendFeedback = async (feedback) => checked(await fetch(at("page/feedback"), json(feedback)));
export const logOut = () => fetch(at("logout"), { method: "POST" });
export const docx = async (conversation) => (await checked(await fetch(at("page/conversation.docx"), json(conversation)))).blob();

/** Yield { place } while the question waits, then the growing answers; the last is final. Aborting abandons the answer. */
export async function* ask(question, history, signal) {
  const response = await checked(await fetch(at("page/ask"), json({ question, history }, signal)));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    buffer += value ?? "";
    const lines = buffer.split("\n");
    buffer = lines.pop();
    for (const line of lines) {
      if (!line) continue; // the server shows that it is still there
      const event = JSON.parse(line);
      yield event;
      if (event.final) return;
    }
    if (done) throw new TypeError("the answer broke off");
  }
}
