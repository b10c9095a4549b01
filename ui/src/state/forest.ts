/** How the documents stand below each other: policies, processes with what stands below them, and what is on no
 *  map. Knows rows and links. */
import type { DocumentId, DocumentRow, Link } from "../api";
import { family } from "./family";

export const groups = ["policies", "processes", "unlinked"] as const;
export type Group = (typeof groups)[number];

export interface Forest {
  roots: Readonly<Record<Group, readonly DocumentRow[]>>;
  below: (id: DocumentId) => readonly DocumentRow[];
  /** What stands right above, policies left out. */
  above: (id: DocumentId) => ReadonlySet<DocumentId>;
}

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
