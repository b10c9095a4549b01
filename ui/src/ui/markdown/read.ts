/** Markdown -> tree, as CommonMark reads it, with tables, strikethrough, task lists and callouts of GitHub.
 *  Raw HTML is text, but for keys; a link that leads nowhere is its words. */
import type * as Mdast from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { target, words, type Block, type CalloutKind, type Inline, type Item } from "./tree";

/** Below this, what is nested is read as plain words: a drawing of it would help nobody. */
const deepest = 12;

export function read(markdown: string): Block[] {
  if (!markdown.trim()) return [];
  const root = fromMarkdown(markdown, {
    extensions: [gfmTable(), gfmStrikethrough(), gfmTaskListItem()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmTaskListItemFromMarkdown()],
  });
  return new Reader(root).blocks(root.children, 0);
}

const calloutKinds: Record<string, CalloutKind> = {
  NOTE: "tip",
  TIP: "tip",
  IMPORTANT: "tip",
  WARNING: "warning",
  CAUTION: "danger",
};

class Reader {
  readonly #addresses = new Map<string, string>();

  constructor(root: Mdast.Root) {
    const collect = (nodes: readonly Mdast.Nodes[]) => {
      for (const node of nodes) {
        if (node.type === "definition" && !this.#addresses.has(node.identifier)) {
          this.#addresses.set(node.identifier, node.url);
        } else if ("children" in node) collect(node.children);
      }
    };
    collect(root.children);
  }

  blocks(nodes: readonly Mdast.Nodes[], depth: number): Block[] {
    return nodes.flatMap((node) => this.#block(node, depth + 1));
  }

  #block(node: Mdast.Nodes, depth: number): Block[] {
    if (depth > deepest) {
      const text = said(node);
      return text ? [{ type: "paragraph", inlines: [{ type: "text", text }] }] : [];
    }
    switch (node.type) {
      case "paragraph": {
        const inlines = this.inlines(node.children);
        return inlines.length ? [{ type: "paragraph", inlines }] : [];
      }
      case "heading":
        return [{ type: "heading", level: node.depth, inlines: this.inlines(node.children) }];
      case "list": {
        const items = node.children.map((item): Item => ({
          done: item.checked ?? null,
          blocks: this.blocks(item.children, depth),
        }));
        return [
          node.ordered ? { type: "numbers", start: node.start ?? 1, items } : { type: "bullets", items },
        ];
      }
      case "blockquote":
        return [this.#quote(node, depth)];
      case "code":
        return [{ type: "code", language: node.lang ?? "", text: node.value.replace(/\n+$/, "") }];
      case "table": {
        const [head = [], ...rows] = node.children.map((row) =>
          row.children.map((cell) => this.inlines(cell.children)),
        );
        const fit = (row: Inline[][]) => head.map((_, at) => row[at] ?? []);
        return [{ type: "table", head, rows: rows.map(fit) }];
      }
      case "thematicBreak":
        return [{ type: "rule" }];
      case "html":
        return [{ type: "paragraph", inlines: [{ type: "text", text: node.value }] }];
      case "definition":
        return [];
      default:
        return [];
    }
  }

  /** `> [!WARNING]` in a line of its own makes the quote a callout. */
  #quote(node: Mdast.Blockquote, depth: number): Block {
    const first = node.children[0];
    const text = first?.type === "paragraph" ? first.children[0] : undefined;
    const found = text?.type === "text" && /^\[!([a-z]+)\][ \t]*(\n|$)/i.exec(text.value);
    const kind = found && calloutKinds[found[1]!.toUpperCase()];
    const rest = first?.type === "paragraph" ? first.children.slice(1) : [];
    // What follows the marker in its own line makes it an ordinary quote.
    if (!found || !kind || (!found[2] && rest.length > 0)) {
      return { type: "quote", blocks: this.blocks(node.children, depth) };
    }
    const opening: Mdast.Paragraph = {
      type: "paragraph",
      children: [{ type: "text", value: text.value.slice(found[0].length) }, ...rest],
    };
    return { type: "callout", kind, blocks: this.blocks([opening, ...node.children.slice(1)], depth) };
  }

  inlines(nodes: readonly Mdast.Nodes[]): Inline[] {
    const out: Inline[] = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at]!;
      if (node.type === "html" && node.value === "<kbd>") {
        let end = at + 1;
        while (end < nodes.length && !isEndOfKey(nodes[end]!)) end++;
        const text = words(this.inlines(nodes.slice(at + 1, end)));
        push(out, { type: "key", text: text.split(/\s+/).filter(Boolean).join(" ") });
        at = end;
      } else {
        for (const inline of this.#inline(node)) push(out, inline);
      }
    }
    return out;
  }

  #inline(node: Mdast.Nodes): Inline[] {
    switch (node.type) {
      case "text":
        return [{ type: "text", text: node.value.replace(/[ \t]*\n[ \t]*/g, " ") }];
      case "strong":
        return [{ type: "bold", inlines: this.inlines(node.children) }];
      case "emphasis":
        return [{ type: "italic", inlines: this.inlines(node.children) }];
      case "delete":
        return [{ type: "strike", inlines: this.inlines(node.children) }];
      case "inlineCode":
        return [{ type: "code", text: node.value }];
      case "break":
        return [{ type: "break" }];
      case "html":
        return [{ type: "text", text: node.value }];
      case "link":
        return this.#link(node.url, node.children);
      case "linkReference":
        return this.#link(this.#addresses.get(node.identifier) ?? "", node.children);
      case "image":
      case "imageReference":
        return node.alt ? [{ type: "text", text: node.alt }] : [];
      default:
        return [];
    }
  }

  #link(url: string, children: readonly Mdast.Nodes[]): Inline[] {
    const where = target(url);
    const inlines = this.inlines(children);
    return where ? [{ type: "link", target: where, inlines }] : inlines;
  }
}

const isEndOfKey = (node: Mdast.Nodes) => node.type === "html" && node.value === "</kbd>";

/** Neighbouring texts are one. */
function push(out: Inline[], inline: Inline): void {
  const last = out.at(-1);
  if (inline.type === "text" && last?.type === "text") last.text += inline.text;
  else if (inline.type !== "text" || inline.text) out.push(inline);
}

function said(node: Mdast.Nodes): string {
  const parts: string[] = [];
  const open: Mdast.Nodes[] = [node];
  while (open.length) {
    const next = open.pop()!;
    if ("value" in next) parts.push(next.value);
    else if ("children" in next) open.push(...[...next.children].reverse());
  }
  return parts.join(" ").replace(/\s+/g, " ").trim();
}
