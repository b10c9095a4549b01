/** Markdown as a small tree: the subset that a text of a document may hold, and nothing else. Reader, writer,
 *  editor and renderer know this tree; the exporters have the same one (export/src/markdown.rs). */

export type CalloutKind = "tip" | "warning" | "danger";

export type Block =
  | { type: "paragraph"; inlines: Inline[] }
  | { type: "heading"; level: number; inlines: Inline[] }
  | { type: "bullets"; items: Item[] }
  | { type: "numbers"; start: number; items: Item[] }
  | { type: "quote"; blocks: Block[] }
  | { type: "callout"; kind: CalloutKind; blocks: Block[] }
  | { type: "code"; language: string; text: string }
  | { type: "table"; head: Inline[][]; rows: Inline[][][] }
  | { type: "rule" };

export interface Item {
  /** In a task list: whether it is done. */
  done: boolean | null;
  blocks: Block[];
}

export type Inline =
  | { type: "text"; text: string }
  | { type: "bold"; inlines: Inline[] }
  | { type: "italic"; inlines: Inline[] }
  | { type: "strike"; inlines: Inline[] }
  | { type: "code"; text: string }
  /** A key of the keyboard: `<kbd>Ctrl</kbd>`. */
  | { type: "key"; text: string }
  | { type: "link"; target: Target; inlines: Inline[] }
  | { type: "break" };

/** An http, https or mailto address, or a document of the library by its id. */
export type Target = { to: "web"; address: string } | { to: "document"; id: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where an address leads; null for what leads nowhere from here. */
export function target(address: string): Target | null {
  if (address.startsWith("roadbook:")) {
    const id = address.slice("roadbook:".length).toLowerCase();
    return uuid.test(id) ? { to: "document", id } : null;
  }
  // What a browser would skip must not hide a scheme.
  // eslint-disable-next-line no-control-regex
  const plain = address.replace(/[\s\u0000-\u001f\u007f-\u009f]/gu, "");
  return /^(https?:\/\/|mailto:)./i.test(plain) ? { to: "web", address: plain } : null;
}

export const address = (target: Target) => (target.to === "web" ? target.address : `roadbook:${target.id}`);

/** The words alone, in one line. */
export function plain(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case "paragraph":
        case "heading":
          return words(block.inlines);
        case "bullets":
        case "numbers":
          return block.items.map((item) => plain(item.blocks)).join(" ");
        case "quote":
        case "callout":
          return plain(block.blocks);
        case "code":
          return block.text;
        case "table":
          return [block.head, ...block.rows].flat().map(words).join(" ");
        case "rule":
          return "";
      }
    })
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

export function words(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === "break") return " ";
      return "text" in inline ? inline.text : words(inline.inlines);
    })
    .join("");
}
