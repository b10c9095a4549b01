/** How a stretch of foreign HTML looks, by its elements and by the styles written on them, and what of it is
 *  not for readers. */
import type { JSONContent } from "@tiptap/core";
import { address, target } from "./tree";

/** What is written in an element's style attribute. The browser's own reading drops what only Word knows. */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const style = new Map<string, string>();
  for (const rule of (element.getAttribute("style") ?? "").split(";")) {
    const colon = rule.indexOf(":");
    if (colon < 0) continue;
    const value = rule.slice(colon + 1).replace(/\s+/g, " ");
    style.set(rule.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return style;
}

type Mark = "bold" | "italic" | "strike" | "code" | "key";

const byName: Record<string, Mark> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  s: "strike",
  del: "strike",
  strike: "strike",
  code: "code",
  tt: "code",
  samp: "code",
  kbd: "key",
};

export class Look {
  constructor(
    private readonly has: ReadonlySet<Mark> = new Set(),
    private readonly href: string | null = null,
    /** Line ends are line breaks. */
    private readonly lines = false,
    /** What is strong by itself needs no bold. */
    private readonly heavy = false,
  ) {}

  within(element: Element): Look {
    const style = styleOf(element);
    const has = new Set(this.has);
    const set = (mark: Mark, on: boolean) => (on ? has.add(mark) : has.delete(mark));
    const named = byName[element.localName];
    if (named) set(named, true);
    const weight = style.get("font-weight");
    if (weight) set("bold", /^bold/.test(weight) || Number.parseInt(weight, 10) >= 600);
    const slant = style.get("font-style");
    if (slant) set("italic", /^(italic|oblique)/.test(slant));
    const line = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
    if (line.includes("line-through")) set("strike", true);
    if (this.heavy) set("bold", false);
    if (has.has("key")) set("code", false);
    const where = element.localName === "a" ? target(element.getAttribute("href") ?? "") : null;
    const white = style.get("white-space");
    return new Look(
      has,
      where ? address(where) : this.href,
      white ? /^(pre|break-spaces)/.test(white) : this.lines,
      this.heavy,
    );
  }

  /** In a heading. */
  unweighted(): Look {
    return new Look(new Set([...this.has].filter((mark) => mark !== "bold")), this.href, this.lines, true);
  }

  marks(): { type: string; attrs?: Record<string, unknown> }[] {
    const all: { type: string; attrs?: Record<string, unknown> }[] = [...this.has].map((type) => ({ type }));
    if (this.href) all.push({ type: "link", attrs: { href: this.href } });
    return all;
  }

  stretches(text: string): JSONContent[] {
    const lines = this.lines ? text.split(/\r\n?|\n/) : [text];
    return lines.flatMap((line, at): JSONContent[] => [
      ...(at ? [{ type: "hardBreak", marks: this.marks() }] : []),
      ...(line ? [{ type: "text", text: line, marks: this.marks() }] : []),
    ]);
  }
}

const silent = new Set(
  (
    "annotation audio base button canvas embed head iframe input link map meta noembed noframes noscript object " +
    "optgroup option script select style svg template textarea title track video"
  ).split(" "),
);

/** What is drawn, run or hidden, and what programs write for themselves. */
export function isSkipped(element: Element): boolean {
  if (silent.has(element.localName) || element.hasAttribute("hidden")) return true;
  if (/\b(msocomanchor|MsoCommentReference)\b/.test(element.getAttribute("class") ?? "")) return true;
  const style = styleOf(element);
  return (
    style.get("display") === "none" ||
    style.get("visibility") === "hidden" ||
    style.get("mso-hide") === "all" ||
    style.get("mso-list") === "ignore" ||
    style.get("mso-element") === "comment-list"
  );
}

/** Chats and mails write emoji as pictures that are called like them. */
export const isEmoji = (text: string) =>
  /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f){1,12}$/u.test(text);

/** The lists of a page by Word, which writes items as paragraphs. */
export interface WordLists {
  /** The number that an item has; null: a bullet. */
  start(item: Element): number | null;
}

export function wordLists(html: string): WordLists {
  /** Whether each of their levels has numbers. */
  const numbered = new Map<string, boolean>();
  for (const [, name, rule] of html.matchAll(/@list\s+(l\d+:level\d+)[^{}]*\{([^}]*)\}/gi)) {
    numbered.set(name!.toLowerCase(), !/mso-level-number-format:\s*bullet/i.test(rule!));
  }
  return {
    start(item) {
      const shown = [...item.querySelectorAll("[style]")].find(
        (part) => styleOf(part).get("mso-list") === "ignore",
      );
      const marker = shown?.textContent?.trim();
      if (marker) {
        const number = /^\(?(?:(\d+)|[a-z]{1,2}|[ivxlcdm]+)[.)]/i.exec(marker);
        return number ? Number(number[1] ?? 1) : null;
      }
      const name = /\b(l\d+)\s+(level\d+)/.exec(styleOf(item).get("mso-list") ?? "");
      return name && numbered.get(`${name[1]}:${name[2]}`) ? 1 : null;
    },
  };
}
