/** The process as a list: one row per node in the order of the flow, forks as branches by their label. It is
 *  what the outline panel shows, what a screen reader hears, and where step numbers come from.
 *
 *  Nothing of the flow is left out, so that the list can be edited and read back (see meaning.ts). A row follows
 *  from the one before it at its depth; branches of a fork that are not said to go elsewhere lead on to what
 *  stands behind the fork. Notes stand below the node that they belong to. */
import type { Connection, ConnectionId, Node, NodeId, NodeKind } from "../../../api";

export type OutlineRow =
  | { kind: "node"; key: string; depth: number; node: NodeId; number: number | null }
  | { kind: "branch"; key: string; depth: number; fork: NodeId; connection: ConnectionId; label: string }
  /** The flow goes on at a row that stands elsewhere: a loop back, or a join further down. */
  | { kind: "goto"; key: string; depth: number; from: NodeId; connection: ConnectionId | null; to: NodeId }
  /** Nothing follows, though another row stands behind. */
  | { kind: "stop"; key: string; depth: number; from: NodeId };

export interface Outline {
  rows: OutlineRow[];
  /** Every node once, in reading order. */
  order: NodeId[];
  /** Of those that count as steps. */
  numbers: Map<NodeId, number>;
}

type OutlineNode = Pick<Node, "id" | "kind" | "x" | "y">;
type OutlineConnection = Pick<Connection, "id" | "source" | "target" | "label">;
type Ways = ReadonlyMap<NodeId, readonly OutlineConnection[]>;

/** Steps ahead within which branches are looked for to meet again; farther on they are said to go there. */
const horizon = 400;

/** Triggers, outcomes and notes are no steps. */
export const countsAsStep = (kind: NodeKind) => kind !== "trigger" && kind !== "outcome" && kind !== "note";

/** Does the flow go on from a node of this kind to the row behind it? */
export const flowsOn = (kind: NodeKind) => kind !== "outcome" && kind !== "note";

/** Is a node of this kind entered from the row before it? */
export const isEntered = (kind: NodeKind) => kind !== "trigger" && kind !== "note";

export function outline(nodes: Iterable<OutlineNode>, connections: Iterable<OutlineConnection>): Outline {
  const byId = new Map([...nodes].map((node) => [node.id, node]));
  const kindOf = (id: NodeId) => byId.get(id)!.kind;
  const { out, entered, notes } = sorted(byId, connections);
  const rows: OutlineRow[] = [];
  const seen = new Set<NodeId>();

  function goto(depth: number, way: OutlineConnection) {
    const { id: connection, source: from, target: to } = way;
    rows.push({ kind: "goto", key: `goto-${connection}`, depth, from, connection, to });
  }

  function tell(id: NodeId, depth: number) {
    seen.add(id);
    rows.push({ kind: "node", key: id, depth, node: id, number: null });
    for (const note of notes.get(id) ?? []) {
      seen.add(note);
      rows.push({ kind: "node", key: note, depth: depth + 1, node: note, number: null });
    }
  }

  /** Walks from `start` until it meets the last of `stops`, an end, or what is told elsewhere. */
  function walk(start: NodeId, depth: number, stops: readonly NodeId[], by: OutlineConnection | null) {
    const stop = stops.at(-1) ?? null;
    let id = start;
    let way = by;
    for (;;) {
      if (id === stop) return;
      const elsewhere = seen.has(id) || stops.includes(id) || (way !== null && !isEntered(kindOf(id)));
      if (elsewhere) {
        if (way) goto(depth, way);
        return;
      }
      tell(id, depth);
      const ways = out.get(id) ?? [];
      if (ways.length === 0) {
        if (flowsOn(kindOf(id))) rows.push({ kind: "stop", key: `stop-${id}`, depth, from: id });
        return;
      }
      if (ways.length === 1 && !ways[0]!.label && flowsOn(kindOf(id))) {
        way = ways[0]!;
        id = way.target;
        continue;
      }
      const join = joinOf(ways, out, (one) => seen.has(one) || !isEntered(kindOf(one)), stops);
      const inner = join === null || join === stop ? stops : [...stops, join];
      for (const branch of ways) {
        const { id: connection, label } = branch;
        const key = `branch-${connection}`;
        rows.push({ kind: "branch", key, depth: depth + 1, fork: id, connection, label });
        walk(branch.target, depth + 2, inner, branch);
      }
      if (join === null || join === stop) return;
      id = join;
      way = null;
    }
  }

  const all = [...byId.values()].sort(byPlace);
  const attached = new Set([...notes.values()].flat());
  // What was made first is a beginning, even if a loop comes back to it.
  const first = all.reduce((least, { id }) => (least === "" || id < least ? id : least), "");
  const starts = [
    ...all.filter((node) => node.kind === "trigger"),
    ...all.filter((node) => isEntered(node.kind) && (!entered.has(node.id) || node.id === first)),
    ...all.filter((node) => node.kind !== "note"),
    ...all.filter((node) => !attached.has(node.id)),
  ];
  for (const node of starts) {
    if (!seen.has(node.id)) walk(node.id, 0, [], null);
  }

  const told = withoutIdleStops(rows, kindOf);
  const numbers = new Map<NodeId, number>();
  for (const row of told) {
    if (row.kind !== "node" || !countsAsStep(kindOf(row.node))) continue;
    row.number = numbers.size + 1;
    numbers.set(row.node, row.number);
  }
  const order = told.flatMap((row) => (row.kind === "node" ? [row.node] : []));
  return { rows: told, order, numbers };
}

