/** What "/" puts into a text: blocks in the place of an empty paragraph, or behind one with words. */
import type { Editor, JSONContent } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Selection, type Transaction } from "@tiptap/pm/state";
import type { Part } from "./writing";

export interface Range {
  from: number;
  to: number;
}

const empty: JSONContent = { type: "paragraph" };
const list = (type: string, checked: boolean | null = null): JSONContent => ({
  type,
  content: [{ type: "listItem", attrs: { checked }, content: [empty] }],
});
const callout = (kind: string): JSONContent => ({ type: "callout", attrs: { kind }, content: [empty] });
const row = (type: string): JSONContent => ({
  type: "tableRow",
  content: Array.from({ length: 3 }, () => ({ type, content: [empty] })),
});

const blocks: Record<Exclude<Part, "key" | "document">, JSONContent> = {
  bullets: list("bulletList"),
  numbers: list("orderedList"),
  tasks: list("bulletList", false),
  table: { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] },
  quote: { type: "blockquote", content: [empty] },
  code: { type: "codeBlock" },
  tip: callout("tip"),
  warning: callout("warning"),
  danger: callout("danger"),
  line: { type: "horizontalRule" },
};

/** In the place of what asked for it. True: it was done. */
export function put(editor: Editor, part: Part, asked: Range | null): boolean {
  if (part === "document") {
    return editor
      .chain()
      .deleteRange(asked ?? editor.state.selection)
      .insertContent("[[")
      .run();
  }
  const { tr, schema } = editor.state;
  if (asked) tr.delete(asked.from, asked.to);
  if (part !== "key") {
    const again = tr.selection.$from.parent.content.size === 0 && listAgain(tr, part);
    if (!again && !place(tr, schema.nodeFromJSON(blocks[part]))) return false;
  }
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

const lists: Partial<Record<Part, string>> = {
  bullets: "bulletList",
  tasks: "bulletList",
  numbers: "orderedList",
};

/** In an empty item of a list: the list becomes the one that is asked for. */
function listAgain(tr: Transaction, part: Part): boolean {
  const { $from } = tr.selection;
  const wanted = lists[part];
  if (!wanted || $from.depth < 3 || $from.node(-1).type.name !== "listItem" || $from.index(-1) > 0)
    return false;
  const { nodes } = tr.doc.type.schema;
  if ($from.node(-2).type.name !== wanted) tr.setNodeMarkup($from.before(-2), nodes[wanted]);
  tr.setNodeAttribute($from.before(-1), "checked", part === "tasks" ? false : null);
  return true;
}

/** Puts a block in, and the cursor into it, or behind it where there is nothing to write. False: it may not
 *  stand here. */
function place(tr: Transaction, block: Node): boolean {
  const { $from } = tr.selection;
  if (!$from.parent.isTextblock || $from.depth === 0) return false;
  const around = $from.node(-1);
  const index = $from.index(-1);
  let at = $from.before();
  if ($from.parent.content.size === 0 && around.canReplaceWith(index, index + 1, block.type)) {
    tr.replaceWith(at, $from.after(), block);
  } else {
    at = $from.after();
    if (!around.canReplaceWith(index + 1, index + 1, block.type)) return false;
    tr.insert(at, block);
  }
  const end = at + block.nodeSize;
  if (block.isAtom && !tr.doc.resolve(end).nodeAfter?.isTextblock) {
    tr.insert(end, block.type.schema.nodes.paragraph!.create());
  }
  tr.setSelection(Selection.near(tr.doc.resolve(block.isAtom ? end : at + 1)));
  return true;
}
