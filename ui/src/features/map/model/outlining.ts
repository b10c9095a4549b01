/** From lines to edits: puts what was told in text among the rows of an outline, and makes of two outlines the
 *  edits that lead from one to the other. Pure: records and rows come in, edits go out. */
import type {
  Connection,
  ConnectionId,
  Edit,
  Lane,
  LaneId,
  Node,
  NodeChange,
  NodeId,
  NodeKind,
  Point,
  Record as AnyRecord,
  RecordKey,
  Role,
  RoleId,
} from "../../../api";
import { newConnection, newLane, newNode, newRole } from "./changes";
import { branchAround, branchesOf, endOf, siblingBefore } from "./lines";
import { meaning, rewired, wired } from "./meaning";
import type { OutlineRow } from "./outline";
import type { Told, ToldNode } from "./outlinetext";
import { alike } from "./typed";

/** What an outline is read against. */
export interface Ground {
  process: string;
  nodes: ReadonlyMap<NodeId, Node>;
  connections: ReadonlyMap<ConnectionId, Connection>;
  lanes: readonly (Lane & { name: string })[];
  roles: ReadonlyMap<RoleId, Role>;
  /** Does the flow run down the page? */
  down: boolean;
  newId: () => string;
}

export interface Listed {
  rows: readonly OutlineRow[];
  /** What is new, or told anew, of the nodes of these rows. */
  told: ReadonlyMap<NodeId, ToldNode>;
}

export interface Outlined {
  edits: Edit[];
  ahead: { put: AnyRecord[]; remove: RecordKey[] };
}

/** Map pixels from a new node to the one before it, along the flow and across it: a wish, for tidy to read. */
const along = 200;
const across = 64;

/** Whether a line at this place of the rows could begin a branch. */
export function standsAtFork(
  rows: readonly OutlineRow[],
  at: number,
  depth: number,
  ground: Pick<Ground, "nodes">,
) {
  return forkFor(rows, at, depth, ground) !== null;
}

/** Puts the lines before the row `at`, where one would stand at `depth`; the first new node gets the id `first`. */
export function withLines(
  rows: readonly OutlineRow[],
  at: number,
  depth: number,
  lines: readonly Told[],
  ground: Ground,
  first?: NodeId,
): Listed {
  const fork = lines[0]?.line === "branch" ? forkFor(rows, at, depth, ground) : null;
  const place = fork ? { at: endOf(rows, fork.row), depth: rows[fork.row]!.depth } : { at, depth };
  const told = new Map<NodeId, ToldNode>();
  const made: OutlineRow[] = [];
  const wishes: { row: OutlineRow & { kind: "goto" }; to: string; text: string }[] = [];
  let given = first;
  function node(line: ToldNode, deep: number) {
    const id = given ?? ground.newId();
    given = undefined;
    const { label, kind, who, delegation } = line;
    told.set(id, { label, kind, who, delegation });
    made.push({ kind: "node", key: id, depth: deep, node: id, number: null });
  }
  for (const line of lines) {
    const deep = place.depth + line.depth;
    if (line.line === "node") node(line, deep);
    else if (line.line === "branch") {
      const connection = ground.newId();
      const key = `branch-${connection}`;
      made.push({ kind: "branch", key, depth: deep, fork: "", connection, label: line.label });
    } else if (line.line === "stop") {
      made.push({ kind: "stop", key: `stop-${ground.newId()}`, depth: deep, from: "" });
    } else {
      const key = `goto-${ground.newId()}`;
      const row: OutlineRow & { kind: "goto" } = {
        kind: "goto",
        key,
        depth: deep,
        from: "",
        connection: null,
        to: "",
      };
      made.push(row);
      wishes.push({ row, to: line.to, text: line.text });
    }
  }
  const put = fork && !leadsOn(rows, fork.row, place.at, ground) ? ended(made, place.depth + 1) : made;
  const all = [...rows.slice(0, place.at), ...put, ...rows.slice(place.at)];
  const found = placesOf(all, told, ground);
  const lost = new Map<OutlineRow, string>();
  for (const { row, to, text } of wishes) {
    const id = found(to);
    if (id === null) lost.set(row, text);
    else row.to = id;
  }
  return { rows: all.map((row) => stepInstead(row, lost.get(row), told, ground)), told };
}