/** The ways out of each node in the order in which they were made, which no moving about changes; and the
 *  notes by the node that they belong to. */
function sorted(byId: ReadonlyMap<NodeId, OutlineNode>, connections: Iterable<OutlineConnection>) {
  const out = new Map<NodeId, OutlineConnection[]>();
  const notes = new Map<NodeId, NodeId[]>();
  const entered = new Set<NodeId>();
  const attached = new Set<NodeId>();
  const inOrder = [...connections].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const connection of inOrder) {
    const source = byId.get(connection.source);
    const target = byId.get(connection.target);
    if (!source || !target) continue;
    const note = [source, target].find(({ kind }) => kind === "note");
    if (note) {
      const host = note === source ? target : source;
      if (host.kind === "note" || attached.has(note.id)) continue;
      attached.add(note.id);
      put(notes, host.id, note.id);
    } else {
      put(out, source.id, connection);
      if (source !== target) entered.add(target.id);
    }
  }
  return { out, notes, entered };
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Where the branches of a fork meet again: the nearest node that every branch which goes on comes to. Where all
 *  but one go back to what was told, the flow goes on with that one. */
function joinOf(
  ways: readonly OutlineConnection[],
  out: Ways,
  closed: (id: NodeId) => boolean,
  stops: readonly NodeId[],
): NodeId | null {
  const stop = stops.at(-1) ?? null;
  const ends = new Set(stops);
  const reached = ways.map(() => new Set<NodeId>());
  let fronts = ways.map((way) => [way.target]);
  const counts = new Map<NodeId, number>();
  let best = { id: "", count: 1 };
  for (let steps = 0; steps < horizon && fronts.some((front) => front.length > 0); steps++) {
    fronts = fronts.map((front, branch) => {
      const next: NodeId[] = [];
      for (const id of front) {
        if (reached[branch]!.has(id) || closed(id) || (ends.has(id) && id !== stop)) continue;
        reached[branch]!.add(id);
        const count = (counts.get(id) ?? 0) + 1;
        counts.set(id, count);
        if (count > best.count) best = { id, count };
        if (id === stop) continue;
        for (const way of out.get(id) ?? []) next.push(way.target);
      }
      return next;
    });
    if (best.count < 2) continue;
    const { id } = best;
    if (fronts.every((front, branch) => front.length === 0 || reached[branch]!.has(id))) return id;
  }
  if (best.count > 1) return best.id;
  const open = ways.filter((_, branch) => fronts[branch]!.length > 0 || hasEnd(reached[branch]!, out, ends));
  const on = open.length === 1 && ways.length > 1 ? open[0]!.target : null;
  return on !== null && !closed(on) && !ends.has(on) ? on : null;
}

function hasEnd(reached: ReadonlySet<NodeId>, out: Ways, ends: ReadonlySet<NodeId>): boolean {
  return [...reached].some((id) => ends.has(id) || (out.get(id) ?? []).length === 0);
}

/** That nothing follows has to be said only where something stands that would. */
function withoutIdleStops(rows: readonly OutlineRow[], kindOf: (id: NodeId) => NodeKind): OutlineRow[] {
  return rows.filter((row, at) => {
    if (row.kind !== "stop") return true;
    let { depth } = row;
    for (let next = at + 1; next < rows.length; next++) {
      const later = rows[next]!;
      if (later.depth > depth) continue;
      depth = later.depth;
      if (later.kind === "branch") continue;
      if (later.kind === "node" && kindOf(later.node) === "note") continue;
      return later.kind === "goto" || (later.kind === "node" && isEntered(kindOf(later.node)));
    }
    return false;
  });
}

/** Upper rows first, then from left to right; nearly the same height is the same row. */
function byPlace(a: OutlineNode, b: OutlineNode): number {
  return Math.abs(a.y - b.y) > 24 ? a.y - b.y : a.x - b.x || a.y - b.y;
}
