/** What the rows of an outline say: which node follows which. The opposite of outline.ts, and what turns an
 *  edited list into edits of the map. Pure: rows come in, ways and edits go out. */
import type { Connection, ConnectionId, Edit, NodeId, NodeKind } from "../../../api";
import { newConnection } from "./changes";
import { flowsOn, isEntered, type OutlineRow } from "./outline";

/** `connection` is known where the row of a branch names it. */
export interface Way {
  source: NodeId;
  target: NodeId;
  connection: ConnectionId | null;
  label: string;
}

type End = Omit<Way, "target">;

/** The ways of the flow, in the order of the rows. Rows in an order that says nothing are passed over. */
export function meaning(rows: readonly OutlineRow[], kindOf: (id: NodeId) => NodeKind): Way[] {
  const ways: Way[] = [];
  let at = 0;

  function lead(ends: readonly End[], target: NodeId) {
    for (const end of ends) ways.push({ ...end, target });
  }

  /** Reads the rows that stand at `depth` or deeper, and gives the ends that lead on to what stands behind. */
  function block(depth: number, entering: readonly End[]): readonly End[] {
    let ends = entering;
    for (let row = rows[at]; row && row.depth >= depth; row = rows[at]) {
      at++;
      if (row.kind === "goto") {
        lead(ends, row.to);
        ends = [];
      } else if (row.kind === "stop") {
        ends = [];
      } else if (row.kind === "node") {
        const kind = kindOf(row.node);
        if (kind === "note") continue;
        if (isEntered(kind)) lead(ends, row.node);
        ends = branches(row.depth, row.node, kind);
      }
    }
    return ends;
  }

  function branches(depth: number, source: NodeId, kind: NodeKind): readonly End[] {
    const ends: End[] = [];
    let forks = false;
    for (let row = rows[at]; row && row.depth > depth; row = rows[at]) {
      if (row.kind === "branch") {
        at++;
        forks = true;
        const { connection, label } = row;
        for (const end of block(row.depth + 1, [{ source, connection, label }])) ends.push(end);
      } else if (row.kind === "node" && kindOf(row.node) === "note") at++;
      else break;
    }
    if (forks) return ends;
    return flowsOn(kind) ? [{ source, connection: null, label: "" }] : [];
  }

  block(0, []);
  return ways;
}

/** The records of the ways as they are. */
export type Wired = Way & { connection: ConnectionId };

export interface Rewiring {
  edits: Edit[];
  /** The connections as they will be. */
  put: Connection[];
  remove: ConnectionId[];
}

/** The ways that are there, with the connections that they are. */
export function wired(ways: readonly Way[], connections: Iterable<Connection>): Wired[] {
  const named = new Set(ways.map(({ connection }) => connection));
  const plain = new Map<string, ConnectionId>();
  for (const { id, source, target } of connections) {
    if (!named.has(id)) plain.set(`${source} ${target}`, id);
  }
  return ways.flatMap((way) => {
    const connection = way.connection ?? plain.get(`${way.source} ${way.target}`);
    return connection === undefined ? [] : [{ ...way, connection }];
  });
}

/** What has to become of the connections for the flow to be another one. A connection that still leaves where
 *  it left, or still leads where it led, stays the same record: what covers a path goes on covering it. */
export function rewired(
  before: readonly Wired[],
  after: readonly Way[],
  connections: ReadonlyMap<ConnectionId, Connection>,
  process: string,
  newId: () => ConnectionId,
): Rewiring {
  const done: Rewiring = { edits: [], put: [], remove: [] };
  const free = new Map(before.map((way) => [way.connection, way]));
  const byEnds = new Map(before.map((way) => [`${way.source} ${way.target}`, way]));

  function keep(wish: Way, old: Wired) {
    free.delete(old.connection);
    const record = connections.get(old.connection);
    if (!record) return;
    const { id } = record;
    const { source, target, label } = wish;
    if (record.source === source && record.target === target && record.label === label) return;
    if (record.source !== source) update(id, { field: "source", value: source });
    if (record.target !== target) update(id, { field: "target", value: target });
    if (record.label !== label) update(id, { field: "label", value: label });
    done.put.push({ ...record, source, target, label, waypoints: [] });
  }
  const update = (id: ConnectionId, change: Extract<Edit, { edit: "update_connection" }>["change"]) =>
    done.edits.push({ edit: "update_connection", id, change });

  const changed = after.filter((wish) => {
    const old = wish.connection ? free.get(wish.connection) : byEnds.get(`${wish.source} ${wish.target}`);
    const same = old && old.source === wish.source && old.target === wish.target && free.has(old.connection);
    if (same) keep(wish, old);
    return !same;
  });
  const left = (fits: (old: Wired) => boolean) => [...free.values()].find(fits);
  const wishes = [
    (wish: Way) => (old: Wired) => old.connection === wish.connection,
    (wish: Way) => (old: Wired) => wish.connection === null && old.source === wish.source,
    (wish: Way) => (old: Wired) => wish.connection === null && old.target === wish.target,
  ];
  let open = changed;
  for (const wished of wishes) {
    open = open.filter((wish) => {
      const old = left(wished(wish));
      if (old) keep(wish, old);
      return !old;
    });
  }
  for (const wish of open) {
    const { source, target, label } = wish;
    const connection = newConnection(wish.connection ?? newId(), process, source, target, label);
    done.edits.push({ edit: "connect", connection });
    done.put.push(connection);
  }
  done.remove = [...free.keys()];
  return done;
}
