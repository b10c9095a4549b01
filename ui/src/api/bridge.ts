/** The doors in a plain browser, for tests and for looking at the window in Chromium: loopback HTTP to
 *  `roadbook-dev bridge`. Never loaded in the application. */
import type { Door } from "./index";
import type { ApiError, Event } from "./types.gen";

/** The token comes in the address (`#token`) and is exchanged for a cookie, so that pictures have it too. */
export async function openBridge(): Promise<Door> {
  const token = location.hash.slice(1);
  if (token) {
    await send("/session", token, "text/plain");
    history.replaceState(null, "", location.pathname + location.search);
  }
  return {
    read: (query) => post("/read", query),
    edit: (request) => post("/edit", request),
    job: (id, job) => post("/job", { id, job }),
    upload: async (file, name) =>
      (await send(`/upload?name=${encodeURIComponent(name)}`, file, "application/octet-stream")) as string,
    listen(hear) {
      const source = new EventSource("/events");
      source.onmessage = ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as Event);
    },
    shots: "/shot",
  };
}

const post = (path: string, body: unknown) => send(path, JSON.stringify(body), "application/json");

async function send(path: string, body: BodyInit, type: string): Promise<unknown> {
  const response = await fetch(path, { method: "POST", headers: { "content-type": type }, body });
  const answer: unknown = await response.json();
  if (!response.ok) throw answer as ApiError;
  return answer;
}
