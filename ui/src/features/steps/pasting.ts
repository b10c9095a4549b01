/** Lines from the clipboard as steps. */
import { read } from "../../ui/markdown/read";
import { plain } from "../../ui/markdown/tree";
import { write } from "../../ui/markdown/write";

export interface PastedStep {
  /** Markdown. */
  text: string;
  depth: number;
}

/** Nobody means so many steps without thinking of it: they are asked about. */
export const tooMany = 200;

const marker = /^([-*+•◦▪–]|\(?\d{1,3}[.)]|\d{1,3}(\.\d{1,3})+\.?|[a-z][.)])\s+/i;

/** The steps that a pasted text means: none where it is but one line. Numbers and bullets in front of lines
 *  go away, since steps number themselves; what is indented becomes a sub-step. */
export function pastedSteps(text: string): PastedStep[] {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim());
  if (lines.length < 2) return [];
  const indents = lines.map((line) => indent(line));
  const least = Math.min(...indents);
  const levels = [...new Set(indents.map((each) => each - least))].sort((a, b) => a - b);
  const marked = lines.filter((line) => marker.test(line.trim())).length * 2 > lines.length;
  let above = 0;
  return lines.map((line, at) => {
    const wanted = at === 0 ? 0 : Math.min(levels.indexOf(indents[at]! - least), 2);
    above = at === 0 ? 0 : Math.min(wanted, above + 1);
    const bare = marked ? line.trim().replace(marker, "") : line.trim();
    return { text: lineAsMarkdown(bare), depth: above };
  });
}

/** The lines as paragraphs of one step. */
export const asOne = (pasted: readonly PastedStep[]): PastedStep => ({
  text: pasted.map(({ text }) => text).join("\n\n"),
  depth: 0,
});

/** Columns before the first sign; a tab counts four. */
function indent(line: string): number {
  const white = /^[ \t]*/.exec(line)![0];
  return [...white].reduce((sum, sign) => sum + (sign === "\t" ? 4 : 1), 0);
}

/** Formatting in the line is kept where it is Markdown of one line; all else is taken by the letter. */
export function lineAsMarkdown(line: string): string {
  if (/\*\*\S|`[^`]+`|\]\(\w+:|<kbd>/.test(line)) {
    const blocks = read(line);
    if (blocks.length === 1 && blocks[0]!.type === "paragraph" && plain(blocks)) return write(blocks);
  }
  return write([{ type: "paragraph", inlines: [{ type: "text", text: line }] }]);
}
