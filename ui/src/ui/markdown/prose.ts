/** The tree as ProseMirror's JSON and back. ProseMirror has marks on stretches of text where the tree has
 *  nesting; everything else is the same under other names. */
import type { JSONContent } from "@tiptap/core";
import { address, target, type Block, type CalloutKind, type Inline, type Item } from "./tree";

export function toProse(blocks: readonly Block[]): JSONContent {
  const content = blocks.map(block);
  return { type: "doc", content: content.length ? content : [{ type: "paragraph" }] };
}

function block(block: Block): JSONContent {
  switch (block.type) {
    case "paragraph":
      return { type: "paragraph", content: stretches(block.inlines, []) };
    case "heading":
      return { type: "heading", attrs: { level: block.level }, content: stretches(block.inlines, []) };
    case "bullets":
      return { type: "bulletList", content: block.items.map(item) };
    case "numbers":
      return { type: "orderedList", attrs: { start: block.start }, content: block.items.map(item) };
    case "quote":
      return { type: "blockquote", content: filled(block.blocks) };
    case "callout":
      return { type: "callout", attrs: { kind: block.kind }, content: filled(block.blocks) };
    case "code":
      return {
        type: "codeBlock",
        attrs: { language: block.language || null },
        ...(block.text && { content: [{ type: "text", text: block.text }] }),
      };
    case "table": {
      const row = (type: string, cells: Inline[][]): JSONContent => ({
        type: "tableRow",
        content: cells.map((cell) => ({
          type,
          content: [{ type: "paragraph", content: stretches(cell, []) }],
        })),
      });
      return {
        type: "table",
        content: [row("tableHeader", block.head), ...block.rows.map((cells) => row("tableCell", cells))],
      };
    }
    case "rule":
      return { type: "horizontalRule" };
  }
}

function item({ done, blocks }: Item): JSONContent {
  const content = filled(blocks);
  // An item begins with a paragraph in the editor, so that there is a line to type in.
  if (content[0]?.type !== "paragraph") content.unshift({ type: "paragraph" });
  return { type: "listItem", attrs: { checked: done }, content };
}

const filled = (blocks: readonly Block[]) => (blocks.length ? blocks.map(block) : [{ type: "paragraph" }]);

interface Mark {
  type: string;
  attrs?: Record<string, unknown>;
}

function stretches(inlines: readonly Inline[], marks: readonly Mark[]): JSONContent[] {
  return inlines.flatMap((inline): JSONContent[] => {
    const text = (text: string, ...more: Mark[]): JSONContent[] =>
      text ? [{ type: "text", text, marks: [...marks, ...more] }] : [];
    switch (inline.type) {
      case "text":
        return text(inline.text);
      case "code":
      case "key":
        return text(inline.text, { type: inline.type });
      case "break":
        return [{ type: "hardBreak", marks: [...marks] }];
      case "link":
        return stretches(inline.inlines, [
          ...marks,
          { type: "link", attrs: { href: address(inline.target) } },
        ]);
      default:
        return stretches(inline.inlines, [...marks, { type: inline.type }]);
    }
  });
}

export function fromProse(doc: JSONContent): Block[] {
  return (doc.content ?? []).flatMap(unblock);
}

function unblock(node: JSONContent): Block[] {
  const inside = () => fromProse(node);
  switch (node.type) {
    case "paragraph": {
      const inlines = nested(node.content ?? []);
      return inlines.length ? [{ type: "paragraph", inlines }] : [];
    }
    case "heading":
      return [
        { type: "heading", level: Number(node.attrs?.level ?? 2), inlines: nested(node.content ?? []) },
      ];
    case "bulletList":
      return [{ type: "bullets", items: (node.content ?? []).map(unitem) }];
    case "orderedList":
      return [
        { type: "numbers", start: Number(node.attrs?.start ?? 1), items: (node.content ?? []).map(unitem) },
      ];
    case "blockquote":
      return [{ type: "quote", blocks: inside() }];
    case "callout":
      return [
        { type: "callout", kind: (node.attrs?.kind as CalloutKind | undefined) ?? "tip", blocks: inside() },
      ];
    case "codeBlock": {
      const text = (node.content ?? []).map((part) => part.text ?? "").join("");
      return [{ type: "code", language: String(node.attrs?.language ?? ""), text }];
    }
    case "table": {
      const rows = (node.content ?? []).map((row) =>
        (row.content ?? []).map((cell) =>
          (cell.content ?? []).flatMap((part, at) => [
            ...(at ? [{ type: "break" } as const] : []),
            ...nested(part.content ?? []),
          ]),
        ),
      );
      const [head = [], ...rest] = rows;
      return [{ type: "table", head, rows: rest }];
    }
    case "horizontalRule":
      return [{ type: "rule" }];
    default:
      return [];
  }
}

const unitem = (node: JSONContent): Item => ({
  done: (node.attrs?.checked as boolean | null | undefined) ?? null,
  blocks: fromProse(node),
});

/** Outermost first where two marks have the same reach: one form for each text. */
const order = ["link", "strike", "italic", "bold", "key", "code"];

/** Of the marks that begin here, the one that reaches furthest goes outside. */
export function nested(stretches: readonly JSONContent[], done: readonly string[] = []): Inline[] {
  const out: Inline[] = [];
  for (let at = 0; at < stretches.length;) {
    const stretch = stretches[at]!;
    const open = (stretch.marks ?? [])
      .filter((mark) => !done.includes(mark.type) && order.includes(mark.type))
      .map((mark) => ({ mark, reach: reach(stretches, at, mark) }))
      .sort((a, b) => b.reach - a.reach || order.indexOf(a.mark.type) - order.indexOf(b.mark.type))[0];
    if (!open) {
      out.push(stretch.type === "hardBreak" ? { type: "break" } : { type: "text", text: stretch.text ?? "" });
      at++;
      continue;
    }
    const { mark, reach: length } = open;
    const part = stretches.slice(at, at + length);
    const inner = () => nested(part, [...done, mark.type]);
    if (mark.type === "code" || mark.type === "key") {
      out.push({ type: mark.type, text: part.map((one) => one.text ?? " ").join("") });
    } else if (mark.type === "link") {
      const where = target(String(mark.attrs?.href ?? ""));
      if (where) out.push({ type: "link", target: where, inlines: inner() });
      else out.push(...inner());
    } else {
      out.push({ type: mark.type as "bold" | "italic" | "strike", inlines: inner() });
    }
    at += length;
  }
  return out;
}

function reach(stretches: readonly JSONContent[], from: number, { type, attrs }: Mark): number {
  // Code and keys are whole words: two that touch are two only where a mark around them ends.
  let to = from;
  while (stretches[to]?.marks?.some((mark) => mark.type === type && mark.attrs?.href === attrs?.href)) to++;
  return to - from;
}
