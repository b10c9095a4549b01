/** What a person can do to nodes and connections, whether by pointer, key, menu or outline. */
import type { ConnectionId, Edit, NodeId, NodeKind, NodeMove, Point, Rect, Side } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { tellEdit } from "../../state/toasts";
import type { MapEditing } from "./editing.svelte";
import { duplicateAll, pasteAll, insertWithRoom, newConnection, newNode, together } from "./model/changes";
import { clipOf, copies, type Clip } from "./model/clipboard";
import { insertionAt } from "./model/gestures";
import { around, onGrid } from "./model/guides";
import { forward, gap, laneAt, middle, placeAt, placeBeside, usualSize } from "./model/places";
import { putBetween, roomFor, type Between } from "./model/room";
import { opposite } from "./model/routes";
import { corner } from "./viewing.svelte";

interface Adding {
  /** Map pixels. */
  at: Point;
  from?: NodeId | null;
  /** More nodes that lead to it. */
  also?: readonly NodeId[];
  /** The new node comes before `from` instead of behind it. */
  before?: boolean;
  label?: string;
  /** The label of the connection that leads to it. */
  branch?: string;
  /** The same place, asked again when what was typed before is kept: it may have changed sizes and lanes. */
  settled?: (made: NodeId) => Point | null;
}

/** Adds a node, shows it before it is kept, and starts typing its label; a new branch's label comes first. */
export async function add(map: MapEditing, kind: NodeKind, adding: Adding): Promise<NodeId> {
  const { at, from = null, also = [], before = false, label = "", branch = "", settled } = adding;
  const node = newNode(newId(), map.process, kind, at, label);
  const [source, target] = before ? [node.id, from] : [from, node.id];
  const joined = from !== null && kind !== "note" && map.open.nodes.get(from)?.kind !== "note";
  const connection =
    joined && source && target ? newConnection(newId(), map.process, source, target, branch) : null;
  const others = also.map((one) => newConnection(newId(), map.process, one, node.id));
  const place = (): Edit => {
    map.show();
    const placed = { ...node, ...settled?.(node.id) };
    return together("add_node", [
      { edit: "add_node", node: placed, connection },
      ...others.map((other): Edit => ({ edit: "connect", connection: other })),
    ]);
  };
  const kept = map.send(place, {
    ahead: {
      put: [
        { table: "node", record: node },
        ...[...(connection ? [connection] : []), ...others].map((record) => ({
          table: "connection" as const,
          record,
        })),
      ],
    },
  });
  const forks = connection?.target === node.id && branch === "" && isDecision(map, connection.source);
  begin(map, node.id, label === "", { branch: forks ? connection.id : null });
  await kept;
  return node.id;
}

/** On the empty canvas, its middle at a point. */
export const addAt = (map: MapEditing, kind: NodeKind, point: Point, label = "") =>
  add(map, kind, { at: placeAt(point, usualSize(kind)), label });

/** The chosen tool on the canvas: put into the connection that was pressed, if one was. */
export async function place(map: MapEditing, kind: NodeKind, point: Point): Promise<void> {
  map.tool = null;
  const size = usualSize(kind);
  const at = placeAt(point, size);
  const box = { id: "", rect: { x: point.x - size.width / 2, y: point.y - size.height / 2, ...size } };
  const into =
    kind === "note" ? null : insertionAt(box, map.open.map?.connections ?? [], map.open.connections, 8);
  if (into === null) return void (await addAt(map, kind, point));
  const id = newId();
  const put = putBetween({ id, rect: { ...at, ...size } }, between(map, into));
  const node = newNode(id, map.process, kind, put.at);
  if (put.moves.length > 0) map.settle();
  const kept = map.send(insertWithRoom(node, into, newId(), put.moves), {
    ahead: { put: [{ table: "node", record: node }] },
  });
  begin(map, node.id, true);
  await kept;
}

/** Where there is room in what is seen: for tools and commands that name no place. */
export function addSomewhere(map: MapEditing, kind: NodeKind): Promise<NodeId> {
  const from = map.chosenNodes.length === 1 ? map.rect(map.chosenNodes[0]!) : null;
  if (from && kind !== "note") return addBeside(map, map.chosenNodes[0]!, flow(map), kind);
  const size = usualSize(kind);
  const at = placeAt(map.view.centre, size);
  return add(map, kind, { at: from ? free(map, from, "bottom", kind) : clear(map, at, size) });
}

/** The next step: behind the last one of a chain, a new branch of a fork, or put between a step and what
 *  follows it, which moves on. */