/** The edits that lead from one outline to the other. Nodes that are in neither stay as they are. */
export function outlineEdits(
  before: readonly OutlineRow[],
  after: Listed,
  ground: Ground,
  lanes: readonly string[] = [],
): Outlined {
  const who = new Who(ground, lanes);
  const made: Edit[] = [];
  const put: AnyRecord[] = [];
  const kinds = (id: NodeId): NodeKind => after.told.get(id)?.kind ?? ground.nodes.get(id)?.kind ?? "step";
  const places = placing(after, kinds, ground);
  let lane: LaneId | null = null;
  after.rows.forEach((row) => {
    if (row.kind !== "node") return;
    const old = ground.nodes.get(row.node);
    const told = after.told.get(row.node);
    if (told && old) {
      const { edits, record } = retold(old, told, who);
      made.push(...edits);
      put.push({ table: "node", record });
      lane = record.lane;
    } else if (told) {
      const plain = newNode(row.node, ground.process, told.kind, places.get(row.node)!, told.label);
      const record = { ...plain, delegation: told.delegation, lane, ...(told.who ? who.does(told.who) : {}) };
      made.push({ edit: "add_node", node: record, connection: null });
      put.push({ table: "node", record });
      lane = record.lane;
    } else lane = old?.lane ?? lane;
  });
  const had = wired(
    meaning(before, (id) => ground.nodes.get(id)?.kind ?? "step"),
    ground.connections.values(),
  );
  const ways = rewired(had, meaning(after.rows, kinds), ground.connections, ground.process, ground.newId);
  const left = new Set(after.rows.map((row) => (row.kind === "node" ? row.node : "")));
  const gone = before.flatMap((row) => (row.kind === "node" && !left.has(row.node) ? [row.node] : []));
  const edits = [...who.edits, ...made, ...ways.edits, ...hung(before, after, kinds, ground)];
  if (gone.length > 0 || ways.remove.length > 0) {
    edits.push({ edit: "delete_from_map", nodes: gone, connections: ways.remove, heal: false });
  }
  for (const record of ways.put) put.push({ table: "connection", record });
  const remove: RecordKey[] = [
    ...gone.map((id) => ({ table: "node" as const, id })),
    ...ways.remove.map((id) => ({ table: "connection" as const, id })),
  ];
  return { edits, ahead: { put, remove } };
}

/** The roles and lanes that are named, made where they are not there yet. */
class Who {
  readonly edits: Edit[] = [];
  readonly #lanes: { id: LaneId; name: string }[];
  readonly #roles: Map<string, RoleId>;

  constructor(
    private readonly ground: Ground,
    names: readonly string[],
  ) {
    this.#lanes = ground.lanes.map(({ id, name }) => ({ id, name }));
    this.#roles = new Map([...ground.roles.values()].map(({ id, name }) => [name, id]));
    for (const name of names) this.#lane(name);
  }

