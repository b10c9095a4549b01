/** HTML from elsewhere -> tree: what text processors and web pages put on the clipboard, as far as a text here
 *  may hold it. Nothing of it is run, fetched or shown: it is read in a document that no window has. */
import type { JSONContent } from "@tiptap/core";
import { inLine, pageTable } from "./htmltable";
import { Look, isEmoji, isSkipped, styleOf, wordLists, type WordLists } from "./htmllook";
import { nested } from "./prose";
import { read } from "./read";
import type { Block, CalloutKind, Item } from "./tree";
import { write } from "./write";

export function readHtml(html: string): Block[] {
  const page = new DOMParser().parseFromString(still(html), "text/html");
  const blocks = new Reader(wordLists(html)).blocks(page.body, new Look());
  // What Markdown cannot say again is gone by this: what is empty, and what is nested too deep.
  return read(write(blocks));
}

/** Without styles, scripts and what answers to events. None of it would have an effect, but the window's policy
 *  would report each as an attempt. */
const still = (html: string) =>
  html
    .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])on\w+\s*=/gi, "$1data-off="));

/** A line that says by itself that it is an item, as Word writes lists. */
interface Loose {
  type: "loose";
  level: number;
  /** Null: with a bullet. */
  start: number | null;
  item: Item;
}

const flows = new Set(
  (
    "address article body center dd details dialog div dl dt fieldset figcaption figure footer form header " +
    "hgroup main nav p section summary"
  ).split(" "),
);
const others = new Set("aside blockquote dir h1 h2 h3 h4 h5 h6 hr li menu ol pre table ul".split(" "));

const alerts: Record<string, CalloutKind> = {
  note: "tip",
  tip: "tip",
  important: "tip",
  warning: "warning",
  caution: "danger",
};

class Reader {
  constructor(private readonly lists: WordLists) {}

