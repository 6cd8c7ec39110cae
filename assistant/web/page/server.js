// What the page asks of its server, and nothing of any other.

const BASE = new URL("..", import.meta.url);
const at = (path) => new URL(path, BASE);
const json = (body, signal) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

async function checked(response) {
  if (!response.ok) throw Object.assign(new Error(`${response.status} ${response.statusText}`), { status: response.status });
  return response;
}

export const start = async () => (await checked(await fetch(at("page/start.json")))).json();
export const figures = async (report) => (await checked(await fetch(at(`page/figures.json?report=${encodeURIComponent(report)}`)))).json();
export const uploads = async () => (await checked(await fetch(at("page/uploads")))).json();
export const report = async (id) => (await checked(await fetch(at(`page/reports/${id}`)))).json();
export const removeReport = async (id) => checked(await fetch(at(`page/reports/${id}`), { method: "DELETE" }));
export const suggestions = async (request) => (await checked(await fetch(at("page/suggestions"), json(request)))).json();
export const sendFeedback = async (feedback) => checked(await fetch(at("page/feedback"), json(feedback)));
export const logOut = () => fetch(at("logout"), { method: "POST" });
export const docx = async (conversation) => (await checked(await fetch(at("page/conversation.docx"), json(conversation)))).blob();

/** Yield { place } while the question waits, then the growing answers; the last is final. Aborting abandons the answer. */
export async function* ask(question, history, reports, signal) {
  const response = await checked(await fetch(at("page/ask"), json({ question, history, reports }, signal)));
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

/** Send a file, telling how many bytes have gone; resolves to { status, body }, status 0 where the connection broke. */
export function sendReport(file, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    const end = () => resolve({ status: request.status, body: /json/.test(request.getResponseHeader("Content-Type")) ? JSON.parse(request.responseText) : null });
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", end);
    request.addEventListener("error", end);
    request.addEventListener("abort", end);
    request.open("POST", at(`page/reports?name=${encodeURIComponent(file.name)}`));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}
