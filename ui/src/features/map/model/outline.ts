/** The process as a list: one row per node in the order of the flow, forks as branches by their label. It is
 *  what the outline panel shows, what a screen reader hears, and where step numbers come from. */
import type { Connection, ConnectionId, Node, NodeId, NodeKind } from "../../../api";

export type OutlineRow =
  | { kind: "node"; key: string; depth: number; node: NodeId; number: number | null }
  | { kind: "branch"; key: string; depth: number; fork: NodeId; connection: ConnectionId; label: string }
  /** The flow goes on at a row that stands elsewhere: a loop back, or a join further down. */
  | { kind: "goto"; key: string; depth: number; from: NodeId; connection: ConnectionId; to: NodeId };

export interface Outline {
  rows: OutlineRow[];
  /** Every node once, in reading order. */
  order: NodeId[];
  /** Of those that count as steps. */
  numbers: Map<NodeId, number>;
}

type OutlineNode = Pick<Node, "id" | "kind" | "x" | "y">;
type OutlineConnection = Pick<Connection, "id" | "source" | "target" | "label">;

/** Triggers, outcomes and notes are no steps. */
export const countsAsStep = (kind: NodeKind) => kind !== "trigger" && kind !== "outcome" && kind !== "note";

export function outline(nodes: Iterable<OutlineNode>, connections: Iterable<OutlineConnection>): Outline {
  const byId = new Map([...nodes].map((node) => [node.id, node]));
  const out = new Map<NodeId, OutlineConnection[]>();
  const entered = new Set<NodeId>();
  for (const connection of connections) {
    const { source, target } = connection;
    if (!byId.has(source) || !byId.has(target) || source === target) continue;
    out.set(source, [...(out.get(source) ?? []), connection]);
    entered.add(target);
  }
  const place = (id: NodeId) => byId.get(id)!;
  for (const ways of out.values()) {
    ways.sort((a, b) => byPlace(place(a.target), place(b.target)));
  }

  const rows: OutlineRow[] = [];
  const seen = new Set<NodeId>();

  /** Walks from `start` until it meets `stop`, an end, or what was told before. */
  function walk(start: NodeId, depth: number, stop: NodeId | null, by: OutlineConnection | null) {
    let id = start;
    let way = by;
    for (;;) {
      if (id === stop) return;
      if (seen.has(id)) {
        if (way) {
          const { id: connection, source: from } = way;
          rows.push({ kind: "goto", key: `goto-${connection}`, depth, from, connection, to: id });
        }
        return;
      }
      seen.add(id);
      rows.push({ kind: "node", key: id, depth, node: id, number: null });
      const ways = out.get(id) ?? [];
      if (ways.length === 0) return;
      if (ways.length === 1 && !ways[0]!.label) {
        way = ways[0]!;
        id = way.target;
        continue;
      }
      const join = joinOf(ways, out, seen, stop);
      for (const branch of ways) {
        const { id: connection, label } = branch;
        rows.push({
          kind: "branch",
          key: `branch-${connection}`,
          depth: depth + 1,
          fork: id,
          connection,
          label,
        });
        walk(branch.target, depth + 2, join ?? stop, branch);
      }
      if (join === null || join === stop) return;
      id = join;
      way = null;
    }
  }

  const all = [...byId.values()].sort(byPlace);
  const starts = [
    ...all.filter((node) => node.kind === "trigger"),
    ...all.filter((node) => node.kind !== "trigger" && node.kind !== "note" && !entered.has(node.id)),
    ...all.filter((node) => node.kind !== "note"),
    ...all,
  ];
  for (const node of starts) {
    if (!seen.has(node.id)) walk(node.id, 0, null, null);
  }

  const numbers = new Map<NodeId, number>();
  for (const row of rows) {
    if (row.kind !== "node" || !countsAsStep(place(row.node).kind)) continue;
    row.number = numbers.size + 1;
    numbers.set(row.node, row.number);
  }
  const order = rows.flatMap((row) => (row.kind === "node" ? [row.node] : []));
  return { rows, order, numbers };
}

/** Where the branches of a fork meet again: the first node that every branch which goes on can reach. */
function joinOf(
  ways: readonly OutlineConnection[],
  out: ReadonlyMap<NodeId, readonly OutlineConnection[]>,
  seen: ReadonlySet<NodeId>,
  stop: NodeId | null,
): NodeId | null {
  const reached = ways.map((way) => reach(way.target, out, seen, stop));
  const counts = new Map<NodeId, number>();
  for (const nodes of reached) for (const id of nodes.keys()) counts.set(id, (counts.get(id) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  if (most < 2) return null;
  const shared = [...counts].filter(([, count]) => count === most).map(([id]) => id);
  const farthest = (id: NodeId) => Math.max(...reached.map((nodes) => nodes.get(id) ?? 0));
  return shared.reduce((best, id) => (farthest(id) < farthest(best) ? id : best));
}

/** Nodes reached without passing what was told before, with the number of connections to each. */
function reach(
  start: NodeId,
  out: ReadonlyMap<NodeId, readonly OutlineConnection[]>,
  seen: ReadonlySet<NodeId>,
  stop: NodeId | null,
): Map<NodeId, number> {
  const found = new Map<NodeId, number>();
  let front = seen.has(start) ? [] : [start];
  for (let steps = 0; front.length > 0; steps++) {
    const next: NodeId[] = [];
    for (const id of front) {
      if (found.has(id)) continue;
      found.set(id, steps);
      if (id === stop) continue;
      for (const way of out.get(id) ?? []) {
        if (!seen.has(way.target) && !found.has(way.target)) next.push(way.target);
      }
    }
    front = next;
  }
  return found;
}

/** Upper rows first, then from left to right; nearly the same height is the same row. */
function byPlace(a: OutlineNode, b: OutlineNode): number {
  return Math.abs(a.y - b.y) > 24 ? a.y - b.y : a.x - b.x || a.y - b.y;
}
