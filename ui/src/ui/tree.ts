/** The shape of a Tree, apart from its drawing: which rows are seen, and where a dragged row may fall. */

export interface TreeNode<Data = unknown> {
  /** Unique in the tree; a document that stands in two places has two keys. */
  key: string;
  label: string;
  data: Data;
  children?: readonly TreeNode<Data>[];
  /** Names a group and is not a thing itself: small, at the left edge, its children not indented below it. */
  heading?: boolean;
  /** Stays where it is. */
  fixed?: boolean;
  /** Its name is not changed here. */
  named?: boolean;
}

export interface TreeRow<Data = unknown> {
  node: TreeNode<Data>;
  parent: string | null;
  /** From 1, as ARIA counts. */
  level: number;
  /** Steps from the left edge: headings do not count. */
  indent: number;
  /** Place among its siblings, from 1, and how many there are. */
  place: number;
  siblings: number;
  /** undefined where there is nothing to open. */
  open: boolean | undefined;
  /** Distance from the top of the list and height, in CSS pixels. */
  top: number;
  height: number;
}

export const rowHeight = 28;
export const headingHeight = 38;

export function visibleRows<Data>(
  nodes: readonly TreeNode<Data>[],
  isOpen: (key: string) => boolean,
): TreeRow<Data>[] {
  const rows: TreeRow<Data>[] = [];
  let top = 0;
  const walk = (
    siblings: readonly TreeNode<Data>[],
    parent: string | null,
    level: number,
    indent: number,
  ) => {
    siblings.forEach((node, at) => {
      const parentOf = node.children?.length ? isOpen(node.key) : undefined;
      const height = node.heading ? headingHeight : rowHeight;
      rows.push({
        node,
        parent,
        level,
        indent,
        place: at + 1,
        siblings: siblings.length,
        open: parentOf,
        top,
        height,
      });
      top += height;
      if (parentOf) walk(node.children ?? [], node.key, level + 1, node.heading ? indent : indent + 1);
    });
  };
  walk(nodes, null, 1, 0);
  return rows;
}

/** The row at a distance from the top; beyond the ends, the first or the last. */
export function rowAt(rows: readonly TreeRow[], y: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle]!.top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Before or after moves beside the target, onto moves into it (which the app may read as a link). */
export type DropPlace = "before" | "after" | "onto";
export interface Drop {
  target: string;
  place: DropPlace;
}

/** Where a row falls when it is let go at `y`: the edges of a row mean beside it, its middle means onto it;
 *  a place that is not allowed gives way to the nearest one that is. */
export function dropAt(
  rows: readonly TreeRow[],
  y: number,
  dragged: string,
  allowed: (drop: Drop) => boolean,
): Drop | null {
  const at = rowAt(rows, y);
  const row = rows[at];
  if (!row || row.node.key === dragged) return null;
  if (ancestors(rows, at).includes(dragged)) return null;

  const share = Math.min(1, Math.max(0, (y - row.top) / row.height));
  const wishes: DropPlace[] =
    share < 0.28
      ? ["before", "onto"]
      : share > 0.72
        ? ["after", "onto"]
        : ["onto", share < 0.5 ? "before" : "after", share < 0.5 ? "after" : "before"];
  for (const place of wishes) {
    const drop = { target: row.node.key, place };
    // Below an open row the eye sees the place of its first child.
    const child = row.node.children?.[0];
    if (place === "after" && row.open && child) {
      const first: Drop = { target: child.key, place: "before" };
      if (child.key !== dragged && allowed(first)) return first;
    } else if (allowed(drop)) return drop;
  }
  return null;
}

function ancestors(rows: readonly TreeRow[], at: number): string[] {
  const found: string[] = [];
  let parent = rows[at]?.parent ?? null;
  for (let i = at - 1; i >= 0 && parent !== null; i--) {
    if (rows[i]!.node.key !== parent) continue;
    found.push(parent);
    parent = rows[i]!.parent;
  }
  return found;
}

/** The next row whose label begins with what was typed, going on from the present one. */
export function typedRow(rows: readonly TreeRow[], from: number, typed: string): number | null {
  const text = typed.toLowerCase();
  // One letter again and again walks on; a longer text may keep the present row.
  const begin = text.length > 1 ? from : from + 1;
  for (let step = 0; step < rows.length; step++) {
    const at = (begin + step + rows.length) % rows.length;
    if (rows[at]!.node.label.toLowerCase().startsWith(text)) return at;
  }
  return null;
}
