/** The doors in the window: Tauri's commands and events. The only file that knows Tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Door, EventName } from "./index";
import type { Event } from "./types.gen";

declare global {
  interface Window {
    /** What the shell's begin.js has asked for. */
    begun?: { overview: Promise<unknown> };
  }
}

/** A record, so that a new event cannot be forgotten here. */
const events: Record<EventName, true> = {
  changed: true,
  library: true,
  progress: true,
  updating: true,
  command: true,
  drag: true,
  drop: true,
  watch: true,
  backup: true,
  closing: true,
};

export function tauriDoor(): Door {
  return {
    read(query) {
      const ready = query.query === "overview" ? window.begun?.overview : undefined;
      delete window.begun;
      return ready ?? invoke("read", { query });
    },
    edit: (request) => invoke("edit", { request }),
    job: (id, job) => invoke("job", { id, job }),
    async upload(file, name) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return invoke<string>("job", bytes, { headers: { "x-name": encodeURIComponent(name) } });
    },
    listen(hear) {
      for (const event of Object.keys(events)) {
        void listen(event, ({ payload }) => hear({ event, payload } as Event));
      }
    },
    // WebView2 knows no schemes of its own and gets them as host names.
    shots: /Windows/.test(navigator.userAgent) ? "http://shot.localhost" : "shot://localhost",
  };
}