  blocks(parent: Node, look: Look): Block[] {
    return gathered(this.#parts(parent.childNodes, look));
  }

  #parts(nodes: Iterable<Node>, look: Look): (Block | Loose)[] {
    const out: (Block | Loose)[] = [];
    let line: JSONContent[] = [];
    const end = () => {
      out.push(...paragraphs(line));
      line = [];
    };
    const walk = (nodes: Iterable<Node>, look: Look) => {
      for (const node of nodes) {
        if (node.nodeType === Node.TEXT_NODE) line.push(...look.stretches(node.nodeValue ?? ""));
        if (!(node instanceof Element) || isSkipped(node)) continue;
        const name = node.localName;
        if (name === "br") line.push({ type: "hardBreak", marks: look.marks() });
        else if (name === "img") {
          const alt = node.getAttribute("alt") ?? "";
          if (isEmoji(alt)) line.push(...look.stretches(alt));
        } else if (flows.has(name) || others.has(name)) {
          end();
          out.push(...this.#block(node, look));
        } else walk(node.childNodes, look.within(node));
      }
    };
    walk(nodes, look);
    end();
    return out;
  }

  #block(element: Element, look: Look): (Block | Loose)[] {
    const name = element.localName;
    const inside = look.within(element);
    switch (name) {
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        return this.#heading(element, Number(name[1]), inside);
      case "ul":
      case "menu":
      case "dir":
        return filled({ type: "bullets", items: this.#items(element, inside) });
      case "ol": {
        const start = Math.max(0, Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1);
        return filled({ type: "numbers", start, items: this.#items(element, inside) });
      }
      case "li":
        return [{ type: "loose", level: 1, start: null, item: this.#item(element, inside) }];
      case "hr":
        return [{ type: "rule" }];
      case "pre":
        return code(element);
      case "table":
        return pageTable(element as HTMLTableElement, (cell) => this.blocks(cell, look.within(cell)));
      case "blockquote": {
        const blocks = this.blocks(element, inside);
        // Mail programs and browsers indent by it.
        const indents = /\bnone\b/.test(styleOf(element).get("border") ?? "");
        return indents || !blocks.length ? blocks : [{ type: "quote", blocks }];
      }
    }
    return this.#told(element, inside) ?? this.#parts(element.childNodes, inside);
  }

  /** What a paragraph or a division is by its class or style and not by its name. */
  #told(element: Element, look: Look): (Block | Loose)[] | null {
    const kind =
      element.localName === "aside"
        ? element.getAttribute("data-kind")
        : alerts[/\bmarkdown-alert-(\w+)/.exec(element.className)?.[1] ?? ""];
    if (kind === "tip" || kind === "warning" || kind === "danger") {
      element.querySelector(".markdown-alert-title")?.remove();
      return [{ type: "callout", kind, blocks: this.blocks(element, look) }];
    }
    if (element.localName !== "p") return null;
    if (/\bMsoTitle\b/.test(element.className)) return this.#heading(element, 1, look);
    const level = /\blevel(\d)/.exec(styleOf(element).get("mso-list") ?? "")?.[1];
    if (!level) return null;
    const blocks = this.blocks(element, look);
    if (!blocks.length) return [];
    return [
      {
        type: "loose",
        level: Number(level),
        start: this.lists.start(element),
        item: { done: null, blocks },
      },
    ];
  }

  #heading(element: Element, level: number, look: Look): Block[] {
    const inlines = inLine(this.blocks(element, look.unweighted()));
    return inlines.length ? [{ type: "heading", level, inlines }] : [];
  }

  /** Some pages hang a list into a list, and not into the item that it belongs to. */
  #items(list: Element, look: Look): Item[] {
    const items: Item[] = [];
    for (const child of list.childNodes) {
      if (child instanceof Element && child.localName === "li") {
        if (!isSkipped(child)) items.push(this.#item(child, look.within(child)));
        continue;
      }
      const rest = gathered(this.#parts([child], look));
      const last = items.at(-1);
      if (last) last.blocks.push(...rest);
      else if (rest.length) items.push({ done: null, blocks: rest });
    }
    return items.filter((item) => item.blocks.length || item.done !== null);
  }

  #item(item: Element, look: Look): Item {
    const box = item.querySelector(
      ":scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label > input[type=checkbox]",
    );
    const told =
      item.getAttribute("data-checked") ??
      (item.getAttribute("role") === "checkbox" ? item.getAttribute("aria-checked") : null);
    const done = box ? box.hasAttribute("checked") : told === null ? null : told === "true";
    return { done, blocks: this.blocks(item, look) };
  }
}

const filled = (list: Extract<Block, { items: Item[] }>): Block[] => (list.items.length ? [list] : []);

function code(element: Element): Block[] {
  const named = element.querySelector("code") ?? element;
  const language =
    /\b(?:language|lang|highlight-source)-([\w+#-]+)/.exec(
      [named, element, element.parentElement].map((each) => each?.className ?? "").join(" "),
    )?.[1] ?? "";
  for (const part of element.querySelectorAll("*")) {
    if (part.localName === "br") part.replaceWith("\n");
    else if (isSkipped(part)) part.remove();
  }
  const text = (element.textContent ?? "").replace(/\r\n?/g, "\n").replace(/\u00a0/g, " ");
  const bare = text.replace(/^\n/, "").replace(/\s+$/, "");
  return bare ? [{ type: "code", language, text: bare }] : [];
}

/** White space as a page shows it: one blank for many, none at the ends; two line breaks end a paragraph. */
function paragraphs(line: readonly JSONContent[]): Block[] {
  const lines: JSONContent[][] = [[]];
  let blank = true;
  let breaks = 0;
  for (const stretch of line) {
    if (stretch.type === "hardBreak") {
      blank = true;
      breaks++;
      continue;
    }
    let text = (stretch.text ?? "").replace(
      /[ \t\r\n\f\u00a0]*[ \t\r\n\f][ \t\r\n\f\u00a0]*|\u00a0{2,}/g,
      " ",
    );
    if (blank) text = text.replace(/^[ \u00a0]+/, "");
    if (!text) continue;
    if (breaks > 1) lines.push([]);
    else if (breaks && lines.at(-1)!.length) lines.at(-1)!.push({ type: "hardBreak", marks: stretch.marks });
    breaks = 0;
    blank = /[ \u00a0]$/.test(text);
    lines.at(-1)!.push({ ...stretch, text });
  }
  return lines.flatMap((one): Block[] => {
    const last = one.at(-1);
    if (last) last.text = last.text?.replace(/[ \u00a0]+$/, "");
    const kept = one.filter((stretch) => stretch.type === "hardBreak" || stretch.text);
    return kept.length ? [{ type: "paragraph", inlines: nested(kept) }] : [];
  });
}

/** Loose items that follow each other are lists, nested by their levels. */
function gathered(parts: readonly (Block | Loose)[]): Block[] {
  const out: Block[] = [];
  let open: { level: number; list: Extract<Block, { items: Item[] }> }[] = [];
  for (const part of parts) {
    if (part.type !== "loose") {
      open = [];
      out.push(part);
      continue;
    }
    const { level, start, item } = part;
    while (open.length && open.at(-1)!.level > level) open.pop();
    const type = start === null ? "bullets" : "numbers";
    if (open.at(-1)?.level === level && open.at(-1)!.list.type !== type) open.pop();
    if (open.at(-1)?.level !== level) {
      const list: Extract<Block, { items: Item[] }> =
        start === null ? { type: "bullets", items: [] } : { type: "numbers", start, items: [] };
      (open.at(-1)?.list.items.at(-1)?.blocks ?? out).push(list);
      open.push({ level, list });
    }
    open.at(-1)!.list.items.push(item);
  }
  return out;
}
