/** The documents as the tree that is shown. A document below several others stands in several places, so a tree may be far
 *  larger than the library: children are made when they are asked for. */
import type { DocumentId, DocumentRow } from "../../api";
import { groups, type Forest, type Group } from "../../state/forest";
import type { TreeNode } from "../../ui/tree";

export interface Leaf {
  /** From the top down to this document; empty for the heading of a group. */
  way: readonly DocumentId[];
  row: DocumentRow | null;
  group: Group;
}
export type LibraryNode = TreeNode<Leaf>;

export const keyOf = (way: readonly DocumentId[]): string => way.join("/");

/** The documents that a filter leaves: those whose title has every word typed, and all above them. */
export function filtered(
  { above }: Forest,
  rows: Iterable<DocumentRow>,
  text: string,
  name: (row: DocumentRow) => string = (row) => row.title,
): { found: ReadonlySet<DocumentId>; shown: ReadonlySet<DocumentId> } {
  const plain = (words: string) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(text.trim()).split(/\s+/);
  const found = new Set<DocumentId>();
  for (const row of rows) {
    const title = plain(name(row));
    if (words.every((word) => title.includes(word))) found.add(row.id);
  }
  const shown = new Set<DocumentId>(found);
  const waiting = [...found];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const parent of above(next)) {
      if (shown.has(parent)) continue;
      shown.add(parent);
      waiting.push(parent);
    }
  }
  return { found, shown };
}

/** The tree's nodes; groups with nothing in them are left out. */
export function treeNodes(
  woods: Forest,
  heading: (group: Group) => string,
  label: (row: DocumentRow) => string,
  shown: ReadonlySet<DocumentId> | null,
): LibraryNode[] {
  const visible = (list: readonly DocumentRow[]) => (shown ? list.filter((row) => shown.has(row.id)) : list);
  const node = (row: DocumentRow, above: readonly DocumentId[], group: Group): LibraryNode => {
    const way = [...above, row.id];
    let children: LibraryNode[] | undefined;
    return {
      key: keyOf(way),
      label: label(row),
      data: { way, row, group },
      get children() {
        children ??= visible(woods.below(row.id))
          .filter((child) => !way.includes(child.id))
          .map((child) => node(child, way, group));
        return children;
      },
    };
  };
  return groups.flatMap((group): LibraryNode[] => {
    const roots = visible(woods.roots[group]);
    if (!roots.length) return [];
    return [
      {
        key: group,
        label: heading(group),
        data: { way: [], row: null, group },
        heading: true,
        fixed: true,
        children: roots.map((row) => node(row, [], group)),
      },
    ];
  });
}
