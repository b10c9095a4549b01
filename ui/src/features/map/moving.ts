/** Moving what is there: by keys, into line, by tidy; and walking along the flow. */
import type { NodeId, NodeMove, Side } from "../../api";
import { newId } from "../../state/ids";
import type { MapEditing } from "./editing.svelte";
import { around } from "./model/guides";
import { aligned, distributed, neighbour, type Alignment } from "./model/gestures";

let nudging: { focus: string; until: number } | null = null;

/** By the arrow keys. Presses that follow each other closely are one undo. */
export function nudge(map: MapEditing, dx: number, dy: number): void {
  const boxes = map.boxesOf(map.chosenNodes);
  if (boxes.length === 0) return;
  const now = Date.now();
  if (!nudging || now > nudging.until) nudging = { focus: newId(), until: 0 };
  nudging.until = now + 1_000;
  move(
    map,
    boxes.map(({ id, rect }) => ({ id, x: rect.x + dx, y: rect.y + dy })),
    nudging.focus,
  );
}

export const align = (map: MapEditing, to: Alignment) => move(map, aligned(map.boxesOf(map.chosenNodes), to));

export const distribute = (map: MapEditing, along: "x" | "y") =>
  move(map, distributed(map.boxesOf(map.chosenNodes), along));

/** Lays out all, or the chosen ones when there are several. */
export async function tidy(map: MapEditing): Promise<void> {
  const nodes = map.chosenNodes.length > 1 ? [...map.chosenNodes] : [];
  const kept = await map.send({ edit: "arrange", process: map.process, nodes });
  // Only now: on a large map the core may take longer than a movement lasts.
  map.settle();
  if (kept && nodes.length === 0 && map.open.map) map.view.fit(map.open.map.bounds, { largest: 1 });
}

/** Along the flow: Alt+Arrow. */
export function walk(map: MapEditing, side: Side): void {
  const to = beside(map, side);
  if (to) show(map, to);
}

/** Where the flow leads on that side of the chosen node. */
export function beside(map: MapEditing, side: Side): NodeId | null {
  const id = map.chosenNodes[0];
  const rect = id === undefined ? null : map.rect(id);
  if (id === undefined || !rect) return null;
  const rects = new Map(map.boxes.map((box) => [box.id, box.rect]));
  return neighbour({ id, rect }, side, rects, map.open.connections.values());
}

/** The connections that leave the chosen node, one after the other; from a connection, the next one of its
 *  source. */
export function walkWays(map: MapEditing): void {
  const ways = [...map.open.connections.values()];
  const chosen = ways.find(({ id }) => id === map.chosenConnections[0]);
  const from = map.chosenNodes[0] ?? chosen?.source;
  const leaving = ways.filter(({ source }) => source === from);
  const next = leaving[(leaving.findIndex(({ id }) => id === chosen?.id) + 1) % leaving.length];
  if (!next) return;
  map.choose({ connections: [next.id] });
  map.view.element?.focus({ preventScroll: true });
  const ends = map.boxesOf([next.source, next.target]).map(({ rect }) => rect);
  map.view.reveal(around(ends));
}

/** Chooses a node and brings it into sight. */
export function show(map: MapEditing, id: NodeId): void {
  map.choose({ nodes: [id] });
  const rect = map.rect(id);
  if (rect) map.view.reveal(rect);
}

/** Brings the whole of the path that is drawn into sight, no larger than what is seen now. */
export function showRoute(map: MapEditing): void {
  const nodes = map.boxesOf([...(map.route?.nodes ?? [])]);
  if (nodes.length === 0) return;
  const whole = around(nodes.map(({ rect }) => rect));
  const { seen, viewport } = map.view;
  const inside =
    whole.x >= seen.x &&
    whole.y >= seen.y &&
    whole.x + whole.width <= seen.x + seen.width &&
    whole.y + whole.height <= seen.y + seen.height;
  if (!inside) map.view.fit(whole, { largest: viewport.zoom });
}

function move(map: MapEditing, moves: NodeMove[], focus?: string): void {
  if (moves.length > 0) void map.place(moves, { edit: "move_nodes", moves }, focus);
}
