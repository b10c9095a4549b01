/** The page of a document inside a frame of its own, which has no address: the markup and styles of an exported
 *  page, its pictures from the library, its script from the window, and nothing else. */
import type { FigureId, ReaderPage } from "../../api";
import fonts from "../../styles/fonts/fonts.css?url";
import { script } from "./script";

export interface Reading {
  /** Address of a burned picture. */
  picture: (figure: FigureId, size: "page" | "full") => string;
  /** Said in the place of a picture that is not there. */
  missing: string;
  /** A link out of this page: to `#d12` or a part of it, or to the web. */
  follow: (address: string) => void;
  /** A key that the page has no use for. */
  key: (event: KeyboardEvent) => void;
  scrolled: (top: number) => void;
}

/** Puts the page into the frame in the place of what is there. */
export function show(frame: HTMLIFrameElement, page: ReaderPage, dark: boolean, reading: Reading): void {
  const { contentWindow, contentDocument } = frame;
  if (!contentWindow || !contentDocument) return;
  // Without a document type it would be laid out by the rules of old pages.
  contentDocument.open();
  contentDocument.write("<!doctype html>");
  contentDocument.close();
  const document = contentDocument;
  const root = document.documentElement;
  root.lang = page.lang;
  root.dataset.words = page.words;
  dress(frame, dark);
  document.title = page.title;
  document.head.append(made(document, "link", { rel: "stylesheet", href: fonts }));
  // A style element would be against the window's policy.
  const Sheet = (contentWindow as Window & typeof globalThis).CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync(page.style);
  document.adoptedStyleSheets = [sheet];
  const parsed = new DOMParser().parseFromString(page.body, "text/html");
  for (const picture of parsed.querySelectorAll<HTMLImageElement>("img[data-figure]")) fill(picture, reading);
  document.body.append(...parsed.body.children);
  for (const picture of document.querySelectorAll<HTMLImageElement>("img[data-figure]")) {
    picture.addEventListener("error", () => picture.replaceWith(placeholder(document, picture, reading)));
  }
  listen(document, reading);
  document.body.append(made(document, "script", { src: script }));
  // What the script enlarges is a copy of what lies in the page; there is room for all of it now.
  new MutationObserver(() => {
    for (const picture of document.querySelectorAll<HTMLImageElement>("dialog img[data-figure]")) {
      const whole = reading.picture(picture.dataset.figure!, "full");
      if (!picture.src.endsWith(whole)) picture.src = whole;
    }
  }).observe(document.body, { childList: true, subtree: true });
}

export function dress(frame: HTMLIFrameElement, dark: boolean): void {
  const root = frame.contentDocument?.documentElement;
  if (!root) return;
  root.dataset.theme = root.style.colorScheme = dark ? "dark" : "light";
}

/** Hands the page to the system's printing, with the pictures that nobody has scrolled to yet. */
export async function print(frame: HTMLIFrameElement): Promise<void> {
  const pictures = [...(frame.contentDocument?.querySelectorAll("img") ?? [])];
  const loaded = pictures.map((picture) => {
    picture.loading = "eager";
    if (picture.complete) return null;
    return new Promise<void>((done) => {
      picture.addEventListener("load", () => done(), { once: true });
      picture.addEventListener("error", () => done(), { once: true });
    });
  });
  await Promise.all(loaded);
  frame.contentWindow?.print();
}

/** Scrolls to a part of the page, for eyes and for the keyboard. It is told by its anchor, a step by its id too. */
export function goTo(document: Document, part: string): boolean {
  const target =
    document.getElementById(part) ?? document.querySelector<HTMLElement>(`[data-step="${CSS.escape(part)}"]`);
  if (!target) return false;
  target.scrollIntoView({ block: "start" });
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  return true;
}

function fill(picture: HTMLImageElement, reading: Reading): void {
  picture.loading = "lazy";
  picture.decoding = "async";
  picture.src = reading.picture(picture.dataset.figure!, "page");
}

function placeholder(document: Document, picture: HTMLImageElement, { missing }: Reading): HTMLElement {
  const paragraphs = [missing, picture.alt].map((text) => {
    const paragraph = made(document, "p", {});
    paragraph.textContent = text;
    return paragraph;
  });
  const place = made(document, "div", { class: "missing" });
  place.append(...paragraphs);
  return place;
}

function listen(document: Document, reading: Reading): void {
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const address = link.getAttribute("href")!;
    if (!(address.startsWith("#") && goTo(document, address.slice(1)))) reading.follow(address);
  };
  document.addEventListener("click", follow);
  document.addEventListener("auxclick", follow);
  document.addEventListener("keydown", (event) => {
    // A picture that fills the page goes first.
    if (!document.querySelector("dialog[open]")) reading.key(event);
  });
  // A file that falls here would take the place of the page.
  for (const type of ["dragover", "drop"]) {
    document.addEventListener(type, (event) => event.preventDefault());
  }
  // What the policy keeps from the page is noted where the window's own breaches are.
  document.addEventListener("securitypolicyviolation", (event) =>
    window.document.dispatchEvent(new SecurityPolicyViolationEvent(event.type, event)),
  );
  document.addEventListener("scroll", () => reading.scrolled(document.scrollingElement?.scrollTop ?? 0));
}

function made(document: Document, tag: string, attributes: Record<string, string>): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
