// What the page asks of its server, and nothing of any other.

const BASE = new URL("..", import.meta.url);
const at = (path) => new URL(path, BASE);
const json = (body, signal) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

async function checked(response) {
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}

export const start = async () => (await checked(await fetch(at("page/start.json")))).json();
export const figures = async () => (await checked(await fetch(at("page/figures.json")))).json();
export const suggestions = async (request) => (await checked(await fetch(at("page/suggestions"), json(request)))).json();
export const sendFeedback = async (feedback) => checked(await fetch(at("page/feedback"), json(feedback)));
export const docx = async (conversation) => (await checked(await fetch(at("page/conversation.docx"), json(conversation)))).blob();

/** Yield the growing answers to a question through Gradio's queue; the last is final. */
export async function* ask(question, history, signal) {
  const joined = await checked(await fetch(at("gradio_api/call/stream"), json({ data: [question, history] }, signal)));
  const { event_id: id } = await joined.json();
  const events = await checked(await fetch(at(`gradio_api/call/stream/${id}`), { signal }));
  const reader = events.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    buffer += value ?? "";
    const blocks = buffer.split("\n\n");
    buffer = blocks.pop();
    for (const block of blocks) {
      const kind = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (kind === "error") throw new Error("the server could not answer");
      if ((kind === "generating" || kind === "complete") && data) {
        const [answer] = JSON.parse(data);
        if (answer) yield answer;
        if (kind === "complete") return;
      }
    }
    if (done) throw new TypeError("the answer broke off");
  }
}