  /** In lanes, the lane that says so; elsewhere the node itself. */
  does(name: string): Pick<Node, "lane" | "role"> {
    if (this.#lanes.length > 0) return { lane: this.#lane(name), role: null };
    return { lane: null, role: this.#role(name) };
  }

  #lane(name: string): LaneId {
    const there = this.#lanes.find((lane) => alike(lane.name, name));
    if (there) return there.id;
    const role = this.#role(name);
    const lane = { ...newLane(this.ground.newId(), this.ground.process), role };
    this.edits.push({ edit: "add_lane", lane, after: this.#lanes.at(-1)?.id ?? null });
    this.#lanes.push({ id: lane.id, name });
    return lane.id;
  }

  #role(name: string): RoleId {
    const there = [...this.#roles].find(([other]) => alike(other, name));
    if (there) return there[1];
    const role = newRole(this.ground.newId(), name);
    this.edits.push({ edit: "create_role", role });
    this.#roles.set(name, role.id);
    return role.id;
  }
}

function retold(old: Node, told: ToldNode, who: Who): { edits: Edit[]; record: Node } {
  const edits: Edit[] = [];
  const set = (change: NodeChange) => edits.push({ edit: "update_nodes", ids: [old.id], change });
  const record = { ...old, label: told.label, kind: told.kind };
  if (old.label !== told.label) set({ field: "label", value: told.label });
  if (old.kind !== told.kind) set({ field: "kind", value: told.kind });
  if (told.delegation && told.delegation !== old.delegation) {
    record.delegation = told.delegation;
    set({ field: "delegation", value: told.delegation });
  }
  if (told.who !== null) {
    const { lane, role } = who.does(told.who);
    if (lane !== null && lane !== old.lane) set({ field: "lane", value: lane });
    else if (lane === null && role !== old.role) set({ field: "role", value: role });
    Object.assign(record, { lane, role });
  }
  return { edits, record };
}

/** New notes hang on the node that they stand below. */
function hung(
  before: readonly OutlineRow[],
  after: Listed,
  kindOf: (id: NodeId) => NodeKind,
  { process, newId }: Ground,
): Edit[] {
  const known = new Set(before.map((row) => row.key));
  return after.rows.flatMap((row, at): Edit[] => {
    if (row.kind !== "node" || kindOf(row.node) !== "note" || known.has(row.key)) return [];
    let host = at - 1;
    while (host >= 0 && after.rows[host]!.depth >= row.depth) host--;
    const on = after.rows[host];
    if (on?.kind !== "node") return [];
    return [{ edit: "connect", connection: newConnection(newId(), process, row.node, on.node) }];
  });
}

/** Where new nodes wish to stand: behind the one before, a branch below the branches before it. Tidy makes
 *  places of it, and keeps their order. */
function placing(after: Listed, kindOf: (id: NodeId) => NodeKind, ground: Ground): Map<NodeId, Point> {
  const turned = (point: Point): Point => (ground.down ? { x: point.y, y: point.x } : point);
  const at = new Map<NodeId, Point>();
  const places = new Map<NodeId, Point>();
  let lowest = Math.max(-across, ...[...ground.nodes.values()].map((node) => turned(node).y));
  /** By depth: the last node that stands there. */
  const last: NodeId[] = [];
  for (const row of after.rows) {
    if (row.kind === "branch") last.length = row.depth + 1;
    if (row.kind !== "node") continue;
    const { depth, node: id } = row;
    const old = ground.nodes.get(id);
    let place: Point;
    const sibling = depth < last.length ? at.get(last[depth]!) : undefined;
    const fork = depth > 1 ? at.get(last[depth - 2]!) : undefined;
    if (old) place = turned(old);
    else if (sibling) place = { x: sibling.x + along, y: sibling.y };
    else if (fork) place = { x: fork.x + along, y: Math.max(fork.y, lowest) + across };
    else place = { x: 0, y: lowest + 2 * across };
    at.set(id, place);
    if (!old) places.set(id, turned({ x: Math.min(place.x, 900_000), y: Math.min(place.y, 900_000) }));
    lowest = Math.max(lowest, place.y);
    if (kindOf(id) === "note") continue;
    last[depth] = id;
    last.length = depth + 1;
  }
  return places;
}

/** The fork that a branch at this place belongs to: the one right before it, else the one around it. */
function forkFor(
  rows: readonly OutlineRow[],
  at: number,
  depth: number,
  { nodes }: Pick<Ground, "nodes">,
): { row: number } | null {
  const here: OutlineRow = { kind: "stop", key: "", depth, from: "" };
  const with_ = [...rows.slice(0, at), here, ...rows.slice(at)];
  const before = siblingBefore(with_, at);
  const row = before === null ? undefined : rows[before];
  if (before !== null && row?.kind === "node") {
    const forks = branchesOf(rows, before).length > 0 || nodes.get(row.node)?.kind === "decision";
    if (forks) return { row: before };
  }
  const around = branchAround(with_, at);
  return around && { row: around.fork };
}

/** Does the flow of a fork go on with the row behind it? */
function leadsOn(rows: readonly OutlineRow[], fork: number, behind: number, { nodes }: Ground): boolean {
  const next = rows[behind];
  if (next?.kind !== "node") return true;
  const inside = new Set(rows.slice(fork, behind).map((row) => (row.kind === "node" ? row.node : "")));
  const ways = meaning(rows, (id) => nodes.get(id)?.kind ?? "step");
  return ways.some(({ source, target }) => inside.has(source) && target === next.node);
}

/** New branches of a fork whose flow does not go on behind it end where they end. */
function ended(made: readonly OutlineRow[], depth: number): OutlineRow[] {
  return made.flatMap((row, at) => {
    const next = made[at + 1];
    const last = next === undefined || next.depth <= depth;
    if (!last || row.kind === "goto" || row.kind === "stop") return [row];
    return [row, { kind: "stop", key: `stop-${row.key}`, depth: depth + 1, from: "" }];
  });
}

/** Finds the node that a line wants to go on at: by its label, else by its number. */
function placesOf(rows: readonly OutlineRow[], told: ReadonlyMap<NodeId, ToldNode>, ground: Ground) {
  const labels = rows.flatMap((row) =>
    row.kind === "node"
      ? [{ id: row.node, label: told.get(row.node)?.label ?? ground.nodes.get(row.node)?.label ?? "", row }]
      : [],
  );
  return (to: string): NodeId | null =>
    (
      labels.find(({ label }) => alike(label, to)) ??
      labels.find(({ row }) => row.number !== null && String(row.number) === to)
    )?.id ?? null;
}

/** A line that names no place is a step: nothing that was written is lost. */
function stepInstead(
  row: OutlineRow,
  text: string | undefined,
  told: Map<NodeId, ToldNode>,
  { newId }: Ground,
) {
  if (text === undefined) return row;
  const id = newId();
  told.set(id, { label: text, kind: "step", who: null, delegation: null });
  return { kind: "node" as const, key: id, depth: row.depth, node: id, number: null };
}