export async function addNext(
  map: MapEditing,
  from: NodeId,
  kind: NodeKind = "step",
): Promise<NodeId | null> {
  const node = map.open.nodes.get(from);
  const rect = map.rect(from);
  if (!node || !rect) return null;
  const ways = [...map.open.connections.values()].filter((way) => way.source === from);
  const only = ways.length === 1 && node.kind !== "decision" && kind === "step" ? ways[0]! : null;
  if (only) return insertBehind(map, rect, only.id);
  return add(map, kind, { ...besides(map, from, flow(map), kind), from });
}

/** Into a connection: between its two ends, which make room. */
export async function insertInto(map: MapEditing, id: ConnectionId): Promise<NodeId | null> {
  const way = map.open.connections.get(id);
  const rect = way && map.rect(way.source);
  return rect ? insertBehind(map, rect, id) : null;
}

export function addBeside(map: MapEditing, from: NodeId, side: Side, kind: NodeKind = "step") {
  if (!map.rect(from)) return Promise.resolve(from);
  // Against the flow comes what happens before.
  const before = side === opposite(flow(map));
  return add(map, kind, { ...besides(map, from, side, kind), from, before });
}

export async function removeChosen(map: MapEditing): Promise<void> {
  const { chosenNodes: nodes, chosenConnections } = map;
  const chosen = new Set(nodes);
  const connections = chosenConnections.filter((id) => {
    const way = map.open.connections.get(id);
    return way && !chosen.has(way.source) && !chosen.has(way.target);
  });
  if (nodes.length === 0 && connections.length === 0) return;
  const next = nodes.length === 1 ? after(map, nodes[0]!) : null;
  const remove = [
    ...nodes.map((id) => ({ table: "node" as const, id })),
    ...connections.map((id) => ({ table: "connection" as const, id })),
  ];
  const kept = map.send(
    { edit: "delete_from_map", nodes: [...nodes], connections, heal: true },
    { ahead: { remove } },
  );
  map.choose({ nodes: next ? [next] : [] });
  if (!(await kept)) return;
  const count = nodes.length || connections.length;
  const text = nodes.length > 0 ? m.map_deleted_nodes({ count }) : m.map_deleted_connections({ count });
  tellEdit(text);
}

/** A node made a moment ago and left without a word goes again, quietly; what made room for it comes back. */
export function takeBack(map: MapEditing, id: NodeId, room: readonly NodeMove[] = []): void {
  const from = [...map.open.connections.values()].find((way) => way.target === id)?.source;
  const gone: Edit = { edit: "delete_from_map", nodes: [id], connections: [], heal: true };
  const back: Edit[] = room.length > 0 ? [{ edit: "move_nodes", moves: [...room] }] : [];
  void map.send(together("delete_from_map", [gone, ...back]), {
    ahead: { remove: [{ table: "node", id }] },
  });
  map.choose({ nodes: from ? [from] : [] });
  if (from) map.refocus(from);
}

export async function duplicateChosen(map: MapEditing): Promise<void> {
  const clip = chosenClip(map);
  if (clip.nodes.length > 0) await addClip(map, duplicateAll, copies(clip, map.process, 32, 32, newId));
}

export const chosenClip = (map: MapEditing): Clip => clipFrom(map, map.chosenNodes);

export function clipFrom(map: MapEditing, ids: readonly NodeId[]): Clip {
  const { nodes, connections, lanes } = map.open;
  return clipOf(new Set(ids), nodes.values(), connections.values(), lanes, library.roles, library.tools);
}

/** Puts what was copied around a point; `turn` keeps several pastes apart. */
export async function pasteClip(map: MapEditing, clip: Clip, at: Point, turn = 0): Promise<void> {
  const box = around(clip.nodes.map((node) => ({ x: node.x, y: node.y, ...usualSize(node.kind) })));
  const wanted = { x: at.x - box.width / 2, y: at.y - box.height / 2 };
  const spot = clear(map, { x: onGrid(wanted.x) + 24 * turn, y: onGrid(wanted.y) }, box);
  const [dx, dy] = [onGrid(spot.x - box.x), onGrid(spot.y - box.y)];
  await addClip(map, pasteAll, copies(clip, map.process, dx, dy, newId));
}

