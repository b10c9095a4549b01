/** The tree as the fixtures write it, which is how serde writes the exporters' tree: what only the window
 *  keeps (a heading's level, a code block's language) is left out. For tests. */
import type { Block, Inline } from "./tree";

export function shared(blocks: readonly Block[]): unknown[] {
  return blocks.map((block) => {
    switch (block.type) {
      case "paragraph":
      case "heading":
        return { [block.type]: inlines(block.inlines) };
      case "bullets":
        return { bullets: items(block) };
      case "numbers":
        return { numbers: [block.start, items(block)] };
      case "quote":
        return { quote: shared(block.blocks) };
      case "callout":
        return { callout: [block.kind, shared(block.blocks)] };
      case "code":
        return { code: block.text };
      case "table":
        return { table: [block.head.map(inlines), block.rows.map((row) => row.map(inlines))] };
      case "rule":
        return "rule";
    }
  });
}

const items = ({ items }: Extract<Block, { type: "bullets" | "numbers" }>) =>
  items.map(({ done, blocks }) => ({ done, blocks: shared(blocks) }));

function inlines(list: readonly Inline[]): unknown[] {
  return list.map((inline) => {
    switch (inline.type) {
      case "break":
        return "break";
      case "text":
      case "code":
      case "key":
        return { [inline.type]: inline.text };
      case "link": {
        const { target } = inline;
        const to = target.to === "web" ? { web: target.address } : { document: target.id };
        return { link: [to, inlines(inline.inlines)] };
      }
      default:
        return { [inline.type]: inlines(inline.inlines) };
    }
  });
}
