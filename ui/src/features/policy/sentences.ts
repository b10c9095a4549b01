/** How long a rule is, in sentences. */
import { read } from "../../ui/markdown/read";
import { plain, type Block } from "../../ui/markdown/tree";

/** A policy is a rule, not a procedure: one to three sentences. */
export const shortRule = 3;

/** Sentences of a Markdown text; a paragraph or item that ends without a full stop is one too. */
export function sentences(markdown: string): number {
  return paragraphs(read(markdown)).reduce((sum, text) => sum + count(text), 0);
}

function paragraphs(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === "bullets" || block.type === "numbers") {
      return block.items.flatMap((item) => paragraphs(item.blocks));
    }
    if (block.type === "quote" || block.type === "callout") return paragraphs(block.blocks);
    return [plain([block])];
  });
}

/** A full stop ends a sentence when something follows that may begin one: "e.g. a" and "€ 84.00" end none. */
function count(text: string): number {
  if (!text.trim()) return 0;
  const ends = text.match(/[.!?…]+["”’)]*(?=\s+["“‘(]?[\p{Lu}\p{N}\p{Lo}])|[。！？]+(?=.)/gu) ?? [];
  return ends.length + 1;
}
