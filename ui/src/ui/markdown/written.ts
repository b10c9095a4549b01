/** The Markdown of what stands in the editor. A key changes one block of a long text: what is written of the
 *  others is known, since ProseMirror's nodes do not change. */
import type { Node } from "@tiptap/pm/model";
import { fromProse } from "./prose";
import { write } from "./write";

/** Blocks that are written together, and how. Paragraphs and headings are written alike whatever stands beside
 *  them; two lists are not. */
interface Written {
  blocks: readonly Node[];
  text: string;
}

const known = new WeakMap<Node, Written>();

export function written(doc: Node): string {
  const parts: string[] = [];
  let together: Node[] = [];
  const end = () => {
    if (together.length) parts.push(textOf(together));
    together = [];
  };
  doc.forEach((block) => {
    if (block.isTextblock && !block.type.spec.code) {
      end();
      parts.push(textOf([block]));
    } else together.push(block);
  });
  end();
  return parts.filter(Boolean).join("\n\n");
}

function textOf(blocks: readonly Node[]): string {
  const first = blocks[0]!;
  const before = known.get(first);
  if (before?.blocks.length === blocks.length && before.blocks.every((block, at) => block === blocks[at])) {
    return before.text;
  }
  const text = write(fromProse({ content: blocks.map((block) => block.toJSON()) }));
  known.set(first, { blocks, text });
  return text;
}
