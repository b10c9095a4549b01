/** Tree -> Markdown, in one form for each tree, such that reading it gives the tree again. */
import type * as Mdast from "mdast";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { toMarkdown } from "mdast-util-to-markdown";
import { address, type Block, type Inline, type Item } from "./tree";

export function write(blocks: readonly Block[]): string {
  const children = blocks.flatMap(block);
  if (!children.length) return "";
  return toMarkdown(
    { type: "root", children },
    {
      bullet: "-",
      bulletOther: "*",
      emphasis: "*",
      strong: "*",
      rule: "-",
      fences: true,
      listItemIndent: "one",
      // `<https://…>` would be another form of the same link.
      resourceLink: true,
      extensions: [
        gfmTableToMarkdown({ tablePipeAlign: false }),
        gfmStrikethroughToMarkdown(),
        gfmTaskListItemToMarkdown(),
      ],
    },
  ).replace(/\n+$/, "");
}

function block(block: Block): Mdast.RootContent[] {
  switch (block.type) {
    case "paragraph": {
      const children = phrasing(block.inlines);
      return children.length ? [{ type: "paragraph", children }] : [];
    }
    case "heading":
      return [{ type: "heading", depth: level(block.level), children: phrasing(block.inlines) }];
    case "bullets":
    case "numbers":
      return [
        {
          type: "list",
          ordered: block.type === "numbers",
          start: block.type === "numbers" ? block.start : null,
          spread: false,
          children: block.items.map(item),
        },
      ];
    case "quote":
      return [{ type: "blockquote", children: block.blocks.flatMap(container) }];
    case "callout": {
      const [first, ...rest] = block.blocks.flatMap(container);
      const marker: Mdast.Html = { type: "html", value: `[!${calloutMarkers[block.kind]}]` };
      const lead: Mdast.Paragraph =
        first?.type === "paragraph"
          ? { type: "paragraph", children: [{ ...marker, value: `${marker.value}\n` }, ...first.children] }
          : { type: "paragraph", children: [marker] };
      return [
        {
          type: "blockquote",
          children: [lead, ...(first && first.type !== "paragraph" ? [first] : []), ...rest],
        },
      ];
    }
    case "code":
      return [{ type: "code", lang: block.language || null, value: block.text }];
    case "table": {
      const row = (cells: Inline[][]): Mdast.TableRow => ({
        type: "tableRow",
        children: cells.map((cell) => ({ type: "tableCell", children: phrasing(cell, " ") })),
      });
      return [{ type: "table", children: [row(block.head), ...block.rows.map(row)] }];
    }
    case "rule":
      return [{ type: "thematicBreak" }];
  }
}

const calloutMarkers = { tip: "TIP", warning: "WARNING", danger: "CAUTION" } as const;

const container = (child: Block) => block(child) as Mdast.BlockContent[];

const level = (level: number) => Math.min(6, Math.max(1, Math.round(level))) as Mdast.Heading["depth"];

const item = ({ done, blocks }: Item): Mdast.ListItem => ({
  type: "listItem",
  checked: done,
  spread: false,
  children: blocks.flatMap(container),
});

/** `between` stands for a line break where there can be none. */
function phrasing(inlines: readonly Inline[], between?: string): Mdast.PhrasingContent[] {
  const tidy = edges(merged(spacesOutside(inlines)));
  return tidy.flatMap((inline) => phrase(inline, between));
}

function phrase(inline: Inline, between?: string): Mdast.PhrasingContent[] {
  const inside = (inlines: readonly Inline[]) => inlines.flatMap((one) => phrase(one, between));
  switch (inline.type) {
    case "text":
      return [{ type: "text", value: inline.text }];
    case "bold":
      return [{ type: "strong", children: inside(inline.inlines) }];
    case "italic":
      return [{ type: "emphasis", children: inside(inline.inlines) }];
    case "strike":
      return [{ type: "delete", children: inside(inline.inlines) }];
    case "code":
      return [{ type: "inlineCode", value: inline.text }];
    case "key":
      return [
        { type: "html", value: "<kbd>" },
        { type: "text", value: inline.text },
        { type: "html", value: "</kbd>" },
      ];
    case "link":
      return [{ type: "link", url: address(inline.target), children: inside(inline.inlines) }];
    case "break":
      return between === undefined ? [{ type: "break" }] : [{ type: "text", value: between }];
  }
}

/** `**a **b` is no bold: white space at the edge of a mark goes outside, and a mark around nothing goes away. */
function spacesOutside(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (!("inlines" in inline)) return [inline];
    const inner = merged(spacesOutside(inline.inlines));
    if (inline.type === "link") return inner.length ? [{ ...inline, inlines: inner }] : [];
    const before: Inline[] = [];
    const after: Inline[] = [];
    for (;;) {
      const first = inner[0];
      if (first?.type === "break") before.push(inner.shift()!);
      else if (first?.type === "text" && /^\s/.test(first.text)) {
        const rest = first.text.trimStart();
        before.push({ type: "text", text: first.text.slice(0, first.text.length - rest.length) });
        if (rest) inner[0] = { type: "text", text: rest };
        else inner.shift();
      } else break;
    }
    for (;;) {
      const last = inner.at(-1);
      if (last?.type === "break") after.unshift(inner.pop()!);
      else if (last?.type === "text" && /\s$/.test(last.text)) {
        const rest = last.text.trimEnd();
        after.unshift({ type: "text", text: last.text.slice(rest.length) });
        if (rest) inner[inner.length - 1] = { type: "text", text: rest };
        else inner.pop();
      } else break;
    }
    return [...before, ...(inner.length ? [{ ...inline, inlines: inner }] : []), ...after];
  });
}

/** Neighbours of one kind are one: `**a****b**` would not be two bolds. */
function merged(inlines: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const inline of inlines) {
    const last = out.at(-1);
    if (inline.type === "text") {
      if (!inline.text) continue;
      if (last?.type === "text") out[out.length - 1] = { type: "text", text: last.text + inline.text };
      else out.push(inline);
    } else if (last && "inlines" in last && "inlines" in inline && alike(last, inline)) {
      out[out.length - 1] = { ...last, inlines: merged([...last.inlines, ...inline.inlines]) };
    } else if (last?.type === "code" && inline.type === "code") {
      out[out.length - 1] = { type: "code", text: last.text + inline.text };
    } else out.push(inline);
  }
  return out;
}

function alike(a: Inline, b: Inline): boolean {
  if (a.type === "link" && b.type === "link") return address(a.target) === address(b.target);
  return a.type === b.type;
}

/** White space at a line's ends is none of the text's: Markdown has it only as a character's number. */
function edges(inlines: readonly Inline[]): Inline[] {
  const out = [...inlines];
  while (out[0]?.type === "break" || isBlank(out[0])) out.shift();
  while (out.at(-1)?.type === "break" || isBlank(out.at(-1))) out.pop();
  return out.flatMap((inline, at): Inline[] => {
    if (inline.type !== "text") return [inline];
    let text = inline.text;
    if (at === 0 || out[at - 1]?.type === "break") text = text.replace(/^[ \t]+/, "");
    if (at === out.length - 1 || out[at + 1]?.type === "break") text = text.replace(/[ \t]+$/, "");
    return text ? [{ type: "text", text }] : [];
  });
}

const isBlank = (inline: Inline | undefined) => inline?.type === "text" && /^[ \t]*$/.test(inline.text);