async function insertBehind(map: MapEditing, rect: Rect, way: ConnectionId): Promise<NodeId> {
  const size = usualSize("step");
  const side = flow(map);
  const at =
    side === "right"
      ? { x: rect.x + rect.width + gap, y: middle(rect).y - size.height / 2 }
      : { x: middle(rect).x - size.width / 2, y: rect.y + rect.height + gap };
  const made = newNode(newId(), map.process, "step", at);
  const rest = newId();
  const moves = roomFor({ ...at, ...size }, between(map, way));
  const second = newConnection(rest, map.process, made.id, map.open.connections.get(way)!.target);
  const first = { ...map.open.connections.get(way)!, target: made.id, waypoints: [] };
  map.settle();
  const kept = map.send(insertWithRoom(made, way, rest, moves), {
    ahead: {
      put: [
        { table: "node", record: made },
        { table: "connection", record: first },
        { table: "connection", record: second },
      ],
    },
  });
  const before = map.boxesOf(moves.map(({ id }) => id)).map(({ id, rect }) => ({ id, x: rect.x, y: rect.y }));
  begin(map, made.id, true, { room: before });
  await kept;
  return made.id;
}

/** What there is around a connection that a node is put into. */
export const between = (map: MapEditing, way: ConnectionId): Between => ({
  way: map.open.connections.get(way)!,
  side: flow(map),
  ways: map.open.connections.values(),
  boxes: map.boxes,
});

interface Beginning {
  room?: NodeMove[];
  /** The new branch that leads here and has no label yet. */
  branch?: ConnectionId | null;
}

function begin(map: MapEditing, id: NodeId, typing: boolean, more: Beginning = {}): void {
  const { room = [], branch = null } = more;
  map.show();
  map.choose({ nodes: [id] });
  if (branch !== null) map.label.begin("connection", branch, { fresh: true, then: typing ? id : null });
  else if (typing) map.label.begin("node", id, { fresh: true, room });
  const rect = map.rect(id);
  if (rect) map.view.reveal(rect, corner);
}

async function addClip(map: MapEditing, edit: (clip: Clip) => Edit, clip: Clip): Promise<void> {
  if (await map.send(edit(clip)))
    showMade(
      map,
      clip.nodes.map(({ id }) => id),
    );
}

function showMade(map: MapEditing, ids: readonly NodeId[]): void {
  map.show();
  map.choose({ nodes: ids });
  if (ids[0]) map.refocus(ids[0]);
  map.view.reveal(around(map.boxesOf(ids).map(({ rect }) => rect)));
}

/** The next node of the flow, else the one before. */
function after(map: MapEditing, id: NodeId): NodeId | null {
  const ways = [...map.open.connections.values()];
  return (
    ways.find((way) => way.source === id && way.target !== id)?.target ??
    ways.find((way) => way.target === id && way.source !== id)?.source ??
    null
  );
}

const isDecision = (map: MapEditing, id: NodeId) => map.open.nodes.get(id)?.kind === "decision";

/** The direction in which the map reads. */
export function flow(map: MapEditing): Side {
  return map.lanes.length > 0 ? forward(map.open.document.lane_direction) : "right";
}

/** A free place beside a node, now and when it is settled. */
function besides(
  map: MapEditing,
  from: NodeId,
  side: Side,
  kind: NodeKind,
): Required<Pick<Adding, "at" | "settled">> {
  const settled = (made: NodeId | null) => {
    const rect = map.rect(from);
    return rect && free(map, rect, side, kind, made);
  };
  return { at: settled(null) ?? { x: 0, y: 0 }, settled };
}

/** `made` is not in its own way. */
export function free(
  map: MapEditing,
  from: Rect,
  side: Side,
  kind: NodeKind,
  made: NodeId | null = null,
): Point {
  const lane = laneAt(map.lanes, middle(from));
  const across =
    flow(map) === "right" ? side === "right" || side === "left" : side === "top" || side === "bottom";
  const taken = map.boxes.filter(({ id }) => id !== made).map(({ rect }) => rect);
  // Across the lanes the next lane is where it is meant to go.
  return placeBeside(from, side, usualSize(kind), taken, across ? (lane?.rect ?? null) : null);
}

/** Down from a place until nothing is in the way. */
function clear(map: MapEditing, at: Point, size: { width: number; height: number }): Point {
  const taken = map.boxes.map(({ rect }) => rect);
  const blocked = (y: number) =>
    taken.some(
      (rect) =>
        rect.x < at.x + size.width + 16 &&
        at.x < rect.x + rect.width + 16 &&
        rect.y < y + size.height + 16 &&
        y < rect.y + rect.height + 16,
    );
  let { y } = at;
  for (let tries = 0; tries < 50 && blocked(y); tries++) y += size.height + 24;
  return { x: at.x, y };
}
