/** Copy, cut and paste of what is no text, by the browser's own events: they carry several forms at once and ask
 *  nobody for permission. Events in text fields are none of ours. */
import { isTextField } from "./keys";

export interface ClipboardUse {
  /** Whether keys are meant for this part of the window. */
  here: () => boolean;
  /** Puts what is chosen into the data. False: there is nothing to copy. */
  copy: (data: DataTransfer, cut: boolean) => boolean;
  /** False: the data is for somebody else. */
  paste: (data: DataTransfer) => boolean;
}

/** Answers the page's events until the function that it gives is called. */
export function useClipboard({ here, copy, paste }: ClipboardUse): () => void {
  const mine = (event: Event) => here() && !isTextField(event.target) && !event.defaultPrevented;
  const answer = (event: Event, use: (data: DataTransfer) => boolean) => {
    const data = (event as ClipboardEvent).clipboardData;
    if (data && mine(event) && use(data)) event.preventDefault();
  };
  // WebKit offers copy and paste outside of text only to those who claim them beforehand.
  const claim = (event: Event) => {
    if (mine(event)) event.preventDefault();
  };
  const events: [string, (event: Event) => void][] = [
    ["copy", (event) => answer(event, (data) => copy(data, false))],
    ["cut", (event) => answer(event, (data) => copy(data, true))],
    ["paste", (event) => answer(event, paste)],
    ["beforecopy", claim],
    ["beforecut", claim],
    ["beforepaste", claim],
  ];
  for (const [name, hear] of events) document.addEventListener(name, hear);
  return () => {
    for (const [name, hear] of events) document.removeEventListener(name, hear);
  };
}

export interface Forms {
  json: string;
  text: string;
  html: string;
}

/** `type` is our own, for the JSON. */
export function putForms(data: DataTransfer, type: string, { json, text, html }: Forms): void {
  data.setData(type, json);
  data.setData("text/plain", text);
  data.setData("text/html", html);
}
