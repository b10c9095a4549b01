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

export type ClipboardWay = "copy" | "cut" | "paste";

export interface ClipboardAnswers {
  /** For menus and the palette, where no key was pressed and the focus may be the menu's: the events come as if one
   *  had been. False: the browser does not let a page do this. */
  call: (how: ClipboardWay) => boolean;
  end: () => void;
}

/** Answers the page's events until it is ended. */
export function useClipboard({ here, copy, paste }: ClipboardUse): ClipboardAnswers {
  let called = false;
  const mine = (event: Event) =>
    !event.defaultPrevented && (called || (here() && !isTextField(event.target)));
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
  return {
    call: (how) => {
      called = true;
      try {
        return document.execCommand(how);
      } finally {
        called = false;
      }
    },
    end: () => {
      for (const [name, hear] of events) document.removeEventListener(name, hear);
    },
  };
}

export interface Forms {
  /** For our own windows. */
  json: string;
  text: string;
  html: string;
}

/** What is on the clipboard is called by one word, "map"; our own form of it holds these fields. Some browsers keep
 *  custom types for themselves, so that it goes into an attribute of the HTML form as well: into this element's,
 *  which holds `inner`. */
export function formsOf(what: string, fields: object, text: string, element: string, inner: string): Forms {
  const json = JSON.stringify({ roadbook: what, version: 1, ...fields });
  return { json, text, html: `<${element} data-roadbook-${what}="${escaped(json)}">${inner}</${element}>` };
}

/** `type` is our own, for the JSON. */
export function putForms(data: DataTransfer, type: string, { json, text, html }: Forms): void {
  data.setData(type, json);
  data.setData("text/plain", text);
  data.setData("text/html", html);
}

/** The fields of our own form, from the JSON or the HTML. Null where the clipboard has something else, or something
 *  damaged. */
export const fieldsOf = (what: string, json: string, html: string): Fields | null =>
  parse(what, json) ?? parse(what, inHtml(what, html));

export type Fields = Readonly<Record<string, unknown>>;

export const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function parse(what: string, json: string): Fields | null {
  if (!json) return null;
  try {
    const found = JSON.parse(json) as Fields | null;
    return typeof found === "object" && found?.roadbook === what ? found : null;
  } catch {
    return null;
  }
}

function inHtml(what: string, html: string): string {
  const name = `data-roadbook-${what}`;
  if (!html.includes(name)) return "";
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector(`[${name}]`)?.getAttribute(name) ?? "";
}
