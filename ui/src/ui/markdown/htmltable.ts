/** A table of foreign HTML as one of Markdown: a head, one line in each cell, no cell over several. */
import type { Block, Inline } from "./tree";

/** More columns than any page has; some say that a cell spans thousands. */
const widest = 60;

export function pageTable(table: HTMLTableElement, read: (cell: Element) => Block[]): Block[] {
  const title = table.caption ? read(table.caption) : [];
  const rows = [...table.rows].filter((row) => !/display:\s*none/i.test(row.getAttribute("style") ?? ""));
  const layout =
    /^(none|presentation)$/.test(table.getAttribute("role") ?? "") || table.querySelector("table") !== null;
  const grid = layout ? [] : tidy(filled(rows, read));
  const [head, ...rest] = grid;
  // Pages are laid out by tables too: what has no columns is as good as its text.
  if (!head || head.length < 2) return [...title, ...rows.flatMap((row) => [...row.cells].flatMap(read))];
  return [...title, { type: "table", head: head.map(unweighted), rows: rest }];
}

/** Every place of the table; a cell's words stand in the first place that it spans. */
function filled(rows: readonly HTMLTableRowElement[], read: (cell: Element) => Block[]): Inline[][][] {
  const grid: (Inline[] | undefined)[][] = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at]![column]) column++;
      if (column >= widest) break;
      const across = Math.min(Math.max(1, cell.colSpan), widest - column);
      const down = Math.min(cell.rowSpan || rows.length, rows.length - at);
      for (let y = at; y < at + down; y++) {
        for (let x = column; x < column + across; x++) grid[y]![x] ??= [];
      }
      grid[at]![column] = inLine(read(cell));
      column += across;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? []));
}

/** Without the rows and columns that only keep others apart. */
function tidy(grid: readonly Inline[][][]): Inline[][][] {
  const rows = grid.filter((row) => row.some((cell) => cell.length));
  const used = (rows[0] ?? []).map((_, at) => rows.some((row) => row[at]!.length));
  return rows.map((row) => row.filter((_, at) => used[at]));
}

/** A head is strong by itself. */
function unweighted(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (!("inlines" in inline)) return [inline];
    const inner = unweighted(inline.inlines);
    return inline.type === "bold" ? inner : [{ ...inline, inlines: inner }];
  });
}

/** What would be several lines in one. */
export function inLine(blocks: readonly Block[]): Inline[] {
  return between(blocks.map(lineOf), " ");
}

function lineOf(block: Block): Inline[] {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return unbroken(block.inlines);
    case "bullets":
    case "numbers":
      return between(
        block.items.map((item) => inLine(item.blocks)),
        "; ",
      );
    case "quote":
    case "callout":
      return inLine(block.blocks);
    case "code":
      return [{ type: "code", text: block.text.replace(/\s*\n\s*/g, " ") }];
    case "table":
      return between([block.head, ...block.rows].flat().map(unbroken), " ");
    case "rule":
      return [];
  }
}

const unbroken = (inlines: readonly Inline[]): Inline[] =>
  inlines.map((inline) => {
    if (inline.type === "break") return { type: "text", text: " " };
    return "inlines" in inline ? { ...inline, inlines: unbroken(inline.inlines) } : inline;
  });

function between(lines: readonly Inline[][], text: string): Inline[] {
  return lines
    .filter((line) => line.length)
    .flatMap((line, at) => (at ? [{ type: "text", text } as const, ...line] : line));
}
