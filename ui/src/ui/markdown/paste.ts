/** What is pasted into a text, or dropped on it. HTML is cleaned to what a text may hold; Markdown that comes as
 *  plain text is read as such; other text is taken by the letter. */
import { DOMSerializer, Fragment, Slice, type Node, type Schema } from "@tiptap/pm/model";
import { isInTable } from "@tiptap/pm/tables";
import type { EditorProps, EditorView } from "@tiptap/pm/view";
import { readHtml } from "./html";
import { toProse } from "./prose";
import { read } from "./read";
import type { Block } from "./tree";

/** Marks what was copied here, and needs no cleaning to be pasted as it was. */
const ours = "data-roadbook-text";

const marked = {
  serializeFragment(fragment: Fragment, options?: { document?: Document }) {
    const { schema } = fragment.firstChild!.type;
    const part = DOMSerializer.fromSchema(schema).serializeFragment(fragment, options);
    if ("firstElementChild" in part) part.firstElementChild?.setAttribute(ours, "");
    return part;
  },
} as DOMSerializer;

/** `first` may take the paste for itself. */
export function pasting(first: (event: ClipboardEvent) => boolean): EditorProps {
  /** A paste is on its way whose text is Markdown, though it came with HTML. */
  let asMarkdown = false;
  return {
    clipboardSerializer: marked,
    transformPastedHTML(html, view) {
      if (html.includes(ours) && html.includes("data-pm-slice")) return html;
      const { schema } = view.state;
      const part = DOMSerializer.fromSchema(schema).serializeFragment(prose(schema, readHtml(html)));
      const holder = document.implementation.createHTMLDocument().createElement("div");
      holder.append(part);
      return holder.innerHTML;
    },
    clipboardTextParser(text, _, literally, view) {
      if ((literally && !asMarkdown) || !looksLikeMarkdown(text)) return byTheLetter;
      return new Slice(prose(view.state.schema, read(text)), 0, 0);
    },
    transformPasted: (slice, view) => (isInTable(view.state) ? inOneCell(slice, view) : slice),
    handlePaste(view, event, slice) {
      if (asMarkdown) return false;
      if (first(event)) return true;
      const data = event.clipboardData;
      const html = data?.getData("text/html") ?? "";
      const text = data?.getData("text/plain") ?? "";
      if (!html || html.includes(ours) || view.state.selection.$from.parent.type.spec.code) return false;
      if (slice.size === 0 && !text.trim()) return true;
      // Many programs send the words of a Markdown text as HTML, too. Code is not meant, where "#" is a remark.
      const program = data?.getData("vscode-editor-data");
      if (program && !program.includes('"markdown"')) return false;
      if (!saysNoMore(slice) || !looksLikeMarkdown(text)) return false;
      asMarkdown = true;
      try {
        return view.pasteText(text, new Event("paste") as ClipboardEvent);
      } finally {
        asMarkdown = false;
      }
    },
  };
}

/** What tells ProseMirror to read a text by itself. */
const byTheLetter = null as unknown as Slice;

const prose = (schema: Schema, blocks: readonly Block[]): Fragment =>
  blocks.length ? schema.nodeFromJSON(toProse(blocks)).content : Fragment.empty;

/** The words of all that is pasted, in one line; but a table falls into the cells from here on. */
function inOneCell(slice: Slice, { state: { schema } }: EditorView): Slice {
  const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
  if (only?.type.spec.tableRole) return slice;
  const line: Node[] = [];
  const space = () => schema.text(" ");
  slice.content.descendants((node) => {
    if (node.isTextblock && line.length && node.content.size) line.push(space());
    if (!node.isInline) return true;
    const text = node.text?.replace(/\s*\n\s*/g, " ");
    line.push(text ? schema.text(text, node.marks) : space());
    return false;
  });
  return new Slice(Fragment.from(schema.nodes.paragraph!.create(null, line)), 1, 1);
}

/** Paragraphs of mere words. */
function saysNoMore(slice: Slice): boolean {
  let plain = true;
  slice.content.descendants((node) => {
    plain &&= node.marks.length === 0 && ["paragraph", "text", "hardBreak"].includes(node.type.name);
  });
  return plain;
}

function looksLikeMarkdown(text: string): boolean {
  return /\*\*\S|__\S|`[^`]+`|\]\((https?:|mailto:|roadbook:)|<kbd>|^(#{1,6}|>|[-*+]|\d+[.)]) \S/m.test(text);
}
