/** The documents as a tree: policies, processes with what stands below them, and what is on no map. Knows rows
 *  and links, and draws nothing. A document below several others stands in several places, so a tree may be far
 *  larger than the library: children are made when they are asked for. */
import type { DocumentId, DocumentRow, Link } from "../../api";
import { family } from "../../state/family";
import type { TreeNode } from "../../ui/tree";

export const groups = ["policies", "processes", "unlinked"] as const;
export type Group = (typeof groups)[number];

export interface Leaf {
  /** From the top down to this document; empty for the heading of a group. */
  way: readonly DocumentId[];
  row: DocumentRow | null;
  group: Group;
}
export type LibraryNode = TreeNode<Leaf>;

export interface Forest {
  roots: Readonly<Record<Group, readonly DocumentRow[]>>;
  below: (id: DocumentId) => readonly DocumentRow[];
  /** What stands right above, policies left out. */
  above: (id: DocumentId) => ReadonlySet<DocumentId>;
}

export const keyOf = (way: readonly DocumentId[]): string => way.join("/");

const nothing: ReadonlySet<DocumentId> = new Set();
export const inOrder = (a: DocumentRow, b: DocumentRow): number =>
  a.position - b.position || a.number - b.number;

export function groupOf(row: DocumentRow): Group {
  if (row.kind === "policy") return "policies";
  return row.kind === "process" ? "processes" : "unlinked";
}

export function forest(rows: ReadonlyMap<DocumentId, DocumentRow>, links: Iterable<readonly Link[]>): Forest {
  const belowIds = new Map<DocumentId, Set<DocumentId>>();
  const aboveIds = new Map<DocumentId, Set<DocumentId>>();
  for (const from of links) {
    for (const link of from) {
      const related = family(link, (id) => rows.get(id));
      // A process stands by itself, even where a map opens it.
      if (!related || rows.get(related.above)?.kind === "policy") continue;
      if (rows.get(related.below)?.kind === "process") continue;
      add(belowIds, related.above, related.below);
      add(aboveIds, related.below, related.above);
    }
  }
  const sorted = new Map<DocumentId, readonly DocumentRow[]>();
  const below = (id: DocumentId): readonly DocumentRow[] => {
    const known = sorted.get(id);
    if (known) return known;
    const children = [...(belowIds.get(id) ?? [])].flatMap((child) => rows.get(child) ?? []).sort(inOrder);
    sorted.set(id, children);
    return children;
  };

  const all = [...rows.values()].sort(inOrder);
  const reached = new Set<DocumentId>();
  const top: DocumentRow[] = [];
  const reach = (id: DocumentId) => {
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const child of belowIds.get(next) ?? []) waiting.push(child);
    }
  };
  const plant = (row: DocumentRow) => {
    top.push(row);
    reach(row.id);
  };
  for (const row of all) if (!aboveIds.has(row.id)) plant(row);
  // Documents that stand below each other in a ring begin somewhere.
  for (const row of all) if (!reached.has(row.id)) plant(row);

  const roots: Record<Group, DocumentRow[]> = { policies: [], processes: [], unlinked: [] };
  for (const row of top.sort(inOrder)) roots[groupOf(row)].push(row);
  return { roots, below, above: (id) => aboveIds.get(id) ?? nothing };
}

function add(map: Map<DocumentId, Set<DocumentId>>, key: DocumentId, value: DocumentId): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

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
